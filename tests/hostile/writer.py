"""A process that changes an index until it is killed, and logs each change to a journal, before and after."""

import contextlib
import json
import os
import random
from pathlib import Path

from indexer.errors import IndexMissing, TranscriptUnknown
from indexer.ingest.pipeline import index_paths, remove
from tests.fake_encoder import FakeEncoder

NAMES = "abcdef"
TURNS = 6


def words(name: str, version: int, turn: int) -> str:
    """The text of a turn in a version of a transcript."""
    return f"This is turn {turn} of {name} as of {version}."


def write_until_killed(index: str, files: str, journal: str, seed: int) -> None:
    """Write, remove and index transcripts at random."""
    rng = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    folder, source = Path(index), Path(files)
    log = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    version = seed * 10_000
    while True:
        version += 1
        name = rng.choice(NAMES)
        path = source / f"{name}.json"
        change = rng.choice(["write", "write", "remove", "unlink"])
        if change == "remove":
            _note(log, "begin", {name: 0})
            _remove(folder, name)
            _note(log, "done", {name: 0})
            path.unlink(missing_ok=True)
        elif change == "unlink":
            path.unlink(missing_ok=True)
            # The whole folder may hold files that a killed process wrote but did not index.
            versions = {name: _version(source / f"{name}.json") for name in NAMES}
            if any(versions.values()):
                _note(log, "begin", versions)
                index_paths(folder, [source], FakeEncoder())
                _note(log, "done", versions)
        else:
            turns = [{"speaker": "Ann Lee", "text": words(name, version, turn)} for turn in range(TURNS)]
            _note(log, "begin", {name: version})
            draft = path.with_suffix(".draft")
            draft.write_text(json.dumps({"turns": turns}))
            draft.replace(path)
            index_paths(folder, [path], FakeEncoder())
            _note(log, "done", {name: version})


def _version(path: Path) -> int:
    if not path.exists():
        return 0
    return int(json.loads(path.read_text())["turns"][0]["text"].rsplit(" ", 1)[1].rstrip("."))


def _remove(folder: Path, name: str) -> None:
    with contextlib.suppress(TranscriptUnknown, IndexMissing):
        remove(folder, [name])


def _note(log: int, event: str, versions: dict[str, int]) -> None:
    os.write(log, "".join(f"{event} {name} {version}\n" for name, version in versions.items()).encode())
