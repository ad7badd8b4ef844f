"""Which exchanges are no pairs, and why."""

from collections.abc import Callable

from eval.training.pairs.english import DECLINING, EMPTY_SENTENCE, INAUDIBLE
from eval.training.pairs.exchanges import Exchange
from eval.training.pairs.records import Fault
from eval.training.pairs.weights import WordWeights
from eval.training.pairs.wording import Question, sentences_of

LEAST_ANSWER = 10
"""The fewest words of an answer, without sentences that have no content or decline."""
SHORT_ANSWER = 60
"""The fewest words of an answer that may begin by declining."""
LONGEST_DECLINING = 40
"""The most words of a sentence that only declines; a longer one also says something."""
LEAST_SUBJECT = 0.55
"""The least weight of the subject of a question, wherever it stands: a name, or two common words."""
LEAST_SHARED, LEAST_COSINE = 0.2, 0.3
"""The least share of the weight of the question's words that the answer holds; where it holds less, the least cosine
of the question to a passage of the answer.
"""


Similarity = Callable[[str], float]
"""The highest cosine of a question to a passage of an answer."""


def fault_of(
    exchange: Exchange, question: Question, weights: WordWeights, similarity: Similarity
) -> Fault | None:
    """Why a question and the answer of its exchange are no pair; None if they are one."""
    fault = _question_fault(exchange, question, weights) or _answer_fault(exchange)
    if fault is not None or weights.shared(question.text, exchange.answer) >= LEAST_SHARED:
        return fault
    return None if similarity(question.text) >= LEAST_COSINE else "another subject"


def _question_fault(exchange: Exchange, question: Question, weights: WordWeights) -> Fault | None:
    if INAUDIBLE.search(question.text):
        return "inaudible"
    if exchange.overlapping or exchange.question.rstrip().endswith(("—", "–", "--", "-", "…")):
        return "crosstalk"
    if weights.total(weights.stems(question.text)) < LEAST_SUBJECT:
        return "no content"
    return None if question.understandable else "needs context"


def _answer_fault(exchange: Exchange) -> Fault | None:
    said = sentences_of(exchange.answer)
    telling = [sentence for sentence in said if not EMPTY_SENTENCE.fullmatch(sentence)]
    substance = [sentence for sentence in telling if not _declines(sentence)]
    if _count(telling) < LEAST_ANSWER:
        return "asks back" if exchange.answer.rstrip().endswith("?") else "short answer"
    if sum(sentence.rstrip().endswith("?") for sentence in telling) * 2 > len(telling):
        return "asks back"
    if _count(substance) < LEAST_ANSWER or len(substance) * 3 < len(telling):
        return "hands over"
    if _declines(telling[0]) and (_count(telling) < SHORT_ANSWER or len(substance) * 2 < len(telling)):
        return "hands over"
    return None


def _declines(sentence: str) -> bool:
    return len(sentence.split()) <= LONGEST_DECLINING and DECLINING.search(sentence) is not None


def _count(parts: list[str]) -> int:
    return sum(len(part.split()) for part in parts)
