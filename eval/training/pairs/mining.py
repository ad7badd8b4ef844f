"""Mining pairs from transcripts: exchanges, their questions, what is left after cleaning, forms and negatives."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

import msgspec
import numpy as np

from embeddings.encoder import Encoder
from eval.training.pairs.cleaning import fault_of
from eval.training.pairs.exchanges import Exchange, exchanges
from eval.training.pairs.forms import forms_of
from eval.training.pairs.negatives import Answered, NegativeFinder
from eval.training.pairs.records import Fault, Forms, Pair, Span
from eval.training.pairs.weights import WordWeights
from eval.training.pairs.wording import Question, questions_of
from indexer.errors import InputRefused
from indexer.model import Transcript
from indexer.passages import PassageSettings, split_turn

LONGEST_ANSWER = 6
"""The most passages of an answer; who answers at greater length has come to something else."""


class Mined(msgspec.Struct, frozen=True):
    """The pairs, in the order of the transcripts, and how many exchanges and questions had which fault."""

    pairs: tuple[Pair, ...]
    exchanges: int
    faults: dict[Fault, int]


class _Candidate(msgspec.Struct, frozen=True):
    """A question of the exchange `number` of a transcript, with the passages of its answer and their texts."""

    transcript: Transcript
    number: int
    exchange: Exchange
    question: Question
    spans: tuple[Span, ...]
    texts: tuple[str, ...]


def mine(transcripts: Sequence[Transcript], encoder: Encoder, seed: int) -> Mined:
    """The pairs of transcripts; the same for the same transcripts, seed and vectors."""
    found = [list(exchanges(transcript)) for transcript in transcripts]
    weights = WordWeights(
        words for several in found for exchange in several for words in (exchange.question, exchange.answer)
    )
    faults: Counter[Fault] = Counter()
    kept: list[_Candidate] = []
    seen: set[tuple[str, str]] = set()
    for transcript, several in zip(transcripts, found, strict=True):
        for candidate in _candidates(transcript, several, weights, faults):
            key = candidate.question.text.casefold(), candidate.texts[0]
            fault = "repeated" if key in seen else _fault(candidate, weights, encoder)
            if fault is None:
                seen.add(key)
                kept.append(candidate)
            else:
                faults[fault] += 1
    return Mined(tuple(_pairs(kept, weights, seed)), sum(map(len, found)), dict(faults))


def uncleaned(transcripts: Sequence[Transcript]) -> Iterator[Pair]:
    """Every exchange as a pair without other forms, to measure what cleaning brings."""
    for transcript in transcripts:
        for exchange in exchanges(transcript):
            spans, _ = _answer_passages(transcript, exchange)
            question = Question(exchange.question, exchange.question, understandable=True)
            if spans:
                yield _pair(_Candidate(transcript, 0, exchange, question, spans, ()), 0)


def _candidates(
    transcript: Transcript, several: Sequence[Exchange], weights: WordWeights, faults: Counter[Fault]
) -> Iterator[_Candidate]:
    before: Question | None = None
    for number, exchange in enumerate(several):
        questions = questions_of(exchange, before if exchange.follows else None, weights)
        before = questions[0] if questions else None
        spans, texts = _answer_passages(transcript, exchange)
        if not questions or not spans:
            faults["no question"] += 1
            continue
        for question in questions:
            yield _Candidate(transcript, number, exchange, question, spans, texts)


def _answer_passages(transcript: Transcript, exchange: Exchange) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The passages of an answer, as indexing cuts them, and their texts."""
    passages = [
        passage
        for utterance in exchange.answers
        for passage in split_turn(transcript.text, utterance.turn, PassageSettings())
    ][:LONGEST_ANSWER]
    digest = transcript.text_sha256
    spans = tuple(Span(transcript.id, digest, passage.start, passage.end) for passage in passages)
    return spans, tuple(transcript.text[passage.start : passage.end] for passage in passages)


def _fault(candidate: _Candidate, weights: WordWeights, encoder: Encoder) -> Fault | None:
    def similarity(question: str) -> float:
        return float(np.max(encoder.encode_passages(candidate.texts) @ encoder.encode_query(question)))

    return fault_of(candidate.exchange, candidate.question, weights, similarity)


def _pairs(candidates: Sequence[_Candidate], weights: WordWeights, seed: int) -> Iterator[Pair]:
    passages: list[Answered] = []
    own: list[list[int]] = []
    for candidate in candidates:
        turn = candidate.exchange.answerer
        speaker = turn.attribution.person or turn.attribution.name or ""
        # Further questions of an exchange share its passages.
        if own and passages[own[-1][0]].span == candidate.spans[0]:
            own.append(own[-1])
            continue
        own.append(list(range(len(passages), len(passages) + len(candidate.spans))))
        passages += [
            Answered(span, text, candidate.question.text, candidate.number, speaker)
            for span, text in zip(candidate.spans, candidate.texts, strict=True)
        ]
    finder = NegativeFinder(passages)
    numbers: Counter[str] = Counter()
    for candidate, indexes in zip(candidates, own, strict=True):
        pair = _pair(candidate, numbers[_key(candidate)])
        numbers[_key(candidate)] += 1
        random = Random(f"{seed} {pair.id}")  # noqa: S311 - a choice of wordings, no secret
        shares = [weights.shared(candidate.question.text, text) for text in candidate.texts]
        yield msgspec.structs.replace(
            pair,
            forms=forms_of(candidate.exchange, candidate.question, candidate.transcript, weights, random),
            nearest=int(np.argmax(shares)),
            negatives=finder.find(indexes, candidate.question.text),
        )


def _key(candidate: _Candidate) -> str:
    return f"{candidate.transcript.id}:{candidate.exchange.questions[0].turn.ordinal}"


def _pair(candidate: _Candidate, further: int) -> Pair:
    transcript, turn = candidate.transcript, candidate.exchange.answerer
    return Pair(
        _key(candidate) + (f"-{further + 1}" if further else ""),
        transcript.title or transcript.id,
        transcript.date,
        turn.attribution.name or turn.label,
        Forms(candidate.question.text),
        candidate.spans,
        0,
        candidate.question.follows,
    )


def texts_of(pairs: Sequence[Pair], transcripts: Sequence[Transcript]) -> Callable[[Span], str]:
    """A function that gives the text of a span of pairs mined from transcripts.

    Raises:
        InputRefused: a transcript that pairs refer to is missing, or has another text.
    """
    texts = {transcript.text_sha256: transcript.text for transcript in transcripts}
    missing = {span.text_sha256 for pair in pairs for span in pair.answers} - texts.keys()
    if missing:
        raise InputRefused(
            "the pairs",
            f"no transcript has the text with the SHA-256 {min(missing)}; give the folders they came from.",
        )
    return lambda span: texts[span.text_sha256][span.start : span.end]
