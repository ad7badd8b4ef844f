"""Small collections cut from real ones: a few passages of a transcript, with a question that they answer and others.

The answer decision has to be right for a folder of two turns and for an archive. So it also learns from transcripts cut
down to a few passages, each searched by itself.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.judge import Judge
from eval.records import Dataset, Topic
from eval.runs import dataset_searcher
from eval.training.examples import Example, example_of
from eval.unanswerable import NAMED, subjects_of
from indexer.catalog.protocol import TranscriptReads
from indexer.model import Turn
from indexer.stored_records import Hit
from search_api.ranking.model import Models

SEED = 20223
SIZES = (1, 2, 3, 5, 10, 30, 100)
"""The numbers of passages of the collections, or fewer where the transcript is shorter."""
MEETING_STEP = 3
"""One meeting in this many is cut down to small collections; all briefings are."""


class Cut(msgspec.Struct, frozen=True):
    """Some passages of one transcript as a file, and questions to them, each with whether they answer it."""

    source: str
    size: int
    content: bytes
    questions: tuple[tuple[Topic, bool], ...]


class _Passage(msgspec.Struct, frozen=True):
    hit: Hit
    turn: Turn
    grades: dict[str, int]


def cuts_of(
    dataset: Dataset,
    catalog: TranscriptReads,
    foreign: Sequence[Topic],
    sizes: Sequence[int] = SIZES,
    step: int = 1,
) -> Iterator[Cut]:
    """A collection of each size from every `step`-th transcript, around an answer to one of its questions.

    Its questions are this one, one of the dataset's that the transcript does not answer, a foreign one and, where the
    dataset has none of this form, what one of its speakers said about a foreign subject.
    """
    subjects = subjects_of([topic.text for topic in foreign])
    judge = Judge(dataset)
    answerable = dataset.answerable()
    transcripts = sorted({topic.transcripts[0] for topic in dataset.topics if topic.transcripts})
    for transcript in transcripts[::step]:
        own = [topic for topic in dataset.topics if topic.transcripts == (transcript,)]
        passages = _passages(catalog, judge, transcript, own)
        answered = [
            topic
            for topic in own
            if topic.id in answerable and any(topic.id in passage.grades for passage in passages)
        ]
        unanswered = [topic for topic in own if topic.id not in answerable]
        if not answered:
            continue
        for size in sizes:
            rng = random.Random(f"{SEED} {transcript} {size}")  # noqa: S311 - a choice of questions, no secret
            topic = rng.choice(answered)
            excerpt = _excerpt(passages, topic.id, size, rng)
            others = [rng.choice(topics) for topics in (unanswered, foreign) if topics]
            speakers = [
                passage.turn.attribution.name or passage.turn.label
                for passage in excerpt
                if passage.turn.role == "speaker"
            ]
            if speakers and subjects and not any(other.form == NAMED for other in unanswered):
                text = f"What did {rng.choice(speakers)} say about {rng.choice(subjects)}?"
                others.append(msgspec.structs.replace(topic, text=text))
            yield Cut(
                topic.id.rpartition("-")[0],
                size,
                _content(catalog, transcript, excerpt),
                ((topic, True), *((other, False) for other in others)),
            )


def cut_examples(name: str, cuts: Iterator[Cut], encoder: Encoder, models: Models) -> Iterator[Example]:
    """An example for each question to each collection; the name of the data set ends in the size: `<name>-5`."""
    for cut in cuts:
        with tempfile.TemporaryDirectory(prefix="onrecord-cuts-") as folder:
            source = Path(folder) / "cut.json"
            source.write_bytes(cut.content)
            with dataset_searcher(Dataset("cut", (source,), (), ()), Path(folder), encoder, models) as (
                _,
                searcher,
            ):
                for topic, answerable in cut.questions:
                    everything = msgspec.structs.replace(topic, transcripts=())
                    sized = Dataset(f"{name}-{cut.size}", (), (everything,), ())
                    example = example_of(sized, everything, searcher, Judge(sized))
                    if example is not None:
                        yield msgspec.structs.replace(example, source=cut.source, answerable=answerable)


def _passages(
    catalog: TranscriptReads, judge: Judge, transcript: str, topics: Sequence[Topic]
) -> list[_Passage]:
    passages = []
    for hit, _, turn in catalog.passages_of(transcript):
        units = {
            topic.id: judge.unit(topic.id, transcript, turn.ordinal, hit.start, hit.end) for topic in topics
        }
        grades = {topic: grade for topic, unit in units.items() if (grade := judge.grade(topic, unit)) > 0}
        passages.append(_Passage(hit, turn, grades))
    return passages


def _excerpt(passages: Sequence[_Passage], topic: str, size: int, rng: random.Random) -> Sequence[_Passage]:
    """`size` consecutive passages around the longest of the best answers, with as many other answers as possible."""

    def worth(at: int) -> tuple[int, int]:
        hit = passages[at].hit
        return passages[at].grades.get(topic, 0), hit.end - hit.start

    best = max(range(len(passages)), key=worth)
    starts = range(
        max(0, min(best - size + 1, len(passages) - size)), max(0, min(best, len(passages) - size)) + 1
    )
    answers = {
        start: sum(topic in passage.grades for passage in passages[start : start + size]) for start in starts
    }
    start = rng.choice([start for start, count in answers.items() if count == max(answers.values())])
    return passages[start : start + size]


def _content(catalog: TranscriptReads, transcript: str, excerpt: Sequence[_Passage]) -> bytes:
    """The passages as a transcript of their own, with the names of their speakers."""
    text, heading = catalog.text(transcript), catalog.heading(transcript)
    spans: dict[int, tuple[Turn, int, int]] = {}
    for passage in excerpt:
        turn = passage.turn
        _, start, _ = spans.get(turn.ordinal, (turn, passage.hit.start, 0))
        spans[turn.ordinal] = (turn, start, passage.hit.end)
    turns = [
        {"speaker": turn.attribution.name or turn.label, "text": text[start:end]}
        for turn, start, end in spans.values()
    ]
    return msgspec.json.encode({"title": heading.title, "date": heading.date, "turns": turns})
