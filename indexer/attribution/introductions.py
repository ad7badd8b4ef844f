"""Full names that a transcript gives together with a title: "U.S. Secretary of State Antony Blinken"."""

import re
from collections.abc import Iterator

import msgspec

from indexer.attribution.labels import TITLES, capitalised, is_title_or_post
from indexer.model import Evidence

_NAME_WORD = r"[A-Z][^\W\d_]*(?:[’'\-][^\W\d_]+)*"
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_POSTS = sorted(TITLES - {"first", "assistant", "special", "deputy", "under", "vice", "prime"})
_BEFORE = 160
"""How many characters before a surname a title, post and given names may take."""
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
    for match in filter(_names_somebody, matches_ending_in(surname, pattern, text)):
        yield Introduction(_name(match), Evidence(start=match.start(), end=match.end()))
    if surname.casefold() not in (heading or "").casefold():
        return
    # MS. PSAKI has no post in her label: any post in the transcript's own title will do.
    posts = tuple(_pattern((post,), surname) for post in _POSTS) if COURTESY & set(title) else (pattern,)
    for one in posts:
        for match in filter(_names_somebody, one.finditer(heading or "")):
            yield Introduction(_name(match), Evidence(metadata="title"))


def matches_ending_in(surname: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that ends in a surname, looked for before each place of the surname alone.

    So the time is that of finding a word, however many labels a text has.
    """
    for place in re.finditer(re.escape(surname), text, re.IGNORECASE):
        # One character behind the surname is seen, to tell that it ends there.
        found = pattern.finditer(text, max(0, place.start() - _BEFORE), min(len(text), place.end() + 1))
        yield from (match for match in found if match.end() == place.end())


def _pattern(title: tuple[str, ...], surname: str) -> re.Pattern[str]:
    gap = r"[ \xa0\n]+"
    words = gap.join(re.escape(word) + r"\.?" for word in title)
    # "of State", "of the Interior", "for Political Affairs": at most three words with one preposition.
    post = rf"(?:{gap}(?:of|for){gap}(?:the{gap})?[A-Z]\w+(?:{gap}[A-Z]\w+)?)??"
    given = rf"(?P<given>{_NAME_WORD}){gap}(?:(?:{_INITIAL}|(?P<middle>{_NAME_WORD})){gap})??"
    return re.compile(
        rf"\b(?:U\.S\.{gap})?(?i:{words}){post},?{gap}{given}(?P<surname>(?i:{re.escape(surname)}))(?![\w\-])"
    )


def _names_somebody(match: re.Match[str]) -> bool:
    """Whether what stands before the surname is a given name: no title, no post, and no label in capitals."""
    given = [word for word in (match["given"], match["middle"]) if word]
    return not any(is_title_or_post(word) or (len(word) > 1 and word.isupper()) for word in given)


def _name(match: re.Match[str]) -> str:
    return capitalised(" ".join(word for word in (match["given"], match["middle"], match["surname"]) if word))
