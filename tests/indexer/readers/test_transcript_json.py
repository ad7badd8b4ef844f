"""Transcript JSON Lines, in and out."""

import io
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.export.formulas import escape_formula
from indexer.export.transcripts import write_csv, write_jsonl
from indexer.readers import read
from indexer.readers.source import Source
from indexer.surrogates import lone_surrogate

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80)
LABELS = st.sampled_from(["QUESTION", "Antony Blinken", "SECRETARY BLINKEN", "", "日本の代表"])


def source(*lines: Any) -> Source:
    return Source("t.jsonl", "\n".join(json.dumps(line) for line in lines).encode())


def test_each_line_is_a_transcript() -> None:
    first, second = read(
        source(
            {"id": "a", "title": "One", "date": "2022-02-16", "turns": [{"speaker": "Q", "text": "Why?"}]},
            {"turns": [{"text": "No label.", "start_time": 1.5}, {"speaker": "Q", "text": ""}]},
        )
    )
    assert (first.metadata.id, str(first.metadata.date), first.text) == ("a", "2022-02-16", "Q: Why?")
    assert [utterance.start_time for utterance in second.utterances] == [1.5, None]
    assert [second.text[utterance.start : utterance.end] for utterance in second.utterances] == [
        "No label.",
        "",
    ]


@pytest.mark.parametrize("shape", [lambda talk: talk, lambda talk: [talk, talk]])
def test_a_file_with_an_object_or_a_list(shape: Any) -> None:
    given_object = shape({"turns": [{"speaker": "Q", "text": "Why?"}]})
    documents = read(Source("t.json", json.dumps(given_object, indent=2).encode()))
    assert len(documents) == (2 if isinstance(given_object, list) else 1)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"turns": [{"text": "a"}]}\n[1]\n', "t.jsonl:2: a transcript must be an object"),
        (b'{"turns": [{"text": "a"}]}\nno json\n', "t.jsonl:2: the line is not JSON"),
        (b'"words"', "must be an object"),
        (b"{}", "missing required field `turns`"),
        (b'{"turns": []}', "no turns"),
        (b'{"turns": [{"speaker": "Q"}]}', "$.turns[0]"),
        (b'{"date": "yesterday", "turns": [{"text": "a"}]}', "$.date"),
        (b'{"turns": [{"text": 3}]}', "Expected `str`"),
        (b'{"turns": [{"text": "a\\u0000b"}]}', "null character"),
        (b"[]", "holds no transcript"),
    ],
)
def test_bad_lines_are_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(InputRefused, match=r"^t\.jsonl") as refusal:
        read(Source("t.jsonl", data))
    assert words in str(refusal.value)


@given(st.lists(st.tuples(LABELS, WORDS), min_size=1, max_size=8))
def test_export_and_import_give_the_same_turns(turns: list[tuple[str, str]]) -> None:
    spoken = [{"speaker": label, "text": words} for label, words in turns]
    once = attribute(read(source({"id": "x", "turns": spoken}))[0], "x")
    out = io.StringIO()
    write_jsonl([once], out)
    again = attribute(read(Source("again.jsonl", out.getvalue().encode()))[0], "x")
    assert [(turn.label, once.text[turn.start : turn.end]) for turn in once.turns] == turns
    assert again == once


def test_csv_has_a_row_a_turn_and_runs_nothing() -> None:
    hostile = read(source({"turns": [{"speaker": "Q", "text": '=HYPERLINK("http://x")'}]}))[0]
    out = io.StringIO()
    write_csv([attribute(hostile, "x")], out)
    head, row = out.getvalue().splitlines()
    assert head.startswith("transcript,title,date")
    assert "'=HYPERLINK" in row


SIGNS = sorted(
    {sign for sign in map(chr, range(0x10000)) if unicodedata.normalize("NFKC", sign) in set("=+-@")}
)


@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\r\n", "\t", "\u3000", "\xa0", "\ufeff", "\u200b", "\0", "\x1b "]
)
@pytest.mark.parametrize("sign", SIGNS)
def test_no_spreadsheet_runs_a_cell(before: str, sign: str) -> None:
    assert escape_formula(f"{before}{sign}1+1") == f"'{before}{sign}1+1"


@pytest.mark.parametrize("cell", ["\n1", "\t1", "\r1"])
def test_white_space_that_begins_a_cell_is_seen(cell: str) -> None:
    assert escape_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " a", "a=1", "1-1", "–1", "“=1”", None, 5, -0.5])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert escape_formula(cell) == cell


@pytest.mark.parametrize("form", ["{}", "[{}]", "{}\n{}"])
@pytest.mark.parametrize("escapes", ["\\ud800", "\\uDFFF", "\\udc00\\ud800", "\\ud800\\ud800\\udc00"])
def test_lone_surrogates_are_called_that(escapes: str, form: str) -> None:
    whole = json.dumps(
        {"turns": [{"speaker": "Jane Doe", "text": "x"}]}, indent=2 if form != "{}\n{}" else None
    )
    data = form.replace("{}", whole).replace('"x"', f'"{escapes}"')
    with pytest.raises(InputRefused, match="is a lone surrogate"):
        read(Source("talk.json", data.encode()))


@pytest.mark.parametrize(
    ("text", "is_lone"),
    [(r"\ud83d\ude00", False), (r"\\ud800", False), (r"\\\ud800", True), (r"\u00e9 \n", False)],
)
def test_pairs_and_escaped_backslashes_are_none(text: str, is_lone: bool) -> None:
    assert (lone_surrogate(f'"{text}"') is not None) is is_lone
