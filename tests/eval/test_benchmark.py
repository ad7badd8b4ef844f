"""The benchmark's readers, judgements, statistics and report, on small sets made here."""

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from eval.datasets import Choice, read_dataset
from eval.datasets.briefings import SPLITS, read_briefings, read_questions
from eval.datasets.qmsum import bare_label, names_speaker
from eval.judging import Judge, overlaps, parse_span, span_id
from eval.measures import NAMED, measure
from eval.records import Dataset, Qrel, Retrieved, Run, Topic
from eval.significance import holm, randomization_p
from eval.stored_vectors import StoredVectors
from eval.unanswerable import Asked, unanswerable
from indexer.errors import InputRefused, RequestInvalid

Program = Callable[..., tuple[int, str, str]]


def meeting(speakers: list[str], words: str, query: str, span: list[list[str]]) -> dict[str, object]:
    return {
        "topic_list": [],
        "general_query_list": [{"query": "Summarize the meeting", "answer": f"All about {words}."}],
        "specific_query_list": [
            {"query": query, "answer": f"They spoke of {words}.", "relevant_text_span": span}
        ],
        "meeting_transcripts": [
            {"speaker": speaker, "content": f"{words} number {at}, as was said before."}
            for at, speaker in enumerate(speakers)
        ],
    }


@pytest.fixture
def qmsum(tmp_path: Path) -> Path:
    folder = tmp_path / "qmsum"
    (folder / "val").mkdir(parents=True)
    people = ["Kirsty Williams AM", "The Chair", "Kirsty Williams AM", "Mr. Greg McLean (Calgary, CPC)"]
    first = meeting(
        people, "school funding", "What did Kirsty Williams say about school funding?", [["1", "2"]]
    )
    second = meeting(
        ["Marketing"] * 3, "remote controls", "Summarize the talk about buttons of plastic", [["0", "9"]]
    )
    (folder / "val" / "m1.json").write_text(json.dumps(first))
    (folder / "val" / "m2.json").write_text(json.dumps(second))
    (folder / "domains.tsv").write_text("m1\tcommittee\nm2\tproduct\n")
    return folder


def test_qmsum_is_read_by_its_protocol(qmsum: Path, tmp_path: Path) -> None:
    found = read_dataset(f"qmsum:{qmsum}", Choice("val"), tmp_path)
    judged = {(one.topic, one.unit): one.grade for one in found.qrels}
    # Ends included; grade 2 for the speaker that the query names; ordinals behind the last turn are none.
    assert judged == {
        ("m1-1", "m1:1"): 1,
        ("m1-1", "m1:2"): 2,
        **{("m2-1", f"m2:{at}"): 1 for at in range(3)},
    }
    topics = {one.id: one for one in found.topics}
    assert topics["m1-1"].transcripts == ("m1",)
    assert (topics["m1-1"].names_speaker, topics["m2-1"].names_speaker) == (True, False)
    assert len(found.topics) - len(found.answerable()) == 2
    one_domain = read_dataset(f"qmsum:{qmsum}", Choice("val", ("committee",)), tmp_path)
    assert {one.transcripts for one in one_domain.topics} == {("m1",)}
    documents = (
        read_dataset(f"qmsum-documents:{qmsum}", Choice(), tmp_path) if (qmsum / "train").exists() else None
    )
    assert documents is None


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice("test"), "no split 'test'"),
        (Choice("val", ("cookery",)), "'cookery' is no domain"),
    ],
)
def test_what_qmsum_lacks_is_named(qmsum: Path, tmp_path: Path, choice: Choice, message: str) -> None:
    with pytest.raises(RequestInvalid, match=message):
        read_dataset(f"qmsum:{qmsum}", choice, tmp_path)
    with pytest.raises(RequestInvalid, match=r"domains\.tsv"):
        read_dataset(f"qmsum:{tmp_path}", Choice(), tmp_path)


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("Kirsty Williams AM", "Kirsty Williams"),
        ("Right Hon. Justin Trudeau (Prime Minister)", "Justin Trudeau"),
        ("The Chair", "Chair"),
        ("Industrial Designer", "Industrial Designer"),
    ],
)
def test_labels_without_courtesies(label: str, bare: str) -> None:
    assert bare_label(label) == bare


def test_surnames_count_as_such_alone() -> None:
    assert names_speaker("What did Mr. McLean ask?", "Mr. Greg McLean (Calgary, CPC)")
    assert not names_speaker("What was the design?", "Industrial Designer")
    assert not names_speaker("Was the field green?", "Mr. Tom Green")


def test_unanswerable_topics_are_foreign_and_always_the_same() -> None:
    asked = [
        Asked("a", "x", ("q one about the first of the things", "q two"), ("Ann",)),
        Asked("b", "y", ("what was said about the second of the things",), ("Bob",)),
    ]
    found = list(unanswerable(asked))
    assert found == list(unanswerable(asked))
    assert len(found) == 3
    assert found[0].text == "what was said about the second of the things"
    assert "Ann" in found[1].text
    assert [one.transcripts for one in found] == [("a",), ("a",), ("b",)]


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_overlap_is_counted_in_characters(start: int, length: int, other: int, other_length: int) -> None:
    shared = len(set(range(start, start + length)) & set(range(other, other + other_length)))
    expected = shared > 0 and 2 * shared >= min(length, other_length)
    assert overlaps(start, start + length, other, other + other_length) == expected


def test_a_passage_stands_for_the_best_span_that_it_meets() -> None:
    qrels = (Qrel("t", span_id("a@b", 0, 100), 1), Qrel("t", span_id("a@b", 50, 150), 2))
    judge = Judge(Dataset("x", (), (Topic("t", "?"),), qrels, "span"))
    assert judge.unit("t", "a@b", 0, 40, 120) == "a@b@50-150"
    assert judge.unit("t", "other", 0, 40, 120) == "other@40-120"
    assert judge.grade("t", "a@b@50-150") == 2
    assert judge.ideal("t") == (2, 1)
    assert parse_span("a@b@50-150") == ("a@b", 50, 150)
    with pytest.raises(InputRefused, match="transcript@start-end"):
        parse_span("a:3")


def test_the_named_speaker_counts_where_one_is_named() -> None:
    topics = (Topic("1", "a", names_speaker=True), Topic("2", "b", names_speaker=True), Topic("3", "c"))
    qrels = (Qrel("1", "m:1", 2), Qrel("1", "m:2", 1), Qrel("2", "m:1", 2), Qrel("3", "m:1", 1))
    retrieved = (Retrieved("1", "m:2", 1, 0.9), Retrieved("2", "m:1", 1, 0.9), Retrieved("3", "m:1", 1, 0.9))
    found = measure(Dataset("x", (), topics, qrels), Run("s", retrieved, frozenset()))
    assert found.measures[NAMED] == 0.5
    assert found.measures["P@1"] == 1


@given(st.lists(st.integers(0, 3), min_size=2, max_size=7))
def test_the_randomization_test_against_all_exchanges(differences: list[int]) -> None:
    """So few pairs have few exchanges, and p is exact: counted here one by one."""
    first, second = np.array(differences, float), np.zeros(len(differences))
    observed = abs(first.mean())
    means = [np.mean(first * np.array(signs)) for signs in itertools.product((1, -1), repeat=len(first))]
    exact = np.mean([abs(mean) >= observed - 1e-12 for mean in means])
    assert randomization_p(first, second) == pytest.approx(exact)


def test_holm_by_hand() -> None:
    # Holm's own way: the smallest p times 4, the next times 3, and never less than the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def test_the_briefings_questions_hold_what_they_promise() -> None:
    transcripts = read_questions()
    questions = [question for one in transcripts for question in one.questions]
    assert len(transcripts) >= 30
    assert {one.split for one in transcripts} == set(SPLITS)
    assert len({one.id for one in questions}) == len(questions)
    for one in transcripts:
        assert len(one.questions) in {5, 6}
        assert sum(not question.answers for question in one.questions) == 1
    answered = [one for one in questions if one.answers]
    assert sum(one.paraphrase for one in answered) >= len(answered) / 2
    assert all(
        0 <= answer.start < answer.end and answer.grade in {1, 2} for one in questions for answer in one.answers
    )


def test_briefings_that_were_changed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestInvalid, match="is missing"):
        read_briefings(tmp_path, "test")
    for one in read_questions():
        (tmp_path / one.file).parent.mkdir(exist_ok=True)
        (tmp_path / one.file).write_text("another text")
    with pytest.raises(RequestInvalid, match="another text"):
        read_briefings(tmp_path, "test")
    with pytest.raises(RequestInvalid, match="no split"):
        read_briefings(tmp_path, "all")


def test_vectors_are_stored_once(encoder: Encoder, tmp_path: Path) -> None:
    stored = StoredVectors(encoder, tmp_path / "v.sqlite")
    texts = ["one", "two", "one"]
    first = stored.encode_passages(texts)
    assert np.allclose(first, encoder.encode_passages(texts), atol=1e-6)
    stored.close()

    class Broken:
        spec = encoder.spec

    again = StoredVectors(Broken(), tmp_path / "v.sqlite")  # type: ignore[arg-type]  # it is never asked to encode
    assert np.array_equal(again.encode_passages(texts), first)
    with pytest.raises(AttributeError):
        again.encode_query("one")
    again.close()


def test_a_benchmark_of_ones_own_from_run_to_report(program: Program, tmp_path: Path) -> None:
    own, runs = tmp_path / "own", tmp_path / "runs"
    own.mkdir()
    lines = [
        {"id": "m1", "turns": [{"speaker": "Ann Lee", "text": "The school gets new books & <b>pens</b>."}]},
        {"id": "m2", "turns": [{"speaker": "Bob Ray", "text": "Plastic buttons break."}]},
    ]
    (own / "talks.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (own / "topics.tsv").write_text("1\twhat did Ann Lee say about <i>books</i>\n2\tbuttons\tm2\n3\tthe moon\n")
    (own / "qrels.txt").write_text("1 0 m1:0 2\n2 0 m2:0 1\n")
    code, out, errors = program("eval", "run", "--dataset", own, "--runs", runs, "--json")
    assert (code, errors) == (0, "")
    measured = {one["system"]: one["measures"] for one in json.loads(out)}
    assert measured["ranked"]["P@1"] == measured["bm25s"]["P@1"] == 1
    code, out, _ = program("eval", "compare", runs, "--json")
    assert {one["other"] for one in json.loads(out)} == {"hybrid", "dense", "lexical", "bm25s"}
    assert all(one["corrected"] == 1 for one in json.loads(out))
    assert "ranked 1.000" in program("eval", "compare", runs)[1]
    code, out, _ = program("eval", "standing", runs, runs, "--json")
    assert code == 0
    assert [(one["topics"], one["mean"], one["leg_mean"]) for one in json.loads(out)] == [(2, 1, 1)] * 2
    assert program("eval", "standing", runs, "--system", "nobody")[0] == 2
    page = tmp_path / "report.html"
    assert program("eval", "report", runs, "--out", page)[0] == 0
    html = page.read_text()
    assert html.count("<svg") >= 4
    assert "<i>books" not in html
    # One file, and nothing from elsewhere: the addresses in it are names of formats.
    assert not re.findall(r'(?:src|href)="(?!#)', re.sub(r'xlink:href="#', "", html))
    code, _, errors = program("eval", "compare", tmp_path)
    assert (code, "holds no results" in errors) == (2, True)
    code, _, errors = program("eval", "compare", runs, "--system", "nobody")
    assert (code, "name another" in errors) == (2, True)


def test_whole_transcripts_are_found_by_summaries(program: Program, qmsum: Path) -> None:
    (qmsum / "train").mkdir()
    third = meeting(["Grad A", "Grad B"], "speech recognition", "Summarize the talk about digits", [["0", "1"]])
    (qmsum / "train" / "m3.json").write_text(json.dumps(third))
    with (qmsum / "domains.tsv").open("a") as table:
        table.write("m3\tacademic\n")
    code, out, errors = program("eval", "run", "--dataset", f"qmsum-documents:{qmsum}", "--json")
    assert (code, errors) == (0, "")
    found = {one["system"]: one["measures"] for one in json.loads(out)}
    assert set(found) == {"hybrid", "bm25s"}
    assert found["hybrid"]["P@1"] == 1
