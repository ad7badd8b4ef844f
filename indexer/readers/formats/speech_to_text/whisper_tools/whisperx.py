"""JSON of WhisperX (https://github.com/m-bain/whisperX), and of other tools that add `speaker` to Whisper's segments or
words, such as OpenAI's `diarized_json` and CrispASR, or `speaker_id`, as Mistral.

The words of a segment may be of several voices; then the segment is divided.
"""

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.whisper import (
    VOICES,
    WhisperFile,
    may_have_words,
    whisper_metadata,
    whisper_segments,
)
from indexer.turns.layout import Example


def recognises(source: Source) -> bool:
    """A JSON object with `segments`, one of which, or a word in one, has a voice."""
    segments = first_object(source).get("segments")
    return isinstance(segments, list) and may_have_words(segments) and any(map(_has_voice, segments))


def _has_voice(segment: object) -> bool:
    if not isinstance(segment, dict):
        return False
    words = segment.get("words")
    return _has_voice_itself(segment) or (isinstance(words, list) and any(map(_has_voice_itself, words)))


def _has_voice_itself(spoken: object) -> bool:
    return isinstance(spoken, dict) and not spoken.keys().isdisjoint(VOICES)


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no segment has words.
    """
    return documents_of(source, READER.format, WhisperFile, whisper_segments, whisper_metadata)


_JSON = '{"segments": [{"start": 0.1, "text": "Hi.", "speaker": "SPEAKER_00"}]}'
_EXAMPLE = Example("whisperx", _JSON, "WhisperX", f"`{_JSON}`")
READER = Reader("whisperx", 87, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
