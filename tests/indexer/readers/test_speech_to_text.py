"""JSON of speech-to-text tools, in each tool's own form."""

import json

import pytest

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.model import Document, TimeMark
from indexer.readers import read
from indexer.readers.source import Source

WHISPER = {
    "text": " Hello there. General.",
    "language": "en",
    "segments": [
        {"id": 0, "start": 0.5, "end": 2, "text": " Hello there.", "tokens": [1]},
        {"id": 1, "start": 2, "end": 3, "text": " General."},
    ],
}
WHISPERX = {
    "segments": [
        {"start": 0.1, "end": 1, "text": "Hello", "speaker": "SPEAKER_00", "words": []},
        {"start": 1, "end": 2, "text": "there.", "speaker": "SPEAKER_00"},
        {"start": 2, "end": 3, "text": "Hi.", "speaker": "SPEAKER_01"},
        {"start": 3, "end": 4, "text": "Who?"},
    ]
}
ASSEMBLYAI = {
    "audio_duration": 5,
    "text": "Hello. Hi.",
    "utterances": [
        {"speaker": "A", "text": "Hello.", "start": 250, "end": 900},
        {"speaker": "B", "text": "Hi.", "start": 1000, "end": 1500},
    ],
}
DEEPGRAM = {
    "metadata": {},
    "results": {
        "channels": [
            {
                "alternatives": [
                    {
                        "transcript": "hello there hi",
                        "words": [
                            {"word": "hello", "punctuated_word": "Hello", "start": 0.5, "end": 1, "speaker": 0},
                            {"word": "there", "punctuated_word": "there.", "start": 1, "end": 2, "speaker": 0},
                            {"word": "hi", "start": 2, "end": 3, "speaker": 1},
                        ],
                    }
                ]
            }
        ]
    },
}
AWS = {
    "jobName": "x",
    "results": {
        "transcripts": [{"transcript": "Hello, there. Hi."}],
        "speaker_labels": {
            "segments": [
                {"items": [{"start_time": at, "speaker_label": "spk_0"} for at in ("0.5", "0.9")]},
                {"items": [{"start_time": "2.0", "speaker_label": "spk_1"}]},
            ]
        },
        "items": [
            {"type": "pronunciation", "start_time": "0.5", "alternatives": [{"content": "Hello"}]},
            {"type": "punctuation", "alternatives": [{"content": ","}]},
            {"type": "pronunciation", "start_time": "0.9", "alternatives": [{"content": "there"}]},
            {"type": "punctuation", "alternatives": [{"content": "."}]},
            {"type": "pronunciation", "start_time": "2.0", "alternatives": [{"content": "Hi"}]},
            {"type": "punctuation", "alternatives": [{"content": "."}]},
        ],
    },
}


def transcription(whole: object) -> Document:
    return read(Source("x.json", json.dumps(whole).encode()))[0]


@pytest.mark.parametrize(
    ("whole", "form", "expected"),
    [
        (WHISPER, "whisper", [("", "Hello there. General.", 0.5)]),
        (
            WHISPERX,
            "whisperx",
            [("SPEAKER_00", "Hello there.", 0.1), ("SPEAKER_01", "Hi.", 2.0), ("", "Who?", 3.0)],
        ),
        (ASSEMBLYAI, "assemblyai", [("A", "Hello.", 0.25), ("B", "Hi.", 1.0)]),
        ({"text": "All.", "audio_duration": 1}, "assemblyai", [("", "All.", None)]),
        (DEEPGRAM, "deepgram", [("Speaker 0", "Hello there.", 0.5), ("Speaker 1", "hi", 2.0)]),
        (AWS, "aws-transcribe", [("spk_0", "Hello, there.", 0.5), ("spk_1", "Hi.", 2.0)]),
    ],
)
def test_shapes(whole: object, form: str, expected: list[tuple[str, str, float | None]]) -> None:
    document = transcription(whole)
    assert document.format == form
    words = [
        (utterance.label, document.text[utterance.start : utterance.end], utterance.start_time)
        for utterance in document.utterances
    ]
    assert words == expected


@pytest.mark.parametrize("whole", [WHISPERX, ASSEMBLYAI, DEEPGRAM, AWS])
def test_a_voice_is_not_a_name(whole: object) -> None:
    assert all(turn.attribution.name is None for turn in attribute(transcription(whole), "x").turns)


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        ({"segments": []}, "no speech"),
        ({"segments": [{"text": " ", "words": []}, {"text": None}]}, "no speech"),
        ({"results": {"channels": [{"alternatives": [{"transcript": "", "words": []}]}]}}, "no speech"),
        ({"results": {"items": []}}, "no speech"),
        ({"results": []}, "no speech"),
        ({"monologues": []}, "no speech"),
        ({"transcription": []}, "no speech"),
        ({"chunks": []}, "no speech"),
        ({"words": [], "paragraphs": []}, "no speech"),
        ({"phrases": [], "combinedPhrases": []}, "no speech"),
        ([{"speaker": "A", "text": ""}], "no speech"),
        ({"segments": [{"start": "soon", "text": "a"}]}, "start"),
        ({"segments": [{"start": 1}]}, "text"),
        (
            {"results": {"items": [{"start_time": "soon", "alternatives": [{"content": "a"}]}]}},
            "aws-transcribe",
        ),
        ({"results": {"channels": [{"alternatives": 3}]}}, "alternatives"),
        ({"segments": [{"text": "a\0b"}]}, "null character"),
        ({"words": []}, "turns"),
    ],
)
def test_malformed_transcriptions_are_refused(whole: object, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        transcription(whole)


def times(document: Document) -> list[tuple[str, float]]:
    """The words from each time to the next, or to the end of the text."""
    ends = [*(mark.start for mark in document.times[1:]), len(document.text)]
    return [
        (document.text[mark.start : end].strip(), mark.time)
        for mark, end in zip(document.times, ends, strict=True)
    ]


def test_each_segment_inside_a_turn_has_its_time() -> None:
    assert times(transcription(WHISPER)) == [("Hello there.", 0.5), ("General.", 2)]


def test_of_words_those_that_begin_a_sentence_or_follow_ten_have_a_time() -> None:
    spoken = [*"One two. Three".split(), *(f"w{number}" for number in range(4, 30))]
    words = [{"text": word, "start": 1000 * number} for number, word in enumerate(spoken)]
    document = transcription({"audio_duration": 30, "words": words, "text": ""})
    assert [(words.split()[0], time) for words, time in times(document)] == [
        ("One", 0),
        ("Three", 2),
        ("w13", 12),
        ("w23", 22),
    ]


def test_long_segments_have_times_of_their_sentences() -> None:
    sentences = [f"This is sentence {number}, which is long enough to cut." for number in range(6)]
    words = [
        {"word": word, "start": 10 * number + place}
        for number, sentence in enumerate(sentences)
        for place, word in enumerate(sentence.split())
    ]
    document = transcription({"segments": [{"start": 0, "text": " ".join(sentences), "words": words}]})
    assert document.text == " ".join(sentences)
    assert times(document) == [(sentence, 10 * number) for number, sentence in enumerate(sentences)]


def test_missing_and_impossible_times_are_none() -> None:
    starts = [None, "2.0", -1, "nan"]
    segments = [{"start": start, "text": f"{n}.", "speaker": f"S{n}"} for n, start in enumerate(starts)]
    document = transcription({"segments": segments})
    assert [turn.start_time for turn in document.utterances] == [None, 2.0, None, None]
    assert document.times == (TimeMark(document.text.index("1."), 2.0),)


def voiced(*words: tuple[str, str | None]) -> list[dict[str, object]]:
    return [{"word": word} if voice is None else {"word": word, "speaker": voice} for word, voice in words]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # Quotation marks stay with the words that they open.
        (
            'He said. "Why not?" (Laughs.)',
            voiced(("He", "A"), ("said.", "A"), ("Why", "B"), ("not?", "B"), ("Laughs.", "A")),
            [("A", "He said."), ("B", '"Why not?"'), ("A", "(Laughs.)")],
        ),
        # A word without a voice between two of the same is of that voice; between two others it is nobody's.
        (
            "In 1999 it sank. 2001 Really?",
            voiced(("In", "A"), ("1999", None), ("it", "A"), ("sank.", "A"), ("2001", None), ("Really?", "B")),
            [("A", "In 1999 it sank."), ("", "2001"), ("B", "Really?")],
        ),
        ("2001 Yes. 2002", voiced(("2001", None), ("Yes.", "B"), ("2002", None)), [("B", "2001 Yes. 2002")]),
        # Words that are not in the text: they are taken themselves, if they are all there.
        ("Yes no", voiced(("yes", "A"), ("no", "B")), [("A", "yes"), ("B", "no")]),
        ("Yes and no and more", voiced(("yes", "A"), ("no", "B")), [("", "Yes and no and more")]),
        ("", voiced(("yes", "A"), ("no", "B")), [("A", "yes"), ("B", "no")]),
        ("是的。不是。", voiced(("是的。", "A"), ("不是。", "B")), [("A", "是的。"), ("B", "不是。")]),
    ],
)
def test_words_of_several_voices_in_a_segment(
    text: str, words: list[dict[str, object]], expected: list[tuple[str, str]]
) -> None:
    document = transcription({"segments": [{"text": text, "words": words, "speaker": "A"}]})
    turns = [(turn.label, document.text[turn.start : turn.end]) for turn in document.utterances]
    assert turns == expected


def channel(*words: tuple[str, float]) -> dict[str, object]:
    return {
        "alternatives": [{"words": [{"word": word, "start": start, "speaker": 0} for word, start in words]}]
    }


def test_voices_that_speak_at_once_are_not_torn_into_words() -> None:
    first = channel(("I", 0), ("need", 0.4), ("a", 0.8), ("pilot", 1.2), ("now.", 1.6), ("Please.", 3))
    second = channel(("Yes,", 0.5), ("yes,", 0.9), ("yes.", 1.3), ("Wait.", 2.5))
    document = transcription({"results": {"channels": [first, second]}})
    assert [(turn.label, document.text[turn.start : turn.end]) for turn in document.utterances] == [
        ("Channel 0 Speaker 0", "I need a pilot now."),
        ("Channel 1 Speaker 0", "Yes, yes, yes. Wait."),
        ("Channel 0 Speaker 0", "Please."),
    ]


@pytest.mark.parametrize(
    ("whole", "media", "language"),
    [
        (
            {**ASSEMBLYAI, "audio_url": "https://harbour.example/a.mp3", "language_code": "de"},
            "https://harbour.example/a.mp3",
            "de",
        ),
        ({**ASSEMBLYAI, "audio_url": "file:///a.mp3", "language_code": "en_us"}, None, "en"),
        (
            {
                "source": "https://harbour.example/a.wav",
                "phrases": [{"text": "Ja.", "locale": "de-DE"}],
                "combinedPhrases": [],
            },
            "https://harbour.example/a.wav",
            "de",
        ),
        (
            [{"text": "Hi.", "start": 1, "audio_url": "https://harbour.example/b"}],
            "https://harbour.example/b",
            None,
        ),
        ({**WHISPER, "language": "english"}, None, None),
    ],
)
def test_the_recording_and_the_language_are_kept(
    whole: object, media: str | None, language: str | None
) -> None:
    metadata = transcription(whole).metadata
    assert (metadata.media, metadata.language) == (media, language)


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        ([{"speaker": "SPEAKER_00", "start": 0.1, "end": 2}], "diarization without words"),
        ({"segments": [{"speaker": "SPEAKER_00", "start": 0.1, "end": 2}]}, "diarization without words"),
        ({"1": {"candidates": [], "class": "FALLBACK"}}, "normalized words"),
        ({"audio_url": "https://harbour.example/a", "title": "Episode 1"}, "the description of an episode"),
        ([{"type": "message", "user": "U1", "text": "hi", "ts": "1.2"}], "messages of a chat"),
        ({"guild": {}, "channel": {}, "messages": []}, "messages of a chat"),
        ({"messages": [{"role": "user", "content": "Who?"}]}, "messages of a chat"),
        (
            {"results": {"gs://a/b.wav": {"cloudStorageResult": {}, "transcript": {"results": []}}}},
            "Google's answer about a batch",
        ),
        ({"timeline": [{"ts": "00:00:03.120", "users": [{"username": "Nina"}]}]}, "Zoom's timeline"),
    ],
)
def test_known_json_without_transcripts_is_refused_by_its_name(whole: object, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        transcription(whole)


@pytest.mark.parametrize(
    ("whole", "labels"),
    [
        (
            {
                "segments": [
                    {"text": "Who moved it?", "start": 0.1, "speaker_id": "speaker_1"},
                    {"text": "Storm.", "start": 2.1, "speaker_id": "speaker_2"},
                ]
            },
            ["speaker_1", "speaker_2"],
        ),
        (
            {
                "segments": [
                    {"text": "Who moved it?", "start": 0.1, "speaker_name": "Nina Brook", "speaker_id": 1},
                    {"text": "Storm.", "start": 2.1, "speaker_label": "spk_1"},
                ]
            },
            ["Nina Brook", "spk_1"],
        ),
        (
            {
                "transcript": [
                    {"text": "Who moved it?", "timestamp": "00:03", "speaker": {"display_name": "Nina Brook"}},
                    {"text": "Storm.", "timestamp": "00:07", "speaker": {"id": 2}},
                ]
            },
            ["Nina Brook", "Speaker 2"],
        ),
    ],
)
def test_the_voice_may_be_in_an_object_or_an_id(whole: object, labels: list[str]) -> None:
    assert [turn.label for turn in transcription(whole).utterances] == labels


def test_tokens_of_the_model_are_no_words() -> None:
    text = "<|startoftranscript|><|en|><|transcribe|><|0.00|> Who moved it?<|2.00|>"
    document = transcription({"text": "Who moved it?", "segments": [{"start": 0, "end": 2, "text": text}]})
    assert [document.text[turn.start : turn.end] for turn in document.utterances] == ["Who moved it?"]


def test_segments_may_name_their_transcripts() -> None:
    entries = [
        {
            "meeting_id": meeting,
            "title": f"Day {meeting}",
            "speaker": "Nina Brook",
            "content": words,
            "start": start,
        }
        for meeting, words, start in (
            ("a", "One.", "0:05"),
            ("b", "Two.", "1:00:05,5"),
            ("a", "Three.", [7, 9]),
        )
    ]
    documents = read(Source("x.json", json.dumps(entries).encode()))
    assert [(document.metadata.id, document.metadata.title, times(document)) for document in documents] == [
        ("a", "Day a", [("One.", 5), ("Three.", 7)]),
        ("b", "Day b", [("Two.", 3605.5)]),
    ]


@pytest.mark.parametrize(
    "key", ["transcript", "sentences", "entries", "dialogue", "conversation", "speech_segments"]
)
def test_an_object_may_hold_the_list_of_segments(key: str) -> None:
    def call(title: str, text: str) -> dict[str, object]:
        segments = [{"speaker_name": "Nina Brook", "text": text, "start_time": "1.5"}, {"text": ""}]
        return {"title": title, "date": "2022-02-03", "audio_url": "https://harbour.example/a", key: segments}

    objects = [call("One", "Who rang?"), call("Two", "Nobody."), call("Three", " ")]
    documents = read(Source("x.json", json.dumps(objects).encode()))
    assert [(document.metadata.title, document.text, times(document)) for document in documents] == [
        ("One", "Nina Brook: Who rang?", [("Who rang?", 1.5)]),
        ("Two", "Nina Brook: Nobody.", [("Nobody.", 1.5)]),
    ]
    metadata = documents[0].metadata
    assert (str(metadata.date), metadata.media) == ("2022-02-03", "https://harbour.example/a")


def test_segments_of_several_days_are_several_transcripts() -> None:
    entries = [
        {"date": day, "speaker": "Nina Brook", "text": text}
        for day, text in (("2022-02-03", "One."), ("2022-02-03T10:00:00", "Two."), ("2022-02-04", "Three."))
    ]
    documents = read(Source("x.json", json.dumps(entries).encode()))
    assert [(str(document.metadata.date), document.text) for document in documents] == [
        ("2022-02-03", "Nina Brook: One. Two."),
        ("2022-02-04", "Nina Brook: Three."),
    ]


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([{"text": "a", "start": 1}, {"text": 5}], "x.json: entry 1: the words of a segment must be text"),
        ([{"text": "a", "start": "soon"}], "entry 0: the start 'soon' is not a time"),
        ([{"text": "a", "speaker": ["B"]}], "entry 0: the speaker of a segment must be text or a number"),
        ([{"text": "a", "speaker": "B"}, "b"], "entry 1: a segment must be an object"),
    ],
)
def test_faulty_segments_are_named_by_their_number(entries: object, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        transcription(entries)


@pytest.mark.parametrize(
    "whole",
    [
        # What Fireflies answers, Otter's segments, and Sembly's.
        {
            "data": {
                "transcript": {"sentences": [{"speaker_name": "Tom Ash", "raw_text": "No.", "start_time": 2}]}
            }
        },
        {"meeting": {"sentences": [{"speaker_name": "Tom Ash", "text": "No.", "start_time": 2}]}},
        {"speech_segments": [{"speaker_name": "Tom Ash", "transcript": "No.", "start_ts": 2}]},
        {"transcript": [{"speaker_name": "Tom Ash", "words_str": "No.", "start_time": 2}], "topics": ["pier"]},
    ],
)
def test_the_segments_of_meeting_recorders(whole: object) -> None:
    document = transcription(whole)
    assert document.text == "Tom Ash: No."
    assert times(document) == [("No.", 2)]


def test_whole_numbers_too_far_apart_for_words_are_milliseconds() -> None:
    entries = [
        {"text": "who moved the anchor from the pier", "start": 400},
        {"text": "the storm did and", "start": 3400},
        {"text": "who rang", "start": 5900},
    ]
    assert [time for _, time in times(transcription(entries))] == [0.4, 3.4, 5.9]
    seconds = [{**entry, "start": index * 60} for index, entry in enumerate(entries)]
    assert [time for _, time in times(transcription(seconds))] == [0, 60, 120]


def test_times_in_another_unit_are_no_times() -> None:
    entries = [{"text": "a", "start": 250}, {"text": "b", "start": 4_000_000, "speaker": "B"}]
    assert [turn.start_time for turn in transcription(entries).utterances] == [None, None]


def test_a_page_of_a_podcast_keeps_what_is_quoted_in_its_words() -> None:
    page = (
        "<html><body><cite>Nina Brook:</cite> <time>1:00:02</time>"
        "<p>I read <cite>Tom Ash:</cite> twice, at <time>0:09</time>.</p><p>Why?</p></body></html>"
    )
    (document,) = read(Source("x.html", page.encode()))
    assert [(turn.label, turn.start_time) for turn in document.utterances] == [("Nina Brook", 3602)]
    assert document.text == "Nina Brook: I read Tom Ash: twice, at 0:09. Why?"
