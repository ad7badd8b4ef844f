"""The question that an exchange asks, in words that can be understood without the transcript."""

from collections.abc import Sequence

import msgspec

from eval.training.pairs.english import (
    ALTERNATIVE,
    EMPTY_SENTENCE,
    INDIRECT_QUESTION,
    INTRODUCTION,
    INVITING,
    NAME,
    OF_PERSON,
    OF_THING,
    OPENING,
    PERSON,
    POINTING,
    VOCATIVE,
)
from eval.training.pairs.exchanges import Exchange
from eval.training.pairs.weights import WordWeights
from indexer.passages import sentences

SUBJECT, SUBJECT_WITHOUT_NAME = 2.15, 3.05
"""The least weight of the words of a question that has a subject, where it holds a name, and where it does not."""
ANTECEDENT, POINTED_AT = 1.6, 2.5
"""The least weight of the words before a pronoun, and before a noun with "these", that may stand for them."""
CALLED = 2
"""The most words with a question mark that only call on somebody ("Dr. Roe?")."""
SHORT, CONTINUING = 5, 12
"""The most words of a question that says nothing without the one before ("What about shelter?"), and of one that names
its subject by a pronoun.
"""
ANSWERED, SAME = 0.3, 0.5
"""The share of a further question's words that its answer holds at least, and the questions before it less than."""
LONGEST = 80
"""The most words of a question with the sentences that name its subject."""


class Question(msgspec.Struct, frozen=True):
    """A question in its asker's words; `sentence` is the sentence that asks, `text` has those before that it needs.

    `follows` is whether the text begins with the question before.
    """

    sentence: str
    text: str
    understandable: bool
    follows: bool = False


def sentences_of(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


def questions_of(exchange: Exchange, before: Question | None, weights: WordWeights) -> list[Question]:
    """The questions of an exchange, each with as much of its turn before it as it needs; empty where nothing is asked.

    The first is the one that shares most with the answer; others follow only if they can be understood, and the answer
    holds a good part of their words. `before` is the question that the same person asked just before.
    """
    said = sentences_of(exchange.question)
    asking = [number for number, sentence in enumerate(said) if _is_direct(sentence)]
    asking = asking or [number for number, sentence in enumerate(said) if INDIRECT_QUESTION.search(sentence)]
    if exchange.questions[0].turn.role != "questioner":
        asking = [number for number in asking if not INVITING.search(said[number])]
    answer = weights.stems(exchange.answer)
    # The last of equals comes first.
    asking.sort(key=lambda number: (-round(weights.total(weights.stems(said[number]) & answer), 6), -number))
    questions: list[Question] = []
    for at in asking:
        question = _understood(exchange, said, at, before, weights)
        if not questions or (
            question.understandable
            and weights.shared(question.sentence, exchange.answer) >= ANSWERED
            and all(weights.shared(question.sentence, other.text) < SAME for other in questions)
        ):
            questions.append(question)
    return questions


def _understood(
    exchange: Exchange, said: Sequence[str], at: int, before: Question | None, weights: WordWeights
) -> Question:
    """The sentence `said[at]` with what it needs of those before it, or of the question before."""
    called = frozenset((exchange.answerer.attribution.name or "").split())
    sentence = _trimmed(said[at], called)
    context = [
        trimmed
        for part in said[:at]
        if not EMPTY_SENTENCE.fullmatch(part)
        and (trimmed := _trimmed(part, called))
        and not INTRODUCTION.fullmatch(trimmed)
    ]
    text = _with_context(sentence, context, weights)
    if text is not None:
        return Question(sentence, text, understandable=True)
    own = " ".join([*context[-1:], sentence])
    if before is not None and before.understandable and exchange.follows and _points_back(own):
        joined = f"{before.text} {own}"
        if len(joined.split()) <= LONGEST:
            return Question(sentence, joined, understandable=True, follows=True)
    return Question(sentence, own, understandable=False)


def _points_back(text: str) -> bool:
    """Whether a question continues the one before: it is short, or names its subject by a pronoun alone."""
    words = len(text.split())
    if text.startswith("On ") or NAME.search(text) or words > CONTINUING:
        return False
    return words <= SHORT or any(pattern.search(text) for pattern in (OF_PERSON, OF_THING, POINTING))


def _is_direct(sentence: str) -> bool:
    return len(sentence.split()) > CALLED and sentence.rstrip("\"”’') ").endswith("?")


def _trimmed(sentence: str, called: frozenset[str]) -> str:
    """A sentence without the words around it that add nothing, among them the name of who is `called`."""
    words = sentence.strip(" ,—–-")
    while True:
        opening = OPENING.match(words)
        shorter = words[opening.end() :] if opening else words
        first, comma, rest = shorter.partition(", ")
        if comma and first in called:
            shorter = rest
        if shorter == words:
            break
        words = shorter
    words = VOCATIVE.sub("", words).strip(" ,—–-")
    return words[:1].upper() + words[1:]


def _with_context(sentence: str, context: Sequence[str], weights: WordWeights) -> str | None:
    """The sentence with the fewest sentences before it that make it understandable; None where none do."""
    for count in range(len(context) + 1):
        text = " ".join([*context[len(context) - count :], sentence])
        if len(text.split()) > LONGEST:
            return None
        if _understandable(text, weights):
            return text
    return None


def _understandable(text: str, weights: WordWeights) -> bool:
    """Whether a text has a subject, and no pronoun in its first sentence stands for something before it."""
    if weights.total(weights.stems(text)) < (SUBJECT if NAME.search(text) else SUBJECT_WITHOUT_NAME):
        return False
    first = sentences_of(text)[0]
    if ALTERNATIVE.match(first):
        return False
    for match in OF_PERSON.finditer(first):
        if not PERSON.search(first, 0, match.start()):
            return False
    return all(
        weights.total(weights.stems(first[: match.start()])) >= least
        for pattern, least in ((OF_THING, ANTECEDENT), (POINTING, POINTED_AT))
        for match in pattern.finditer(first)
    )
