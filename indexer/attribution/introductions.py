"""Full names that a transcript gives together with a title: "U.S. Secretary of State Antony Blinken"."""

import functools
import re
from collections.abc import Iterator

import msgspec

from indexer.attribution.labels import TITLES, capitalised, is_title_or_post
from indexer.attribution.places import Places
from indexer.model import Evidence

_NAME_WORD = r"[A-Z][^\W\d_]*(?:[’'\-][^\W\d_]+)*"
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_POSTS = sorted(TITLES - {"first", "assistant", "special", "deputy", "under", "vice", "prime"})
_BEFORE = 160
"""How many characters before a surname a title, post and given names may take."""
_INITIAL = r"[A-Z]\."
_WORD = re.compile(r"\w")


class Introduction(msgspec.Struct, frozen=True):
    """A full name with its title, and where it stands."""

    name: str
    evidence: Evidence


def find_introductions(
    title: tuple[str, ...], surname: str, text: Places, heading: Places
) -> Iterator[Introduction]:
    """Where the text, and then the transcript's title, give a full name for a title and a surname.

    The name must stand right behind the title ("Secretary Antony J. Blinken") or behind the post that the
    title is short for ("Secretary of State Antony Blinken"). Middle initials are left out of the name.
    """
    for match, words in before(surname, _pattern(title), text):
        if _names_somebody(match):
            yield Introduction(_name(match, words), Evidence(start=match.start(), end=match.end() + len(words)))
    if not heading.of(surname):
        return
    # MS. PSAKI has no post in her label: any post in the transcript's own title will do.
    for one in [(post,) for post in _POSTS] if COURTESY & set(title) else [title]:
        for match, words in before(surname, _pattern(one), heading):
            if _names_somebody(match):
                yield Introduction(_name(match, words), Evidence(metadata="title"))


def before(surname: str, pattern: re.Pattern[str], text: Places) -> Iterator[tuple[re.Match[str], str]]:
    """The matches of a pattern right before the places of a surname, each with the surname as it stands there.

    The pattern is anchored to where the surname begins.
    """
    for start in text.of(surname):
        end = start + len(surname)
        # A surname that goes on is another one: Smith, Smithson, Smith-Jones.
        if text.text[end : end + 1] == "-" or _WORD.match(text.text, end):
            continue
        if match := pattern.search(text.text, max(0, start - _BEFORE), start):
            yield match, text.text[start:end]


@functools.lru_cache(1024)
def _pattern(title: tuple[str, ...]) -> re.Pattern[str]:
    """A title, perhaps a post, and given names; ends where the surname begins."""
    gap = r"[ \xa0\n]+"
    words = gap.join(re.escape(word) + r"\.?" for word in title)
    # "of State", "of the Interior", "for Political Affairs": at most three words with one preposition.
    post = rf"(?:{gap}(?:of|for){gap}(?:the{gap})?[A-Z]\w+(?:{gap}[A-Z]\w+)?)??"
    given = rf"(?P<given>{_NAME_WORD}){gap}(?:(?:{_INITIAL}|(?P<middle>{_NAME_WORD})){gap})??"
    return re.compile(rf"\b(?:U\.S\.{gap})?(?i:{words}){post},?{gap}{given}\Z")


def _names_somebody(match: re.Match[str]) -> bool:
    """Whether what stands before the surname is a given name: no title, no post, and no label in capitals."""
    given = [word for word in (match["given"], match["middle"]) if word]
    return not any(is_title_or_post(word) or (len(word) > 1 and word.isupper()) for word in given)


def _name(match: re.Match[str], surname: str) -> str:
    return capitalised(" ".join(word for word in (match["given"], match["middle"], surname) if word))
