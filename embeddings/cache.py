"""Where what is made of models is kept between runs: a folder of the user's, or the one that $ONRECORD_CACHE names."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """The folder of the cache; it need not exist."""
    own = os.environ.get("ONRECORD_CACHE")
    if own:
        return Path(own).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "onrecord"
