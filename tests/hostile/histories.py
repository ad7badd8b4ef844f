"""Random histories of files: after each step the index must say what a new index of the same files says.

`python -m tests.hostile.histories 300` runs so many histories of up to twelve steps, the first from seed 1; `make soak`
does. What differs is printed with the seed, and the exit code is 1.
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
_PLACES = ("a.txt", "b.txt", "c.txt", "d.json", "one/a.txt", "one/b.json", "one/two/e.txt", "three/f.txt")
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
"""By source: the id of each transcript, and all else that the index says of it."""


class World:
    """A folder of transcripts, a speaker directory, and what is wrong with them at the moment."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.unlistable: set[Path] = set()
        self.people: set[str] = set()
        self.done: list[str] = []
        self._said = 0
        folder.mkdir()

    def step(self) -> None:
        """One to three changes."""
        for _ in range(self.chance.randint(1, 3)):
            change = self.chance.choice(CHANGES)
            self.done.append(change.__name__)
            change(self)

    def heal(self) -> None:
        """Make all folders readable, and leave no file that is refused for itself."""
        self.unlistable.clear()
        for path in self.files():
            if any(isinstance(read, InputRefused) for read in read_sources(path)):
                path.unlink()

    def files(self) -> list[Path]:
        """All files, whatever their names."""
        return sorted(path for path in self.folder.rglob("*") if path.is_symlink() or path.is_file())

    def sound(self) -> list[Path]:
        """The files with names that are taken."""
        return [path for path in self.files() if path.name.isprintable() and not path.is_symlink()]

    def directory(self) -> Directory:
        """The speaker directory as it stands."""
        entries = "".join(f'[[person]]\nname = "{name}"\n{_PEOPLE[name]}\n' for name in sorted(self.people))
        return directory_of("people.toml", read_file("people.toml", entries.encode()))

    def words(self, suffix: str) -> str:
        """A transcript that was not there before."""
        self._said += 1
        names = self.chance.sample(_NAMES, 2)
        # Plain text has labels only where one comes again.
        turns = [
            (name, f"I spoke of matter {self._said} as {place}.") for place, name in enumerate([*names, *names])
        ]
        if suffix != ".json":
            return "".join(f"{name}: {said}\n\n" for name, said in turns)
        own = {"id": f"own-{self.chance.randint(1, 2)}"} if self.chance.random() < 0.3 else {}
        said = [{"speaker": name, "text": text} for name, text in turns]
        return json.dumps({**own, "title": f"Matter {self._said}", "turns": said})

    def place(self) -> Path:
        """Where a file may lie; its folder is made."""
        path = self.folder / self.chance.choice(_PLACES)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @contextlib.contextmanager
    def as_it_is(self) -> Iterator[None]:
        """Folders that cannot be listed: permissions would not hold for root."""
        scandir, lstat = os.scandir, os.lstat
        self.unlistable = {folder for folder in self.unlistable if folder.is_dir()}

        def refuse(path: Any) -> None:
            place = Path(os.fsdecode(path))
            if self.unlistable & {place, *place.parents}:
                raise PermissionError(13, "Permission denied", str(path))

        def listed(path: Any = ".") -> Any:
            refuse(path)
            return scandir(path)

        def looked_at(path: Any, **more: Any) -> os.stat_result:
            if Path(os.fsdecode(path)) not in self.unlistable:
                refuse(path)
            return lstat(path, **more)

        with mock.patch("os.scandir", listed), mock.patch("indexer.ingest.missing_sources.os.lstat", looked_at):
            yield


def add(world: World) -> None:
    """A file at any place, over what is there."""
    path = world.place()
    path.write_text(world.words(path.suffix))


def change(world: World) -> None:
    """A file says something else."""
    for path in _some(world, 1):
        if path.suffix != ".zip":
            path.write_text(world.words(path.suffix))


def swap(world: World) -> None:
    """Two files trade their contents."""
    _turned(_some(world, 2))


def rotate(world: World) -> None:
    """Three files pass on their contents."""
    _turned(_some(world, 3))


def overwrite(world: World) -> None:
    """A file is renamed over another."""
    pair = _some(world, 2)
    if len(pair) > 1:
        pair[0].replace(pair[1])


def rename(world: World) -> None:
    """A file is renamed, to where none may have been."""
    for path in _some(world, 1):
        target = world.place().with_name(f"{world.chance.choice('xyz')}{path.suffix}")
        path.replace(target)


def copy(world: World) -> None:
    """A file lies at a second place too."""
    for path in _some(world, 1):
        target = world.place().with_suffix(path.suffix)
        if target != path:
            shutil.copyfile(path, target)


def remove(world: World) -> None:
    """A file is gone."""
    for path in _some(world, 1):
        path.unlink()


def empty(world: World) -> None:
    """All files of a folder are gone, but not the folder."""
    folder = world.folder / world.chance.choice(_FOLDERS)
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_symlink() or path.is_file():
            path.unlink()


def remove_folder(world: World) -> None:
    """A folder is gone."""
    shutil.rmtree(world.folder / world.chance.choice(_FOLDERS), ignore_errors=True)


def move_folder(world: World) -> None:
    """A folder has another name."""
    folder = world.folder / world.chance.choice(_FOLDERS)
    target = world.folder / "moved"
    if folder.is_dir() and not target.exists():
        folder.rename(target)


def hide(world: World) -> None:
    """A folder cannot be listed."""
    folder = world.folder / world.chance.choice(_FOLDERS)
    if folder.is_dir():
        world.unlistable.add(folder)


def show(world: World) -> None:
    """All folders can be listed again."""
    world.unlistable.clear()


def bad_name(world: World) -> None:
    """A file whose name is not UTF-8, or has a line break."""
    name = world.chance.choice([os.fsdecode(b"caf\xe9.txt"), "two\nlines.txt"])
    (world.folder / name).write_text(world.words(".txt"))


def circle(world: World) -> None:
    """A link that leads to itself."""
    path = world.folder / "circle.txt"
    if not path.is_symlink():
        path.symlink_to(path)


def damage(world: World) -> None:
    """A file holds no transcript any more."""
    for path in _some(world, 1):
        if path.suffix != ".zip":
            path.write_text("broken")


def pack(world: World) -> None:
    """Some files move into an archive; what was in it is gone."""
    paths = [path for path in _some(world, 2) if path.suffix != ".zip"]
    if paths:
        with zipfile.ZipFile(world.folder / _ARCHIVE, "w") as archive:
            for path in paths:
                archive.write(path, path.relative_to(world.folder))
                path.unlink()


def unpack(world: World) -> None:
    """What is in the archive moves out of it, to its own places."""
    archive = world.folder / _ARCHIVE
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(world.folder)
        archive.unlink()


def person_added(world: World) -> None:
    """The speaker directory has somebody more."""
    world.people.add(world.chance.choice(sorted(_PEOPLE)))


def person_removed(world: World) -> None:
    """The speaker directory has somebody less."""
    if world.people:
        world.people.remove(world.chance.choice(sorted(world.people)))


CHANGES: tuple[Callable[[World], None], ...] = (
    *(add, add, add, change, swap, swap, overwrite, overwrite, rotate, rename, copy, remove, empty, remove_folder),
    *(move_folder, hide, show, bad_name, circle, damage, pack, unpack, person_added, person_removed),
)  # fmt: skip


def _some(world: World, count: int) -> list[Path]:
    paths = world.sound()
    return world.chance.sample(paths, min(count, len(paths)))


def _turned(paths: list[Path]) -> None:
    paths = [path for path in paths if path.suffix != ".zip"]
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, [*contents[1:], *contents[:1]], strict=True):
        path.write_bytes(content)


def state(index: Path) -> State:
    """What an index says, by source, without the keys that it uses inside."""
    catalog = Catalog(index)
    try:
        vectors = {key: vector for key, vector, _ in catalog.stored_vectors()}
        found: State = {}
        for path, source in catalog.stored_sources().items():
            for identity in source.ids:
                transcript = msgspec.structs.replace(catalog.transcript(identity), id="")
                speakers = [turn.speaker for turn in catalog.turns_of(identity)]
                passages = [
                    (hit.start, hit.end, vectors[hit.passage]) for hit, _, _ in catalog.passages_of(identity)
                ]
                found.setdefault(path, []).append((identity, (transcript, speakers, passages)))
        return found
    finally:
        catalog.close()


def speakers_of(index: Path) -> list[Any]:
    """Everybody in an index, with aliases and posts."""
    catalog = Catalog(index)
    try:
        return list(catalog.speakers())
    finally:
        catalog.close()


def differences(
    before: State, index: Path, report: IndexReport, fresh: Path, again: IndexReport
) -> Iterator[str]:
    """What an index says otherwise than a new one, but for transcripts that stayed as they were and were reported."""
    held, wanted = state(index), state(fresh)
    # A line or a number may stand behind the path.
    refused = [refusal.source.removesuffix(": transcript 1").removesuffix(":1") for refusal in report.refused]
    kept = held.keys() - wanted.keys()
    yield from _wrongly_kept(before, held, kept, refused)
    # What stays has its content and its ids still.
    barred = {
        path
        for path in wanted.keys() & set(refused)
        if any(_said(held[other]) == _said(wanted[path]) for other in kept)
        or {own for other in kept for own in _ids(held[other])} & set(_ids(wanted[path]))
    }
    for path in sorted(wanted.keys() - held.keys() - barred):
        yield f"{path}: only a new index has it"
    renamed = {path for path, found in held.items() if path in wanted and _kept_id(path, found, wanted[path])}
    loose = {derived_id(path, 1, 1) for path in renamed | kept}
    for path in sorted((held.keys() & wanted.keys()) - barred):
        if _said(held[path]) != _said(wanted[path]):
            yield f"{path}: it says other things than a new index"
        ids, others = _ids(held[path]), _ids(wanted[path])
        if ids != others and path not in renamed and derived_id(path, 1, 1) not in loose:
            yield f"{path}: its ids are {ids}, in a new index {others}"
    if not kept:
        reasons, others = (sorted(map(str, one.refused)) for one in (report, again))
        if reasons != others:
            yield f"refused: {reasons}, by a new index {others}"
        if speakers_of(index) != speakers_of(fresh):
            yield f"speakers: {speakers_of(index)}, in a new index {speakers_of(fresh)}"
    yield from verify(index)


def _wrongly_kept(before: State, held: State, kept: Iterable[str], refused: Iterable[str]) -> Iterator[str]:
    for path in sorted(kept):
        if held[path] != before.get(path):
            yield f"{path}: it is no longer there, and its transcripts changed"
        if not any(path == place or path.startswith((f"{place}/", f"{place}!/")) for place in refused):
            yield f"{path}: a new index does not have it, and nothing was reported"


def _said(found: list[tuple[str, Any]]) -> list[Any]:
    return [said for _, said in found]


def _ids(found: list[tuple[str, Any]]) -> list[str]:
    return [identity for identity, _ in found]


def _kept_id(path: str, found: list[tuple[str, Any]], wanted: list[tuple[str, Any]]) -> bool:
    """Whether a source has an id from an earlier name of its file."""
    derived = derived_id(path, 1, 1)
    return _ids(found) != _ids(wanted) and not {derived, path_id(derived, path)} & set(_ids(found))


def run(folder: Path, seed: int, encoder: Encoder, steps: int = STEPS) -> list[str]:
    """One history in an empty folder; gives what was wrong first, with the changes that led to it."""
    world = World(folder / "files", seed)
    index = folder / "index"
    count = world.chance.randint(1, steps)
    for number in range(count + 1):
        before = state(index) if index.exists() else {}
        if number < count:
            world.step()
        else:
            world.heal()
        world.done.append("index")
        fresh = folder / f"fresh-{number}"
        # At the end nothing may be left of what was out of sight.
        last = number == count
        with world.as_it_is():
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
    """Run so many histories; the second argument is the first seed."""
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
