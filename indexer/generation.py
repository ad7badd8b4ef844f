"""The generation of the catalog that a derived index holds: a file beside it, replaced in one step."""

import os
from pathlib import Path

_NAME = "generation"


def read_generation(folder: Path) -> int | None:
    """The generation noted in a folder, or None where there is none to trust."""
    try:
        return int((folder / _NAME).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


def write_generation(folder: Path, generation: int | None) -> None:
    """Note a generation, or with None that there is none."""
    target = folder / _NAME
    if generation is None:
        target.unlink(missing_ok=True)
        return
    draft = folder / f"{_NAME}.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(str(generation))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
