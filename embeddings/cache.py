"""The cache folder for graphs made from models: $ONRECORD_CACHE, or a folder in the user's cache."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """The cache folder, which need not exist."""
    own = os.environ.get("ONRECORD_CACHE")
    if own:
        return Path(own).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "onrecord"
