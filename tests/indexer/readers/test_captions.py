"""WebVTT and SRT, in the forms that broadcasters, recorders and sites write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source
from tests.paths import ROOT


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
        # Dashes: of several lines, between sentences, inside one, on a line of their own, of a number.
        (["-who told you?\n-my aunt did."], [("", "who told you?"), ("", "my aunt did.")]),
        (["Is it sunk?", "- No."], [("", "Is it sunk?"), ("", "No.")]),
        (
            ["read in grammar school", "- I want to tell you"],
            [("", "read in grammar school\n- I want to tell you")],
        ),
        (["Who is it?\n-\nThe porter."], [("", "Who is it?"), ("", "The porter.")]),
        (["It was", "-5 degrees."], [("", "It was\n-5 degrees.")]),
        (["It was late", "-- AND DARK."], [("", "It was late\n-- AND DARK.")]),
        # Voices end with their cue, and others speak inside them.
        (["<v Ann Lee>Who?", "Nobody.", "Nothing."], [("Ann Lee", "Who?"), ("", "Nobody.\nNothing.")]),
        (["<v Ann Lee>Who?</v> A bell rings."], [("Ann Lee", "Who?"), ("", "A bell rings.")]),
        (["<v Ann Lee>Who? >> Me."], [("Ann Lee", "Who?"), ("", "Me.")]),
        (["<v Ann Lee>- Who?"], [("Ann Lee", "Who?")]),
        # Where `>>` stands before labels, other capitals and a colon are words.
        (
            [
                ">> MAYOR HOLT: GOOD EVENING.",
                "MY FATHER ALWAYS SAID: BUY NO BOAT.",
                ">> TOM ASH: WHY?",
                "HOLT: NO.",
            ],
            [
                ("MAYOR HOLT", "GOOD EVENING.\nMY FATHER ALWAYS SAID: BUY NO BOAT."),
                ("TOM ASH", "WHY?\nHOLT: NO."),
            ],
        ),
        # What is a label in a record is none in a caption.
        (["THE FILM SHOWS\nWHAT WAS.", "So it begins."], [("", "THE FILM SHOWS WHAT WAS.\nSo it begins.")]),
        (
            ["I give you\nRon Marsh", "and his team.", "Hello.", "Yes."],
            [("", "I give you Ron Marsh\nand his team.\nHello.\nYes.")],
        ),
        (
            ["JANE: Why?", "BOB: So.", "Hosted by: Dr. Doe", "JANE: Oh."],
            [("JANE", "Why?"), ("BOB", "So.\nHosted by: Dr. Doe"), ("JANE", "Oh.")],
        ),
        (
            ["\u200eJANE: Why?<br>So.", "\u200eBOB: Oh.", "JANE: Hm."],
            [("JANE", "Why? So."), ("BOB", "Oh."), ("JANE", "Hm.")],
        ),
    ],
)
def test_marks_of_speakers(texts: list[str], expected: list[tuple[str, str]]) -> None:
    assert [turn[:2] for turn in turns_of(captions(cues(*texts)))] == expected


def test_sounds_before_any_speaker_are_not_speech() -> None:
    document = captions(cues("[APPLAUSE]", "JANE: Thanks."))
    assert [part.kind for part in document.nonspeech] == ["procedure", "label"]


@pytest.mark.parametrize(
    ("texts", "spoken", "sounds"),
    [
        (["♪ Row, row ♪", "Hello."], ["Hello."], ["♪ Row, row ♪"]),
        (["♪ Row, row\nthe boat ♪\nHello."], ["Hello."], ["♪ Row, row the boat ♪"]),
        (["♪ Row, row\nHello there."], ["Hello there."], ["♪ Row, row"]),
        (["♪ Row ♪ Hello."], ["♪ Row ♪ Hello."], []),
        (["(engine\nstarts)", "[music]\nHello. [laughs]"], ["Hello. [laughs]"], ["(engine starts)", "[music]"]),
        (["(Well) I am (not) here"], ["(Well) I am (not) here"], []),
        (["( a bell rings ):\nHello."], ["Hello."], ["( a bell rings ):"]),
        (["*applause*", "He is 5* good."], ["He is 5* good."], ["*applause*"]),
    ],
)
def test_sounds_and_songs_are_nobodys_words(texts: list[str], spoken: list[str], sounds: list[str]) -> None:
    document = captions(cues(*texts))
    assert [words for _, words, _ in turns_of(document)] == spoken
    asides = [document.text[part.start : part.end] for part in document.nonspeech if part.kind == "procedure"]
    assert asides == sounds


def test_a_sound_between_words_of_a_speaker_divides_them() -> None:
    document = captions(cues("JANE: Well,", "[A bell rings]", "as I said.", "BOB:\n(laughs)\nYes."))
    assert turns_of(document) == [("JANE", "Well,", 0.0), ("JANE", "as I said.", 2.0), ("BOB", "Yes.", 3.0)]


def test_captions_of_sounds_alone_are_refused() -> None:
    with pytest.raises(InputRefused, match="only sounds and songs; leave the file out"):
        captions(cues("[music]", "♪ Row, row ♪"))


def words_of(document: Document) -> str:
    return " ".join(" ".join(words.split()) for _, words, _ in turns_of(document))


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        # Two lines, with "No!" said twice.
        (
            ["we met at noon", "we met at noon\nand left", "and left\nNo!", "No!\nNo!", "No!\nand came"],
            "we met at noon and left No! No! and came",
        ),
        # Three lines, with "Order!" said three times.
        (
            [
                "we met\nso it is late\nand dark", "so it is late\nand dark\nOrder!", "and dark\nOrder!\nOrder!",
                "Order!\nOrder!\nOrder!", "Order!\nOrder!\nwe go on",
            ],
            "we met so it is late and dark Order! Order! Order! we go on",
        ),
        # Lines that grow by words.
        (["the ferry is", "the ferry is late", "the ferry is late today"], "the ferry is late today"),
        (["we", "we are", "we are here", "we are here now", "and", "and then"], "we are here now and then"),
        # Nothing rolls up.
        (["No!", "No! No!", "No! No! No!", "Why?"], "No! No! No! No! No! No! Why?"),
        (["I know.", "I know.\nYou do.", "Well.", "So."], "I know. I know. You do. Well. So."),
        (["Four more years!"] * 3, "Four more years! Four more years! Four more years!"),
    ],
)  # fmt: skip
def test_what_is_shown_again_is_read_once_and_what_is_said_again_is_kept(texts: list[str], words: str) -> None:
    assert words_of(captions(cues(*texts))) == words


def test_sites_flash_what_was_said_and_mark_new_words_with_times() -> None:
    text = (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n \nNo!\n\n00:00:02.000 --> 00:00:02.010\nNo!\n \n\n"
        "00:00:02.010 --> 00:00:04.000\nNo!\n&gt;&gt;<00:00:02.200><c> never</c>\n\n"
        "00:00:04.000 --> 00:00:04.010\n&gt;&gt; never\n \n"
    )
    assert turns_of(captions(text)) == [("", "No!", 0.0), ("", "never", 2.01)]


def test_a_word_that_is_highlighted_is_not_said_again() -> None:
    texts = ["<u>the</u> ferry is late", "the <u>ferry</u> is late", "the ferry <u>is</u> late", "Yes.", "Yes."]
    assert words_of(captions(cues(*texts))) == "the ferry is late Yes. Yes."


def test_every_cue_of_a_turn_keeps_its_time() -> None:
    document = captions(cues("JANE: One\ntwo.", "Three.", "BOB: Four.", "[music]", "Five."))
    assert [(document.text[mark.start :].split()[0], mark.time) for mark in document.times] == [
        ("One", 0.0),
        ("Three.", 1.0),
        ("Four.", 2.0),
        ("Five.", 4.0),
    ]


def test_a_sentence_far_into_a_monologue_has_the_time_of_its_cue() -> None:
    path = ROOT / "tests" / "cases" / "captions" / "long-monologue.vtt"
    transcript = attribute(read(Source(path.name, path.read_bytes()))[0], "x")
    (turn,) = transcript.turns
    place = transcript.text.index("Sentence number 110")
    assert turn.start < place < turn.end
    assert [mark.time for mark in transcript.times if mark.start <= place][-1] == 18 * 60 + 20


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
    ("text", "words"),
    [
        # A year is no number of a cue, and numbers need not be there, nor blank lines.
        ("1\n00:00:01,000 --> 00:00:02,000\nIn\n1985\n\n2\n00:00:02,000 --> 00:00:03,000\nSo.", "In 1985 So."),
        ("00:00:01,000 --> 00:00:02,000\nIn\n1985\n\n00:00:02,000 --> 00:00:03,000\nSo.", "In 1985 So."),
        ("1\n00:00:01,000 --> 00:00:02,000\nYes.\n2\n00:00:02,000 --> 00:00:03,000\nSo.", "Yes. So."),
        ("1\n\n00:00:01,000 --> 00:00:02,000\n\nYes.\n\n2\n\n00:00:02,000 --> 00:00:03,000\n\nSo.", "Yes. So."),
        ("1\r\r\n00:00:01,000 -> 00:00:02,000\r\r\nYes.\r\r\n", "Yes."),
        ("1\n00:00:01:12 --> 00:00:02:00\nYes.\n", "Yes."),
        # Names and comments of WebVTT are not said.
        ("WEBVTT\n\nintro\n00:01.000 --> 00:02.000\nYes.\n\nend\n00:02.000 --> 00:03.000\nSo.", "Yes. So."),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\nNOTE\nNo.\nNo.\n\nNOTE so\n\nSo.", "Yes. So."),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE this.\n", "NOTE this."),
    ],
)
def test_lines_of_times_divide_cues(text: str, words: str) -> None:
    assert words_of(captions(text)) == words


def test_times_that_cannot_be_read_are_named() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n00:0x:03,000 --> 00:00:04,000\nSo.\n"
    with pytest.raises(InputRefused, match="line 6 has times that cannot be read"):
        captions(text)


@pytest.mark.parametrize(
    ("name", "what"),
    [("a.srt", "SRT"), ("a.vtt", "WebVTT"), ("a.sbv", "SBV"), ("a.lrc", "LRC"), ("a.scc", "SCC")],
)
def test_a_file_by_the_name_of_captions_without_times_is_refused_as_such(name: str, what: str) -> None:
    with pytest.raises(InputRefused, match=f"time as (?:in )?{what}|times as {what}"):
        read(Source(name, b"JANE: Hello.\n\nBOB: Hi.\n"))


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


def test_webex_names_the_speaker_of_a_cue_before_its_times() -> None:
    text = """WEBVTT

1 "Nina Brook" (3217582592)
00:00:06.979 --> 00:00:18.709
Who moved the anchor?

2 "Tom Ash" (1234)
00:00:19.979 --> 00:00:22.709
The storm did.

3 "Tom Ash" (1234)
00:00:23.979 --> 00:00:25.709
And nobody saw it.

4 "" (0)
00:00:26.979 --> 00:00:28.709
A bell rings.

5 "Nina Brook" (3217582592)
00:00:29.979 --> 00:00:31.709
Call the diver.
"""
    document = read(Source("x.vtt", text.encode()))[0]
    assert [(u.label, document.text[u.start : u.end], u.start_time) for u in document.utterances] == [
        ("Nina Brook", "Who moved the anchor?", 6.979),
        ("Tom Ash", "The storm did.\nAnd nobody saw it.", 19.979),
        ("", "A bell rings.", 26.979),
        ("Nina Brook", "Call the diver.", 29.979),
    ]
