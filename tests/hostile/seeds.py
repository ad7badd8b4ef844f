"""A small, valid file of every format, from which fuzzing starts."""

import io
import tarfile
import zipfile

import msgspec

from indexer.readers import all_readers
from indexer.turns import interview

INTERVIEW = interview.EXAMPLE


def seeds() -> dict[str, bytes]:
    """The examples of all readers, by name."""
    return {example.name: example.data for reader in all_readers() for example in reader.examples}


def json_seeds() -> dict[str, bytes]:
    """Those seeds that are a JSON value."""
    return {name: data for name, data in seeds().items() if data[:1] in {b"{", b"["} and _is_json(data)}


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data)
    except msgspec.DecodeError:
        return False
    return True


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
