"""Judging many quotes, and counting what is right."""

import time
from collections.abc import Iterator, Sequence
from random import Random

import msgspec
import numpy as np

from eval.checking.alterations import MAKERS, Case, SaidTurn, material_of
from indexer.export.readable import readable_quote
from search_api.quotes.judging.alignment import load_kernels
from search_api.quotes.judging.judge import judge_quote
from search_api.quotes.judging.records import QuoteJudgement
from search_api.quotes.judging.words import words_of
from search_api.search.snapshot import Snapshot

_TRIES = 200
"""How often a quote is made anew where the rule does not fit what was said, or the quote stands elsewhere."""


class Judged(msgspec.Struct, frozen=True):
    """A case with its judgement, and the time that this took, in seconds: on the clock, and of the processor."""

    case: Case
    judgement: QuoteJudgement
    seconds: float
    processor_seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the verdict is as expected, and the first difference of the expected kind."""
        if self.judgement.verdict not in self.case.expected:
            return False
        if self.case.first is None:
            return True
        found = self.judgement.matches[0].differences
        return bool(found) and found[0].kind == self.case.first

    @property
    def is_called_verbatim(self) -> bool:
        """Whether a quote that nobody, or not the named person, said in these words is called verbatim."""
        return self.judgement.verdict == "verbatim" and "verbatim" not in self.case.expected


class Figures(msgspec.Struct, frozen=True):
    """Of n quotes: the share judged right, the number falsely called verbatim, and times in milliseconds.

    The processor's time does not count what other programs use.
    """

    quotes: int
    right: float
    called_verbatim: int
    median_ms: float
    p95_ms: float
    median_processor_ms: float


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures of some judged quotes."""
    times = [1000 * each.seconds for each in judged] or [0.0]
    processor = [1000 * each.processor_seconds for each in judged] or [0.0]
    return Figures(
        len(judged),
        sum(each.is_right for each in judged) / max(1, len(judged)),
        sum(each.is_called_verbatim for each in judged),
        float(np.median(times)),
        float(np.percentile(times, 95)),
        float(np.median(processor)),
    )


def run_checks(snapshot: Snapshot, quotes: int, seed: int) -> Iterator[Judged]:
    """Make quotes of each kind from the turns of an index, the same for the same seed, and judge them."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    turns = list(said_turns(snapshot))
    material = material_of(turns, lambda word: " ".join(snapshot.analyzer.stems(word)))
    record = Record(turns)
    if not material.turns:
        return
    load_kernels()
    judge_quote(snapshot, "ready to be checked against what was said")
    for number in range(quotes):
        make = MAKERS[number % len(MAKERS)]
        for _ in range(_TRIES):
            case = make(material, random)
            if case is not None and not record.contradicts(case):
                break
        else:
            continue
        start, used = time.perf_counter(), time.thread_time()
        judgement = judge_quote(snapshot, case.text, case.speaker)
        yield Judged(case, judgement, time.perf_counter() - start, time.thread_time() - used)


def said_turns(snapshot: Snapshot) -> Iterator[SaidTurn]:
    """All turns of an index, as people read them."""
    for heading in snapshot.catalog.headings():
        text = snapshot.catalog.text(heading.id)
        for stored in snapshot.catalog.turns_of(heading.id):
            shown = readable_quote(text, (stored.turn.start, stored.turn.end), heading.format)
            yield SaidTurn(heading.id, stored.turn.ordinal, stored.speaker, tuple(shown.split()))


class Record:
    """All that was said, to tell whether a made quote stands elsewhere by chance. Punctuation is not compared."""

    def __init__(self, turns: Sequence[SaidTurn]) -> None:
        self._by_speaker: dict[str | None, str] = {}
        parts: dict[str | None, list[str]] = {}
        for turn in turns:
            parts.setdefault(turn.speaker, []).append(_folded(" ".join(turn.words)))
        for speaker, texts in parts.items():
            self._by_speaker[speaker] = "\n".join(texts)

    def contradicts(self, case: Case) -> bool:
        """Whether somebody said a quote that should not be verbatim; for the words of a speaker, whether that did."""
        if "verbatim" in case.expected:
            return False
        needle = _folded(case.text)
        speakers = [case.speaker] if case.speaker else list(self._by_speaker)
        return any(needle in self._by_speaker[speaker] for speaker in speakers)


def _folded(text: str) -> str:
    return f" {' '.join(words_of(text).forms)} "
