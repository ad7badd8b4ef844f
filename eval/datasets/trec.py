"""Topics and qrels in TREC form."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.records import Qrel, Run, Topic
from indexer.errors import InputRefused


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Topics, `id<TAB>text` a line; behind a second tab the transcripts that it searches, parted by commas.

    Raises:
        InputRefused: a line is out of form, or the file cannot be read.
    """
    topics: list[Topic] = []
    for number, line in _lines(path):
        key, tab, rest = line.partition("\t")
        text, _, transcripts = rest.partition("\t")
        if not (key and tab and text.strip()):
            raise InputRefused(f"{path}:{number}", "a topic is written id, tab, text; mend the line.")
        searched = tuple(one.strip() for one in transcripts.split(",") if one.strip())
        topics.append(Topic(key, text.strip(), searched))
    return tuple(topics)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(str(path), f"the file cannot be read as UTF-8 text ({error}).") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def read_qrels(path: Path) -> tuple[Qrel, ...]:
    """Judgements, `topic 0 unit grade` a line.

    Raises:
        InputRefused: a line is out of form, or the file cannot be read.
    """
    qrels: list[Qrel] = []
    for number, line in _lines(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].isdigit():
            raise InputRefused(f"{path}:{number}", "a judgement is written topic 0 unit grade; mend the line.")
        qrels.append(Qrel(fields[0], fields[2], int(fields[3])))
    return tuple(qrels)


def topic_lines(topics: Iterable[Topic]) -> str:
    """Topics as `read_topics` takes them."""
    return "".join(
        "\t".join([one.id, one.text, *([",".join(one.transcripts)] if one.transcripts else [])]) + "\n"
        for one in topics
    )


def qrel_lines(qrels: Iterable[Qrel]) -> str:
    """Judgements as `read_qrels` takes them."""
    return "".join(f"{one.topic} 0 {one.unit} {one.grade}\n" for one in qrels)


def run_lines(run: Run) -> str:
    """A run in TREC form: `topic Q0 unit rank score system` a line."""
    return "".join(
        f"{one.topic} Q0 {one.unit} {one.rank} {one.score:.6f} {run.system}\n" for one in run.retrieved
    )
