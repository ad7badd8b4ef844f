"""The benchmark on the sample set, its measures compared with a manual count, and its expected results."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.datasets import Choice, read_dataset
from eval.datasets.trec import read_qrels, read_topics, run_lines
from eval.expected import shortfalls
from eval.measures import Scored, measure
from eval.records import Dataset, Qrel, Retrieved, Run, Topic
from eval.results import Decision, Results
from eval.retriever_comparison import MIN_QUESTIONS, compare_with_retrievers
from indexer.errors import InputRefused, RequestInvalid

Program = Callable[..., tuple[int, str, str]]
DATA = Dataset(
    "tiny",
    (),
    (Topic("1", "one"), Topic("2", "two"), Topic("3", "three")),
    (Qrel("1", "t:1", 2), Qrel("1", "t:2", 1), Qrel("2", "t:3", 1)),
)


def test_the_sample_set_is_consistent(tmp_path: Path) -> None:
    sample = read_dataset("sample", Choice(), tmp_path)
    assert len(sample.topics) >= 25
    assert len(sample.topics) - len(sample.answerable()) == 5
    topics = {topic.id for topic in sample.topics}
    assert all(qrel.topic in topics and 0 <= int(qrel.unit.split(":")[1]) < 40 for qrel in sample.qrels)
    assert {qrel.grade for qrel in sample.qrels} == {1, 2}


def test_measures_equal_a_manual_count() -> None:
    """Topic 1 has its best turn at rank 2; topic 2 has no results and counts as 0; topic 3 has no answer."""
    run = Run(
        "x",
        (Retrieved("1", "t:9", 1, 0.5), Retrieved("1", "t:1", 2, 0.5), Retrieved("3", "t:1", 1, 0.1)),
        frozenset({"1"}),
    )
    measured = measure(DATA, run)
    ndcg = (2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert measured.measures["nDCG@10"] == pytest.approx(ndcg / 2)
    assert measured.measures["P@1"] == 0
    assert measured.measures["RR@10"] == pytest.approx(0.25)
    assert measured.measures["R@10"] == pytest.approx(0.25)
    assert measured.measures["Success@3"] == pytest.approx(0.5)
    assert (measured.refused, measured.wrongly_refused) == (1.0, 0.5)
    assert run_lines(run).splitlines()[1] == "1 Q0 t:1 2 0.500000 x"


def test_retrievers_are_compared_on_each_dataset_and_each_frequent_form() -> None:
    """Ranked is better on the whole, but below a retriever on a form; the other form has too few questions."""
    forms = ["why"] * MIN_QUESTIONS + ["did"] * (MIN_QUESTIONS - 1)
    scores = [
        Scored(system, f"{at:02}", "P@1", value)
        for at, form in enumerate(forms)
        for system, value in (("ranked", float(form == "did")), ("dense", 0.1), ("lexical", float(at == 0)))
    ]
    decisions = tuple(Decision("ranked", f"{at:02}", form, 1.0, True, True) for at, form in enumerate(forms))
    results = [Results("tiny", tuple(scores), decisions, {})]
    whole, why = compare_with_retrievers(results, "P@1", "ranked")
    assert (whole.part, whole.topics, whole.best_retriever) == ("tiny", 29, "dense")
    assert (why.part, why.topics, why.mean) == ("why", 15, 0)
    assert whole.mean == pytest.approx(14 / 29)
    assert why.retriever_mean == pytest.approx(0.1)
    assert (whole.holds, why.holds) == (True, False)


def test_a_shortfall_is_reported() -> None:
    measured = [measure(DATA, Run("ranked", (), frozenset()))]
    assert list(shortfalls({"ranked": {"P@1": 0.0}}, measured)) == []
    assert list(shortfalls({"ranked": {"P@1": 0.1}}, measured)) == [
        "ranked: P@1 is 0.0, below the expected 0.1."
    ]
    assert list(shortfalls({"ranked": {"unknown": 0.1}}, measured)) != []


def test_eval_run_is_repeatable_and_fails_below_the_expected_result(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("eval", "run", "--dataset", "sample", "--runs", tmp_path, "--json")
    code, out, _ = program(*arguments)
    assert code == 0
    first = json.loads(out)
    assert [measured["system"] for measured in first] == ["ranked", "hybrid", "dense", "lexical", "bm25s"]
    runs = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert program(*arguments)[1] == out
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == runs
    monkeypatch.setattr("eval.expected.read_expected", lambda _: {"ranked": {"nDCG@10": 1.1}})
    code, _, errors = program("eval", "run", "--system", "ranked")
    assert (code, "below the expected 1.1" in errors) == (1, True)


def test_an_invalid_line_is_reported_by_number(tmp_path: Path) -> None:
    bad = tmp_path / "x"
    bad.write_text("1\tfine\nno tab\n")
    with pytest.raises(InputRefused, match=r"x:2: a topic"):
        read_topics(bad)
    bad.write_text("1 0 t:1 2\n1 0 t:1\n")
    with pytest.raises(InputRefused, match=r"x:2: a judgement"):
        read_qrels(bad)
    with pytest.raises(RequestInvalid, match="no dataset"):
        read_dataset("nothing", Choice(), tmp_path)
