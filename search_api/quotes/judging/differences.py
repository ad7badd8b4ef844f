"""How a quote differs from what was said: which words, and whether a negation or a number is among them. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from indexer.languages.language import Language, QuotingWords
from search_api.quotes.judging.alignment import Alignment, Edit, Gap
from search_api.quotes.judging.words import Span, Words

Kind: TypeAlias = Literal["negation", "number", "words", "notation", "punctuation"]
KINDS: tuple[Kind, ...] = ("negation", "number", "words", "notation", "punctuation")
"""The graver before the lighter."""
_SENTENCE_ENDS = frozenset(".!?")


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
    if _without_points(given) == _without_points(said):
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


def _without_points(forms: Sequence[str]) -> list[str]:
    """Words without the points in numbers and abbreviations; single letters in a row are an abbreviation."""
    letters = len(forms) > 1 and all(len(form) == 1 for form in forms)
    return ["".join(forms)] if letters else ["".join(c for c in form if c not in ".,:/") for form in forms]


class Compared(msgspec.Struct, frozen=True, eq=False):
    """A text and the words of it that are compared."""

    text: str
    words: Words

    def place(self, first: int, end: int) -> Span:
        """The place of the words from one number to another; of no words, the end of the word before them."""
        spans = self.words.spans
        if first < end:
            return spans[first][0], spans[end - 1][1]
        border = spans[first - 1][1] if first else spans[0][0] if spans else 0
        return border, border

    def between(self, at: int) -> Span:
        """What stands between the word before one and that word."""
        return self.words.spans[at - 1][1], self.words.spans[at][0]


def differences(
    given: Compared, said: Compared, alignment: Alignment, breaks: Collection[int], quoting: QuotingWords
) -> Iterator[Difference]:
    """The differences of an alignment, those of punctuation within it too, but for what stands at breaks."""
    at, place = 0, alignment.start
    steps: list[Edit | Gap] = [*alignment.edits, *alignment.gaps]
    for step in sorted(steps, key=lambda step: step.c + step.d):
        stop = step.at if isinstance(step, Gap) else step.a
        yield from _marks(given, said, (at, stop), place, breaks)
        at, place = stop, step.d
        if isinstance(step, Edit):
            at = step.b
            forms = given.words.forms[step.a : step.b], said.words.forms[step.c : step.d]
            kind = kind_of(*forms, quoting)
            yield _difference(given, said, given.place(step.a, step.b), said.place(step.c, step.d), kind)
    yield from _marks(given, said, (at, len(given.words)), place, breaks)


def _marks(
    given: Compared, said: Compared, same: Span, place: int, breaks: Collection[int]
) -> Iterator[Difference]:
    """The differences of punctuation between equal words: those of the quote from one number to another."""
    first, end = same
    for at in range(first + 1, end):
        other = place + at - first
        if at not in breaks and given.words.marks[at] != said.words.marks[other]:
            yield _difference(given, said, given.between(at), said.between(other), "punctuation")


def _difference(given: Compared, said: Compared, place: Span, other: Span, kind: Kind) -> Difference:
    return Difference(given.text[slice(*place)].strip(), said.text[slice(*other)].strip(), *place, kind, *other)


def end_marks(given: Compared, said: Compared, end: int) -> Iterator[Difference]:
    """A question quoted as a statement, or the other way round; `end` is the number of the word after the quote's last.

    Other punctuation at the end of a quote is the quoter's: the quote may end where the sentence does not.
    """
    mark, other = given.words.marks[-1], said.words.marks[end]
    if not given.words.spans or _SENTENCE_ENDS.isdisjoint(mark) or ("?" in mark) == ("?" in other):
        return
    if "?" in mark or other:
        place, after = given.words.spans[-1][1], said.words.spans[end - 1][1]
        yield Difference(mark, other, place, place + len(mark), "punctuation", after, after + len(other))


def gravest_first(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Negations first, then numbers, then words; each kind in the order of the quote."""
    return tuple(sorted(found, key=lambda each: (KINDS.index(each.kind), each.start)))


def with_notation(found: Sequence[Difference], quoting: QuotingWords) -> list[Difference]:
    """Differences in which a unit that stands in another place or form ("$5", "5 dollars") is no other number."""
    units = [each for each in found if each.kind == "number" and _unit(each.given + each.said, quoting)]
    given = Counter(_unit(each.given, quoting) for each in units if each.given)
    said = Counter(_unit(each.said, quoting) for each in units if each.said)
    if given != said:
        return list(found)
    return [msgspec.structs.replace(each, kind="notation") if each in units else each for each in found]


def _unit(text: str, quoting: QuotingWords) -> str:
    """The sign of a unit; empty where a text is no unit."""
    sign = quoting.numbers.get(text.casefold(), text)
    return sign if sign in {"$", "€", "£", "%"} else ""
