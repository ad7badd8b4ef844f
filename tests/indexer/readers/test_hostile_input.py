"""Damaged and hostile files: each is read as transcripts, or refused with a clear sentence.

The long form is `make soak`.
"""

import copy
import itertools
import json
import random
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from indexer.directory.load import shipped
from indexer.errors import InputRefused
from indexer.readers import all_readers, read
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from tests.hostile.damage import damaged, damaged_inside, damaged_tree, damaged_values
from tests.hostile.outcome import archive_outcome, outcome
from tests.hostile.seeds import archives, json_seeds, seeds

SEEDS = seeds()
PEOPLE = shipped()


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_read(name: str) -> None:
    assert outcome(SEEDS[name], PEOPLE) == "read"


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "pdf"])
def test_damaged_files_are_read_or_refused(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - repeatable, not secret
    outcomes = {outcome(damaged(SEEDS[name], list(SEEDS.values()), chance), PEOPLE) for _ in range(60)}
    assert outcomes <= {"read", "refused"}


@pytest.mark.parametrize("name", json_seeds())
def test_json_with_other_values_is_read_or_refused(name: str) -> None:
    chance = random.Random(f"values of {name}")  # noqa: S311 - as above
    outcomes = {outcome(damaged_values(SEEDS[name], chance), PEOPLE) for _ in range(60)}
    assert outcomes == {"read", "refused"}


@pytest.mark.parametrize(
    "reader",
    [reader for reader in all_readers() if 40 <= reader.priority < 60],
    ids=lambda reader: reader.format,
)
def test_xml_with_its_elements_in_disorder_is_read_or_refused(reader: Reader) -> None:
    chance = random.Random(reader.format)  # noqa: S311 - as above
    seed = reader.examples[0].data
    outcomes = {outcome(damaged_tree(seed, chance), PEOPLE) for _ in range(60)}
    assert outcomes == {"read", "refused"}


@pytest.mark.usefixtures("no_collection")
@pytest.mark.parametrize(
    "reader",
    [reader for reader in all_readers() if 40 <= reader.priority < 60],
    ids=lambda reader: reader.format,
)
def test_xml_is_read_in_linear_time(reader: Reader) -> None:
    def seconds(copies: int) -> float:
        root = etree.fromstring(reader.examples[0].data)
        last_words = [element for element in root.iter() if (element.text or "").strip()][-1]
        spoken = last_words.getparent()
        assert spoken is not None
        holder = spoken.getparent()
        assert holder is not None
        holder.extend(copy.deepcopy(spoken) for _ in range(copies))
        source = Source("x.xml", etree.tostring(root))
        begin = time.process_time()
        assert reader.read(source)
        return time.process_time() - begin

    seconds(10)
    assert seconds(4_000) < 10 * seconds(1_000) + 0.5


@pytest.mark.usefixtures("no_collection")
@pytest.mark.parametrize(
    "reader",
    [reader for reader in all_readers() if 20 <= reader.priority < 40 and reader.examples],
    ids=lambda reader: reader.format,
)
def test_captions_are_read_in_linear_time(reader: Reader) -> None:
    head, _, cues = reader.examples[0].data.decode().partition("\n")

    def seconds(copies: int) -> float:
        source = Source("x", "\n".join([head, *[cues] * copies]).encode())
        begin = time.process_time()
        assert reader.read(source)
        return time.process_time() - begin

    seconds(10)
    assert seconds(2_000) < 10 * seconds(500) + 0.5


def test_documents_damaged_inside_are_read_or_refused() -> None:
    chance = random.Random("inside")  # noqa: S311 - as above
    cases = (damaged_inside(SEEDS["docx"], list(SEEDS.values()), chance) for _ in range(60))
    assert {outcome(data, PEOPLE) for data in cases} == {"read", "refused"}


def test_damaged_pdfs_are_read_or_refused() -> None:
    chance = random.Random("pdf")  # noqa: S311 - as above
    # Each is read in a separate process.
    outcomes = {outcome(damaged(SEEDS["pdf"], [SEEDS["docx"]], chance), PEOPLE) for _ in range(6)}
    assert outcomes <= {"read", "refused"}


@pytest.mark.parametrize("name", archives())
def test_damaged_archives_are_read_or_refused(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)  # noqa: S311 - as above
    whole = archives()[name]
    path = tmp_path / "a.bin"
    for _ in range(60):
        path.write_bytes(damaged(whole, list(archives().values()), chance))
        assert archive_outcome(path) in {"read", "refused"}


def test_a_bomb_of_zeros_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"\0" * 300_000_000)
    assert archive_outcome(path) == "refused"


LONG = 200_000
LABELS = "\n\n".join(f"MR. {''.join(name)}: I say so." for name in itertools.product("ABCDEFGH", repeat=5))


@pytest.mark.parametrize(
    "text",
    [
        "A" * 10_000_000,
        "Q: " + "word " * LONG,
        "A: a\n" * LONG,
        LABELS,
        "A " * LONG + ":",
        "(" * LONG,
        "Q (" * LONG + "): x",
        " " * LONG + "Q: x",
        "\n" * LONG + "Q: x",
        "**" * LONG,
        "[00:00:00] " * LONG,
        "12:" * LONG,
        "  Mr. " + "A" * LONG + ". x\n[Congressional Record Volume 1, Number 1 (Monday, March 1, 2004)]",
        "[Congressional Record Volume 1, Number 1 (Monday, March 1, 2004)]\n" + "  Mr. DOE. x\n" * 50_000,
        "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\n<v A B>x\n\n" * 20_000,
        "1\n00:00:01,000 --> 00:00:02,000\nJANE: x\n\n" * 20_000,
        "<html><body>" + "<p>Q: x</p>" * 20_000,
        "<html>" + "<b>" * LONG,
        "---\n" + "a: &a [x]\n" + "b: [*a, *a]\n" * 2000 + "---\nQ: x",
        "Q: Go ahead, " + "Peter " * LONG,
        "\ud7ff\u202e\u0000Q: x".replace("\0", "\x01"),
    ],
    ids=lambda text: text[:12].strip() or "space",
)
def test_long_and_contrived_texts_are_read_or_refused(text: str) -> None:
    assert outcome(text.encode(), PEOPLE) in {"read", "refused"}


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"turns":' * 50_000,
        b'{"turns": [{"text": "a", "start_time": 1e999}]}',
        b'{"turns": [{"text": "\\ud800"}]}',
        b'{"turns": [{"text": "a", "speaker": "\\u0000"}]}',
        b'{"segments": [{"text": "\\udfff", "start": 1}]}',
        b"\xff\xfe\x00\x00",
    ],
)
def test_contrived_json_and_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read(Source("x", data))


def test_a_number_out_of_range_is_refused() -> None:
    with pytest.raises(InputRefused):
        read(Source("x.json", json.dumps({"turns": [{"text": "a", "start_time": "soon"}]}).encode()))
