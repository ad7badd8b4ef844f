"""A format is a single file: everything that the program knows of it follows from its reader."""

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.openapi.spec import RequestBody

from indexer.errors import UploadUnsupported
from indexer.model import Metadata
from indexer.readers import all_readers, formats, media_types, read, reader_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.sources.files import Loaded, load
from indexer.sources.folders import find
from search_api.http.routes.changes import PutOperation, suffix_of
from tests.hostile.seeds import seeds
from tests.indexer.readers.formats_table import formats_table, shown_table

TOY = '''
"""Toy transcripts: `#toy`, then a turn per line, its speaker and words separated by a vertical bar."""

from indexer.model import Metadata
from indexer.readers.assemble import SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import decode, merge
from indexer.turns.layout import Example


def recognises(source):
    return source.data.startswith(b"#toy")


def read(source):
    turns = (line.partition("|") for line in decode(source).splitlines()[1:])
    parts = (SpokenPart(label, words) for label, _, words in turns)
    return [assemble("toy", parts, merge(Metadata(), source.sidecar))]


READER = Reader(
    format="toy",
    priority=75,
    recognises=recognises,
    read=read,
    suffixes=(".toy",),
    media_types={"application/x-toy": ".toy"},
    examples=(Example("toy", "#toy\\nJane Doe|Hello.\\n", "toy transcripts", "`Jane Doe|Hello.`"),),
)
'''


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A toy file, while a reader for such files is in the folder of formats."""
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "toy.py").write_text(TOY)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path / "formats")])
    all_readers.cache_clear()
    yield b"#toy\nMary Major|We meet at noon.\n"
    all_readers.cache_clear()
    sys.modules.pop(f"{formats.__name__}.toy", None)


def test_a_reader_in_one_file_is_registered(toy: bytes) -> None:
    reader = reader_of(Source("minutes", toy))
    assert reader is not None
    assert reader.format == "toy"
    (document,) = read(Source("minutes", toy))
    assert [utterance.label for utterance in document.utterances] == ["Mary Major"]


def test_a_reader_in_one_file_brings_its_suffix(toy: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "minutes.toy").write_bytes(toy)
    (folder / "minutes.other").write_bytes(toy)
    (path,) = find([folder]).files
    assert path.name == "minutes.toy"
    (loaded,) = load(path)
    assert isinstance(loaded, Loaded)
    assert read(loaded.source)[0].format == "toy"


def test_a_reader_in_one_file_brings_its_media_type(toy: bytes) -> None:
    assert suffix_of("application/x-toy; charset=utf-8") == ".toy"
    assert read(Source(f"upload:minutes{suffix_of('application/x-toy')}", toy))[0].format == "toy"
    body = PutOperation().request_body
    assert isinstance(body, RequestBody)
    assert "application/x-toy" in body.content


def test_a_reader_in_one_file_is_fuzzed_and_documented(toy: bytes) -> None:
    assert toy.startswith(b"#toy")
    assert seeds()["toy"] == b"#toy\nJane Doe|Hello.\n"
    assert "| toy transcripts | `Jane Doe|Hello.` |\n" in formats_table()


def test_without_its_file_nothing_is_left_of_a_format() -> None:
    assert "toy" not in seeds()
    assert "toy" not in formats_table()
    with pytest.raises(UploadUnsupported, match="text/plain"):
        suffix_of("application/x-toy")


def test_the_guide_shows_the_formats_that_are_read() -> None:
    assert shown_table() == formats_table(), "run python -m tests.indexer.readers.formats_table"


def test_readers_agree_with_each_other() -> None:
    readers = all_readers()
    for unique in (
        [reader.format for reader in readers],
        [reader.priority for reader in readers],
        [name for reader in readers for name in reader.media_types],
        [example.name for reader in readers for example in reader.examples],
    ):
        assert len(set(unique)) == len(unique)
    assert len(media_types()) == sum(len(reader.media_types) for reader in readers)
    for reader in readers:
        assert set(reader.media_types.values()) <= set(reader.suffixes)


@pytest.mark.parametrize("reader", all_readers(), ids=lambda reader: reader.format)
def test_a_reader_takes_its_own_examples(reader: Reader) -> None:
    for example in reader.examples:
        source = Source(example.name, example.data)
        assert reader_of(source) is reader
        assert reader.read(source)[0].utterances


@pytest.mark.parametrize("name", sorted(seeds()))
def test_a_sidecar_overrides_what_any_file_says_and_spans_lie_in_the_text(name: str) -> None:
    sidecar = Metadata(title="Of the sidecar", date=datetime.date(2001, 2, 3), venue="Town hall")
    for document in read(Source(name, seeds()[name], sidecar)):
        metadata = document.metadata
        assert (metadata.title, metadata.date, metadata.venue) == (sidecar.title, sidecar.date, sidecar.venue)
        ends = [0, *(end for turn in document.utterances for end in (turn.start, turn.end))]
        assert ends == sorted(ends)
        assert ends[-1] <= len(document.text)
