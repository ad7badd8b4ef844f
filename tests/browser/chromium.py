"""Finding a Chromium for the browser tests; run as a module, installs Debian's where there is none."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = "no Chromium is found: the browser tests are skipped; install Debian's package chromium, or Chrome"

QUIET = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)
"""What keeps a browser from talking to its makers."""


def find_chromium() -> str | None:
    """The path of a Chromium, on PATH or in the usual places; None where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def options() -> list[str]:
    """What a browser is started with; Chromium has no sandbox for root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, *(["--no-sandbox"] if root else [])]


def is_debian() -> bool:
    """Whether this is Debian itself: elsewhere the package of that name is another thing."""
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def install() -> str:
    """Install Debian's package where it is missing and can be installed; says what came of it, and never fails."""
    if found := find_chromium():
        return f"browser tests run with {found}"
    if not is_debian() or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return MISSING
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
        if done.returncode:
            return f"{' '.join(command)} ended with {done.returncode}: {MISSING}"
    found = find_chromium()
    return f"browser tests run with {found}" if found else MISSING


if __name__ == "__main__":
    print(install())
