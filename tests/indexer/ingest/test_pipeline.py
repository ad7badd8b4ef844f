"""Updating an index from files."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.encoder import Vectors
from indexer.catalog.read import Catalog
from indexer.errors import IndexBusy, IndexUnwritable, TranscriptUnknown
from indexer.index import writing
from indexer.ingest.pipeline import index_paths, remove
from indexer.integrity.verify import verify
from indexer.sample import sample_folder
from tests.builders import index_content, transcript_ids, write_transcript
from tests.fake_encoder import FakeEncoder


def test_unchanged_files_are_not_encoded_again(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    first = index_paths(tmp_path / "index", [sample_folder()], encoder)
    assert (first.added, first.embedded) == (1, encoder.encoded)
    second = index_paths(tmp_path / "index", [sample_folder()], encoder)
    assert (second.added, second.unchanged, second.embedded) == (0, 1, 0)
    assert verify(tmp_path / "index") == []


def test_a_changed_file_replaces_its_transcript_and_reuses_vectors(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    path = write_transcript(tmp_path, "a", "One.", "Two.")
    index_paths(tmp_path / "index", [path], encoder)
    write_transcript(tmp_path, "a", "One.", "Three.")
    report = index_paths(tmp_path / "index", [path], encoder)
    assert (report.updated, report.embedded, report.reused, encoder.encoded) == (1, 1, 1, 3)
    assert [passages for _, _, passages, _ in index_content(tmp_path / "index")] == [["One.", "Three."]]
    assert verify(tmp_path / "index") == []


def test_a_refused_change_keeps_what_was_stored(tmp_path: Path) -> None:
    path = write_transcript(tmp_path, "a", "One.")
    index_paths(tmp_path / "index", [path], FakeEncoder())
    before = index_content(tmp_path / "index")
    path.write_text('{"turns": 3}')
    report = index_paths(tmp_path / "index", [path], FakeEncoder())
    assert len(report.refused) == 1
    assert index_content(tmp_path / "index") == before
    assert verify(tmp_path / "index") == []


class FailingEncoder(FakeEncoder):
    """An encoder that fails on a word."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if any("broken" in text for text in texts):
            raise RuntimeError("the encoder failed")
        return super().encode_passages(texts)


def test_a_failed_run_leaves_whole_transcripts_and_the_next_run_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.ingest.encoding_queue.BATCH_SIZE", 1)
    write_transcript(tmp_path, "a", "One.")
    write_transcript(tmp_path, "b", "broken")
    with pytest.raises(RuntimeError, match="the encoder failed"):
        index_paths(tmp_path / "index", sorted(tmp_path.glob("*.json")), FailingEncoder())
    assert transcript_ids(tmp_path / "index") == ["a"]
    assert index_paths(tmp_path / "index", sorted(tmp_path.glob("*.json")), FakeEncoder()).unchanged == 1
    assert verify(tmp_path / "index") == []


def test_files_of_the_same_name_are_two_transcripts_but_a_duplicate_id_is_refused(tmp_path: Path) -> None:
    for folder in ("x", "y", "z"):
        (tmp_path / folder).mkdir()
    write_transcript(tmp_path / "x", "a", "One.")
    write_transcript(tmp_path / "y", "a", "Two.")
    write_transcript(tmp_path / "z", "c", "Three.", id="a")
    report = index_paths(tmp_path / "index", [tmp_path], FakeEncoder())
    assert report.added == 2
    assert "belongs to" in str(report.refused[0])
    assert verify(tmp_path / "index") == []


def test_removing_is_all_or_nothing(tmp_path: Path) -> None:
    for name in "ab":
        write_transcript(tmp_path, name, f"Words of {name}.")
    index_paths(tmp_path / "index", [tmp_path], FakeEncoder())
    with pytest.raises(TranscriptUnknown, match="'c'"):
        remove(tmp_path / "index", ["a", "c"])
    assert len(index_content(tmp_path / "index")) == 2
    remove(tmp_path / "index", ["a"])
    assert transcript_ids(tmp_path / "index") == ["b"]
    assert Catalog(tmp_path / "index").counts()["vectors"] == 1
    assert verify(tmp_path / "index") == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abc"),
            st.lists(st.sampled_from(["One.", "Two.", "Thank you.", ""]), min_size=1, max_size=4),
            min_size=1,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_incremental_equals_rebuilt(tmp_path: Path, states: list[dict[str, list[str]]]) -> None:
    """The same files give the same index, independent of what was indexed before."""
    for name in ("files", "step", "fresh"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    (tmp_path / "files").mkdir()
    for state in states:
        for name, turns in state.items():
            # With different titles, since of identical files only one is indexed.
            write_transcript(tmp_path / "files", name, *turns, title=name)
        index_paths(tmp_path / "step", [tmp_path / "files"], FakeEncoder())
    index_paths(tmp_path / "fresh", [tmp_path / "files"], FakeEncoder())
    assert index_content(tmp_path / "step") == index_content(tmp_path / "fresh")
    assert verify(tmp_path / "step") == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = write_transcript(tmp_path, "a", "One.")
    with writing(tmp_path / "index"), pytest.raises(IndexBusy, match="another process is writing"):
        index_paths(tmp_path / "index", [path], FakeEncoder())


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    path = write_transcript(tmp_path, "a", "One.")
    with pytest.raises(IndexUnwritable, match="holds other files"):
        index_paths(tmp_path, [path], FakeEncoder())
    assert not (tmp_path / "catalog.sqlite3").exists()


def test_hidden_and_unsupported_files_of_a_folder_are_ignored(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / ".git").mkdir(parents=True)
    write_transcript(files / ".git", "a", "One.")
    (files / "image.png").write_bytes(b"\0")
    write_transcript(files, "b", "Two.")
    report = index_paths(tmp_path / "index", [files], FakeEncoder())
    assert (report.added, report.refused) == (1, [])
