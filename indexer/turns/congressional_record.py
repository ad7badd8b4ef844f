"""The Congressional Record, an item a text, as the Government Publishing Office publishes it.

Header: `[Congressional Record Volume 143, Number 8 (Tuesday, January 28, 1997)]`, `[Senate]`, `[Page S693]`.
"""

import datetime
import re

import msgspec

from indexer.model import Metadata, NonSpeech
from indexer.turns.gpo_text import Setting, lay_out
from indexer.turns.layout_result import LayoutResult

NAME = "congressional-record"

_HEADER = re.compile(
    r"\[Congressional Record[^\n]{0,80}\((?:\w+, )?(?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\)\]\s*"
    r"(?:\[(?P<venue>[A-Z][A-Za-z ]{2,40})\]\s*)?(?:\[Pages? [^\]\n]{1,40}\]\s*)?(?:From the [^\n]*\n)?"
)
_SETTING = Setting(1, 4)


def recognises(text: str) -> bool:
    """Whether the Record's header stands at the head."""
    return _HEADER.search(text[:4000]) is not None


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of an item, with its heading, day and chamber where the metadata given has none."""
    header = _HEADER.search(text[:4000], begin)
    if header is None:
        return LayoutResult()
    laid = lay_out(text, header.end(), _SETTING)
    headings = [one for one in laid.nonspeech if one.kind == "heading"]
    title = " ".join(text[headings[0].start : headings[0].end].split()) if headings else None
    found = msgspec.structs.replace(
        metadata,
        title=metadata.title or title,
        date=metadata.date or _day(header["date"]),
        venue=metadata.venue or header["venue"],
    )
    head = NonSpeech("front matter", begin, header.end())
    return LayoutResult(laid.utterances, (head, *laid.nonspeech), found)


def _day(words: str) -> datetime.date | None:
    try:
        # The day has no zone: it is a date.
        return datetime.datetime.strptime(words, "%B %d, %Y").date()  # noqa: DTZ007
    except ValueError:
        return None
