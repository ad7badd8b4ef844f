"""What is read from the files of a folder that have no gold: counts and refusals, and none of their words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.records import Directory
from indexer.errors import InputRefused, RequestInvalid
from indexer.model import Transcript
from indexer.sources import files
from indexer.sources.folders import SIDECAR

COLUMNS = (
    "file",
    "format",
    "turns",
    "words",
    "labels",
    "names",
    "named turns",
    "warnings",
    "starts",
    "refused",
)
_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-я]"
_START = re.compile(
    rf"^[ \t]*(?:\*\*|>> ?)?(?P<label>{_CAPITAL}[\w.'’-]*(?: [(]?{_CAPITAL}[\w.'’()-]*){{0,4}})(?:\*\*)?:(?=[ \t*]|$)",
    re.MULTILINE,
)
"""A line start that looks like a label: a few words with capitals and a colon; it shares nothing with the readers."""
_QUOTED = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"")


class SurveyRow(msgspec.Struct, frozen=True):
    """What was read from a transcript. `labels` and `names` are how many different ones it has.

    `words` are those in turns, `named_turns` the turns with a name. `starts` counts line starts inside turns that look
    like labels and recur there, where no warning says so. `refused` is the sentence of a refusal, without what it
    quotes of the file.
    """

    file: str
    format: str = ""
    turns: int = 0
    words: int = 0
    labels: int = 0
    names: int = 0
    named_turns: int = 0
    warnings: int = 0
    starts: int = 0
    refused: str = ""


def survey(folder: Path, directory: Directory) -> Iterator[SurveyRow]:
    """A row for each transcript in the files of a folder and of its folders, or for each refusal.

    Raises:
        RequestInvalid: the folder holds no file.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(SIDECAR))
    if not paths:
        raise RequestInvalid("--survey", f"{folder} holds no file; name a folder of transcripts.")
    for path in paths:
        name = path.relative_to(folder).as_posix()
        for loaded in files.load(path):
            if isinstance(loaded, InputRefused):
                yield SurveyRow(name, refused=_without_quotes(loaded.reason))
            elif isinstance(loaded, files.Loaded):
                yield from _rows(name, loaded, directory)


def _rows(name: str, loaded: files.Loaded, directory: Directory) -> Iterator[SurveyRow]:
    try:
        documents = readers.read(loaded.source)
    except InputRefused as error:
        yield SurveyRow(name, refused=_without_quotes(error.reason))
        return
    for document in documents:
        transcript = attribute(document, "page", directory)
        named = [turn.attribution.name for turn in transcript.turns if turn.attribution.name]
        yield SurveyRow(
            name,
            document.format,
            len(transcript.turns),
            sum(len(transcript.text[turn.start : turn.end].split()) for turn in transcript.turns),
            len({turn.label for turn in transcript.turns if turn.label}),
            len(set(named)),
            len(named),
            len(transcript.warnings),
            _recurring_starts(transcript),
        )


def _recurring_starts(transcript: Transcript) -> int:
    """How many line starts inside turns look like labels and recur; 0 if a warning counts those that were not read."""
    if any("look like labels" in warning for warning in transcript.warnings):
        return 0
    found = Counter(
        match["label"]
        for turn in transcript.turns
        for match in _START.finditer(transcript.text, turn.start, turn.end)
    )
    return sum(count for count in found.values() if count > 1)


def _without_quotes(reason: str) -> str:
    """The first sentence of a refusal, without words of the file."""
    return _QUOTED.sub("…", reason).partition(";")[0].rstrip(".")


def table(rows: Iterable[SurveyRow]) -> Iterator[str]:
    """The rows for the terminal."""
    yield f"{'file':<44}{'format':<22}" + "".join(f"{column:>12}" for column in COLUMNS[2:-1]) + "  refused"
    for row in rows:
        counts = "".join(f"{cell:>12}" for cell in _counts(row))
        yield f"{row.file:<44}{row.format:<22}{counts}  {row.refused}"


def markdown(rows: Iterable[SurveyRow]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"| --- | --- |{' ---: |' * (len(COLUMNS) - 3)} --- |"
    for row in rows:
        yield f"| `{row.file}` | {row.format} | {' | '.join(_counts(row))} | {row.refused} |"


def _counts(row: SurveyRow) -> list[str]:
    return [str(count) if not row.refused else "-" for count in msgspec.structs.astuple(row)[2:-1]]
