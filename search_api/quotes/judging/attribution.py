"""To whom a pasted text attributes its quotation: '"We will not go," Biden said'."""

from collections.abc import Sequence

from indexer.languages.language import QuotingWords
from indexer.model import Speaker
from search_api.questions.people import People
from search_api.quotes.judging.pasted import Pasted
from search_api.quotes.judging.words import Span, Words, words_of

_LONGEST_NAME = 5
"""The most words of a name with its titles."""


def attributed_to(text: str, pasted: Pasted, people: People, quoting: QuotingWords) -> Sequence[Speaker]:
    """Those to whom a quotation is attributed by name; all of one name, and nobody where two names are given.

    A name counts directly before or after a verb such as "said", before a colon, or after a dash at the end.
    """
    found: dict[tuple[str, ...], Sequence[Speaker]] = {}
    for number, span in enumerate(pasted.around):
        for speakers in _named(text, span, number == len(pasted.around) - 1, people, quoting):
            if speakers:
                found.setdefault(tuple(speaker.id for speaker in speakers), speakers)
    return next(iter(found.values())) if len(found) == 1 else ()


def _named(
    text: str, span: Span, is_last: bool, people: People, quoting: QuotingWords
) -> list[Sequence[Speaker]]:
    words = words_of(text, span)
    found = []
    for at, form in enumerate(words.forms):
        if form in quoting.said:
            found.append(_before(text, words, at, people, quoting))
            if form not in quoting.addressed:
                found.append(_after(text, words, at + 1, people))
    around = text[slice(*span)].strip(' \n\t\xa0"“”«»„')
    if around.endswith(":") and len(words):
        found.append(_before(text, words, len(words), people, quoting))
    if is_last and around[:1] in set("-–—―") and len(words):
        found.append(_after(text, words, 0, people))
    return found


def _before(text: str, words: Words, end: int, people: People, quoting: QuotingWords) -> Sequence[Speaker]:
    """Whom the words before one name, if nothing before them makes them part of something else."""
    for length in range(min(_LONGEST_NAME, end), 0, -1):
        start = end - length
        if any(words.marks[at].strip(".") for at in range(start + 1, end)):
            continue
        if speakers := _called(text, words, start, end, people):
            before = words.forms[start - 1] if start else ""
            language = people.languages[0]
            titles = language.labels.titles | language.labels.posts
            titled = before in (quoting.joins | titles).difference(language.introductions.of_words)
            free = not before or words.marks[start] or titled
            return speakers if free else ()
    return ()


def _after(text: str, words: Words, start: int, people: People) -> Sequence[Speaker]:
    for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
        if any(words.marks[at].strip(".") for at in range(start + 1, start + length)):
            continue
        if speakers := _called(text, words, start, start + length, people):
            return speakers
    return ()


def _called(text: str, words: Words, start: int, end: int, people: People) -> Sequence[Speaker]:
    name = text[words.spans[start][0] : words.spans[end - 1][1]]
    is_name = name[:1].isupper() and not name.casefold().replace("’", "'").endswith("'s")
    return people.called(name) if is_name else ()
