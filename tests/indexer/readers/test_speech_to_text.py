"""JSON of speech-to-text tools, in each tool's own form."""

import json

import pytest

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.model import Document
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
        ({"segments": []}, "no words"),
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
