"""Bringing an index into line with files."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.encoder import Encoder, EncoderSpec, Vectors
from indexer.catalog.read import Catalog
from indexer.errors import IndexBusy, IndexUnwritable, TranscriptUnknown
from indexer.index import Index, writing
from indexer.ingest.pipeline import index_paths, remove
from indexer.integrity.verify import verify
from indexer.sample import sample_folder


class HashEncoder:
    """Vectors from the bytes of a text; counts what it encodes. For the logic of updates alone."""

    spec = EncoderSpec("hash", "0" * 64, 8)

    def __init__(self) -> None:
        self.encoded = 0

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        values = np.frombuffer(text.encode().ljust(8, b"\1")[:8], np.uint8).astype(np.float32) + 1
        return np.asarray(values / np.linalg.norm(values), np.float32)


def write(folder: Path, name: str, *turns: str, **fields: str) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"turns": [{"speaker": "Ann Lee", "text": turn} for turn in turns]} | fields))
    return path


def content(folder: Path) -> list[tuple[str, str, list[str], list[list[float]]]]:
    """What an index holds, without its keys."""
    index = Index(folder)
    try:
        stored = {
            int(key): row.tolist()
            for keys, rows in index.catalog.vectors()
            for key, row in zip(keys, rows, strict=True)
        }
        found = []
        for heading in index.catalog.headings():
            transcript = index.catalog.transcript(heading.id)
            hits = list(index.catalog.passages_of(heading.id))
            vectors = [stored[hit.passage] for hit, _, _ in hits]
            passages = [transcript.text[hit.start : hit.end] for hit, _, _ in hits]
            found.append((heading.id, transcript.text, passages, vectors))
        return found
    finally:
        index.close()


def test_unchanged_files_embed_nothing(tmp_path: Path, encoder: Encoder) -> None:
    first = index_paths(tmp_path / "index", [sample_folder()], encoder)
    assert (first.added, first.embedded) == (1, 47)
    second = index_paths(tmp_path / "index", [sample_folder()], encoder)
    assert (second.added, second.unchanged, second.embedded) == (0, 1, 0)
    assert verify(tmp_path / "index") == []


def test_a_changed_file_replaces_its_transcript_and_reuses_vectors(tmp_path: Path) -> None:
    encoder = HashEncoder()
    path = write(tmp_path, "a", "One.", "Two.")
    index_paths(tmp_path / "index", [path], encoder)
    write(tmp_path, "a", "One.", "Three.")
    report = index_paths(tmp_path / "index", [path], encoder)
    assert (report.updated, report.embedded, report.reused, encoder.encoded) == (1, 1, 1, 3)
    assert [found[2] for found in content(tmp_path / "index")] == [["One.", "Three."]]
    assert verify(tmp_path / "index") == []


def test_a_refused_change_keeps_what_was_stored(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "One.")
    index_paths(tmp_path / "index", [path], HashEncoder())
    before = content(tmp_path / "index")
    path.write_text('{"turns": 3}')
    report = index_paths(tmp_path / "index", [path], HashEncoder())
    assert len(report.refused) == 1
    assert content(tmp_path / "index") == before
    assert verify(tmp_path / "index") == []


class Failing(HashEncoder):
    """An encoder that breaks on a word."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if any("broken" in text for text in texts):
            raise RuntimeError("the encoder broke")
        return super().encode_passages(texts)


def test_what_breaks_half_way_leaves_whole_transcripts_and_the_next_run_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.ingest.encoding.AT_ONCE", 1)
    write(tmp_path, "a", "One.")
    write(tmp_path, "b", "broken")
    with pytest.raises(RuntimeError, match="the encoder broke"):
        index_paths(tmp_path / "index", sorted(tmp_path.glob("*.json")), Failing())
    assert [found[0] for found in content(tmp_path / "index")] == ["a"]
    assert index_paths(tmp_path / "index", sorted(tmp_path.glob("*.json")), HashEncoder()).unchanged == 1
    assert verify(tmp_path / "index") == []


def test_files_of_one_name_are_two_transcripts_but_one_id_is_refused_twice(tmp_path: Path) -> None:
    for folder in ("x", "y", "z"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "x", "a", "One.")
    write(tmp_path / "y", "a", "Two.")
    write(tmp_path / "z", "c", "Three.", id="a")
    report = index_paths(tmp_path / "index", [tmp_path], HashEncoder())
    assert report.added == 2
    assert "belongs to" in str(report.refused[0])
    assert verify(tmp_path / "index") == []


def test_removing_is_all_or_nothing(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path, name, f"Words of {name}.")
    index_paths(tmp_path / "index", [tmp_path], HashEncoder())
    with pytest.raises(TranscriptUnknown, match="'c'"):
        remove(tmp_path / "index", ["a", "c"])
    assert len(content(tmp_path / "index")) == 2
    remove(tmp_path / "index", ["a"])
    assert [found[0] for found in content(tmp_path / "index")] == ["b"]
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
    """Whatever the way to it, the same files give the same index."""
    for name in ("files", "step", "fresh"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    (tmp_path / "files").mkdir()
    for state in states:
        for name, turns in state.items():
            # Files that are the same to the byte are one transcript twice.
            write(tmp_path / "files", name, *turns, title=name)
        index_paths(tmp_path / "step", [tmp_path / "files"], HashEncoder())
    index_paths(tmp_path / "fresh", [tmp_path / "files"], HashEncoder())
    assert content(tmp_path / "step") == content(tmp_path / "fresh")
    assert verify(tmp_path / "step") == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "One.")
    with writing(tmp_path / "index"), pytest.raises(IndexBusy, match="another process is writing"):
        index_paths(tmp_path / "index", [path], HashEncoder())


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "One.")
    with pytest.raises(IndexUnwritable, match="holds other files"):
        index_paths(tmp_path, [path], HashEncoder())
    assert not (tmp_path / "catalog.sqlite3").exists()


def test_hidden_and_foreign_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / ".git").mkdir(parents=True)
    write(files / ".git", "a", "One.")
    (files / "image.png").write_bytes(b"\0")
    write(files, "b", "Two.")
    report = index_paths(tmp_path / "index", [files], HashEncoder())
    assert (report.added, report.refused) == (1, [])
