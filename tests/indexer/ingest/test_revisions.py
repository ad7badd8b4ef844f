"""Quotes of texts that were revised since, and files that come, go and move."""

import json
from pathlib import Path

import pytest

from indexer.catalog.read import Catalog
from indexer.errors import IndexUnwritable, RequestInvalid, TextUnknown, TranscriptUnknown
from indexer.index import Index
from indexer.ingest.pipeline import index_paths, remove
from indexer.integrity.backup import backup
from indexer.integrity.verify import verify
from search_api.quotes.quote_check import QuoteCheck, check_quote
from tests.builders import index_content, write_transcript
from tests.fake_encoder import FakeEncoder

SAID = "We will send forty trucks to the border by Friday."


def say(folder: Path, *turns: str) -> None:
    folder.mkdir(exist_ok=True)
    lines = [{"speaker": "Ann Lee", "text": turn} for turn in turns]
    (folder / "a.json").write_text(json.dumps({"turns": lines}))


def check(index: Path, cited: str, of: str, digest: str) -> QuoteCheck:
    catalog = Catalog(index)
    try:
        start = of.index(cited)
        return check_quote(catalog, "a", start, start + len(cited), digest)
    finally:
        catalog.close()


def text_of(index: Path) -> tuple[str, str]:
    catalog = Catalog(index)
    try:
        return catalog.text("a"), catalog.heading("a").text_sha256
    finally:
        catalog.close()


@pytest.fixture
def cited(tmp_path: Path) -> tuple[Path, str, str]:
    say(tmp_path / "files", "Good morning.", SAID, "Thank you.")
    index_paths(tmp_path / "index", [tmp_path / "files"], FakeEncoder())
    return (tmp_path / "index", *text_of(tmp_path / "index"))


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (("Good morning.", SAID, "Thank you.", "Goodbye."), "stands"),
        (("Good morning to you all.", SAID, "Thank you."), "moved"),
        (("Good morning.", SAID.replace("forty", "fourteen"), "Thank you."), "changed"),
    ],
)
def test_a_quote_of_a_revised_text(
    tmp_path: Path, cited: tuple[Path, str, str], turns: tuple[str, ...], verdict: str
) -> None:
    index, text, digest = cited
    assert check(index, SAID, text, digest).verdict == "unchanged"
    say(tmp_path / "files", *turns)
    index_paths(index, [tmp_path / "files"], FakeEncoder())
    found = check(index, SAID, text, digest)
    assert (found.verdict, found.stands, found.text_unchanged) == (verdict, verdict != "changed", False)
    assert found.cited == SAID
    assert found.current is not None
    now, sha = text_of(index)
    assert found.quote == now[found.current.start : found.current.end]
    assert found.current.text_sha256 == sha
    assert found.until is not None
    assert "".join(edit.text for edit in found.diff if edit.op != "added") == SAID
    assert "".join(edit.text for edit in found.diff if edit.op != "removed") == found.quote
    if verdict == "changed":
        assert [(edit.op, edit.text) for edit in found.diff if edit.op != "kept"] == [
            ("removed", " forty"),
            ("added", " fourteen"),
        ]
    assert verify(index) == []


def test_a_quote_of_a_removed_transcript(cited: tuple[Path, str, str]) -> None:
    index, text, digest = cited
    remove(index, ["a"])
    found = check(index, SAID, text, digest)
    assert (found.verdict, found.stands, found.quote, found.cited) == ("removed", False, None, SAID)


def test_what_was_never_there_is_refused(cited: tuple[Path, str, str]) -> None:
    index, text, digest = cited
    catalog = Catalog(index)
    with pytest.raises(TextUnknown, match="no version of the transcript"):
        check_quote(catalog, "a", 0, 5, "0" * 64)
    with pytest.raises(TranscriptUnknown):
        check_quote(catalog, "b", 0, 5, digest)
    with pytest.raises(RequestInvalid, match="offsets 0 to"):
        check_quote(catalog, "a", 5, len(text) + 1, digest)
    catalog.close()


def test_a_renamed_file_keeps_its_transcript(tmp_path: Path, cited: tuple[Path, str, str]) -> None:
    index, _, _ = cited
    before = index_content(index)
    (tmp_path / "files" / "a.json").rename(tmp_path / "files" / "b.json")
    report = index_paths(index, [tmp_path / "files"], FakeEncoder())
    assert (report.renamed, report.added, report.removed, report.embedded) == (1, 0, 0, 0)
    assert index_content(index) == before
    assert index_paths(index, [tmp_path / "files"], FakeEncoder()).unchanged == 1
    # From one folder to another that is given alone.
    (tmp_path / "files").rename(tmp_path / "moved")
    assert index_paths(index, [tmp_path / "moved"], FakeEncoder()).renamed == 1
    assert verify(index) == []


def test_a_file_that_vanished_is_removed_but_an_empty_folder_is_not_believed(
    tmp_path: Path, cited: tuple[Path, str, str]
) -> None:
    index, text, digest = cited
    other = write_transcript(tmp_path / "files", "b", "Hello.")
    index_paths(index, [tmp_path / "files"], FakeEncoder())
    # Somewhere else, nothing is looked at.
    outside = write_transcript(tmp_path, "c", "Outside.")
    assert index_paths(index, [outside], FakeEncoder()).removed == 0
    (tmp_path / "files" / "a.json").unlink()
    assert index_paths(index, [tmp_path / "files"], FakeEncoder()).removed == 1
    assert [found[0] for found in index_content(index)] == ["b", "c"]
    assert check(index, SAID, text, digest).verdict == "removed"
    other.unlink()
    assert index_paths(index, [tmp_path / "files"], FakeEncoder()).removed == 0
    assert [found[0] for found in index_content(index)] == ["b", "c"]


def test_the_same_transcript_twice_is_refused(tmp_path: Path, cited: tuple[Path, str, str]) -> None:
    index, _, _ = cited
    files = tmp_path / "files"
    (files / "copy.json").write_bytes((files / "a.json").read_bytes())
    report = index_paths(index, [files], FakeEncoder())
    assert "holds the same transcript as" in str(report.refused[0])
    assert len(index_content(index)) == 1
    # Both new at once.
    fresh = index_paths(tmp_path / "fresh", [files], FakeEncoder())
    assert (fresh.added, len(fresh.refused)) == (1, 1)


def test_a_backup_is_an_index(tmp_path: Path, cited: tuple[Path, str, str]) -> None:
    index, _, _ = cited
    assert backup(index, tmp_path / "copy") > 0
    with pytest.raises(IndexUnwritable, match="exists already"):
        backup(index, tmp_path / "copy")
    with pytest.raises(IndexUnwritable, match="check permissions"):
        backup(index, tmp_path / "no" / "such" / "folder")
    restored = tmp_path / "restored"
    restored.mkdir()
    (tmp_path / "copy").rename(restored / "catalog.sqlite3")
    Index.open(restored).close()
    assert index_content(restored) == index_content(index)
    assert verify(restored) == []
