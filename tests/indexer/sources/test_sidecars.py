"""A sidecar's speaker map, and the warnings of transcripts in the output of indexing and the API."""

import json
from pathlib import Path

import pytest

from indexer.errors import InputRefused
from indexer.ingest.reading import read_file
from tests.conftest import Program

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
