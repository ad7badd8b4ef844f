"""Full names that a transcript gives together with a title: "U.S. Secretary of State Antony Blinken"."""

import functools
import re
from collections.abc import Iterator

import msgspec

from indexer.attribution.labels import capitalised, is_title_or_post
from indexer.attribution.occurrences import Occurrences
from indexer.languages.language import Language
from indexer.model import Evidence

_NAME_WORD = r"[A-Z][^\W\d_]*(?:[’'\-][^\W\d_]+)*"
_BEFORE = 160
"""How many characters before a surname a title, post and given names may take."""
_INITIAL = r"[A-Z]\."
_WORD = re.compile(r"\w")


class Introduction(msgspec.Struct, frozen=True):
    """A full name with its title, and where it is given."""

    name: str
    evidence: Evidence


def find_introductions(
    title: tuple[str, ...], surname: str, text: Occurrences, heading: Occurrences, language: Language
) -> Iterator[Introduction]:
    """Where the text, and then the transcript's title, give a full name for a title and a surname.

    The name must follow the title ("Secretary Antony J. Blinken") or the post that the title is short for
    ("Secretary of State Antony Blinken"). Middle initials are left out of the name.
    """
    for match, words in matches_before(surname, _pattern(title, language), text):
        if _names_somebody(match, language):
            yield Introduction(_name(match, words), Evidence(start=match.start(), end=match.end() + len(words)))
    if not heading.of(surname):
        return
    # MS. PSAKI has no post in her label: any post in the transcript's own title will do.
    courteous = not language.labels.courtesy.isdisjoint(title)
    for words_of_title in _posts(language) if courteous else [title]:
        for match, words in matches_before(surname, _pattern(words_of_title, language), heading):
            if _names_somebody(match, language):
                yield Introduction(_name(match, words), Evidence(metadata="title"))


def matches_before(
    surname: str, pattern: re.Pattern[str], text: Occurrences
) -> Iterator[tuple[re.Match[str], str]]:
    r"""The matches of a pattern immediately before a surname, each with the surname as it is written there.

    The pattern must end with `\Z`, which matches where the surname begins.
    """
    for start in text.of(surname):
        end = start + len(surname)
        # A surname that goes on is another one: Smith, Smithson, Smith-Jones.
        if text.text[end : end + 1] == "-" or _WORD.match(text.text, end):
            continue
        if match := pattern.search(text.text, max(0, start - _BEFORE), start):
            yield match, text.text[start:end]


@functools.lru_cache(16)
def _posts(language: Language) -> list[tuple[str, ...]]:
    return [(title,) for title in sorted(language.labels.titles - language.labels.dependent)]


@functools.lru_cache(1024)
def _pattern(title: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """A title, perhaps a post, and given names; ends where the surname begins."""
    words_of = language.introductions
    gap = r"[ \xa0\n]+"
    words = gap.join(re.escape(word) + r"\.?" for word in title)
    # "of State", "of the Interior", "for Political Affairs": at most three words with one preposition.
    post = rf"(?:{gap}{words_of.of}{gap}(?:{words_of.the}{gap})?[A-Z]\w+(?:{gap}[A-Z]\w+)?)??"
    given = rf"(?P<given>{_NAME_WORD}){gap}(?:(?:{_INITIAL}|(?P<middle>{_NAME_WORD})){gap})??"
    return re.compile(rf"\b(?:{words_of.country}{gap})?(?i:{words}){post},?{gap}{given}\Z")


def _names_somebody(match: re.Match[str], language: Language) -> bool:
    """Whether the words before the surname are given names: no title, no post, and no label in capitals."""
    given = [word for word in (match["given"], match["middle"]) if word]
    return not any(is_title_or_post(word, language) or (len(word) > 1 and word.isupper()) for word in given)


def _name(match: re.Match[str], surname: str) -> str:
    return capitalised(" ".join(word for word in (match["given"], match["middle"], surname) if word))
