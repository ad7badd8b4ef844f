"""How a quote differs from what was said: which words, and whether a negation or a number is among them. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from indexer.languages.language import Language, QuotingWords
from search_api.quotes.judging.alignment import Alignment
from search_api.quotes.judging.words import Words

Kind: TypeAlias = Literal["negation", "number", "words", "notation", "punctuation"]
KINDS: tuple[Kind, ...] = ("negation", "number", "words", "notation", "punctuation")
"""The graver before the lighter."""


class Difference(msgspec.Struct, frozen=True):
    """What the quote has, `given`, and what was said instead, `said`; either may be empty.

    `start` and `end` are the place of `given` in the pasted text, in code points; they are equal where the quote left
    words out. `said_start` and `said_end` are the place of `said` in the transcript's text. `kind` is `negation` where
    a "not" or the like was dropped or added, `number` where a number differs, `notation` where a number is only written
    in another way ("5", "five"), `punctuation` where no word differs, else `words`.
    """

    given: str
    said: str
    start: int
    end: int
    kind: Kind
    said_start: int
    said_end: int


def quoting_words(languages: Iterable[Language]) -> QuotingWords:
    """The words of several languages together."""
    known = [language.quoting for language in languages]
    return QuotingWords(
        frozenset(word for own in known for word in own.negations),
        tuple(ending for own in known for ending in own.negation_endings),
        tuple(prefix for own in known for prefix in own.negating_prefixes),
        {word: figure for own in reversed(known) for word, figure in own.numbers.items()},
        frozenset(word for own in known for word in own.said),
        frozenset(word for own in known for word in own.addressed),
        frozenset(word for own in known for word in own.joins),
    )


def kind_of(given: Sequence[str], said: Sequence[str], quoting: QuotingWords) -> Kind:
    """The kind of a difference between words that are not the same."""
    if "".join(map(_letters, given)) == "".join(map(_letters, said)) and any(
        not form.isalnum() for form in (*given, *said) if "'" not in form
    ):
        return "punctuation"
    written = [Counter(quoting.numbers.get(form, form) for form in forms) for forms in (given, said)]
    if written[0] == written[1] and Counter(given) != Counter(said):
        return "notation"
    negations = [sum(is_negation(form, quoting) for form in forms) for forms in (given, said)]
    if negations[0] != negations[1] or _are_contraries(given, said, quoting):
        return "negation"
    if _numbers(given, quoting) != _numbers(said, quoting):
        return "number"
    return "words"


def is_negation(form: str, quoting: QuotingWords) -> bool:
    """Whether a word negates."""
    return form in quoting.negations or form.endswith(quoting.negation_endings or ("\0",))


def is_number(form: str, quoting: QuotingWords) -> bool:
    """Whether a word is a number or a part of one."""
    return form in quoting.numbers or form in "-$€£¥₹¢%‰" or any(map(str.isdigit, form))


def _numbers(forms: Iterable[str], quoting: QuotingWords) -> list[str]:
    return [form for form in forms if is_number(form, quoting)]


def _are_contraries(given: Sequence[str], said: Sequence[str], quoting: QuotingWords) -> bool:
    """Whether one of the words is another with a negating prefix."""
    contraries = {
        prefix + form for forms in (given, said) for form in forms for prefix in quoting.negating_prefixes
    }
    return not contraries.isdisjoint(given) or not contraries.isdisjoint(said)


def _letters(form: str) -> str:
    return "".join(filter(str.isalnum, form))


def differences(
    text: str, given: Words, source: str, said: Words, alignment: Alignment, quoting: QuotingWords
) -> Iterator[Difference]:
    """The differences of an alignment in the order of the quote, with those of punctuation within it.

    The places of `given` are those in `text`, those of `said` in `source`.
    """
    at, place = 0, alignment.start
    for edit in alignment.edits:
        yield from _marks(text, given, source, said, (at, edit.a), place)
        forms = given.forms[edit.a : edit.b], said.forms[edit.c : edit.d]
        kind = kind_of(*forms, quoting)
        start, end = _place(given, edit.a, edit.b)
        begin, stop = _place(said, edit.c, edit.d)
        yield Difference(text[start:end], source[begin:stop], start, end, kind, begin, stop)
        at, place = edit.b, edit.d
    yield from _marks(text, given, source, said, (at, len(given)), place)


def _place(words: Words, first: int, end: int) -> tuple[int, int]:
    """The place of words in their text; of no words, the end of the word before them."""
    if first < end:
        return words.spans[first][0], words.spans[end - 1][1]
    if not words.spans:
        return 0, 0
    border = words.spans[first - 1][1] if first else words.spans[0][0]
    return border, border


def _marks(
    text: str, given: Words, source: str, said: Words, same: tuple[int, int], place: int
) -> Iterator[Difference]:
    """The differences of punctuation between equal words: those of the quote from one number to another."""
    first, end = same
    for at in range(first + 1, end):
        other = place + at - first
        if given.marks[at] != said.marks[other]:
            start, stop = given.spans[at - 1][1], given.spans[at][0]
            begin, finish = said.spans[other - 1][1], said.spans[other][0]
            yield Difference(
                text[start:stop].strip(),
                source[begin:finish].strip(),
                start,
                stop,
                "punctuation",
                begin,
                finish,
            )


def gravest_first(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Negations first, then numbers, then words; each kind in the order of the quote."""
    return tuple(sorted(found, key=lambda each: (KINDS.index(each.kind), each.start)))
