"""The wheel in an environment that holds only what the base install requires.

Nothing is downloaded: the required distributions are linked from the environment of the tests, of which nothing else
can be imported. `make install-size` does the same with real installs.
"""

import os
import subprocess
import sys
import venv
import zipfile
from collections import defaultdict
from importlib import metadata
from pathlib import Path

import httpx
import msgspec
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.assertions import assert_one_sentence
from tests.distributions import applies, closure
from tests.paths import ROOT
from tests.served import listening
from tests.wheel import SOURCES, build_wheel

PACKAGES = tuple(name for name in SOURCES if (ROOT / name).is_dir())


class Installed(msgspec.Struct, frozen=True):
    """An environment with the wheel, an empty working folder, and a home folder."""

    programs: Path
    wheel: Path
    folder: Path
    home: Path

    def run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def environment(self) -> dict[str, str]:
        """The environment variables of the tests, without those that lead to their own environment."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "ONRECORD_", "VIRTUAL_ENV", "XDG_"))
        }
        return {**kept, "ONRECORD_CACHE": str(self.programs / "cache"), "HOME": str(self.home)}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("install")
    wheel = build_wheel(folder / "wheel")
    venv.create(folder / "env", symlinks=True)
    python = folder / "env" / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*install, str(wheel)], check=True)
    (packages,) = folder.glob("env/lib/python*/site-packages")
    (ours,) = metadata.distributions(name="onrecord", path=[str(packages)])
    link_distributions(closure(base_requirements(ours)), packages)
    for name in ("empty", "home"):
        (folder / name).mkdir()
    return Installed(python.parent, wheel, folder / "empty", folder / "home")


def base_requirements(ours: metadata.Distribution) -> list[Requirement]:
    requirements = [Requirement(line) for line in ours.requires or []]
    return [requirement for requirement in requirements if applies(requirement)]


def link_distributions(names: set[str], packages: Path) -> None:
    """Link the files of these distributions, and of no others, from the environment of the tests."""
    owners: dict[str, set[str]] = defaultdict(set)
    paths: dict[str, Path] = {}
    for distribution in metadata.distributions():
        for top in {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}:
            owners[top].add(canonicalize_name(distribution.name))
            paths[top] = Path(str(distribution.locate_file(top)))
    for top, top_owners in owners.items():
        if top_owners & names:
            assert top_owners <= names, f"{top} also holds files of {top_owners - names}"
            (packages / top).symlink_to(paths[top])


def test_the_wheel_holds_all_files_of_the_packages_and_no_tests(installed: Installed) -> None:
    packaged = {name for name in zipfile.ZipFile(installed.wheel).namelist() if ".dist-info/" not in name}
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    expected = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert packaged == expected | {"onrecord.py"}


def test_the_base_install_has_all_requirements(installed: Installed) -> None:
    python = str(installed.programs / "python")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_demo_answers_from_an_empty_folder(installed: Installed) -> None:
    """The first run on a machine also makes the graph of the model, and leaves no files except its cache."""
    done = installed.run("onrecord", "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n1. Antony Blinken (SECRETARY BLINKEN; resolved)\n" in done.stdout
    assert "onrecord index FOLDER" in done.stdout.splitlines()[-3]
    assert [*installed.folder.iterdir(), *installed.home.rglob("*")] == []


def test_everything_but_eval_can_be_imported(installed: Installed) -> None:
    script = (
        "import importlib, pkgutil\n"
        "for name in ('embeddings', 'indexer', 'search_api'):\n"
        "    package = importlib.import_module(name)\n"
        "    for module in pkgutil.walk_packages(package.__path__, name + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "for name in ('lightgbm', 'matplotlib', 'pytest', 'tests'):\n"
        "    assert importlib.util.find_spec(name) is None, name\n"
    )
    done = installed.run("python", "-c", script)
    assert (done.returncode, done.stderr) == (0, "")


def test_eval_reports_what_to_install(installed: Installed) -> None:
    for command in (["eval"], ["eval", "run"], ["eval", "compare"], ["eval", "train"]):
        shown = installed.run("onrecord", *command, "--help")
        assert (shown.returncode, shown.stderr) == (0, "")
    done = installed.run("onrecord", "eval", "run")
    assert (done.returncode, done.stdout) == (2, "")
    assert_one_sentence(done.stderr)
    assert "bm25s" in done.stderr
    assert "pip install 'onrecord[eval]'" in done.stderr
    # Counting labels and names needs no extra.
    surveyed = installed.run("onrecord", "eval", "attribution", str(ROOT / "indexer" / "sample"))
    assert (surveyed.returncode, surveyed.stderr) == (0, "")


def test_it_indexes_and_serves(installed: Installed, tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    assert (
        installed.run("onrecord", "index", str(ROOT / "indexer" / "sample"), "--index", index).returncode == 0
    )
    command = [str(installed.programs / "onrecord"), "serve", "--index", index, "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=installed.folder,
        env=installed.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with listening(process) as (port, _):
        assert installed.run("onrecord", "serve", "--check", "--port", str(port)).returncode == 0
        for path in ("/", "/?q=cyber+attacks", "/schema", "/static/style.css", "/metrics"):
            assert httpx.get(f"http://127.0.0.1:{port}{path}", timeout=30).status_code == 200, path
