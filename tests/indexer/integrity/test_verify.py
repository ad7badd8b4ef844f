"""Each kind of damage is reported, and derived files are rebuilt."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.errors import IndexDamaged
from indexer.index import Index, ensure
from indexer.integrity.verify import verify
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


def sql(statement: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        connection = sqlite3.connect(folder / "catalog.sqlite3")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
        connection.commit()
        connection.close()

    return damage


DERIVED: dict[str, Callable[[Path], object]] = {
    "vector index: missing": lambda folder: shutil.rmtree(folder / "vectors"),
    "vector index: missing or damaged": lambda folder: (folder / "vectors" / "passages.1.json").write_bytes(
        b"x"
    ),
    "vector index: holds generation 0": lambda folder: (folder / "vectors" / "passages.1.json").rename(
        folder / "vectors" / "passages.0.json"
    ),
    "lexical index: missing": lambda folder: shutil.rmtree(folder / "lexical"),
    "lexical index: missing or damaged": lambda folder: (folder / "lexical" / "meta.json").write_text("{"),
    "lexical index: holds generation 1, the catalog 2": sql(
        "UPDATE meta SET value = 2 WHERE key = 'generation'"
    ),
}
CATALOG: dict[str, Callable[[Path], object]] = {
    "does not match its hash": sql("UPDATE transcripts SET text = replace(text, 'Yes', 'No!')"),
    "turn 3 is missing": sql("UPDATE turns SET ordinal = 99 WHERE ordinal = 3"),
    "overlaps": sql("UPDATE turns SET start = start - 30 WHERE ordinal = 5"),
    "outside its turn": sql("UPDATE passages SET start = 0 WHERE key = 9"),
    "the vector of another text": sql("UPDATE passages SET start = start + 1 WHERE key = 9"),
    "not of length 1": sql("UPDATE vectors SET vector = zeroblob(1536), crc = 1813832062"),
    "vector was altered": sql("UPDATE vectors SET vector = zeroblob(1536)"),
    "record was altered": sql("UPDATE turns SET label = 'SECRETARY BLINKIN' WHERE ordinal = 16"),
    "its vector has 3 bytes": sql("UPDATE vectors SET vector = x'000102'"),
    "refers to no row": sql("DELETE FROM speakers"),
    "catalog": lambda folder: (folder / "catalog.sqlite3").write_bytes(b"SQLite format 3\0" + b"\7" * 5000),
}


@pytest.fixture
def copied(sample_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "index"))


def test_a_sound_index_has_no_fault(sample_index: Path) -> None:
    assert verify(sample_index) == []


@pytest.mark.parametrize("sentence", DERIVED)
def test_damage_to_derived_files_is_reported_and_repaired_by_opening(
    copied: Path, encoder: Encoder, sentence: str
) -> None:
    DERIVED[sentence](copied)
    assert [fault for fault in verify(copied) if fault.startswith(sentence.partition(":")[0])]
    searcher = Searcher(copied, encoder)
    answer = searcher.search(SearchRequest("what did Blinken say about cyber attacks"))
    assert answer.results[0].turn.ordinal == 16
    searcher.close()
    assert verify(copied) == []


@pytest.mark.parametrize("sentence", CATALOG)
def test_damage_to_the_catalog_is_reported(
    copied: Path, program: Callable[..., tuple[int, str, str]], sentence: str
) -> None:
    for leftover in copied.glob("catalog.sqlite3-*"):
        leftover.unlink()
    CATALOG[sentence](copied)
    code, _, errors = program("verify", "--index", copied)
    assert code == 1
    assert sentence in errors
    assert "Traceback" not in errors


def test_nothing_is_rebuilt_from_truncated_vectors(
    copied: Path, program: Callable[..., tuple[int, str, str]]
) -> None:
    sql("UPDATE vectors SET vector = x'000102' WHERE hash = (SELECT hash FROM passages LIMIT 1)")(copied)
    shutil.rmtree(copied / "vectors")
    code, _, errors = program("repair", "--index", copied)
    assert code == 1
    assert "restore it from a backup" in errors
    assert "Traceback" not in errors


def test_vectors_that_are_no_numbers_are_not_searched(copied: Path, encoder: Encoder) -> None:
    (rows,) = (copied / "vectors").glob("rows.*.f16")
    rows.write_bytes(b"\xff" * rows.stat().st_size)
    searcher = Searcher(copied, encoder)
    with pytest.raises(IndexDamaged, match="vectors are damaged; run `onrecord repair`"):
        searcher.search(SearchRequest("cyber attacks"))
    searcher.close()


def test_an_index_in_which_nothing_was_stored_has_no_fault(tmp_path: Path, encoder: Encoder) -> None:
    ensure(tmp_path, encoder.spec)
    assert verify(tmp_path) == []


def test_a_rebuilt_index_is_the_same(copied: Path, encoder: Encoder) -> None:
    before = Searcher(copied, encoder)
    request = SearchRequest("Ukraine's economy", limit=40)
    expected = before.search(request)
    before.close()
    index = Index(copied)
    index.store.rebuild()
    index.close()
    after = Searcher(copied, encoder)
    assert after.search(request) == expected
    after.close()
