"""Small collections made of real ones: a few passages of a transcript, with a question that they answer and others.

What ships has to judge a folder of two turns as it judges an archive. So it learns from transcripts cut down to so many
passages as well, each searched by itself.
"""

import contextlib
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.judging import Judge
from eval.records import Dataset, Topic
from eval.runs import index_dataset
from eval.training.examples import Example, example_of
from eval.unanswerable import NAMED, subjects_of
from indexer.catalog.protocol import TranscriptReads
from indexer.model import Turn
from indexer.stored_records import Hit
from search_api.ranking.model import Models
from search_api.search.searcher import Searcher

SEED = 20223
SIZES = (1, 2, 3, 5, 10, 30, 100)
"""How many passages a collection has, or fewer where the transcript ends."""


class Cut(msgspec.Struct, frozen=True):
    """Some passages of one transcript as a file, and what is asked of them with the right verdicts."""

    source: str
    size: int
    content: bytes
    asked: tuple[tuple[Topic, bool], ...]


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
    """A collection of each size of every so manieth transcript, around an answer to one of its questions.

    The question is asked, one of the dataset's that the transcript does not answer, a foreign one, and, where the
    dataset has none such, what somebody who speaks there said about a foreign subject.
    """
    subjects = subjects_of([topic.text for topic in foreign])
    judge = Judge(dataset)
    answerable = dataset.answerable()
    transcripts = sorted({topic.transcripts[0] for topic in dataset.topics if topic.transcripts})
    for transcript in transcripts[::step]:
        own = [topic for topic in dataset.topics if topic.transcripts == (transcript,)]
        passages = _passages(catalog, judge, transcript, own)
        good = [
            one for one in own if one.id in answerable and any(one.id in place.grades for place in passages)
        ]
        bad = [one for one in own if one.id not in answerable]
        if not good:
            continue
        for size in sizes:
            chance = random.Random(f"{SEED} {transcript} {size}")  # noqa: S311 - a choice of questions, no secret
            topic = chance.choice(good)
            window = _window(passages, topic.id, size, chance)
            others = [chance.choice(some) for some in (bad, foreign) if some]
            named = [
                one.turn.attribution.name or one.turn.label for one in window if one.turn.role == "speaker"
            ]
            if named and subjects and not any(topic.form == NAMED for topic in bad):
                text = f"What did {chance.choice(named)} say about {chance.choice(subjects)}?"
                others.append(msgspec.structs.replace(topic, text=text))
            yield Cut(
                topic.id.rpartition("-")[0],
                size,
                _content(catalog, transcript, window),
                ((topic, True), *((one, False) for one in others)),
            )


def cut_examples(
    name: str, cuts: Iterator[Cut], folder: Path, encoder: Encoder, models: Models
) -> Iterator[Example]:
    """An example for each question to each collection; the data set is called by its size: `<name>-5`."""
    for number, cut in enumerate(cuts):
        with searched(cut, folder / f"{name}-{number}", encoder, models) as searcher:
            for topic, answers in cut.asked:
                everything = msgspec.structs.replace(topic, transcripts=())
                sized = Dataset(f"{name}-{cut.size}", (), (everything,), ())
                example = example_of(sized, everything, searcher, Judge(sized))
                if example is not None:
                    yield msgspec.structs.replace(example, source=cut.source, answerable=answers)


@contextlib.contextmanager
def searched(cut: Cut, folder: Path, encoder: Encoder, models: Models) -> Iterator[Searcher]:
    """A collection, indexed in a folder that is there for so long and opened."""
    folder.mkdir(parents=True)
    try:
        source = folder / "cut.json"
        source.write_bytes(cut.content)
        index_dataset(Dataset("cut", (source,), (), ()), folder / "index", encoder)
        searcher = Searcher.open(folder / "index", encoder, models)
        try:
            yield searcher
        finally:
            searcher.close()
    finally:
        shutil.rmtree(folder)


def _passages(
    catalog: TranscriptReads, judge: Judge, transcript: str, topics: Sequence[Topic]
) -> list[_Passage]:
    found = []
    for hit, _, turn in catalog.passages_of(transcript):
        units = {one.id: judge.unit(one.id, transcript, turn.ordinal, hit.start, hit.end) for one in topics}
        grades = {topic: grade for topic, unit in units.items() if (grade := judge.grade(topic, unit)) > 0}
        found.append(_Passage(hit, turn, grades))
    return found


def _window(passages: Sequence[_Passage], topic: str, size: int, chance: random.Random) -> Sequence[_Passage]:
    """So many passages in a row around the longest of the best answers, with as many others as there can be."""

    def worth(at: int) -> tuple[int, int]:
        hit = passages[at].hit
        return passages[at].grades.get(topic, 0), hit.end - hit.start

    best = max(range(len(passages)), key=worth)
    starts = range(
        max(0, min(best - size + 1, len(passages) - size)), max(0, min(best, len(passages) - size)) + 1
    )
    held = {start: sum(topic in one.grades for one in passages[start : start + size]) for start in starts}
    start = chance.choice([start for start, count in held.items() if count == max(held.values())])
    return passages[start : start + size]


def _content(catalog: TranscriptReads, transcript: str, window: Sequence[_Passage]) -> bytes:
    """The passages as a transcript of their own, under the names of who speaks."""
    text, heading = catalog.text(transcript), catalog.heading(transcript)
    spans: dict[int, tuple[Turn, int, int]] = {}
    for one in window:
        _, start, _ = spans.get(one.turn.ordinal, (one.turn, one.hit.start, 0))
        spans[one.turn.ordinal] = (one.turn, start, one.hit.end)
    turns = [
        {"speaker": turn.attribution.name or turn.label, "text": text[start:end]}
        for turn, start, end in spans.values()
    ]
    return msgspec.json.encode({"title": heading.title, "date": heading.date, "turns": turns})
