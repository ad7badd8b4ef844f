"""Reading the files of a folder by the path that `onrecord index` takes, and comparing them with their markup."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec

from eval.reading.benchmark import Result
from eval.reading.markup import formats
from eval.reading.markup.gold import MarkupFormat, MarkupGold, page_of
from eval.reading.measures import Measured, measure, refused
from indexer import readers
from indexer.attribution import attribute
from indexer.directory.records import Directory
from indexer.errors import InputRefused, RequestInvalid
from indexer.model import Transcript
from indexer.sources import files
from indexer.sources.folders import SIDECAR

TOLERANCE = 0.5
"""Seconds by which a start time may differ."""


class Comparison(msgspec.Struct, frozen=True):
    """What was read of a transcript and its markup. `wrong` lists dates and start times that differ."""

    file: str
    format: str
    page: Measured
    result: Result
    is_date_right: bool
    times: int = 0
    times_right: int = 0
    wrong: tuple[str, ...] = ()


@cache
def all_formats() -> tuple[MarkupFormat, ...]:
    """The formats of all modules in `formats` and its folders, each of which ends with a `FORMAT`."""
    modules = pkgutil.walk_packages(formats.__path__, f"{formats.__name__}.")
    return tuple(import_module(module.name).FORMAT for module in modules if not module.ispkg)


def compare(folder: Path, directory: Directory) -> Iterator[Comparison]:
    """A comparison for each transcript in the files of a folder and of its folders whose format is known here.

    Raises:
        RequestInvalid: the folder holds no such file.
    """
    found = False
    for path in sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(SIDECAR)
    ):
        data = path.read_bytes()
        known = ((form, form.gold(path, data)) for form in all_formats())
        form, golds = next(((form, golds) for form, golds in known if golds is not None), (None, None))
        if form is not None and golds:
            found = True
            yield from _compared(path, path.relative_to(folder).as_posix(), form, golds, directory)
    if not found:
        names = ", ".join(form.name for form in all_formats())
        raise RequestInvalid("--markup", f"{folder} holds no file with known markup; it is known of {names}.")


def _compared(
    path: Path, name: str, form: MarkupFormat, golds: list[MarkupGold], directory: Directory
) -> Iterator[Comparison]:
    read = _read(path, directory)
    for number, gold in enumerate(golds):
        page = page_of(path.name, b"", gold)
        place = name if len(golds) == 1 else f"{name} [{number + 1}]"
        if isinstance(read, InputRefused) or len(read) != len(golds):
            reason = (
                read.reason if isinstance(read, InputRefused) else f"it is read as {len(read)} transcripts."
            )
            measured = refused(page, reason)
            yield Comparison(place, form.name, measured, Result(form.name, "", place, page, measured), False)
            continue
        transcript = read[number]
        measured = measure(page, transcript)
        is_right = transcript.date == gold.date
        wrong = () if is_right else (f"the date is {transcript.date}, and {gold.date} in the markup",)
        times, wrong_times = _times(gold, transcript)
        result = Result(form.name, "", place, page, measured)
        yield Comparison(
            place,
            form.name,
            measured,
            result,
            is_right,
            times,
            times - len(wrong_times),
            (*wrong, *wrong_times),
        )


def _read(path: Path, directory: Directory) -> list[Transcript] | InputRefused:
    transcripts: list[Transcript] = []
    try:
        for loaded in files.load(path):
            if isinstance(loaded, InputRefused):
                return loaded
            if isinstance(loaded, files.Loaded):
                documents = readers.read(loaded.source)
                transcripts += [attribute(document, "page", directory) for document in documents]
    except InputRefused as refusal:
        return refusal
    return transcripts


def _times(gold: MarkupGold, read: Transcript) -> tuple[int, tuple[str, ...]]:
    """How many turns of the markup have a time, and those that are read with another: by their first words."""
    timed = [(_beginning(text), time) for text, time in _whole_turns(gold) if time is not None]
    of_read: dict[str, list[float | None]] = {}
    for turn in read.turns:
        of_read.setdefault(_beginning(read.text[turn.start : turn.end]), []).append(turn.start_time)
    wrong = tuple(
        f"{words!r} begins at {time:g} s in the markup, and is read at {of_read.get(words)}"
        for words, time in timed
        if not any(given is not None and abs(given - time) <= TOLERANCE for given in of_read.get(words, ()))
    )
    return len(timed), wrong


def _whole_turns(gold: MarkupGold) -> list[tuple[str, float | None]]:
    """The texts of the turns with what continues them, and their times."""
    turns: list[tuple[str, float | None]] = []
    for turn in gold.turns:
        if turn.continues and turns:
            turns[-1] = f"{turns[-1][0]} {turn.text}", turns[-1][1]
        elif not turn.is_procedure:
            turns.append((turn.text, turn.start_time))
    return turns


def _beginning(text: str) -> str:
    return " ".join(text[:200].split())[:60]
