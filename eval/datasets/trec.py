"""Topics and qrels in TREC form."""

from collections.abc import Iterator
from pathlib import Path

from eval.records import Qrel, Run, Topic
from indexer.errors import InputRefused


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Topics, `id<TAB>text` a line.

    Raises:
        InputRefused: a line is out of form.
    """
    topics: list[Topic] = []
    for number, line in _lines(path):
        key, tab, text = line.partition("\t")
        if not (key and tab and text.strip()):
            raise InputRefused(f"{path}:{number}", "a topic is written id, tab, text; mend the line.")
        topics.append(Topic(key, text.strip()))
    return tuple(topics)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            yield number, line


def read_qrels(path: Path) -> tuple[Qrel, ...]:
    """Judgements, `topic 0 turn grade` a line.

    Raises:
        InputRefused: a line is out of form.
    """
    qrels: list[Qrel] = []
    for number, line in _lines(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].isdigit():
            raise InputRefused(f"{path}:{number}", "a judgement is written topic 0 turn grade; mend the line.")
        qrels.append(Qrel(fields[0], fields[2], int(fields[3])))
    return tuple(qrels)


def run_lines(run: Run) -> str:
    """A run in TREC form: `topic Q0 turn rank score system` a line."""
    return "".join(
        f"{one.topic} Q0 {one.turn} {one.rank} {one.score:.6f} {run.system}\n" for one in run.retrieved
    )
