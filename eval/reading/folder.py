"""Gold next to files: `<name>.gold.json` says which turns are in the file `<name>`.

    {"turns": [{"label": "MS. FINCH", "name": "Lena Finch", "text": "Good morning."},
               {"label": "Q", "name": null, "start": 38, "end": 52}]}

A turn has its words as `text`, or as `start` and `end`, offsets into the decoded file (code points, half-open). `name`
is the full name that may be given to the turn; null means that no name is right. `labels` may list more forms of the
label that count as right.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from slugify import slugify

from eval.reading.benchmark import Result, read_page
from eval.reading.measures import key_of
from eval.reading.pages.page import GoldPage, LabelledTurn, Span
from indexer.directory.records import Directory
from indexer.errors import InputRefused, RequestInvalid
from indexer.sources import files

GOLD = ".gold.json"


class FileTurn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A turn of a gold file."""

    label: str
    name: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    labels: tuple[str, ...] = ()

    def labelled(self) -> LabelledTurn:
        """The turn for measuring. The label carries the name if it holds all words of a full name."""
        words = key_of(self.name or "").split()
        carries = len(words) > 1 and set(words) <= set(key_of(self.label).split())
        return LabelledTurn((self.label, *self.labels), self.name, carries)


class GoldFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gold file: the turns in order."""

    turns: tuple[FileTurn, ...]


def run_folder(folder: Path, directory: Directory) -> Iterator[Result]:
    """Read and measure the files of a folder, and of its folders, that have gold next to them.

    Raises:
        RequestInvalid: no file has gold.
        InputRefused: a gold file is invalid, or its transcript is missing.
    """
    paths = sorted(folder.rglob(f"*{GOLD}"))
    if not paths:
        raise RequestInvalid("--folder", f"{folder} holds no file that ends with {GOLD}; see docs/reading.md.")
    for path in paths:
        transcript = path.with_name(path.name.removesuffix(GOLD))
        for loaded in files.load(transcript):
            if isinstance(loaded, InputRefused):
                raise loaded
            if not isinstance(loaded, files.Loaded):
                continue
            page = gold_page(path, transcript.name, loaded.source.data)
            measured = read_page(loaded.source, page, directory)
            yield Result(str(transcript.relative_to(folder)), "", transcript.name, page, measured)


def gold_page(path: Path, name: str, data: bytes) -> GoldPage:
    """The gold of a file with its bytes.

    The spans are offsets into the file where its text holds all turns as they are written; else into the joined words
    of the turns, to which what was read is aligned.

    Raises:
        InputRefused: the gold file is invalid.
    """
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=GoldFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputRefused(str(path), f"the gold is wrong ({error}); see docs/reading.md.") from error
    text = data.decode("utf-8-sig", errors="replace")
    turns = tuple(turn.labelled() for turn in gold.turns)
    spans = _spans(path, gold.turns, text)
    if spans is None:
        words = [turn.text or "" for turn in gold.turns]
        ends = [sum(len(part) + 1 for part in words[: at + 1]) for at in range(len(words))]
        text = "".join(f"{part}\n" for part in words)
        spans = tuple(
            Span(end - len(part) - 1, end, at) for at, (part, end) in enumerate(zip(words, ends, strict=True))
        )
    return GoldPage(name, data, text, spans, turns)


def _spans(path: Path, turns: Sequence[FileTurn], text: str) -> tuple[Span, ...] | None:
    """Where the turns are in a text; None if it does not hold the words of one."""
    spans: list[Span] = []
    reached = 0
    for ordinal, turn in enumerate(turns):
        if turn.start is not None and turn.end is not None:
            start, end = turn.start, turn.end
        elif turn.text is not None:
            start = text.find(turn.text, reached)
            end = start + len(turn.text)
            if start < 0:
                _check_without_offsets(path, turns)
                return None
        else:
            raise InputRefused(str(path), f"turns[{ordinal}] needs a text, or a start and an end; add it.")
        if not reached <= start <= end <= len(text):
            raise InputRefused(
                str(path), f"turns[{ordinal}] must begin after the turn before and end in the text; correct it."
            )
        spans.append(Span(start, end, ordinal))
        reached = end
    return tuple(spans)


def _check_without_offsets(path: Path, turns: Sequence[FileTurn]) -> None:
    mixed = next((at for at, turn in enumerate(turns) if turn.text is None), None)
    if mixed is not None:
        raise InputRefused(
            str(path),
            f"turns[{mixed}] has offsets, but the file lacks the text of another turn; give all turns a text.",
        )


def write_pages(folder: Path, results: Sequence[Result]) -> None:
    """Write pages with their gold into a folder, in the form that `run_folder` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, result in enumerate(results):
        page = result.page
        name = f"{number:04}-{slugify(result.group)}-{slugify(result.noise)}{Path(page.file).suffix}"
        words: list[list[str]] = [[] for _ in page.turns]
        for span in page.spans:
            if span.owner >= 0:
                words[span.owner].append(page.text[span.start : span.end].strip())
        turns = tuple(
            FileTurn(turn.labels[0], turn.name, "\n\n".join(parts), labels=turn.labels[1:])
            for turn, parts in zip(page.turns, words, strict=True)
        )
        (folder / name).write_bytes(page.data)
        (folder / f"{name}{GOLD}").write_bytes(
            msgspec.json.format(msgspec.json.encode(GoldFile(turns)), indent=1)
        )
