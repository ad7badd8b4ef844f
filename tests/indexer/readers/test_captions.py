"""WebVTT and SRT, in the forms that broadcasters, recorders and sites write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source


def captions(text: str) -> Document:
    return read(Source("captions", text.encode()))[0]


def turns_of(document: Document) -> list[tuple[str, str, float | None]]:
    return [
        (utterance.label, document.text[utterance.start : utterance.end], utterance.start_time)
        for utterance in document.utterances
    ]


VTT = """WEBVTT - an interview

STYLE
::cue { color: red }

NOTE A remark

1
00:00:01.500 --> 00:00:03.000 align:start position:0%
<v Jane Doe>We are in <i>New York</i>

00:00:03.000 --> 00:00:04.000
<v.loud Jane Doe>&amp; it is <c.yellow>late</c>.</v>

00:01:00.000 --> 00:01:02.000
<v Roger Smith>Why?
<v Jane Doe>Because.
"""


def test_voices_are_speakers_and_cues_of_one_in_a_row_are_one_turn() -> None:
    document = captions(VTT)
    assert document.format == "webvtt"
    assert turns_of(document) == [
        ("Jane Doe", "We are in New York\n& it is late.", 1.5),
        ("Roger Smith", "Why?", 60.0),
        ("Jane Doe", "Because.", 60.0),
    ]


def cues(*texts: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{text}" for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["JANE: Hello", "there.", "BOB: Hi."], [("JANE", "Hello\nthere."), ("BOB", "Hi.")]),
        (
            [">> Hello", "there.", ">> Jane Doe: Hi.", ">> No.", ">> Jane Doe: No."],
            [("", "Hello\nthere."), ("Jane Doe", "Hi."), ("", "No."), ("Jane Doe", "No.")],
        ),
        (["- Hello.\n- Hi."], [("", "Hello."), ("", "Hi.")]),
        (["Thank you.", "Thank you.", "Well."], [("", "Thank you.\nThank you.\nWell.")]),
        (["Just words", "run on."], [("", "Just words\nrun on.")]),
        (["we are", "we are going home", "going home now"], [("", "we are\ngoing home\nnow")]),
        (["[APPLAUSE]", "JANE: Thanks.", "[APPLAUSE]", "So."], [("JANE", "Thanks."), ("JANE", "So.")]),
        (["At 10: we meet."], [("", "At 10: we meet.")]),
        (["<v Ann Lee>1 &lt; 2"], [("Ann Lee", "1 < 2")]),
    ],
)
def test_marks_of_speakers(texts: list[str], expected: list[tuple[str, str]]) -> None:
    assert [turn[:2] for turn in turns_of(captions(cues(*texts)))] == expected


def test_sounds_before_any_speaker_are_not_speech() -> None:
    document = captions(cues("[APPLAUSE]", "JANE: Thanks."))
    assert [part.kind for part in document.nonspeech] == ["procedure", "label"]


SRT = """1
00:00:01,000 --> 00:00:02,500
{\\an8}<i>JANE DOE:</i> Hello

2
00:01:02,500 --> 00:01:04,000
BOB: Hi &amp; bye.
"""


def test_srt() -> None:
    document = captions(SRT)
    assert document.format == "srt"
    assert turns_of(document) == [("JANE DOE", "Hello", 1.0), ("BOB", "Hi & bye.", 62.5)]


@pytest.mark.parametrize(
    "text", ["WEBVTT\n", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n", "WEBVTT\n\nnonsense\n"]
)
def test_captions_without_words_are_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        captions(text)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_damaged_captions_are_read_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([VTT, SRT]))
    cut = data.draw(st.integers(0, len(whole)))
    text = whole[:cut] + data.draw(st.text(max_size=40)) + whole[data.draw(st.integers(cut, len(whole))) :]
    try:
        document = captions(text)
    except (InputRefused, UnicodeEncodeError):
        return
    previous_end = 0
    for utterance in document.utterances:
        assert previous_end <= utterance.start <= utterance.end <= len(document.text)
        previous_end = utterance.end
