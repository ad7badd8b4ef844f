"""Every file of an index damaged in turn: found and named, and mended where it is derived."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import OnrecordError
from indexer.index import Index
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from tests.conftest import Program
from tests.hostile.writer import QuickEncoder
from tests.indexer.ingest.test_pipeline import content, write

CATALOG = "catalog.sqlite3"


def cut(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(len(data))])


def flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def lose(path: Path, _: random.Random) -> None:
    path.unlink()


DAMAGE: dict[str, Callable[[Path, random.Random], None]] = {"cut": cut, "flip": flip, "lose": lose}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    for name in "abc":
        write(folder, name, *(f"Turn {turn} of {name}, on the budget." for turn in range(8)), title=name)
    index_paths(folder / "index", [folder], QuickEncoder())
    write(folder, "a", "Another turn altogether.", title="a")
    index_paths(folder / "index", [folder], QuickEncoder())
    return folder / "index"


def parts(index: Path) -> list[str]:
    """The files with contents: locks are empty, and no record names the first series of the passage table."""
    found = [str(path.relative_to(index)) for path in sorted(index.rglob("*")) if path.is_file()]
    left = re.compile(r"outline/(outline\.3\.json|\w+\.1)")
    return [name for name in found if (index / name).stat().st_size and not left.fullmatch(name)]


@pytest.mark.parametrize("how", DAMAGE)
def test_damage_to_what_is_derived_is_named_and_mended(
    sound: Path, tmp_path: Path, how: str, program: Program
) -> None:
    expected = content(sound)
    rng = random.Random(how)  # noqa: S311 - nothing is kept secret with it
    tried = [name for name in parts(sound) if CATALOG not in name]
    # Vectors, their keys and record; the passage table; the segments of the words and their list.
    assert len(tried) > 8
    for number, name in enumerate(tried):
        copied = Path(shutil.copytree(sound, tmp_path / str(number)))
        DAMAGE[how](copied / name, rng)
        named = verify(copied)
        kind = {"vectors": "vector", "lexical": "lexical", "outline": "passage table"}[name.split("/")[0]]
        harmless = name.endswith((".managed.json", "sums.json"))
        assert any(kind in fault for fault in named) or harmless, name
        assert program("repair", "--index", copied)[0] == 0, name
        assert verify(copied) == [], name
        assert content(copied) == expected


def test_bits_flipped_in_records_are_found_and_break_nothing(sound: Path, tmp_path: Path) -> None:
    """Text with a wrong bit may be no UTF-8, no JSON, JSON of another form, or the same with another number."""
    index = Path(shutil.copytree(sound, tmp_path / "index"))
    [table] = (index / "outline").glob("outline.4.json")
    [vectors] = (index / "vectors").glob("*.json")
    for path in (table, vectors, index / "lexical/sums.json"):
        whole = path.read_bytes()
        for number in range(60):
            flip(path, random.Random(number))  # noqa: S311 - nothing is kept secret with it
            named = verify(index)
            # The others say some things twice, and some that stand for nothing.
            assert any("passage table" in fault for fault in named) or path != table
            path.write_bytes(whole)
    assert verify(index) == []


def test_damage_to_the_catalog_is_found_or_touches_nothing(sound: Path, tmp_path: Path) -> None:
    """A database file has room that holds nothing: what is altered there is not looked for, and does no harm."""
    expected = content(sound)
    found = 0
    for number in range(150):
        rng = random.Random(number)  # noqa: S311 - nothing is kept secret with it
        copied = tmp_path / str(number)
        copied.mkdir()
        shutil.copy(sound / CATALOG, copied / CATALOG)
        DAMAGE["cut" if number % 5 == 0 else "flip"](copied / CATALOG, rng)
        try:
            Index.open(copied).close()
            named = verify(copied)
        except OnrecordError:
            found += 1
            continue
        found += bool(named)
        assert named or content(copied) == expected, number
        shutil.rmtree(copied)
    assert found > 30


def test_a_lost_catalog_is_no_index(sound: Path, tmp_path: Path, program: Program) -> None:
    copied = Path(shutil.copytree(sound, tmp_path / "index"))
    (copied / CATALOG).unlink()
    code, _, errors = program("verify", "--index", copied)
    assert (code, "holds no index" in errors) == (2, True)
    # Nothing is written over what is left.
    code, _, errors = program("index", sound.parent / "b.json", "--index", copied)
    assert (code, "holds other files" in errors) == (1, True)
