"""Mining pairs of question and answer from invented transcripts, with the real reading, attribution and encoder."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from embeddings.encoder import Encoder
from eval.commands import eval_group
from eval.datasets.briefings import read_questions
from eval.training.pairs.exchanges import exchanges
from eval.training.pairs.held_out import allowed, held_out_texts
from eval.training.pairs.mining import Mined, mine, texts_of, uncleaned
from eval.training.pairs.records import Pair
from eval.training.pairs.writing import read_allowed, read_pairs
from indexer.errors import InputRefused
from indexer.ingest.reading import read_file
from indexer.model import Transcript
from indexer.sample import sample_folder
from tests.invented_briefings import bodies, briefing


@pytest.fixture(scope="module")
def transcripts(tmp_path_factory: pytest.TempPathFactory) -> list[Transcript]:
    folder = tmp_path_factory.mktemp("briefings")
    return [briefing(folder / f"{day}.md", day, body) for day, body in bodies().items()]


@pytest.fixture(scope="module")
def mined(transcripts: list[Transcript], encoder: Encoder) -> Mined:
    return mine(transcripts, encoder, 1)


def test_a_question_over_several_turns_and_an_answer_over_several_are_one_exchange(
    transcripts: list[Transcript],
) -> None:
    first, *_ = exchanges(transcripts[0])
    assert [utterance.turn.role for utterance in first.questions] == ["questioner"] * 2
    assert len(first.answers) == 2
    assert "cracks in the pier" in first.answer
    assert "twice the weight" in first.answer


def test_a_pair_is_a_question_with_the_passages_that_answer(
    transcripts: list[Transcript], mined: Mined
) -> None:
    pair = _about(mined, "Lofoten ferry terminal")
    text_of = texts_of(mined.pairs, transcripts)
    # Greetings and thanks are gone; the words are the asker's.
    assert (
        pair.forms.question
        == "Why did the Harbor Board close the Lofoten ferry terminal at Svolvaer last winter?"
    )
    assert [text_of(span).split()[:3] for span in pair.answers] == [
        ["The", "Harbor", "Board"],
        ["The", "engineers", "poured"],
    ]
    assert text_of(pair.answers[pair.nearest]).startswith("The Harbor Board closed")
    assert (pair.answerer, pair.date) == ("Greta Halvorsen", date(2022, 3, 1))
    assert all(span.text_sha256 == transcripts[0].text_sha256 for span in pair.answers)


def test_people_ask_in_several_forms(mined: Mined) -> None:
    forms = _about(mined, "Lofoten ferry terminal").forms
    assert {"Lofoten", "Svolvaer"} <= set(forms.keywords.split())
    assert forms.topic
    assert all(forms.topic in form for form in (forms.named, forms.role, forms.asked))
    assert re.search(r"\bHalvorsen\b", forms.named)
    assert re.search(r"\bthe press secretary\b", forms.role)
    assert re.search(r"\basked?\b|\bquestions\b", forms.asked)
    assert forms.turn.startswith("Thank you, Greta. Two questions, please.")


@pytest.mark.parametrize(
    "words",
    [
        "Why not?",
        "fishermen",  # The answer refers to others.
        "stockfish",  # A part of the question is missing.
        "railway",  # The question is interrupted.
        "Tysfjord",  # The answer is "Yes."
    ],
)
def test_what_is_no_pair_is_left_out(mined: Mined, words: str) -> None:
    assert not [pair for pair in mined.pairs if words in pair.forms.question]


def test_what_is_left_out_is_counted_by_its_fault(mined: Mined) -> None:
    assert {"hands over", "inaudible", "crosstalk", "short answer"} <= mined.faults.keys()
    further = sum(pair.id.rpartition(":")[2].count("-") for pair in mined.pairs)
    assert mined.exchanges + further <= len(mined.pairs) + sum(mined.faults.values())


def test_negatives_are_of_other_answers_of_the_event_and_of_the_speaker_elsewhere(
    transcripts: list[Transcript], mined: Mined
) -> None:
    text_of = texts_of(mined.pairs, transcripts)
    kinds = set()
    for pair in mined.pairs:
        for negative in pair.negatives:
            kinds.add(negative.kind)
            assert negative.span not in pair.answers
            same_event = negative.span.transcript == pair.answers[0].transcript
            assert same_event == (negative.kind == "event")
            # An answer that was given again elsewhere is no negative.
            assert text_of(negative.span) not in [text_of(span) for span in pair.answers]
    assert kinds == {"event", "speaker"}


def test_the_same_transcripts_and_seed_give_the_same_pairs(
    transcripts: list[Transcript], mined: Mined, encoder: Encoder
) -> None:
    assert mine(transcripts, encoder, 1) == mined
    others = mine(transcripts, encoder, 2).pairs
    assert [pair.id for pair in others] == [pair.id for pair in mined.pairs]
    assert [pair.forms for pair in others] != [pair.forms for pair in mined.pairs]


def test_all_exchanges_are_sampled_before_cleaning(transcripts: list[Transcript]) -> None:
    asked = [pair.forms.question for pair in uncleaned(transcripts)]
    assert "Why not?" in asked
    assert len(asked) == sum(len(list(exchanges(transcript))) for transcript in transcripts)


def test_transcripts_of_benchmarks_are_held_out(transcripts: list[Transcript]) -> None:
    digests = held_out_texts()
    assert {briefing.text_sha256 for briefing in read_questions()} < digests
    (sample,) = read_file(next(sample_folder().glob("*.txt")))
    first, second = transcripts
    held_out = digests | {first.text_sha256}
    assert list(allowed([*transcripts, sample], held_out)) == [second]
    # Another copy of the event has the same title and day.
    copy = msgspec.structs.replace(first, id="copy", text=first.text + "\n")
    assert list(allowed([*transcripts, copy], held_out)) == [second]
    assert list(allowed([first, msgspec.structs.replace(first, id="again")], digests)) == [first]


@pytest.mark.parametrize(("year", "kept"), [(2022, True), (2023, False), (2025, False)])
def test_years_are_kept_for_judgements(transcripts: list[Transcript], year: int, kept: bool) -> None:
    url = "https://www.whitehouse.gov/briefing-room/ferry/"
    dated = msgspec.structs.replace(transcripts[0], url=url, date=date(year, 3, 1))
    assert list(allowed([dated], frozenset())) == ([dated] if kept else [])


def test_the_command_writes_pairs_and_sheets(tmp_path: Path) -> None:
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for day, body in bodies().items():
        briefing(folder / f"{day}.md", day, body)
    out, sheet = tmp_path / "pairs.jsonl", tmp_path / "sheet.md"
    common = ["pairs", "--transcripts", str(folder)]
    run = CliRunner().invoke(eval_group, [*common, "--out", str(out)])
    assert run.exit_code == 0, run.output
    pairs = read_pairs(out)
    assert f"{len(pairs)} pairs" in run.output
    assert texts_of(pairs, read_allowed([folder]))(pairs[0].answers[0])
    run = CliRunner().invoke(eval_group, [*common, "--out", str(sheet), "--sample", "2", "--uncleaned"])
    assert run.exit_code == 0, run.output
    assert sheet.read_text("utf-8").count("[ ]") == 2
    run = CliRunner().invoke(eval_group, [*common, "--out", str(sheet), "--uncleaned"])
    assert "--sample" in str(run.exception)


def test_a_file_that_holds_no_pairs_is_refused_with_its_line(tmp_path: Path, mined: Mined) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(msgspec.json.encode(mined.pairs[0]) + b'\n{"id": 3}\n')
    with pytest.raises(InputRefused, match="line 2"):
        read_pairs(path)


def test_pairs_of_transcripts_that_are_missing_are_refused(mined: Mined, transcripts: list[Transcript]) -> None:
    with pytest.raises(InputRefused, match="folders"):
        texts_of(mined.pairs, transcripts[1:])


def _about(mined: Mined, words: str) -> Pair:
    return next(pair for pair in mined.pairs if words in pair.forms.question)
