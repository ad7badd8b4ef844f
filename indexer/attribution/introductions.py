"""Full names that a transcript gives together with a title: "U.S. Secretary of State Antony Blinken"."""

import re
from collections.abc import Iterator

import msgspec

from indexer.model import Evidence

_NAME_WORD = r"[A-Z][^\W\d_]*(?:[’'\-][^\W\d_]+)*"
_INITIAL = r"[A-Z]\."


class Introduction(msgspec.Struct, frozen=True):
    """A full name with its title, and where it stands."""

    name: str
    evidence: Evidence


def find_introductions(
    title: tuple[str, ...], surname: str, text: str, heading: str | None
) -> Iterator[Introduction]:
    """Where the text, and then the transcript's title, give a full name for a title and a surname.

    The name must stand right behind the title ("Secretary Antony J. Blinken") or behind the post that the
    title is short for ("Secretary of State Antony Blinken"). Middle initials are left out of the name.
    """
    pattern = _pattern(title, surname)
    for match in pattern.finditer(text):
        yield Introduction(_name(match), Evidence(start=match.start(), end=match.end()))
    if heading is not None and (found := pattern.search(heading)):
        yield Introduction(_name(found), Evidence(metadata="title"))


def _pattern(title: tuple[str, ...], surname: str) -> re.Pattern[str]:
    gap = r"[ \xa0\n]+"
    words = gap.join(re.escape(word) + r"\.?" for word in title)
    # "of State", "of the Interior", "for Political Affairs": at most three words with one preposition.
    post = rf"(?:{gap}(?:of|for){gap}(?:the{gap})?[A-Z]\w+(?:{gap}[A-Z]\w+)?)??"
    given = rf"(?P<given>{_NAME_WORD}){gap}(?:(?:{_INITIAL}|{_NAME_WORD}){gap})??"
    return re.compile(
        rf"\b(?:U\.S\.{gap})?(?i:{words}){post},?{gap}{given}(?P<surname>(?i:{re.escape(surname)}))(?![\w\-])"
    )


def _name(match: re.Match[str]) -> str:
    return f"{match['given']} {match['surname']}"
