"""JSON of publishers of transcripts: Oyez, the Council Data Project, QMSum and MediaSum."""

import json
from typing import Any

import pytest

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source


def oyez_turn(name: str | None, last_name: str | None, *texts: str, start: float = 0) -> dict[str, Any]:
    return {
        "start": start,
        "speaker": None if name is None else {"ID": 1, "name": name, "last_name": last_name, "roles": None},
        "text_blocks": [{"start": start, "text": text, "stop": start + 1} for text in texts],
    }


OYEZ = {
    "id": 77,
    "title": "Oral Argument - April 26, 2005",
    "media_file": [None, {"href": "https://lamps.example/77.mp3", "mime": "audio/mpeg"}],
    "transcript": {
        "title": "Larch v. Pier",
        "sections": [
            {"turns": [oyez_turn("Lena Finch", "Finch", "We hear argument", "in Larch against Pier.")]},
            {"turns": [oyez_turn("Otto Vale, Jr.", "Vale", "May it please the court.", start=4.2)]},
        ],
    },
}
COUNCIL: dict[str, Any] = {
    "generator": "x",
    "session_datetime": "2021-08-02T09:30:00",
    "created_datetime": "2022-01-01T00:00:00",
    "sentences": [
        {"start_time": 0.0, "speaker_name": "Lena Finch", "text": "The council will come to order."},
        {"start_time": 2.0, "speaker_name": "Lena Finch", "text": " Are you here?"},
        {"start_time": 4.0, "speaker_name": "Otto Vale", "text": "Present."},
        {"start_time": 5.0, "speaker_name": None, "speaker_index": 0, "text": "Hi."},
        {"start_time": 6.0, "speaker_name": 7, "speaker_index": 1, "text": "Hello."},
    ],
}
MEETING = {
    "topic_list": [],
    "meeting_transcripts": [
        {"speaker": "Lena Finch", "content": "Are the lamps on?"},
        {"speaker": "Lena Finch", "content": "Are they?"},
        {"speaker": "Grad B", "content": "They are on."},
        {"speaker": None, "content": ""},
    ],
}
INTERVIEW = {
    "id": "NPR-1",
    "program": "Lamp Hour",
    "date": "2016-03-08",
    "title": "Lamps",
    "url": "https://lamps.example/1",
    "utt": ["Welcome to the hour.", "Glad to be here."],
    "speaker": ["LENA FINCH, HOST", "BRAM LARK"],
}


def document(whole: object) -> Document:
    (only,) = read(Source("t.json", json.dumps(whole, indent=1).encode()))
    return only


def turns(found: Document) -> list[tuple[str, str | None, float | None, str]]:
    transcript = attribute(found, "x")
    return [
        (turn.label, turn.attribution.name, turn.start_time, transcript.text[turn.start : turn.end])
        for turn in transcript.turns
    ]


def test_oyez_has_a_turn_for_each_turn_of_its_sections() -> None:
    found = document(OYEZ)
    assert found.format == "oyez"
    assert turns(found) == [
        ("Lena Finch", "Lena Finch", 0, "We hear argument in Larch against Pier."),
        ("Otto Vale, Jr.", "Otto Vale, Jr.", 4.2, "May it please the court."),
    ]
    metadata = found.metadata
    assert metadata.title == "Larch v. Pier, Oral Argument - April 26, 2005"
    assert (str(metadata.date), metadata.url) == ("2005-04-26", None)
    assert metadata.media == "https://lamps.example/77.mp3"


@pytest.mark.parametrize(
    ("name", "last_name"),
    [
        ("Chief Justice", ""),
        ("Chief Justice", "Justice"),
        ("Unidentified Justice", "Justice"),
        ("Unknown Speaker", "Speaker"),
        ("Unknown Speaker", None),
        ("Justice Finch", "Finch"),
        ("15099", "15099"),
        (None, None),
    ],
)
def test_posts_and_unknown_voices_of_oyez_are_no_names(name: str | None, last_name: str | None) -> None:
    whole = {"transcript": {"sections": [{"turns": [oyez_turn(name, last_name, "[Inaudible]")]}]}}
    ((label, found, _, _),) = turns(document(whole))
    assert found is None
    assert label in {name, ""}


def test_sentences_of_a_council_are_joined_by_speaker() -> None:
    found = document(COUNCIL)
    assert (found.format, str(found.metadata.date)) == ("council-data", "2021-08-02")
    assert turns(found) == [
        ("Lena Finch", "Lena Finch", 0, "The council will come to order. Are you here?"),
        ("Otto Vale", "Otto Vale", 4, "Present."),
        ("", None, 5, "Hi."),
        ("", None, 6, "Hello."),
    ]


def test_the_day_on_which_a_file_was_made_is_not_the_sessions() -> None:
    assert document({**COUNCIL, "session_datetime": None}).metadata.date is None


def test_qmsum_has_a_turn_for_each_entry() -> None:
    found = document(MEETING)
    assert found.format == "dialogue-corpora"
    assert turns(found) == [
        ("Lena Finch", "Lena Finch", None, "Are the lamps on?"),
        ("Lena Finch", "Lena Finch", None, "Are they?"),
        ("Grad B", None, None, "They are on."),
        ("", None, None, ""),
    ]


def test_mediasum_has_what_was_said_next_to_who_said_it() -> None:
    found = document(INTERVIEW)
    assert turns(found) == [
        ("LENA FINCH, HOST", "Lena Finch", None, "Welcome to the hour."),
        ("BRAM LARK", "Bram Lark", None, "Glad to be here."),
    ]
    metadata = found.metadata
    assert (metadata.id, metadata.title, str(metadata.date)) == ("NPR-1", "Lamps", "2016-03-08")
    assert metadata.url == "https://lamps.example/1"


@pytest.mark.parametrize("whole", [OYEZ, COUNCIL, MEETING, INTERVIEW])
def test_files_hold_one_or_a_list_or_one_on_each_line(whole: object) -> None:
    line = json.dumps(whole)
    first = document(whole)
    for data in (f"\ufeff{line}", f"[{line}, {line}]", f"{line}\n\n{line}\n"):
        documents = read(Source("t.json", data.encode()))
        assert [(found.format, found.text) for found in documents] == [(first.format, first.text)] * len(
            documents
        )
        assert len(documents) == (1 if data.startswith("\ufeff") else 2)


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        ({**INTERVIEW, "speaker": ["BRAM LARK"]}, "t.json: `utt` has 2 entries and `speaker` 1"),
        ({**INTERVIEW, "utt": [1, 2]}, "$.utt[0]`; the JSON is not in the form that MediaSum uses"),
        ({"meeting_transcripts": [{"speaker": "Otto Vale"}]}, "the form that QMSum uses"),
        ({"meeting_transcripts": []}, "the transcript holds no words"),
        ({"meeting_transcripts": [{"content": "a\0"}]}, "null character"),
        ({**COUNCIL, "sentences": [{"text": None}]}, "the form that the Council Data Project uses"),
        ({"transcript": {"text_blocks": 1}}, "the form that Oyez uses"),
        ({"transcript": {"sections": []}, "text_blocks": 1}, "the transcript holds no words"),
    ],
)
def test_other_forms_are_refused_by_field(whole: object, words: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        document(whole)
    assert words in str(refusal.value)


def test_a_faulty_line_is_named() -> None:
    data = f"{json.dumps(MEETING)}\n{json.dumps({'meeting_transcripts': 1})}\n".encode()
    with pytest.raises(InputRefused, match=r"^t\.jsonl:2: "):
        read(Source("t.jsonl", data))


@pytest.mark.parametrize("key", ["meeting_transcripts", "utt", "sentences", "transcript"])
def test_our_own_form_comes_first(key: str) -> None:
    whole = {
        "turns": [{"speaker": "Q", "text": "Why?"}],
        key: [],
        "speaker": [],
        "session_datetime": "text_blocks",
    }
    assert document(whole).format == "transcript-json"


@pytest.mark.parametrize("opening", ["[", '{"meeting_transcripts":', '{"utt":{"speaker":'])
def test_deep_nesting_is_refused(opening: str) -> None:
    with pytest.raises(InputRefused):
        read(Source("t.json", (opening * 50_000 + '"meeting_transcripts"').encode()))
