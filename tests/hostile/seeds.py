"""A small, valid file of every format, from which fuzzing starts."""

import io
import tarfile
import zipfile
from pathlib import Path

from indexer.readers import all_readers, reader_of
from indexer.readers.source import Source
from indexer.turns import interview
from tests.hostile.damage import is_json

INTERVIEW = interview.EXAMPLE
CASES = Path(__file__).parents[1] / "cases"


def seeds() -> dict[str, bytes]:
    """The examples of all readers, by name."""
    return {example.name: example.data for reader in all_readers() for example in reader.examples}


def seeds_by_format() -> dict[str, list[bytes]]:
    """The examples of each reader that has any, and the files of `tests/cases` that it reads."""
    formats = {
        reader.format: [example.data for example in reader.examples]
        for reader in all_readers()
        if reader.examples
    }
    for path in sorted(CASES.rglob("*")):
        if path.is_file() and path.name != "expected.toml":
            data = path.read_bytes()
            reader = reader_of(Source(path.name, data))
            if reader and reader.format in formats:
                formats[reader.format].append(data)
    return formats


def json_seeds() -> dict[str, bytes]:
    """Those seeds that are a JSON value."""
    return {name: data for name, data in seeds().items() if is_json(data)}


def archives() -> dict[str, bytes]:
    """A zip and a compressed tar of an interview."""
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", INTERVIEW)
        archive.writestr("a.meta.toml", 'title = "Talk"')
    with tarfile.open(fileobj=tarred, mode="w:gz") as tar:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(INTERVIEW.encode())
        tar.addfile(entry, io.BytesIO(INTERVIEW.encode()))
    return {"zip": zipped.getvalue(), "tar.gz": tarred.getvalue()}
