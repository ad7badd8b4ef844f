"""The address of the recording is kept in the catalog, also in an index made before it was."""

import json
import sqlite3
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.errors import InputRefused
from indexer.ingest.pipeline import index_paths
from indexer.ingest.reading import read_file
from indexer.integrity.verify import verify
from tests.conftest import Program

RECORDING = "https://video.example/watch?v=1"
WITH_MEDIA = f"---\ntitle: Ferries\nmedia: {RECORDING}\n---\n\nQUESTION: Why?\n\nMAYOR DOE: Because.\n"
WITHOUT = "QUESTION: Why not?\n\nMAYOR DOE: Because of rain.\n"


def test_an_index_made_before_gets_the_column_with_its_next_change(encoder: Encoder, tmp_path: Path) -> None:
    folder, files = tmp_path / "index", tmp_path / "files"
    files.mkdir()
    (files / "old.txt").write_text(WITHOUT)
    index_paths(folder, [files], encoder)
    sums = Catalog(folder).sums()
    connection = sqlite3.connect(folder / "catalog.sqlite3")
    connection.execute("ALTER TABLE transcripts DROP COLUMN media")
    connection.close()
    catalog = Catalog(folder)
    assert (catalog.heading("old").media, catalog.transcript("old").media) == (None, None)
    assert (catalog.sums(), list(verify(folder))) == (sums, [])
    (files / "new.md").write_text(WITH_MEDIA)
    index_paths(folder, [files], encoder)
    assert {heading.id: heading.media for heading in catalog.headings()} == {"old": None, "new": RECORDING}
    assert catalog.texts(["new"])["new"].heading.media == RECORDING
    catalog.close()
    assert list(verify(folder)) == []


def test_export_writes_the_recording_and_index_reads_it_again(
    encoder: Encoder, tmp_path: Path, program: Program
) -> None:
    (tmp_path / "new.md").write_text(WITH_MEDIA)
    index_paths(tmp_path / "index", [tmp_path / "new.md"], encoder)
    code, out, _ = program("export", "--index", tmp_path / "index")
    assert (code, json.loads(out)["media"]) == (0, RECORDING)
    (tmp_path / "again.jsonl").write_text(out)
    code, out, _ = program("parse", "--json", tmp_path / "again.jsonl")
    assert (code, json.loads(out)["media"]) == (0, RECORDING)


def test_the_sidecars_recording_wins_and_must_be_a_web_address(tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(WITH_MEDIA)
    sidecar = tmp_path / "new.meta.toml"
    sidecar.write_text('media = "https://audio.example/1.mp3"\nspeakers = ["Lena Finch"]\n')
    assert read_file(tmp_path / "new.md")[0].media == "https://audio.example/1.mp3"
    sidecar.write_text('media = "javascript:alert(1)"\n')
    with pytest.raises(InputRefused, match="media must begin with http"):
        read_file(tmp_path / "new.md")
