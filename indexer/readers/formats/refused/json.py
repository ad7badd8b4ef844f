"""JSON that is known and holds no transcript that could be read: it is refused by its name."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import msgspec

from indexer.errors import InputRefused
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source


class Known(msgspec.Struct, frozen=True):
    """A format: what to call it, what would work, and whether an object has its form."""

    name: str
    advice: str
    fits: Callable[[Mapping[str, Any]], bool]


def _segments(first: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first segment; or the object itself, if it has the form of a segment."""
    found = first.get("segments", first.get("diarization"))
    if isinstance(found, list):
        return found[0] if found and isinstance(found[0], dict) else {}
    return first


def _is_diarization(first: Mapping[str, Any]) -> bool:
    segment = _segments(first)
    return segment.keys() >= {"speaker", "start"} and not segment.keys() & {
        "text",
        "words",
        "body",
        "transcript",
    }


def _is_normalization(first: Mapping[str, Any]) -> bool:
    value = next(iter(first.values()), None)
    return isinstance(value, dict) and value.keys() >= {"candidates", "class"}


def _is_episode(first: Mapping[str, Any]) -> bool:
    return (
        "audio_url" in first
        and "title" in first
        and not first.keys() & {"text", "words", "segments", "transcript"}
    )


def _is_chat(first: Mapping[str, Any]) -> bool:
    is_message = first.get("type") == "message" and {"text", "ts"} <= first.keys()
    messages = first.get("messages")
    written = messages[0] if isinstance(messages, list) and messages else None
    if isinstance(written, dict) and {"role", "content"} <= written.keys():
        return True
    return is_message or ("messages" in first and bool(first.keys() & {"channel", "guild", "type"}))


def _is_timeline(first: Mapping[str, Any]) -> bool:
    timeline = first.get("timeline")
    return isinstance(timeline, list) and any(
        isinstance(part, dict) and "users" in part for part in timeline[:5]
    )


def _is_batch(first: Mapping[str, Any]) -> bool:
    results = first.get("results")
    parts = list(results.values())[:5] if isinstance(results, dict) else []
    return any(
        isinstance(part, dict) and not part.keys().isdisjoint(("inlineResult", "cloudStorageResult"))
        for part in parts
    )


def _is_job(first: Mapping[str, Any]) -> bool:
    return isinstance(first.get("TranscriptionJob"), dict) or isinstance(first.get("CallAnalyticsJob"), dict)


def _is_unfinished(first: Mapping[str, Any]) -> bool:
    states = {"queued", "processing", "running", "in_progress", "notstarted", "failed", "error", "rejected"}
    job = first.get("job")
    status = first.get("status", job.get("status") if isinstance(job, dict) else None)
    has_words = any(
        first.get(name) for name in ("text", "words", "results", "utterances", "segments", "monologues")
    )
    return first.keys() == {"request_id"} or (
        not has_words and isinstance(status, str) and status.casefold() in states
    )


_KNOWN = (
    Known(
        "diarization without words",
        "let the speech-to-text tool put its segments and their speakers into one file",
        _is_diarization,
    ),
    Known(
        "Rev's list of normalized words, which holds no speech",
        "index the transcript that it belongs to",
        _is_normalization,
    ),
    Known("the description of an episode, which holds no speech", "index its transcript", _is_episode),
    Known(
        "Google's answer about a batch of recordings",
        "save what is in the `transcript` of each recording as a file of its own",
        _is_batch,
    ),
    Known(
        "AWS's description of a job, which holds no words", "index the file at its TranscriptFileUri", _is_job
    ),
    Known(
        "the answer about a transcription that is not finished",
        "ask again, and index the answer that holds the words",
        _is_unfinished,
    ),
    Known(
        "Zoom's timeline of who spoke when, which holds no words",
        "index the audio transcript (`.vtt`) of the same recording",
        _is_timeline,
    ),
    Known("messages of a chat, which hold no speech", "leave them out", _is_chat),
)


def recognises(source: Source) -> bool:
    """A JSON object with one of the known forms."""
    return _known(source) is not None


def _known(source: Source) -> Known | None:
    first = first_object(source)
    return next((known for known in _KNOWN if first and known.fits(first)), None)


def refuse(source: Source) -> NoReturn:
    """Say what the JSON is.

    Raises:
        InputRefused: always.
    """
    known = _known(source) or _KNOWN[0]
    raise InputRefused(source.name, f"it looks like {known.name}; {known.advice}.")


READER = Reader("json", 93, recognises, refuse, (".json",), {})
