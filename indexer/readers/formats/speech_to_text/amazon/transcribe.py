"""JSON of Amazon Transcribe (https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html): words with voices, or by
channel. Times are in seconds, written as text.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.channels import in_order_of_time
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class Alternative(msgspec.Struct):
    """One way to hear a word; the first is the best."""

    content: str | None = None


class Item(msgspec.Struct):
    """A word, or a punctuation mark, which has no time."""

    type: str = "pronunciation"
    alternatives: list[Alternative] | None = None
    start_time: float | None = None
    speaker_label: Voice = None


class Span(msgspec.Struct):
    """When a voice speaks; older files have labels only here."""

    start_time: float | None = None
    speaker_label: Voice = None


class LabelledSegment(msgspec.Struct):
    """The spans of a voice."""

    items: list[Span] | None = None


class SpeakerLabels(msgspec.Struct):
    """Who speaks when."""

    segments: list[LabelledSegment] | None = None


class Channel(msgspec.Struct):
    """The words of a channel."""

    items: list[Item] | None = None
    channel_label: Voice = None


class ChannelLabels(msgspec.Struct):
    """The words by channel."""

    channels: list[Channel] | None = None


class Results(msgspec.Struct):
    """The words of a recording, with who speaks when, and again by channel."""

    items: list[Item] | None = None
    speaker_labels: SpeakerLabels | None = None
    channel_labels: ChannelLabels | None = None


class File(msgspec.Struct):
    """A file: one job."""

    results: Results


def recognises(source: Source) -> bool:
    """A JSON object with `results` that have `items`, or `channel_labels`."""
    results = first_object(source).get("results")
    return isinstance(results, dict) and ("items" in results or "channel_labels" in results)


def read(source: Source) -> list[Document]:
    """A document for each job.

    Raises:
        InputRefused: a field is invalid, or there are no words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    results = file.results
    channels = [
        channel for channel in (results.channel_labels or ChannelLabels()).channels or () if channel.items
    ]
    if channels:
        words = [list(_words(channel.items or (), {}, channel.channel_label)) for channel in channels]
        yield from in_order_of_time(words)
        return
    spans = (results.speaker_labels or SpeakerLabels()).segments or ()
    voices = {span.start_time: span.speaker_label for segment in spans for span in segment.items or ()}
    yield from _words(results.items or (), voices, None)


def _words(items: Iterable[Item], voices: Mapping[float | None, Voice], voice: Voice) -> Iterator[Segment]:
    """The words of items: those of a channel, which is one `voice`, or with voices by the times of the words."""
    is_channel = voice is not None
    for item in items:
        if item.start_time is not None and not is_channel:
            voice = item.speaker_label or voices.get(item.start_time)
        text = (item.alternatives[0].content if item.alternatives else None) or ""
        yield Segment(text, seconds(item.start_time), voice_label(voice), glued=item.type == "punctuation")


_JSON = '{"results": {"items": [{"start_time": "1", "alternatives": [{"content": "Hi"}], "speaker_label": "spk_0"}]}}'
_EXAMPLE = Example("aws-transcribe", _JSON, "AWS Transcribe", f"`{_JSON}`")
READER = Reader("aws-transcribe", 73, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
