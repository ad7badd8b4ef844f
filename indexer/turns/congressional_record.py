"""The Congressional Record as the Government Publishing Office publishes it, one item per text.

Header: `[Congressional Record Volume 143, Number 8 (Tuesday, January 28, 1997)]`, `[Senate]`, `[Page S693]`.
"""

import datetime
import re

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
    headings = [part for part in result.nonspeech if part.kind == "heading"]
    title = " ".join(text[headings[0].start : headings[0].end].split()) if headings else None
    completed = msgspec.structs.replace(
        metadata,
        title=metadata.title or title,
        date=metadata.date or _day(header["date"]),
        venue=metadata.venue or header["venue"],
    )
    head = NonSpeech("front matter", begin, header.end())
    return LayoutResult(result.utterances, (head, *result.nonspeech), completed)


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
