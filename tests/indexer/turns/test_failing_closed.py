"""Where line starts that look like labels stay unread, the turns that hold them have no name, and a warning says so."""

import json
from pathlib import Path

import pytest

from indexer.attribution import attribute
from indexer.model import Transcript
from indexer.readers import read
from indexer.readers.source import Source
from tests.conftest import Program
from tests.served import served

UNREAD = """Anna Vale: We begin with the lamps.

Tom Stone: Yes, we do.

{label}I do not agree.

Anna Vale: Why?

{label}It is late.

Tom Stone: So.
"""
WARNING = "2 line starts look like labels but open no turn, the first 'OTTO HERON'; their turns have no name"


def transcript_of(text: str) -> Transcript:
    return attribute(read(Source("x.txt", text.encode()))[0], "x")


@pytest.mark.parametrize(
    "label",
    [
        "Otto Heron. – ",
        "OTTO HERON. ",
        "Mr. Heron. ",
        "OTTO HERON\n",
        "Otto Heron\n\n",
        "Otto Heron, Keeper\n",
        "Otto Heron, Keeper of Lamps\n\n",
        "Otto Heron (Lamp Corp)\n",
        "Heron, Keeper of Lamps\n",
        "Ben: ",
        "ekr: ",
        "Some hon. members: ",
    ],
)
def test_words_after_a_label_that_comes_again_are_nobody_elses(label: str) -> None:
    transcript = transcript_of(UNREAD.format(label=label))
    named = {
        turn.attribution.name: transcript.text[turn.start : turn.end]
        for turn in transcript.turns
        if turn.attribution.name in {"Anna Vale", "Tom Stone"}
    }
    assert not any("I do not agree" in words or "It is late" in words for words in named.values())


def test_turns_that_hold_no_such_start_keep_their_names() -> None:
    transcript = transcript_of(UNREAD.format(label="OTTO HERON. "))
    assert [turn.attribution.name for turn in transcript.turns] == ["Anna Vale", None, None, "Tom Stone"]
    assert transcript.warnings == (WARNING,)


def test_a_text_without_such_starts_has_no_warning() -> None:
    assert transcript_of(UNREAD.format(label="Otto Heron: ")).warnings == ()


def test_the_warning_is_shown_by_parse_index_and_http(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "lamps.txt"
    path.write_text(UNREAD.format(label="OTTO HERON. "), "utf-8")
    code, out, _ = program("parse", path)
    assert (code, out.splitlines()[-1]) == (0, f"warning: {WARNING}")
    code, out, _ = program("parse", path, "--json")
    assert json.loads(out)["warnings"] == [WARNING]
    index = tmp_path / "index"
    code, out, errors = program("index", "--index", index, path)
    assert code == 0
    assert f"warning: {path}: {WARNING}" in (out + errors).splitlines()
    with served(index) as server:
        assert server.client.get("/v1/transcripts/lamps").json()["warnings"] == [WARNING]
