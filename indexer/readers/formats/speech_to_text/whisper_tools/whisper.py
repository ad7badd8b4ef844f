"""JSON of Whisper (https://github.com/openai/whisper: `whisper --output_format json`), whisper-timestamped
(https://github.com/linto-ai/whisper-timestamped) and the transcriptions of OpenAI's API: segments without voices.
"""

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.whisper import WhisperFile, may_have_words, whisper_metadata, whisper_segments
from indexer.turns.layout import Example

_ANSWER = frozenset({"text", "task", "language", "duration", "words", "usage", "logprobs", "segments"})


def recognises(source: Source) -> bool:
    """A JSON object with a list of `segments`, or only with a `text` and what OpenAI's API adds to it.

    Tools that use these keys for something else are asked before.
    """
    first = first_object(source)
    segments = first.get("segments")
    if isinstance(segments, list):
        return may_have_words(segments)
    # Collections of texts have such objects too, but many in a file.
    is_answer = isinstance(first.get("text"), str) and first.keys() <= _ANSWER
    return is_answer and isinstance(source.json.value, dict)


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no segment has words.
    """
    return documents_of(source, READER.format, WhisperFile, whisper_segments, whisper_metadata)


_JSON = '{"text": "Hi.", "segments": [{"start": 0, "text": "Hi."}]}'
_EXAMPLE = Example("whisper", _JSON, "Whisper", f"`{_JSON}`")
READER = Reader("whisper", 88, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
