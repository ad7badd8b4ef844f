"""The passage table on disk: new passages are appended, and what is read is what was written."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.index import Index
from indexer.ingest.pipeline import index_paths
from indexer.store.centroids import centroids_of
from indexer.store.passage_table import COLUMNS, STEM_COLUMNS, PassageTable
from indexer.store.passage_table_file import (
    FOLDER,
    append_passage_table,
    read_passage_table,
    write_passage_table,
)
from tests.builders import write_transcript
from tests.fake_encoder import FakeEncoder

NAMES = ("Blinken", "Q", "Zoë", 'a "b"\n', "Ng")


def part(rng: np.random.Generator, first: int, transcripts: int) -> PassageTable:
    """Passages of some transcripts, with keys and transcripts from `first` on."""
    transcript = np.repeat(
        np.arange(first, first + transcripts, dtype=np.int32), rng.integers(1, 4, transcripts)
    )
    n = len(transcript)
    labels = tuple(rng.permutation(NAMES)[: rng.integers(1, 5)].tolist())
    speakers = tuple(rng.permutation(NAMES)[: rng.integers(0, 5)].tolist())
    counts = rng.integers(0, 4, n)
    columns = {name: rng.integers(0, 5, n).astype(kind) for name, kind in COLUMNS.items()}
    columns |= {
        "keys": 10 * first + np.arange(n, dtype=np.int64),
        "transcript": transcript,
        "label": rng.integers(0, len(labels), n).astype(np.int32),
        "speaker": rng.integers(-1, len(speakers), n).astype(np.int32),
        "answered_by": rng.integers(-1, len(speakers), n).astype(np.int32),
        "stem_ends": np.cumsum(counts),
        "stems": rng.integers(0, 2**32, counts.sum()).astype(np.uint32),
    }
    vectors = rng.normal(0, 1, (n, 4)).astype(np.float32)
    return PassageTable(
        **columns, labels=labels, speakers=speakers, centroids=centroids_of(transcript, vectors)
    )


def assert_same(actual: PassageTable | None, expected: PassageTable) -> None:
    assert actual is not None
    for name, kind in (COLUMNS | STEM_COLUMNS).items():
        column = getattr(actual, name)
        np.testing.assert_array_equal(column, getattr(expected, name))
        assert column.dtype == kind
    assert (actual.labels, actual.speakers) == (expected.labels, expected.speakers)
    for name in ("transcripts", "sums", "counts"):
        np.testing.assert_array_equal(getattr(actual.centroids, name), getattr(expected.centroids, name))


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_an_appended_table_is_read_like_one_that_was_written_whole(seed: int, sizes: list[int]) -> None:
    rng = np.random.default_rng(seed)
    with TemporaryDirectory() as folder:
        index = Path(folder)
        table = part(rng, 1, sizes[0])
        write_passage_table(index, table, 1)
        for generation, size in enumerate(sizes[1:], start=2):
            more = part(rng, 10 * generation, size)
            # A writer that was killed leaves bytes after the record's.
            for path in (index / FOLDER).glob("stems.*"):
                path.write_bytes(path.read_bytes() + b"left")
            append_passage_table(index, table, more, generation - 1, generation)
            # A search of the generation before still reads its table.
            assert_same(read_passage_table(index, generation - 1), table)
            table = table.extended(more)
            assert_same(read_passage_table(index, generation), table)
        # Files of one series, and two records at most.
        assert len({path.suffix for path in (index / FOLDER).iterdir()} - {".json"}) == 1
        assert len([*(index / FOLDER).glob("*.json")]) == min(2, len(sizes))


def test_more_passages_of_a_known_transcript_rewrite_the_table(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    table, more = part(rng, 1, 2), part(rng, 2, 2)
    write_passage_table(tmp_path, table, 1)
    append_passage_table(tmp_path, table, more, 1, 2)
    assert_same(read_passage_table(tmp_path, 2), table.extended(more))


@pytest.mark.parametrize("lost", ["keys.1", "gist_sums.1", "outline.1.json"])
def test_a_passage_table_with_a_missing_file_is_none(tmp_path: Path, lost: str) -> None:
    write_passage_table(tmp_path, part(np.random.default_rng(4), 1, 3), 1)
    (tmp_path / FOLDER / lost).unlink()
    assert read_passage_table(tmp_path, 1) is None


def test_a_new_transcript_writes_only_its_own_passages(tmp_path: Path) -> None:
    for name in "abcdefgh":
        write_transcript(tmp_path, name, *(f"Turn {turn} of {name}." for turn in range(30)), title=name)
    index_paths(tmp_path / "index", [tmp_path], FakeEncoder())
    files = {
        path: path.read_bytes() for path in (tmp_path / "index" / FOLDER).iterdir() if path.suffix != ".json"
    }
    write_transcript(tmp_path, "z", "One turn more.", title="z")
    index_paths(tmp_path / "index", [tmp_path], FakeEncoder())
    for path, before in files.items():
        after = path.read_bytes()
        assert after.startswith(before), path.name
        # At most the transcript's vector, which is longer than a row of any column.
        assert len(after) - len(before) <= 4 * FakeEncoder().spec.dimension, path.name
    index = Index(tmp_path / "index")
    try:
        assert not index.store.is_lagging()
    finally:
        index.close()
