"""JSON of Open Parliament TV: speeches with their video, and the sentences of the minutes with times in it.

https://github.com/OpenParliamentTV/OpenParliamentTV-Tools : `{"meta": …, "data": [{"media": …, "textContents": …}]}`.
Each item is a speech with a video of its own, and a document.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, Role, TimeMark
from indexer.readers.assemble import Aside, SpokenPart, assemble, field_label
from indexer.readers.json_objects import converted, first_has, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import full_name, spoken_texts
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address


class Sentence(msgspec.Struct):
    """A sentence; `timeStart` is in seconds of the video."""

    text: str = ""
    timeStart: str | float | None = None  # noqa: N815 - the publisher's name


class Block(msgspec.Struct):
    """A paragraph of a speech, or a comment between paragraphs."""

    type: str = "speech"
    text: str | None = None
    speaker: str | None = None
    speakerstatus: str | None = None
    sentences: list[Sentence] = []


class Content(msgspec.Struct):
    """A text of a speech; `type` is `proceedings` for the minutes."""

    type: str = ""
    language: str | None = None
    textBody: list[Block] = []  # noqa: N815 - the publisher's name


class Media(msgspec.Struct):
    """The video."""

    videoFileURI: str | None = None  # noqa: N815 - the publisher's name
    audioFileURI: str | None = None  # noqa: N815 - the publisher's name
    sourcePage: str | None = None  # noqa: N815 - the publisher's name


class Item(msgspec.Struct):
    """A speech. `agendaItem` has its titles."""

    textContents: list[Content] = []  # noqa: N815 - the publisher's name
    media: Media = msgspec.field(default_factory=Media)
    agendaItem: dict[str, object] = {}  # noqa: N815 - the publisher's name
    dateStart: str | None = None  # noqa: N815 - the publisher's name
    parliament: str | None = None


class Session(msgspec.Struct):
    """A file."""

    data: list[Item]


def recognises(source: Source) -> bool:
    """A JSON object with `meta` and `data`, whose items have `textContents`."""
    return b'"textContents"' in source.data and first_has(source, "meta", "data")


def read(source: Source) -> list[Document]:
    """A document for each speech with words.

    Raises:
        InputRefused: not in the project's form, or without words.
    """
    documents: list[Document] = []
    for place, part in json_objects(source):
        session = converted(part, Session, place, "Open Parliament TV")
        for item in session.data:
            content = _minutes(item.textContents)
            parts = list(_parts(content.textBody)) if content else []
            if content and spoken_texts(parts):
                documents.append(
                    assemble(READER.format, parts, merge(_metadata(item, content), source.sidecar))
                )
    if not documents:
        raise InputRefused(source.name, "no speech of Open Parliament TV holds words; leave the file out.")
    return documents


def _minutes(contents: list[Content]) -> Content | None:
    spoken = [content for content in contents if content.textBody]
    return next((content for content in spoken if content.type == "proceedings"), next(iter(spoken), None))


def _parts(blocks: Iterable[Block]) -> Iterator[SpokenPart | Aside]:
    written = (block for block in blocks if block.text and block.text.strip() and "\0" not in block.text)
    for (is_spoken, label, status), run in groupby(written, key=_voice):
        if not is_spoken:
            yield from (Aside("procedure", " ".join((block.text or "").split())) for block in run)
            continue
        text, times = _timed(run)
        role: Role | None = "chair" if "president" in status else None
        start = times[0].time if times else None
        yield SpokenPart(label, text, start, role, full_name(label), times=times)


def _voice(block: Block) -> tuple[bool, str, str]:
    if block.type != "speech":
        return False, "", ""
    return True, field_label(block.speaker), (block.speakerstatus or "").casefold()


def _timed(blocks: Iterable[Block]) -> tuple[str, tuple[TimeMark, ...]]:
    """The paragraphs of a turn, and the times of the sentences that stand in them."""
    pieces: list[str] = []
    times: list[TimeMark] = []
    length = 0
    for block in blocks:
        paragraph = " ".join((block.text or "").split())
        reached = 0
        for sentence in block.sentences:
            words = " ".join(sentence.text.split())
            at = paragraph.find(words, reached) if words else -1
            seconds = _seconds(sentence.timeStart)
            if at >= 0 and seconds is not None and (not times or seconds >= times[-1].time):
                times.append(TimeMark(length + at, seconds))
                reached = at + len(words)
        pieces.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(pieces), tuple(times)


def _seconds(value: str | float | None) -> float | None:
    try:
        seconds = float(value) if value is not None else -1.0
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _metadata(item: Item, content: Content) -> Metadata:
    titles = (item.agendaItem.get(field) for field in ("officialTitle", "title"))
    title = ": ".join(
        dict.fromkeys(title.strip() for title in titles if isinstance(title, str) and title.strip())
    )
    addresses = (item.media.videoFileURI, item.media.audioFileURI)
    page = item.media.sourcePage
    return Metadata(
        title=title or None,
        date=iso_day(item.dateStart),
        url=page if page and is_web_address(page) else None,
        language=language_code(content.language),
        media=next((address for address in addresses if address and is_web_address(address)), None),
    )


_EXAMPLE = Example(
    "open-parliament-tv",
    '{"meta": {"session": "21001"}, "data": [{"dateStart": "2021-03-04T09:00:00+01:00", "media": {"videoFileURI": '
    '"https://media.example/1.mp4"}, "textContents": [{"type": "proceedings", "language": "de", "textBody": [{"type": '
    '"speech", "speaker": "Jana Muster", "speakerstatus": "main-speaker", "text": "Danke sehr.", "sentences": '
    '[{"text": "Danke sehr.", "timeStart": "1.0"}]}]}]}]}',
    "Open Parliament TV JSON",
    '`{"type": "speech", "speaker": "Jana Muster", "text": "Danke sehr."}`',
)
READER = Reader("open-parliament-tv", 61, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
