"""The benchmark of checking quotes: its short form keeps the bounds, and counts what is wrong."""

import json
from pathlib import Path
from random import Random

import msgspec

from eval.checking.alterations import MAKERS, Case, SaidTurn, material_of
from eval.checking.benchmark import Judged, Record, figures
from eval.checking.report import GOAL, SHORT, shortfalls
from search_api.quotes.judging.records import QuoteJudgement
from tests.conftest import Program

TURNS = [
    SaidTurn(
        "a", number, speaker, tuple(f"{speaker} will not sell {number + 7} boats and {word} nets".split() * 12)
    )
    for number, (speaker, word) in enumerate((("ann", "old"), ("bob", "new"), ("ann", "torn")))
]


def test_the_short_form_keeps_its_bounds(program: Program, sample_index: Path) -> None:
    code, out, errors = program("eval", "check", "--index", sample_index, "--short", "--gate", "--json")
    assert (code, errors) == (0, "")
    kinds = json.loads(out)["kinds"]
    assert kinds["all"]["quotes"] >= 250
    assert len(kinds) == len(MAKERS) + 1


def test_quotes_are_the_same_for_the_same_seed() -> None:
    material = material_of(TURNS, str.lower)
    randoms = (Random(5), Random(5))  # noqa: S311 - repeatable, not secret
    first, second = ([make(material, random) for make in MAKERS] for random in randoms)
    assert first == second
    assert all(case is not None for case in first[:4])


def test_a_quote_that_stands_elsewhere_is_not_taken_for_altered() -> None:
    record = Record(TURNS)
    said = Case("word replaced", "bob will not sell 8 boats", ("altered",))
    assert record.contradicts(said)
    assert not record.contradicts(msgspec.structs.replace(said, text="bob will not sell 9 boats"))
    exchanged = Case("speaker exchanged", said.text, ("other_speaker",), speaker="ann")
    assert not record.contradicts(exchanged)
    assert record.contradicts(msgspec.structs.replace(exchanged, speaker="bob"))


def test_what_is_wrong_is_counted() -> None:
    altered = Case("negation", "x", ("altered",), first="negation")
    wrong = Judged(altered, QuoteJudgement("x", "verbatim", "", (), (), ()), 0.5, 0.1)
    right = Judged(
        Case("invented", "x", ("not_found",)), QuoteJudgement("x", "not_found", "", (), (), ()), 0.1, 0.1
    )
    measured = figures([wrong, right, right])
    assert (measured.quotes, measured.called_verbatim, round(measured.right, 2)) == (3, 1, 0.67)
    assert len(list(shortfalls(measured, GOAL))) == 3
    assert len(list(shortfalls(measured, SHORT))) == 2
    assert list(shortfalls(figures([right]), SHORT)) == []
