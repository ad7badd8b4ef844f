"""Random changes of files: after each step, the index must equal a new index of the same files; part of `make soak`.

    python -m tests.hostile.histories [COUNT [SEED]]

runs a number of histories, by default 300, of up to twelve steps each, the first with SEED, by default 1. Prints
differences with their seed, and exits with 1 if there are any.
"""

import contextlib
import json
import os
import random
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.directory.load import directory_of, read_file
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.ingest.pipeline import IndexReport, index_paths
from indexer.ingest.reading import derived_id, path_id, read_sources
from indexer.integrity.verify import verify
from tests.fake_encoder import FakeEncoder

STEPS = 12
_PATHS = ("a.txt", "b.txt", "c.txt", "d.json", "one/a.txt", "one/b.json", "one/two/e.txt", "three/f.txt")
_FOLDERS = ("one", "one/two", "three")
_ARCHIVE = "old.zip"
_NAMES = ("Jane Doe", "Ann Roe", "José Díaz", "Jose Diaz", "Юлия Иванова", "Iuliia Ivanova")
_PEOPLE = {
    "Jane Doe": 'aliases = ["Wrong Alias"]',
    "Ann Roe": 'id = "iuliia-ivanova"',
    "José Díaz": "",
    "Jose Diaz": "",
}

State = dict[str, list[tuple[str, Any]]]
"""By source: for each transcript, its id and all other content of the index."""


class World:
    """A folder of transcripts, a speaker directory, and the folders that cannot be listed at the moment."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.unlistable: set[Path] = set()
        self.people: set[str] = set()
        self.done: list[str] = []
        self._matters = 0
        folder.mkdir()

    def step(self) -> None:
        """Make one to three changes."""
        for _ in range(self.rng.randint(1, 3)):
            change = self.rng.choice(CHANGES)
            self.done.append(change.__name__)
            change(self)

    def heal(self) -> None:
        """Make all folders listable, and remove the files that cannot be read."""
        self.unlistable.clear()
        for path in self.files():
            if any(isinstance(result, InputRefused) for result in read_sources(path)):
                path.unlink()

    def files(self) -> list[Path]:
        """All files and links."""
        return sorted(path for path in self.folder.rglob("*") if path.is_symlink() or path.is_file())

    def regular_files(self) -> list[Path]:
        """The files with valid names."""
        return [path for path in self.files() if path.name.isprintable() and not path.is_symlink()]

    def directory(self) -> Directory:
        """The current speaker directory."""
        entries = "".join(f'[[person]]\nname = "{name}"\n{_PEOPLE[name]}\n' for name in sorted(self.people))
        return directory_of("people.toml", read_file("people.toml", entries.encode()))

    def new_transcript(self, suffix: str) -> str:
        """The content of a new file."""
        self._matters += 1
        names = self.rng.sample(_NAMES, 2)
        # In plain text, labels are recognised only if they are repeated.
        turns = [
            (name, f"I spoke of matter {self._matters} as {number}.")
            for number, name in enumerate([*names, *names])
        ]
        if suffix != ".json":
            return "".join(f"{name}: {text}\n\n" for name, text in turns)
        own_id = {"id": f"own-{self.rng.randint(1, 2)}"} if self.rng.random() < 0.3 else {}
        spoken = [{"speaker": name, "text": text} for name, text in turns]
        return json.dumps({**own_id, "title": f"Matter {self._matters}", "turns": spoken})

    def random_path(self) -> Path:
        """A path for a file, whose folder is created."""
        path = self.folder / self.rng.choice(_PATHS)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @contextlib.contextmanager
    def denying(self) -> Iterator[None]:
        """Deny access to the unlistable folders within the block, since permissions do not bind root."""
        scandir, lstat = os.scandir, os.lstat
        self.unlistable = {folder for folder in self.unlistable if folder.is_dir()}

        def refuse(path: Any) -> None:
            decoded = Path(os.fsdecode(path))
            if self.unlistable & {decoded, *decoded.parents}:
                raise PermissionError(13, "Permission denied", str(path))

        def denied_scandir(path: Any = ".") -> Any:
            refuse(path)
            return scandir(path)

        def denied_lstat(path: Any, **options: Any) -> os.stat_result:
            if Path(os.fsdecode(path)) not in self.unlistable:
                refuse(path)
            return lstat(path, **options)

        with (
            mock.patch("os.scandir", denied_scandir),
            mock.patch("indexer.ingest.missing_sources.os.lstat", denied_lstat),
        ):
            yield


def add(world: World) -> None:
    """Write a file, which may replace another."""
    path = world.random_path()
    path.write_text(world.new_transcript(path.suffix))


def change(world: World) -> None:
    """Change the content of a file."""
    for path in _some(world, 1):
        if path.suffix != ".zip":
            path.write_text(world.new_transcript(path.suffix))


def swap(world: World) -> None:
    """Swap the contents of two files."""
    _rotate(_some(world, 2))


def rotate(world: World) -> None:
    """Rotate the contents of three files."""
    _rotate(_some(world, 3))


def overwrite(world: World) -> None:
    """Rename a file to the name of another."""
    pair = _some(world, 2)
    if len(pair) > 1:
        pair[0].replace(pair[1])


def rename(world: World) -> None:
    """Rename a file, usually to a new name."""
    for path in _some(world, 1):
        target = world.random_path().with_name(f"{world.rng.choice('xyz')}{path.suffix}")
        path.replace(target)


def copy(world: World) -> None:
    """Copy a file."""
    for path in _some(world, 1):
        target = world.random_path().with_suffix(path.suffix)
        if target != path:
            shutil.copyfile(path, target)


def remove(world: World) -> None:
    """Remove a file."""
    for path in _some(world, 1):
        path.unlink()


def empty(world: World) -> None:
    """Remove all files of a folder, but not the folder."""
    folder = world.folder / world.rng.choice(_FOLDERS)
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_symlink() or path.is_file():
            path.unlink()


def remove_folder(world: World) -> None:
    """Remove a folder."""
    shutil.rmtree(world.folder / world.rng.choice(_FOLDERS), ignore_errors=True)


def move_folder(world: World) -> None:
    """Rename a folder."""
    folder = world.folder / world.rng.choice(_FOLDERS)
    target = world.folder / "moved"
    if folder.is_dir() and not target.exists():
        folder.rename(target)


def hide(world: World) -> None:
    """Make a folder unlistable."""
    folder = world.folder / world.rng.choice(_FOLDERS)
    if folder.is_dir():
        world.unlistable.add(folder)


def show(world: World) -> None:
    """Make all folders listable again."""
    world.unlistable.clear()


def bad_name(world: World) -> None:
    """Write a file whose name is not UTF-8, or has a line break."""
    name = world.rng.choice([os.fsdecode(b"caf\xe9.txt"), "two\nlines.txt"])
    (world.folder / name).write_text(world.new_transcript(".txt"))


def circle(world: World) -> None:
    """Make a link to itself."""
    path = world.folder / "circle.txt"
    if not path.is_symlink():
        path.symlink_to(path)


def damage(world: World) -> None:
    """Overwrite a file with text that is no transcript."""
    for path in _some(world, 1):
        if path.suffix != ".zip":
            path.write_text("broken")


def pack(world: World) -> None:
    """Move some files into an archive, which replaces the earlier one."""
    paths = [path for path in _some(world, 2) if path.suffix != ".zip"]
    if paths:
        with zipfile.ZipFile(world.folder / _ARCHIVE, "w") as archive:
            for path in paths:
                archive.write(path, path.relative_to(world.folder))
                path.unlink()


def unpack(world: World) -> None:
    """Extract the archive and remove it."""
    archive = world.folder / _ARCHIVE
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(world.folder)
        archive.unlink()


def person_added(world: World) -> None:
    """Add a person to the speaker directory."""
    world.people.add(world.rng.choice(sorted(_PEOPLE)))


def person_removed(world: World) -> None:
    """Remove a person from the speaker directory."""
    if world.people:
        world.people.remove(world.rng.choice(sorted(world.people)))


CHANGES: tuple[Callable[[World], None], ...] = (
    *(add, add, add, change, swap, swap, overwrite, overwrite, rotate, rename, copy, remove, empty, remove_folder),
    *(move_folder, hide, show, bad_name, circle, damage, pack, unpack, person_added, person_removed),
)  # fmt: skip


def _some(world: World, count: int) -> list[Path]:
    paths = world.regular_files()
    return world.rng.sample(paths, min(count, len(paths)))


def _rotate(paths: list[Path]) -> None:
    paths = [path for path in paths if path.suffix != ".zip"]
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, [*contents[1:], *contents[:1]], strict=True):
        path.write_bytes(content)


def state(index: Path) -> State:
    """The content of an index, by source, without internal keys."""
    catalog = Catalog(index)
    try:
        vectors = {key: vector for key, vector, _ in catalog.stored_vectors()}
        content: State = {}
        for path, source in catalog.stored_sources().items():
            for identity in source.ids:
                transcript = msgspec.structs.replace(catalog.transcript(identity), id="")
                speakers = [turn.speaker for turn in catalog.turns_of(identity)]
                passages = [
                    (hit.start, hit.end, vectors[hit.passage]) for hit, _, _ in catalog.passages_of(identity)
                ]
                content.setdefault(path, []).append((identity, (transcript, speakers, passages)))
        return content
    finally:
        catalog.close()


def speakers_of(index: Path) -> list[Any]:
    """The speakers of an index, with aliases and posts."""
    catalog = Catalog(index)
    try:
        return list(catalog.speakers())
    finally:
        catalog.close()


def differences(
    before: State, index: Path, report: IndexReport, fresh: Path, again: IndexReport
) -> Iterator[str]:
    """How an index differs from a new one, except for sources that were kept unchanged and reported."""
    actual, expected = state(index), state(fresh)
    # The path may be followed by a line or a number.
    refused = [refusal.source.removesuffix(": transcript 1").removesuffix(":1") for refusal in report.refused]
    kept = actual.keys() - expected.keys()
    yield from _wrongly_kept(before, actual, kept, refused)
    # A kept source keeps its content and its ids from others.
    kept_ids = {identity for path in kept for identity in _ids(actual[path])}
    barred = {
        path
        for path in expected.keys() & set(refused)
        if any(_content(actual[keeper]) == _content(expected[path]) for keeper in kept)
        or kept_ids & set(_ids(expected[path]))
    }
    for path in sorted(expected.keys() - actual.keys() - barred):
        yield f"{path}: only a new index has it"
    renamed = {
        path
        for path, transcripts in actual.items()
        if path in expected and _has_former_id(path, transcripts, expected[path])
    }
    affected_ids = {derived_id(path, 1, 1) for path in renamed | kept}
    for path in sorted((actual.keys() & expected.keys()) - barred):
        if _content(actual[path]) != _content(expected[path]):
            yield f"{path}: its content differs from a new index"
        ids, expected_ids = _ids(actual[path]), _ids(expected[path])
        if ids != expected_ids and path not in renamed and derived_id(path, 1, 1) not in affected_ids:
            yield f"{path}: its ids are {ids}, in a new index {expected_ids}"
    if not kept:
        reasons, expected_reasons = (sorted(map(str, part.refused)) for part in (report, again))
        if reasons != expected_reasons:
            yield f"refused: {reasons}, by a new index {expected_reasons}"
        if speakers_of(index) != speakers_of(fresh):
            yield f"speakers: {speakers_of(index)}, in a new index {speakers_of(fresh)}"
    yield from verify(index)


def _wrongly_kept(before: State, actual: State, kept: Iterable[str], refused: Iterable[str]) -> Iterator[str]:
    for path in sorted(kept):
        if actual[path] != before.get(path):
            yield f"{path}: it no longer exists, and its transcripts changed"
        if not any(path == source or path.startswith((f"{source}/", f"{source}!/")) for source in refused):
            yield f"{path}: a new index does not have it, and nothing was reported"


def _content(transcripts: list[tuple[str, Any]]) -> list[Any]:
    return [content for _, content in transcripts]


def _ids(transcripts: list[tuple[str, Any]]) -> list[str]:
    return [identity for identity, _ in transcripts]


def _has_former_id(path: str, actual: list[tuple[str, Any]], expected: list[tuple[str, Any]]) -> bool:
    """Whether a source has an id from a former name of its file."""
    derived = derived_id(path, 1, 1)
    return _ids(actual) != _ids(expected) and not {derived, path_id(derived, path)} & set(_ids(actual))


def run(folder: Path, seed: int, encoder: Encoder, steps: int = STEPS) -> list[str]:
    """Run a history in an empty folder; returns the first differences, after the changes that led to them."""
    world = World(folder / "files", seed)
    index = folder / "index"
    count = world.rng.randint(1, steps)
    for number in range(count + 1):
        before = state(index) if index.exists() else {}
        if number < count:
            world.step()
        else:
            world.heal()
        world.done.append("index")
        fresh = folder / f"fresh-{number}"
        # After the last step, nothing of missing files may be left.
        last = number == count
        with world.denying():
            report = index_paths(index, [world.folder], encoder, directory=world.directory(), allow_empty=last)
            again = index_paths(fresh, [world.folder], encoder, directory=world.directory())
        wrong = list(differences(before, index, report, fresh, again))
        if last and state(index).keys() != state(fresh).keys():
            wrong.append(f"at the end: {sorted(state(index))}, in a new index {sorted(state(fresh))}")
        if wrong:
            return [f"seed {seed}: {' '.join(world.done)}", *wrong]
        shutil.rmtree(fresh)
    return []


def main() -> int:
    """Run a number of histories, and print their differences."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    equal = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            wrong = run(Path(folder), seed, FakeEncoder())
        equal += not wrong
        for line in wrong:
            print(line.encode("utf-8", "backslashreplace").decode(), file=sys.stderr, flush=True)
    print(f"{equal} of {count} histories: the index equals a new one")
    return 0 if equal == count else 1


if __name__ == "__main__":
    sys.exit(main())
