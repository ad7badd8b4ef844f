"""A sidecar's speaker map, and the warnings of transcripts in the output of indexing and the API."""

import json
import zipfile
from pathlib import Path

import pytest

from indexer.errors import InputRefused
from indexer.ingest.pipeline import index_paths
from indexer.ingest.reading import read_file
from indexer.integrity.verify import verify
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher
from tests.conftest import Program
from tests.fake_encoder import FakeEncoder

TALK = json.dumps(
    {
        "turns": [
            {"speaker": "SPEAKER_00", "text": "Go ahead, Peter."},
            {"speaker": "Q", "text": "Why?"},
            {"speaker": "SPEAKER_00", "text": "Because."},
        ]
    }
)


def test_a_speaker_map_names_labels_or_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_text(TALK)
    (tmp_path / "talk.meta.toml").write_text(
        'title = "Talk"\n\n[speakers]\nSPEAKER_00 = "Jane Roe"\nQ = "label"\n'
    )
    (transcript,) = read_file(tmp_path / "talk.json")
    assert [turn.attribution.name for turn in transcript.turns] == ["Jane Roe", None, "Jane Roe"]
    assert transcript.title == "Talk"
    evidence = transcript.turns[0].attribution.evidence
    assert evidence is not None
    assert evidence.metadata == "speakers"


def test_a_list_of_speakers_is_one_of_names(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("ROE: Yes.\n\nQ: Why?\n\nROE: Because.\n")
    (tmp_path / "talk.meta.toml").write_text('speakers = ["Jane Roe"]\n')
    assert read_file(tmp_path / "talk.txt")[0].turns[0].attribution.name == "Jane Roe"


def test_a_speaker_map_of_other_values_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_text(TALK)
    (tmp_path / "talk.meta.toml").write_text("[speakers]\nSPEAKER_00 = 1\n")
    with pytest.raises(InputRefused, match="speakers"):
        read_file(tmp_path / "talk.json")


def test_indexing_prints_the_warnings_of_transcripts(tmp_path: Path, program: Program) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "talk.md").write_text("---\ndate: soon\n---\nQ: Why?\n\nSECRETARY ROE: Because.\n")
    code, out, _ = program("index", files, "--index", tmp_path / "index")
    assert code == 0
    assert "warning: " in out
    assert "talk.md: the front matter's date 'soon'" in out
    parsed = json.loads(program("parse", files / "talk.md", "--json")[1])
    assert len(parsed["warnings"]) == 1


def test_a_speaker_map_is_found_in_archives_and_in_any_case(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as archive:
        archive.writestr("a/talk.meta.toml", '[speakers]\n"speaker_00" = "Jane Roe"\n" q " = "label"\n')
        archive.writestr("a/talk.json", TALK)
        archive.writestr("b/talk.json", TALK)
    first, other = read_file(tmp_path / "talks.zip")
    assert [turn.attribution.name for turn in first.turns] == ["Jane Roe", None, "Jane Roe"]
    assert [turn.attribution.name for turn in other.turns if turn.label == "SPEAKER_00"] == [None, None]


def test_a_change_of_the_sidecar_alone_renames_the_speaker(tmp_path: Path) -> None:
    """From the file to answers: without encoding again, and as if it had been so from the beginning."""
    (tmp_path / "talk.json").write_text(TALK)
    sidecar, index, encoder = tmp_path / "talk.meta.toml", tmp_path / "index", FakeEncoder()
    for content, names in (
        ('[speakers]\nSPEAKER_00 = "Jane Roe"\n', {"Jane Roe"}),
        ('[speakers]\nspeaker_00 = "Ida Wells"\n', {"Ida Wells"}),
        ('[speakers]\nSPEAKER_00 = "label"\n', set()),
        ('[speakers]\nSPEAKER_00 = "Ann Day"\n', {"Ann Day"}),
        (None, set()),
    ):
        if content is None:
            sidecar.unlink()
        else:
            sidecar.write_text(content)
        report = index_paths(index, [tmp_path / "talk.json"], encoder)
        assert report.added + report.updated == 1
        searcher = Searcher(index, encoder)
        found = searcher.search(SearchRequest("because", speakers=("SPEAKER_00",))).results
        assert {hit.speaker.name for hit in found} - {None} == names
        assert {speaker.name for speaker in searcher.catalog.speakers()} - {"Peter"} == names
        for name in names:
            assert len(searcher.search(SearchRequest("because", speakers=(name,))).results) == 2
        searcher.close()
        assert verify(index) == []
    assert encoder.encoded == 3


def test_files_without_speech_are_called_that(tmp_path: Path, program: Program) -> None:
    files = tmp_path / "files"
    files.mkdir()
    silent = {"turns": [{"speaker": "A", "text": ""}, {"speaker": "B", "text": "—"}]}
    (files / "silent.json").write_text(json.dumps(silent))
    (files / "both.jsonl").write_text(f"{json.dumps(silent)}\n{TALK}\n")
    code, out, _ = program("index", files, "--index", tmp_path / "index")
    assert code == 0
    for name in ("silent.json", "both.jsonl"):
        assert f"{name}: the transcript holds no speech, since no turn has a word" in out
