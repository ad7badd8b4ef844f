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
from eval.judge import Judge, overlaps, parse_span, span_id
from eval.measures import NAMED, measure
from eval.records import Dataset, Qrel, Retrieved, Run, Topic
from eval.significance import holm, randomization_p
from eval.stored_vectors import StoredVectors
from eval.unanswerable import QuestionedTranscript, unanswerable
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
    dataset = read_dataset(f"qmsum:{qmsum}", Choice("val"), tmp_path)
    grades = {(qrel.topic, qrel.unit): qrel.grade for qrel in dataset.qrels}
    # Ends are included; grade 2 is for the speaker that the query names; ordinals after the last turn are ignored.
    assert grades == {
        ("m1-1", "m1:1"): 1,
        ("m1-1", "m1:2"): 2,
        **{("m2-1", f"m2:{at}"): 1 for at in range(3)},
    }
    topics = {topic.id: topic for topic in dataset.topics}
    assert topics["m1-1"].transcripts == ("m1",)
    assert (topics["m1-1"].names_speaker, topics["m2-1"].names_speaker) == (True, False)
    assert len(dataset.topics) - len(dataset.answerable()) == 2
    committee = read_dataset(f"qmsum:{qmsum}", Choice("val", ("committee",)), tmp_path)
    assert {topic.transcripts for topic in committee.topics} == {("m1",)}


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice("test"), "no split 'test'"),
        (Choice("val", ("cookery",)), "'cookery' is not a domain"),
    ],
)
def test_what_qmsum_lacks_is_reported(qmsum: Path, tmp_path: Path, choice: Choice, message: str) -> None:
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


def test_a_surname_is_recognised_only_as_a_name() -> None:
    assert names_speaker("What did Mr. McLean ask?", "Mr. Greg McLean (Calgary, CPC)")
    assert not names_speaker("What was the design?", "Industrial Designer")
    assert not names_speaker("Was the field green?", "Mr. Tom Green")


def test_unanswerable_topics_are_foreign_and_repeatable() -> None:
    transcripts = [
        QuestionedTranscript("a", "x", ("q one about the first of the things", "q two"), ("Ann",)),
        QuestionedTranscript("b", "y", ("what was said about the second of the things",), ("Bob",)),
    ]
    topics = list(unanswerable(transcripts))
    assert topics == list(unanswerable(transcripts))
    assert len(topics) == 3
    assert topics[0].text == "what was said about the second of the things"
    assert "Ann" in topics[1].text
    assert [topic.transcripts for topic in topics] == [("a",), ("a",), ("b",)]


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_overlap_is_counted_in_characters(start: int, length: int, other: int, other_length: int) -> None:
    shared = len(set(range(start, start + length)) & set(range(other, other + other_length)))
    expected = shared > 0 and 2 * shared >= min(length, other_length)
    assert overlaps(start, start + length, other, other + other_length) == expected


def test_the_unit_of_a_passage_is_the_best_overlapping_span() -> None:
    qrels = (Qrel("t", span_id("a@b", 0, 100), 1), Qrel("t", span_id("a@b", 50, 150), 2))
    judge = Judge(Dataset("x", (), (Topic("t", "?"),), qrels, "span"))
    assert judge.unit("t", "a@b", 0, 40, 120) == "a@b@50-150"
    assert judge.unit("t", "other", 0, 40, 120) == "other@40-120"
    assert judge.grade("t", "a@b@50-150") == 2
    assert judge.ideal("t") == (2, 1)
    assert parse_span("a@b@50-150") == ("a@b", 50, 150)
    with pytest.raises(InputRefused, match="transcript@start-end"):
        parse_span("a:3")


def test_the_measure_of_named_speakers_counts_topics_that_name_one() -> None:
    topics = (Topic("1", "a", names_speaker=True), Topic("2", "b", names_speaker=True), Topic("3", "c"))
    qrels = (Qrel("1", "m:1", 2), Qrel("1", "m:2", 1), Qrel("2", "m:1", 2), Qrel("3", "m:1", 1))
    retrieved = (Retrieved("1", "m:2", 1, 0.9), Retrieved("2", "m:1", 1, 0.9), Retrieved("3", "m:1", 1, 0.9))
    measured = measure(Dataset("x", (), topics, qrels), Run("s", retrieved, frozenset()))
    assert measured.measures[NAMED] == 0.5
    assert measured.measures["P@1"] == 1


@given(st.lists(st.integers(0, 3), min_size=2, max_size=7))
def test_the_randomization_test_equals_a_count_of_all_swaps(differences: list[int]) -> None:
    """A few pairs have so few swaps that p is exact."""
    first, second = np.array(differences, float), np.zeros(len(differences))
    observed = abs(first.mean())
    means = [np.mean(first * np.array(signs)) for signs in itertools.product((1, -1), repeat=len(first))]
    exact = np.mean([abs(mean) >= observed - 1e-12 for mean in means])
    assert randomization_p(first, second) == pytest.approx(exact)


def test_holm_equals_a_manual_calculation() -> None:
    # The smallest p times 4, the next times 3, and so on, but never less than the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def test_the_questions_about_briefings_are_consistent() -> None:
    briefings = read_questions()
    questions = [question for briefing in briefings for question in briefing.questions]
    assert len(briefings) >= 30
    assert {briefing.split for briefing in briefings} == set(SPLITS)
    assert len({question.id for question in questions}) == len(questions)
    for briefing in briefings:
        assert len(briefing.questions) in {5, 6}
        assert sum(not question.answers for question in briefing.questions) == 1
    answered = [question for question in questions if question.answers]
    assert sum(question.paraphrase for question in answered) >= len(answered) / 2
    assert all(
        0 <= answer.start < answer.end and answer.grade in {1, 2}
        for question in questions
        for answer in question.answers
    )


def test_briefings_that_were_changed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestInvalid, match="is missing"):
        read_briefings(tmp_path, "test")
    for briefing in read_questions():
        (tmp_path / briefing.file).parent.mkdir(exist_ok=True)
        (tmp_path / briefing.file).write_text("another text")
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
        encode_passages = encode_query = None

    again = StoredVectors(Broken(), tmp_path / "v.sqlite")  # type: ignore[arg-type]  # it must not encode
    assert np.array_equal(again.encode_passages(texts), first)
    with pytest.raises(TypeError):
        again.encode_query("one")
    again.close()


def test_a_user_benchmark_from_run_to_report(program: Program, tmp_path: Path) -> None:
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
    measured = {system["system"]: system["measures"] for system in json.loads(out)}
    assert measured["ranked"]["P@1"] == measured["bm25s"]["P@1"] == 1
    code, out, _ = program("eval", "compare", runs, "--json")
    pairs = json.loads(out)
    assert {pair["other"] for pair in pairs} == {"hybrid", "dense", "lexical", "bm25s"}
    assert all(pair["corrected"] == 1 for pair in pairs)
    assert "ranked 1.000" in program("eval", "compare", runs)[1]
    code, out, _ = program("eval", "standing", runs, runs, "--json")
    assert code == 0
    assert [(part["topics"], part["mean"], part["leg_mean"]) for part in json.loads(out)] == [(2, 1, 1)] * 2
    assert program("eval", "standing", runs, "--system", "nobody")[0] == 2
    page = tmp_path / "report.html"
    assert program("eval", "report", runs, "--out", page)[0] == 0
    html = page.read_text()
    assert html.count("<svg") >= 4
    assert "<i>books" not in html
    # Nothing is loaded from elsewhere: the addresses in the file are names of formats.
    assert not re.findall(r'(?:src|href)="(?!#)', re.sub(r'xlink:href="#', "", html))
    code, _, errors = program("eval", "compare", tmp_path)
    assert (code, "holds no results" in errors) == (2, True)
    code, _, errors = program("eval", "compare", runs, "--system", "nobody")
    assert (code, "choose another" in errors) == (2, True)


def test_whole_transcripts_are_found_by_summaries(program: Program, qmsum: Path) -> None:
    (qmsum / "train").mkdir()
    third = meeting(["Grad A", "Grad B"], "speech recognition", "Summarize the talk about digits", [["0", "1"]])
    (qmsum / "train" / "m3.json").write_text(json.dumps(third))
    with (qmsum / "domains.tsv").open("a") as table:
        table.write("m3\tacademic\n")
    code, out, errors = program("eval", "run", "--dataset", f"qmsum-documents:{qmsum}", "--json")
    assert (code, errors) == (0, "")
    measured = {system["system"]: system["measures"] for system in json.loads(out)}
    assert set(measured) == {"hybrid", "bm25s"}
    assert measured["hybrid"]["P@1"] == 1
