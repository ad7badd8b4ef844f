"""Topics, qrels and runs in TREC formats."""

from collections.abc import Iterator
from pathlib import Path

from eval.records import Qrel, Run, Topic
from indexer.errors import InputRefused


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Topics, one per line: `id<TAB>text`, and optionally `<TAB>` and the transcripts to search, separated by commas.

    Raises:
        InputRefused: a line is invalid, or the file cannot be read.
    """
    topics: list[Topic] = []
    for number, line in _lines(path):
        key, tab, rest = line.partition("\t")
        text, _, transcripts = rest.partition("\t")
        if not (key and tab and text.strip()):
            raise InputRefused(f"{path}:{number}", "a topic is written id, tab, text; correct the line.")
        ids = tuple(part.strip() for part in transcripts.split(",") if part.strip())
        topics.append(Topic(key, text.strip(), ids))
    return tuple(topics)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers, from 1."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            str(path), f"it cannot be read as UTF-8 text ({error}); replace the file."
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def read_qrels(path: Path) -> tuple[Qrel, ...]:
    """Judgements, one per line: `topic 0 unit grade`.

    Raises:
        InputRefused: a line is invalid, or the file cannot be read.
    """
    qrels: list[Qrel] = []
    for number, line in _lines(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].isdigit():
            raise InputRefused(
                f"{path}:{number}", "a judgement is written topic 0 unit grade; correct the line."
            )
        qrels.append(Qrel(fields[0], fields[2], int(fields[3])))
    return tuple(qrels)


def run_lines(run: Run) -> str:
    """A run, one result per line: `topic Q0 unit rank score system`."""
    return "".join(
        f"{result.topic} Q0 {result.unit} {result.rank} {result.score:.6f} {run.system}\n"
        for result in run.retrieved
    )
