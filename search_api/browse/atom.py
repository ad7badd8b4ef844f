"""Matches as an Atom feed (RFC 4287): an entry for each turn, with an id that is kept as long as its words are."""

import datetime
import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote as percent

import msgspec

from search_api.browse.matches import Match
from search_api.quotes.citation_formats import credited

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# Characters that XML 1.0 cannot represent, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(msgspec.Struct, frozen=True):
    """The metadata of a feed: the question, an id, its own address, that of the page, and the base of both."""

    question: str
    id: str
    address: str
    page: str
    base: str


def atom(feed: Feed, matches: Sequence[Match]) -> bytes:
    """The feed as UTF-8. Its time is that of its newest entry, and 1970 without entries."""
    from feedgen.feed import FeedGenerator

    made = FeedGenerator()
    made.id(feed.id)
    made.title(_xml(f"onrecord: {feed.question}"))
    made.updated(max((match.since for match in matches), default=EPOCH))
    made.generator("onrecord")
    made.link(href=_xml(feed.address), rel="self", type="application/atom+xml")
    made.link(href=_xml(feed.page), rel="alternate", type="text/html")
    # Words that a transcript has twice are one entry.
    for match in {entry_id(match): match for match in reversed(matches)}.values():
        result = match.result
        who = _xml(credited(result.speaker))
        event = " · ".join(str(part) for part in (result.transcript.date, result.transcript.title) if part)
        entry = made.add_entry(order="prepend")
        entry.id(entry_id(match))
        entry.title(_xml(f"{who}: {event or result.transcript.id}"))
        entry.author(name=who)
        entry.published(match.since)
        entry.updated(match.since)
        entry.link(href=_xml(feed.base + result.url), rel="alternate", type="text/html")
        entry.content(_xml(result.readable), type="text")
    xml: bytes = made.atom_str(pretty=True)
    return xml


def entry_id(match: Match) -> str:
    """The id of an entry: the transcript and a hash of the turn's words, independent of the turn's ordinal."""
    words = hashlib.sha256(match.words.encode()).hexdigest()[:32]
    return f"urn:onrecord:turn:{percent(match.result.transcript.id, safe='')}:{words}"


def _xml(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
