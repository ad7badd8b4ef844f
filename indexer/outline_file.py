"""The outline in a file: a generation each, written whole before the one before is taken away."""

import os
import zipfile
from pathlib import Path

import msgspec
import numpy as np

from indexer.outline import COLUMNS, STEM_COLUMNS, Outline

FOLDER = "outline"


def write_outline(folder: Path, outline: Outline, generation: int) -> None:
    """Keep an outline."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    draft = place / "outline.new"
    names = np.frombuffer(msgspec.json.encode((outline.labels, outline.speakers)), np.uint8)
    with draft.open("wb") as file:
        np.savez(file, names=names, **{name: getattr(outline, name) for name in COLUMNS | STEM_COLUMNS})
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_file(folder, generation))
    # The one before is left to those who are about to read it.
    kept = sorted(place.glob("outline.*.npz"), key=_generation)[-2:]
    for old in place.iterdir():
        if old not in kept:
            old.unlink()


def read_outline(folder: Path, generation: int) -> Outline | None:
    """The outline of a generation; None where there is none, or a damaged one (its parts carry checksums)."""
    try:
        with _file(folder, generation).open("rb") as file, np.load(file, allow_pickle=False) as parts:
            columns = {name: parts[name].astype(kind, casting="equiv") for name, kind in COLUMNS.items()}
            words = {name: parts[name].astype(kind, casting="equiv") for name, kind in STEM_COLUMNS.items()}
            labels, speakers = msgspec.json.decode(
                parts["names"].tobytes(), type=tuple[tuple[str, ...], tuple[str, ...]]
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, msgspec.DecodeError):
        return None
    ends, stems = words["stem_ends"], words["stems"]
    if {len(column) for column in columns.values()} != {len(ends)} or (len(ends) and ends[-1] != len(stems)):
        return None
    return Outline(**columns, **words, labels=labels, speakers=speakers)


def _generation(path: Path) -> int:
    return int(path.name.split(".")[1])


def _file(folder: Path, generation: int) -> Path:
    return folder / FOLDER / f"outline.{generation}.npz"
