"""Reading transcripts, mining their pairs, and writing them or a sheet of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from eval.running import stored_encoder
from eval.training.pairs.held_out import allowed, held_out_texts
from eval.training.pairs.mining import Mined, mine, texts_of, uncleaned
from eval.training.pairs.records import Pair
from eval.training.pairs.sheet import sheet
from indexer.errors import InputRefused
from indexer.ingest.reading import read_sources
from indexer.model import Transcript
from indexer.sources.folders import find


class Mining(msgspec.Struct, frozen=True):
    """What to mine: the folders of transcripts, the file to write, the seed, and the folder that keeps vectors."""

    folders: tuple[Path, ...]
    out: Path
    seed: int
    work: Path


def write_pairs(mining: Mining) -> Iterator[str]:
    """Write the pairs of the transcripts in some folders as JSON Lines; yields the lines of a report.

    Raises:
        InputRefused: a transcript cannot be read.
    """
    transcripts = read_allowed(mining.folders)
    mined = _mined(transcripts, mining)
    mining.out.write_bytes(b"".join(msgspec.json.encode(pair) + b"\n" for pair in mined.pairs))
    yield f"{len(transcripts)} transcripts, {mined.exchanges} exchanges, {len(mined.pairs)} pairs"
    for fault, count in sorted(mined.faults.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>8} left out: {fault}"
    for form in ("keywords", "topic", "named", "role", "asked"):
        yield f"{sum(bool(getattr(pair.forms, form)) for pair in mined.pairs):>8} have the form: {form}"
    yield f"wrote {mining.out}"


def write_sheet(mining: Mining, count: int, *, cleaned: bool) -> Iterator[str]:
    """Write a sheet of `count` pairs for reading, or of exchanges before cleaning; yields the lines of a report.

    Raises:
        InputRefused: a transcript cannot be read.
    """
    transcripts = read_allowed(mining.folders)
    pairs = _mined(transcripts, mining).pairs if cleaned else tuple(uncleaned(transcripts))
    lines = sheet(pairs, texts_of(pairs, transcripts), count, mining.seed)
    mining.out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    yield f"wrote {min(count, len(pairs))} of {len(pairs)} pairs to {mining.out}"


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file.

    Raises:
        InputRefused: a line is not a pair.
    """
    pairs = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            pairs.append(msgspec.json.decode(line, type=Pair))
        except msgspec.DecodeError as error:
            raise InputRefused(
                f"{path}, line {number}",
                f"this is not a pair ({error}); write the file with `onrecord eval pairs`.",
            ) from error
    return pairs


def read_allowed(folders: Sequence[Path]) -> list[Transcript]:
    """The transcripts in some folders that pairs may come from.

    Raises:
        InputRefused: a transcript cannot be read.
    """
    transcripts: list[Transcript] = []
    for file in find(folders).files:
        for result in read_sources(file):
            if isinstance(result, InputRefused):
                raise result
            transcripts += result
    return list(allowed(transcripts, held_out_texts()))


def _mined(transcripts: Sequence[Transcript], mining: Mining) -> Mined:
    with stored_encoder(None, mining.work) as encoder:
        return mine(transcripts, encoder, mining.seed)
