"""Damage to each file of an index is reported, and repaired if the file is derived."""

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
from tests.builders import index_content, write_transcript
from tests.conftest import Program
from tests.fake_encoder import FakeEncoder

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
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    for name in "abc":
        write_transcript(
            folder, name, *(f"Turn {turn} of {name}, on the budget." for turn in range(8)), title=name
        )
    index_paths(folder / "index", [folder], FakeEncoder())
    write_transcript(folder, "a", "Another turn altogether.", title="a")
    index_paths(folder / "index", [folder], FakeEncoder())
    return folder / "index"


def damageable_files(index: Path) -> list[str]:
    """The files that are used, without empty ones and those of the previous passage table."""
    names = [str(path.relative_to(index)) for path in sorted(index.rglob("*")) if path.is_file()]
    unused = re.compile(r"outline/(outline\.3\.json|\w+\.1)")
    return [name for name in names if (index / name).stat().st_size and not unused.fullmatch(name)]


@pytest.mark.parametrize("how", DAMAGE)
def test_damage_to_a_derived_file_is_reported_and_repaired(
    original: Path, tmp_path: Path, how: str, program: Program
) -> None:
    expected = index_content(original)
    rng = random.Random(how)  # noqa: S311 - nothing is kept secret with it
    derived = [name for name in damageable_files(original) if CATALOG not in name]
    assert {name.split("/")[0] for name in derived} == {"vectors", "lexical", "outline"}
    for number, name in enumerate(derived):
        copied = Path(shutil.copytree(original, tmp_path / str(number)))
        DAMAGE[how](copied / name, rng)
        faults = verify(copied)
        kind = {"vectors": "vector", "lexical": "lexical", "outline": "passage table"}[name.split("/")[0]]
        # Tantivy's list of its files, which is not read in searching.
        harmless = name.endswith(".managed.json")
        assert any(kind in fault for fault in faults) or harmless, name
        assert program("repair", "--index", copied)[0] == 0, name
        assert verify(copied) == [], name
        assert index_content(copied) == expected


def test_bits_flipped_in_records_cause_no_other_error(original: Path, tmp_path: Path) -> None:
    """JSON with a flipped bit may be invalid UTF-8, invalid JSON, JSON with other fields, or have another value."""
    index = Path(shutil.copytree(original, tmp_path / "index"))
    [table] = (index / "outline").glob("outline.4.json")
    [vectors] = (index / "vectors").glob("*.json")
    sums = index / "lexical/sums.json"
    for path, kind in ((table, "passage table"), (vectors, "vector"), (sums, "lexical")):
        whole = path.read_bytes()
        for number in range(60):
            flip(path, random.Random(number))  # noqa: S311 - nothing is kept secret with it
            assert any(kind in fault for fault in verify(index)), (path.name, number)
            path.write_bytes(whole)
    assert verify(index) == []


def test_damage_to_the_catalog_is_reported_or_harmless(original: Path, tmp_path: Path) -> None:
    """A database file has unused space, in which damage is neither detected nor harmful."""
    expected = index_content(original)
    reported = 0
    for number in range(150):
        rng = random.Random(number)  # noqa: S311 - nothing is kept secret with it
        copied = tmp_path / str(number)
        copied.mkdir()
        shutil.copy(original / CATALOG, copied / CATALOG)
        DAMAGE["cut" if number % 5 == 0 else "flip"](copied / CATALOG, rng)
        try:
            Index.open(copied).close()
            faults = verify(copied)
        except OnrecordError:
            reported += 1
            continue
        reported += bool(faults)
        assert faults or index_content(copied) == expected, number
        shutil.rmtree(copied)
    # At least the files that were cut.
    assert reported >= 30


def test_an_index_without_its_catalog_is_not_an_index(original: Path, tmp_path: Path, program: Program) -> None:
    copied = Path(shutil.copytree(original, tmp_path / "index"))
    (copied / CATALOG).unlink()
    code, _, errors = program("verify", "--index", copied)
    assert (code, "holds no index" in errors) == (2, True)
    # The other files are not overwritten.
    code, _, errors = program("index", original.parent / "b.json", "--index", copied)
    assert (code, "holds other files" in errors) == (1, True)
