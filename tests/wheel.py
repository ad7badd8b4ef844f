"""Building the wheel from the files from which the Docker image is built."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

SOURCES = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "onrecord.py",
    "embeddings",
    "indexer",
    "search_api",
    "eval",
)
"""The files that the Dockerfile copies."""


def build_wheel(folder: Path) -> Path:
    """Build the wheel into a folder with the setuptools of this environment, without downloads."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
    ]
    done = subprocess.run([*command, str(folder), str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("onrecord-*.whl")
    return wheel
