"""Full names in running text: with a title ("U.S. Secretary of State Antony Blinken"), by their bearer ("My name is
Ashish Jha"), by somebody who presents them ("our guest today is Lena Finch"), and of namesakes.

Nothing here crosses a line end but that of a line broken at a width: what precedes it belongs to another paragraph or
turn.
"""

import functools
import re
from collections.abc import Iterator

import msgspec

from indexer.attribution.identity import Identity, identify
from indexer.attribution.labels import Label, surname_of
from indexer.attribution.names import (
    GAP,
    NAME_WORD,
    UPPER,
    capitalised,
    has_form,
    is_given_name,
    is_initial,
    is_title_or_post,
    without_titles,
)
from indexer.attribution.occurrences import Occurrences
from indexer.directory.records import Directory
from indexer.languages.language import NEVER, Language
from indexer.model import Evidence

_BEFORE = 160
"""How many characters before a surname a title, post and given names may take."""
_INITIAL = r"[A-Z]\."
_GIVEN = re.compile(rf"\b(?P<given>{NAME_WORD}){GAP}(?:{_INITIAL}{GAP})?\Z")
_SURNAME_AFTER = re.compile(rf"(?:{GAP}{_INITIAL})?{GAP}(?P<surname>{NAME_WORD})(?![\w\-])")
_POSSESSIVE = re.compile(r"[’']s?\b")


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
    for match, words in matches_before(surname, _titled(title, language), text, language):
        if _names_somebody(match, language):
            yield Introduction(_name(match, words), Evidence(start=match.start(), end=match.end() + len(words)))
    if not heading.of(surname):
        return
    # MS. PSAKI has no post in her label: any post in the transcript's own title will do.
    courteous = not language.labels.courtesy.isdisjoint(title)
    for words_of_title in _posts(language) if courteous else [title]:
        for match, words in matches_before(surname, _titled(words_of_title, language), heading, language):
            if _names_somebody(match, language):
                yield Introduction(_name(match, words), Evidence(metadata="title"))


def find_presentations(label: Label, text: Occurrences, language: Language) -> Iterator[Introduction]:
    """Where somebody is presented by full name, with or without a title: "our guest today is Dr. Lena Finch"."""
    yield from _announced(label, language.introductions.presented, text, language)


def find_own_names(label: Label, text: Occurrences, language: Language) -> Iterator[Introduction]:
    """Where somebody says a full name of their own that a label may be short for: "My name is Ashish Jha"."""
    yield from _announced(label, language.introductions.self_named, text, language)


def _announced(label: Label, words: str, text: Occurrences, language: Language) -> Iterator[Introduction]:
    if words == NEVER:
        return
    surname = surname_of(label)
    for match, written in matches_before(surname, _after_words(words), text, language):
        end = match.end() + len(written)
        name = [word for word in without_titles(match["before"].split(), language) if not is_initial(word)]
        name += written.split()
        if not _POSSESSIVE.match(text.text, end) and has_form(name, language):
            yield Introduction(capitalised(" ".join(name)), Evidence(start=match.start(), end=end))
    if not label.is_titled and len(label.name) == 1:
        yield from _announced_by_given_name(surname, words, text, language)


def _announced_by_given_name(
    given: str, words: str, text: Occurrences, language: Language
) -> Iterator[Introduction]:
    for start in text.of(given):
        before = _only_words(words).search(text.text, max(0, start - _BEFORE), start)
        after = _SURNAME_AFTER.match(text.text, start + len(given)) if before else None
        if before is None or after is None or _POSSESSIVE.match(text.text, after.end()):
            continue
        name = [text.text[start : start + len(given)], after["surname"]]
        if has_form(name, language):
            yield Introduction(capitalised(" ".join(name)), Evidence(start=before.start(), end=after.end()))


def others_of_that_surname(
    person: Identity, label: Label, text: Occurrences, directory: Directory, language: Language
) -> Iterator[Identity]:
    """All other people whose given name comes before the label's surname in the text: MR. SULLIVAN of two.

    A given name is a word that the language has short or long forms of, or that the directory has; other
    capitalised words ("Thanks Sullivan") are none.
    """
    entry = directory.by_id.get(person.person or "")
    own_names = [person.name, *(entry.aliases if entry else ())]
    given = {name.split()[0].casefold() for name in own_names}
    given |= {form for name in list(given) for form in language.names.short_forms(name)}
    for match, surname in matches_before(surname_of(label), _GIVEN, text, language):
        word = match["given"]
        if word.casefold() in given or word.isupper() or is_title_or_post(word, language):
            continue
        end = match.end() + len(surname)
        name = " ".join(text.text[match.start() : end].split())
        if is_given_name(word, language) or directory.called(name):
            yield from identify(Identity(name, Evidence(start=match.start(), end=end)), directory, None)


def matches_before(
    surname: str, pattern: re.Pattern[str], text: Occurrences, language: Language
) -> Iterator[tuple[re.Match[str], str]]:
    r"""The matches of a pattern immediately before a surname, each with the surname as it is written there.

    The pattern must end with a capitalised word and `\Z`, which matches where the surname begins.
    """
    for start in text.after_names(surname, language.labels.titles):
        if match := pattern.search(text.text, max(0, start - _BEFORE), start):
            yield match, text.text[start : start + len(surname)]


@functools.lru_cache(16)
def _posts(language: Language) -> list[tuple[str, ...]]:
    words_of = language.labels
    return [(title,) for title in sorted(words_of.titles - words_of.dependent - {words_of.article})]


@functools.lru_cache(1024)
def _titled(title: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """A title, perhaps a post, and given names; ends where the surname begins."""
    words_of = language.introductions
    words = GAP.join(re.escape(word) + r"\.?" for word in title)
    # "of State", "of the Interior", "for Political Affairs": at most three words with one preposition.
    post = rf"(?:{GAP}{words_of.of}{GAP}(?:{words_of.the}{GAP})?[A-Z]\w+(?:{GAP}[A-Z]\w+)?)??"
    given = rf"(?P<given>{NAME_WORD}){GAP}(?:(?:{_INITIAL}|(?P<middle>{NAME_WORD})){GAP})??"
    return re.compile(rf"\b(?:{words_of.country}{GAP})?(?i:{words}){post},?{GAP}{given}\Z")


@functools.lru_cache(64)
def _after_words(words: str) -> re.Pattern[str]:
    """Some words, perhaps titles, and given names; ends where the surname begins."""
    return re.compile(
        rf"\b(?i:{words}){GAP}(?:the{GAP}|our{GAP})?(?P<before>(?:[{UPPER}][\w.’'\-]*{GAP}){{1,6}})\Z"
    )


@functools.lru_cache(64)
def _only_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{words}){GAP}\Z")


def _names_somebody(match: re.Match[str], language: Language) -> bool:
    """Whether the words before the surname are given names: no title, no post, and no label in capitals."""
    given = [word for word in (match["given"], match["middle"]) if word]
    return not any(is_title_or_post(word, language) or (len(word) > 1 and word.isupper()) for word in given)


def _name(match: re.Match[str], surname: str) -> str:
    return capitalised(" ".join(word for word in (match["given"], match["middle"], surname) if word))
