"""The Congressional Record as the Government Publishing Office publishes it, one item per text.

Header: `[Congressional Record Volume 143, Number 8 (Tuesday, January 28, 1997)]`, `[Senate]`, `[Page S693]`.
"""

import datetime
import itertools
import re
from collections.abc import Iterable

import msgspec

from indexer.model import Metadata, NonSpeech
from indexer.turns.gpo_text import Indentation, read_turns
from indexer.turns.layout import Example, Layout, LayoutResult

EXAMPLE = """[Congressional Record Volume 150, Number 3 (Tuesday, March 2, 2004)]
[Senate]

                     THE FERRY ACT

  Mr. BREAUX. Mr. President, I rise.

[[Page S102]]

  The PRESIDING OFFICER (Mr. Kyl). Without objection.
"""

_HEADER = re.compile(
    r"\[Congressional Record[^\n]{0,80}\((?:\w+, )?(?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\)\]\s*"
    r"(?:\[(?P<venue>[A-Z][A-Za-z ]{2,40})\]\s*)?(?:\[Pages? [^\]\n]{1,40}\]\s*)?(?:From the [^\n]*\n)?"
)
_NO_TITLES = frozenset({"prayer", "senate", "house of representatives"})
_INDENTATION = Indentation(1, 4)


def recognises(text: str) -> bool:
    """Whether the Record's header is near the beginning."""
    return _HEADER.search(text[:4000]) is not None


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of an item. Its heading, day and chamber fill in what the given metadata lacks."""
    header = _HEADER.search(text[:4000], begin)
    if header is None:
        return LayoutResult()
    result = read_turns(text, header.end(), _INDENTATION)
    completed = msgspec.structs.replace(
        metadata,
        title=metadata.title or _title(text, result.nonspeech),
        date=metadata.date or _day(header["date"]),
        venue=metadata.venue or header["venue"],
    )
    head = NonSpeech("front matter", begin, header.end())
    return LayoutResult(result.utterances, (head, *result.nonspeech), completed)


def _title(text: str, nonspeech: Iterable[NonSpeech]) -> str | None:
    """The first heading, up to a blank line; that of the prayer or the chamber is not the item's title."""
    heading = next((part for part in nonspeech if part.kind == "heading"), None)
    if heading is None:
        return None
    lines = itertools.takewhile(str.strip, text[heading.start :].split("\n", 6)[:6])
    title = " ".join(" ".join(lines).split())
    return None if title.casefold().strip(" .") in _NO_TITLES else title


def _day(words: str) -> datetime.date | None:
    try:
        # The day has no zone: it is a date.
        return datetime.datetime.strptime(words, "%B %d, %Y").date()  # noqa: DTZ007
    except ValueError:
        return None


_EXAMPLE = Example(
    "congressional-record",
    EXAMPLE,
    "Congressional Record, text or govinfo.gov page",
    "`  Mr. BREAUX. Mr. President, I rise` · `  The PRESIDING OFFICER (Mr. Kyl). Without objection`",
)
LAYOUT = Layout("congressional-record", recognises, read, (_EXAMPLE,))
