"""The outline in a file: a generation each, written whole before the one before is taken away."""

import os
import zipfile
from pathlib import Path

import msgspec
import numpy as np

from indexer.gists import Gists
from indexer.outline import COLUMNS, STEM_COLUMNS, Outline

FOLDER = "outline"
_GISTS: dict[str, type[np.generic]] = {"transcripts": np.int32, "sums": np.float32, "counts": np.int64}


def write_outline(folder: Path, outline: Outline, generation: int) -> None:
    """Keep an outline."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    draft = place / "outline.new"
    names = np.frombuffer(msgspec.json.encode((outline.labels, outline.speakers)), np.uint8)
    with draft.open("wb") as file:
        columns = {name: getattr(outline, name) for name in COLUMNS | STEM_COLUMNS}
        gists = {f"gist_{name}": getattr(outline.gists, name) for name in _GISTS}
        np.savez(file, names=names, **columns, **gists)
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
            gists = Gists(
                **{name: parts[f"gist_{name}"].astype(kind, casting="equiv") for name, kind in _GISTS.items()}
            )
            labels, speakers = msgspec.json.decode(
                parts["names"].tobytes(), type=tuple[tuple[str, ...], tuple[str, ...]]
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, msgspec.DecodeError):
        return None
    ends, stems = words["stem_ends"], words["stems"]
    if {len(column) for column in columns.values()} != {len(ends)} or (len(ends) and ends[-1] != len(stems)):
        return None
    return Outline(**columns, **words, labels=labels, speakers=speakers, gists=gists)


def _generation(path: Path) -> int:
    return int(path.name.split(".")[1])


def _file(folder: Path, generation: int) -> Path:
    return folder / FOLDER / f"outline.{generation}.npz"
