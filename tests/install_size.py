"""Real installs of the wheel by pip, the base and everything, each into an environment of its own: `make install-size`.

Prints what each takes on disk, with the largest packages, and what the base says to `onrecord demo` from an empty
folder. Exits with 1 where the base saves less than 300 MB, or the demo fails. Takes some minutes.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.paths import ROOT
from tests.wheel import build_wheel

LEAST_SAVED = 300
"""MB by which the base install must be smaller than the full one."""
EXTRAS = {"base": "", "full": "[dev,eval]"}


def main() -> None:
    """Install, measure and try both."""
    with tempfile.TemporaryDirectory(prefix="onrecord-install-") as name:
        folder = Path(name)
        wheel = build_wheel(folder / "wheel")
        sizes = {}
        for kind, extras in EXTRAS.items():
            environment = folder / kind
            _install(environment, f"{wheel}{extras}")
            sizes[kind] = _report(kind, environment)
        saved = sizes["full"] - sizes["base"]
        print(f"the base saves {saved:.0f} MB")
        demo = _demo(folder / "base", folder / "empty")
    sys.exit(0 if saved >= LEAST_SAVED and demo == 0 else 1)


def _install(environment: Path, what: str) -> None:
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), what], check=True)


def _report(kind: str, environment: Path) -> float:
    """Print the size of an environment's packages and the largest of them; gives the size in MB."""
    (packages,) = environment.glob("lib/python*/site-packages")
    parts: dict[str, float] = {entry.name: _megabytes(entry) for entry in packages.iterdir()}
    largest = sorted(parts, key=lambda name: -parts[name])[:12]
    count = len(list(packages.glob("*.dist-info")))
    print(f"{kind}: {sum(parts.values()):.0f} MB, {count} packages")
    print("   " + ", ".join(f"{name} {parts[name]:.0f}" for name in largest))
    return sum(parts.values())


def _megabytes(entry: Path) -> float:
    """What a file or folder takes on disk."""
    files = [entry, *(entry.rglob("*") if entry.is_dir() else ())]
    blocks: int = sum(one.lstat().st_blocks for one in files)
    return blocks * 512 / 1e6


def _demo(environment: Path, empty: Path) -> int:
    empty.mkdir()
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(environment / "bin" / "onrecord"), "demo"]
    return subprocess.run(
        command, cwd=empty, env={**own, "ONRECORD_CACHE": str(empty / "cache")}, check=False
    ).returncode


if __name__ == "__main__":
    main()
