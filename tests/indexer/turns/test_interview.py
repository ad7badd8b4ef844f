"""Reading plain-text interviews, on the sample and on hard cases."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source
from indexer.sample import sample_folder


def interview(text: str) -> Document:
    return read(Source("interview.txt", text.encode()))[0]


def turns_of(document: Document) -> list[tuple[str, str]]:
    return [
        (utterance.label, document.text[utterance.start : utterance.end]) for utterance in document.utterances
    ]


@pytest.fixture(scope="module")
def sample() -> Document:
    return read(Source("sample.txt", (sample_folder() / "blinken-morning-joe.txt").read_bytes()))[0]


def test_the_interview_has_forty_turns_and_two_labels(sample: Document) -> None:
    assert len(sample.utterances) == 40
    assert {utterance.label for utterance in sample.utterances} == {"QUESTION", "SECRETARY BLINKEN"}


def test_the_text_is_the_decoded_source_itself(sample: Document) -> None:
    source = (sample_folder() / "blinken-morning-joe.txt").read_bytes().decode()
    assert sample.text == source
    assert "\xa0" in sample.text
    assert "’" in sample.text


def test_turns_and_the_gaps_between_them_make_up_the_text(sample: Document) -> None:
    edges = [
        0,
        *(edge for utterance in sample.utterances for edge in (utterance.start, utterance.end)),
        len(sample.text),
    ]
    assert edges == sorted(edges)
    assert "".join(sample.text[start:end] for start, end in pairwise(edges)) == sample.text
    between = [sample.text[before.end : after.start] for before, after in pairwise(sample.utterances)]
    assert all(gap.strip().rstrip(":") in ("QUESTION", "SECRETARY BLINKEN") for gap in between)


def test_banner_and_links_are_not_speech(sample: Document) -> None:
    words = turns_of(sample)
    assert words[0][1].startswith("Joining us now")
    assert words[39] == ("QUESTION", "We appreciate it.")
    assert not any("gov website" in text or "Lessons of 1989" in text for _, text in words)


def test_turn_16_has_the_offsets_of_the_specification(sample: Document) -> None:
    assert (sample.utterances[16].start, sample.utterances[16].end) == (6097, 6626)


def test_a_turn_may_have_paragraphs_and_remarks(sample: Document) -> None:
    words = turns_of(sample)
    assert "\n\n" in words[6][1]
    assert words[20] == ("QUESTION", "(Off-mike.)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Why?\nMR. McDONALD: Because.", [("Q", "Why?"), ("MR. McDONALD", "Because.")]),
        ("QUESTION:\r\n\r\nWhy?\r\n\r\nMS. O’NEIL:  So.\r\n", [("QUESTION", "Why?"), ("MS. O’NEIL", "So.")]),
        ("Q: I said: NO. And NATO: fine.", [("Q", "I said: NO. And NATO: fine.")]),
        ("Q:\nMR. PRICE: Next.", [("Q", ""), ("MR. PRICE", "Next.")]),
        ("Q: Fine.\n\nThank you all", [("Q", "Fine.\n\nThank you all")]),
        ("Q: Fine.\n\n###\n\nRelated Content", [("Q", "Fine.")]),
        ("Q: Heading Words", [("Q", "Heading Words")]),
        ("NOTE: Edited.\nQ: Why?", [("Q", "Why?")]),
        ("MS. PSAKI (via video): Hello.", [("MS. PSAKI (via video)", "Hello.")]),
        ("Q: Late 10:30 and more.", [("Q", "Late 10:30 and more.")]),
        ("\ufeffQ: With a mark.", [("Q", "With a mark.")]),
        (
            "MS. PSAKI: Hi.\n\nQ    Thanks.  Why?\n\xa0\nMS. PSAKI: So.",
            [("MS. PSAKI", "Hi."), ("Q", "Thanks.  Why?"), ("MS. PSAKI", "So.")],
        ),
        (
            "MS. PSAKI: Hi.\n \nQ\xa0 \xa0— and so?\n\nQ (Laughs.)",
            [("MS. PSAKI", "Hi."), ("Q", "— and so?"), ("Q", "(Laughs.)")],
        ),
        ("Q: Ask Susie\nQ Jones now.", [("Q", "Ask Susie\nQ Jones now.")]),
        ("Q: We spoke of\nNATO: the alliance.", [("Q", "We spoke of\nNATO: the alliance.")]),
        ("MS. PSAKI: Bye.\n\n3:56 P.M. EST", [("MS. PSAKI", "Bye.")]),
        ("MS. PSAKI: Bye.\n\nEND    3:56 P.M. EST", [("MS. PSAKI", "Bye.")]),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns_of(interview(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Jane Doe:** Why?\n\n**Bob:** So.",
            [("Jane Doe", "Why?"), ("Bob", "So.")],
        ),
        ("**Jane Doe**: Why?\n\n__BOB ROE:__ So.", [("Jane Doe", "Why?"), ("BOB ROE", "So.")]),
        (
            "[00:12:34] Jane Doe: Why?\n\n[00:12:40] Bob Roe: So.",
            [("Jane Doe", "Why?"), ("Bob Roe", "So.")],
        ),
        ("Jane Doe (00:03): Why?\n\nBob Roe (01:02): So.", [("Jane Doe", "Why?"), ("Bob Roe", "So.")]),
        (
            "Jane Doe: (00:03)\nWhy?\n\nBob Roe: (00:09)\nSo.\n\nJane Doe: (00:11)\nHm.",
            [
                ("Jane Doe", "Why?"),
                ("Bob Roe", "So."),
                ("Jane Doe", "Hm."),
            ],
        ),
        (
            "Jane Doe (Reuters): Why?\n\nMR. PRICE: So.",
            [("Jane Doe (Reuters)", "Why?"), ("MR. PRICE", "So.")],
        ),
        (
            "Jane Doe: Why?\n\nBob Roe: So.\n\nNote: cut.\n\nJane Doe: Hm.",
            [("Jane Doe", "Why?"), ("Bob Roe", "So."), ("Jane Doe", "Hm.")],
        ),
        (
            "Jane Doe\nWhy?\n\nBob Roe\nSo it is.\n\nJane Doe\nHm.",
            [("Jane Doe", "Why?"), ("Bob Roe", "So it is."), ("Jane Doe", "Hm.")],
        ),
        (
            "Jane Doe  0:03\nWhy?\n\nBob Roe  0:09\nSo.\n\nJane Doe  0:11\nHm.",
            [("Jane Doe", "Why?"), ("Bob Roe", "So."), ("Jane Doe", "Hm.")],
        ),
        (
            "2:29 P.M. EST\xa0 \xa0THE PRESIDENT:  Hi.\n\n     \xa0Q  Sir?",
            [("THE PRESIDENT", "Hi."), ("Q", "Sir?")],
        ),
        (
            "PRESIDENT SÁNCHEZ: Hola.\n\nOFFICIAL #2: Hi.",
            [("PRESIDENT SÁNCHEZ", "Hola."), ("OFFICIAL #2", "Hi.")],
        ),
        (
            "WOLF BLITZER, CNN HOST: Hi.\n\nBLITZER: So.",
            [("WOLF BLITZER, CNN HOST", "Hi."), ("BLITZER", "So.")],
        ),
        (
            "THE VICE PRESIDENT: Hi.\n\nFriends: we win.\n\nLeaders of the NAACP: go.\n\nFriends: yes.",
            [("THE VICE PRESIDENT", "Hi.\n\nFriends: we win.\n\nLeaders of the NAACP: go.\n\nFriends: yes.")],
        ),
        ("PARTICIPANTS:\nJane Doe, mayor\n\nQ: Why?\n\nA: So.", [("Q", "Why?"), ("A", "So.")]),
    ],
)
def test_forms_of_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns_of(interview(text)) == expected


def test_times_in_labels_are_kept() -> None:
    times = [
        utterance.start_time
        for utterance in interview("[00:12:34] Jane Doe: A.\n\n[1:02:03] Bob Roe: B.").utterances
    ]
    assert times == [754.0, 3723.0]


def remarks(title: str, text: str = "Good evening. It is late.") -> Document:
    return read(Source("x.md", f'---\ntitle: "{title}"\n---\n\nEast Room\n\n{text}\n\nEND\n'.encode()))[0]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Remarks by President Biden at a Dinner", "President Biden"),
        ("Remarks by President Biden Celebrating the Harvest", "President Biden"),
        ("Remarks as Prepared for Delivery by First Lady Jill Biden for a Month", "First Lady Jill Biden"),
        ("Statement by Press Secretary Karine Jean-Pierre on a Call", "Press Secretary Karine Jean-Pierre"),
        ("Remarks on Industry By NEC Director Brian Deese", "NEC Director Brian Deese"),
        ("Remarks of President Joe Biden – State of the Union", "President Joe Biden"),
        ("Excerpts from President Biden’s State of the Union Address", "President Biden"),
    ],
)
def test_the_speaker_of_remarks_without_a_label_is_in_the_title(title: str, label: str) -> None:
    document = remarks(title)
    assert document.format == "remarks"
    assert turns_of(document) == [(label, "Good evening. It is late.")]


@pytest.mark.parametrize(
    "title",
    [
        "Remarks by President Biden and President Yoon",
        "FACT SHEET: Ferries",
        "Readout of President Biden’s Meeting",
    ],
)
def test_a_title_without_a_single_speaker_gives_narration(title: str) -> None:
    document = remarks(title)
    assert [(utterance.label, utterance.role) for utterance in document.utterances] == [("", "narration")]
    assert "nobody is named" in document.warnings[0]


def test_text_before_and_after_the_turns_is_classified() -> None:
    document = interview("East Room\n\n3:05 P.M. EST\n\n(Music.)\n\nQ: Why?\n\nA: So.\n\nEND 3:09 P.M. EST\n")
    kinds = [part.kind for part in document.nonspeech if part.kind != "label"]
    assert kinds == ["dateline", "dateline", "procedure", "dateline"]


HEAD = """---
date: '2022-01-04'
source_url: https://example.org/briefing
title: "Press Briefing by Press\\
  \\ Secretary Jen Psaki"
---
"""


def test_front_matter_is_metadata_and_not_speech() -> None:
    document = interview(HEAD + "MS. PSAKI: Hi.")
    assert document.text.startswith("---\ndate:")
    assert turns_of(document) == [("MS. PSAKI", "Hi.")]
    assert str(document.metadata.date) == "2022-01-04"
    assert document.metadata.title == "Press Briefing by Press Secretary Jen Psaki"
    assert document.metadata.url == "https://example.org/briefing"
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("date: soon", "is not like"),
        ("url: javascript:alert(1)", "does not begin with http"),
        ("a: [", "not YAML"),
        ("a: !!python/object:os.system x", ""),
        ("- list", ""),
        ("title: 3\nQ: no label", ""),
    ],
)
def test_bad_front_matter_is_a_warning(yaml: str, words: str) -> None:
    document = interview(f"---\n{yaml}\n---\nQ: Why?")
    assert turns_of(document) == [("Q", "Why?")]
    assert words in "".join(document.warnings)
    assert (document.metadata.date, document.metadata.url) == (None, None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x7fELF\0\0\x01", "binary"),
        (b"Q: fine\nA: caf\x81\x90\n", "line 2 is not valid UTF-8"),
        (b"Just some prose, without anybody who speaks.", "no line opens a turn"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(Source("bad.txt", data))
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("bad.txt: ")


@given(st.lists(st.tuples(st.sampled_from(["Q", "MS. PSAKI", "SECRETARY BLINKEN"]), st.text(max_size=60))))
def test_any_text_is_sliced_or_refused(turns: list[tuple[str, str]]) -> None:
    text = "\n\n".join(f"{label}: {words}" for label, words in turns)
    try:
        document = interview(text)
    except (InputRefused, UnicodeEncodeError):
        return
    previous_end = 0
    for utterance in document.utterances:
        assert previous_end <= utterance.start <= utterance.end <= len(document.text)
        assert utterance.label in document.text[: utterance.start]
        previous_end = utterance.end


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("East Room\n\nFebruary 16, 2022, 3:05 P.M. EST", "2022-02-16"),
        ("(16 Feb 2022)", "None"),
        ("16 February 2022", "2022-02-16"),
        ("2022-02-16\n\n3:05 P.M.", "2022-02-16"),
        ("February 31, 2022", "None"),
        ("3:05 P.M. EST", "None"),
    ],
)
def test_a_text_without_metadata_has_the_day_of_its_dateline(head: str, day: str) -> None:
    assert str(interview(f"{head}\n\nQ: On March 3, 2021, why?\n\nA: So.").metadata.date) == day


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # A surname with an apostrophe and an initial.
        (
            (
                "ГОЛОВУЮЧИЙ. Скільки коштує міст?\nДЕМ'ЯНЕНКО І. Так, це правда.\n"
                "ГОЛОВУЮЧИЙ. Дякую.\nДЕМ'ЯНЕНКО І. Прошу.\n"
            ),
            ["ГОЛОВУЮЧИЙ", "ДЕМ'ЯНЕНКО І"] * 2,
        ),
        # A post with a comma, and a holder with a single name.
        (
            (
                "The Director, Public Lamps (Odalys): Yes.\n\nThe Keeper of Piers (Thorne): No.\n\n"
                "The Director, Public Lamps (Odalys): So.\n"
            ),
            [
                "The Director, Public Lamps (Odalys)",
                "The Keeper of Piers (Thorne)",
                "The Director, Public Lamps (Odalys)",
            ],
        ),
        # Initials that are a courtesy title in another language.
        ("DL: We paint it.\n\nMM: Yes.\n\nDL: So.\n\nMM: Fine.\n", ["DL", "MM", "DL", "MM"]),
        # A greeting of several people.
        (
            "THE PRESIDENT: Good morning.\n\nFirst Lady Jane Roe, President Otto Vale: thank you for coming.\n",
            ["THE PRESIDENT"],
        ),
        # A field of the minutes' head.
        (
            (
                "# Minutes\n\n**Chair:** Jane Roe\n\n## Lamps\n\n**Jane Roe:** We begin.\n\n**Otto Vale:** Yes.\n\n"
                "**Jane Roe:** So.\n\n**Otto Vale:** We paint it.\n\n**Jane Roe:** Good.\n\n**Otto Vale:** Fine.\n"
            ),
            ["Jane Roe", "Otto Vale"] * 3,
        ),
    ],
)
def test_labels_of_other_kinds(text: str, labels: list[str]) -> None:
    assert [label for label, _ in turns_of(interview(text))] == labels


def test_a_label_after_a_line_that_is_not_full_opens_a_turn() -> None:
    words = "so that the lamps on the north pier burn again, and the ferry sails at nine as"
    text = (
        f"Jane Roe: We say it, {words}\nit did in the spring and it\nOtto Vale: Yes, we do say it,\n{words}\n{words}\n"
        f"Jane Roe: I thank you, {words}\never."
    )
    assert [label for label, _ in turns_of(interview(text))] == ["Jane Roe", "Otto Vale", "Jane Roe"]


def test_a_word_before_a_colon_among_labels_in_capitals_costs_no_name() -> None:
    text = "THE PRESIDENT: Good morning. We paint the lamps.\n\nConsider: there are forty of them.\n"
    assert interview(text).warnings == ()


@pytest.mark.parametrize(
    "time",
    [
        "10:32 AM ",
        "[10:32 AM] ",
        "10:32:05 AM ",
        "[10:32:05 pm] ",
        "(10:32am) ",
        "10:32 a.m. - ",
        "10:32\xa0PM | ",
    ],
)
def test_a_time_of_day_before_a_label_is_no_time_of_the_recording(time: str) -> None:
    text = f"{time}Lena Finch: Good morning.\n{time}Otto Vale: Is it raining?\n{time}Lena Finch: It rains.\n"
    document = interview(text)
    assert turns_of(document) == [
        ("Lena Finch", "Good morning."),
        ("Otto Vale", "Is it raining?"),
        ("Lena Finch", "It rains."),
    ]
    assert [turn.start_time for turn in document.utterances] == [None] * 3


def test_a_zone_after_a_time_of_day_is_no_label() -> None:
    text = "THE PRESIDENT: We begin.\n\nMS. FINCH: Thank you.\n\nTHE PRESIDENT: So we do.\n\n5:09 P.M. EST\n\n###\n"
    assert [label for label, _ in turns_of(interview(text))] == ["THE PRESIDENT", "MS. FINCH", "THE PRESIDENT"]


@pytest.mark.parametrize("banner", ["BREAKING NEWS", "NEWS ALERT", "JUST IN", "DEVELOPING STORY"])
def test_a_banner_of_a_broadcast_is_no_speaker_and_nobodys_words(banner: str) -> None:
    text = (
        f"WOLF STONE: WE GO LIVE TO LENA FINCH.\nLENA FINCH: IT RAINS HERE.\n{banner}: THE STORM GROWS.\n"
        f"WOLF STONE: HOW MUCH RAIN?\n{banner}: THE PIER IS CLOSED.\nLENA FINCH: A LOT OF IT.\n"
    )
    assert turns_of(interview(text)) == [
        ("WOLF STONE", "WE GO LIVE TO LENA FINCH."),
        ("LENA FINCH", "IT RAINS HERE."),
        ("WOLF STONE", "HOW MUCH RAIN?"),
        ("LENA FINCH", "A LOT OF IT."),
    ]
