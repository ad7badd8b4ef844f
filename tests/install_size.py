"""Real installs of the wheel by pip, without extras and with all of them: `make install-size`.

Prints the size of each on disk, its largest packages, and the output of `onrecord demo` in the base install. Exits with
1 if the base install saves less than 300 MB, or the demo fails. Takes a few minutes.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.paths import ROOT
from tests.wheel import build_wheel

MIN_SAVED_MB = 300
"""By which the base install must be smaller than the full one."""
EXTRAS = {"base": "", "full": "[dev,eval]"}


def main() -> None:
    """Install and measure both, and run the demo in the base install."""
    with tempfile.TemporaryDirectory(prefix="onrecord-install-") as name:
        folder = Path(name)
        wheel = build_wheel(folder / "wheel")
        sizes = {}
        for kind, extras in EXTRAS.items():
            environment = folder / kind
            _install(environment, f"{wheel}{extras}")
            sizes[kind] = _report(kind, environment)
        saved = sizes["full"] - sizes["base"]
        print(f"the base install saves {saved:.0f} MB")
        demo = _demo(folder / "base", folder / "empty")
    sys.exit(0 if saved >= MIN_SAVED_MB and demo == 0 else 1)


def _install(environment: Path, requirement: str) -> None:
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), requirement], check=True)


def _report(kind: str, environment: Path) -> float:
    """Print the size of the packages in an environment and the largest of them; returns the size in MB."""
    (packages,) = environment.glob("lib/python*/site-packages")
    sizes: dict[str, float] = {entry.name: _megabytes(entry) for entry in packages.iterdir()}
    largest = sorted(sizes, key=lambda name: -sizes[name])[:12]
    count = len(list(packages.glob("*.dist-info")))
    print(f"{kind}: {sum(sizes.values()):.0f} MB, {count} packages")
    print("   " + ", ".join(f"{name} {sizes[name]:.0f}" for name in largest))
    return sum(sizes.values())


def _megabytes(entry: Path) -> float:
    """The size of a file or folder on disk."""
    paths = [entry, *(entry.rglob("*") if entry.is_dir() else ())]
    blocks: int = sum(path.lstat().st_blocks for path in paths)
    return blocks * 512 / 1e6


def _demo(environment: Path, empty: Path) -> int:
    empty.mkdir()
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(environment / "bin" / "onrecord"), "demo"]
    return subprocess.run(
        command, cwd=empty, env={**variables, "ONRECORD_CACHE": str(empty / "cache")}, check=False
    ).returncode


if __name__ == "__main__":
    main()
