"""Quotes of revised texts, and files that are added, removed and renamed."""

import contextlib
from pathlib import Path

import pytest

from indexer.catalog.read import Catalog
from indexer.errors import IndexUnwritable, RequestInvalid, TextUnknown, TranscriptUnknown
from indexer.index import Index
from indexer.ingest.pipeline import index_paths, remove
from indexer.integrity.backup import backup
from indexer.integrity.verify import verify
from search_api.quotes.cited_quote import QuoteCheck, verify_quote
from tests.builders import index_content, transcript_ids, write_transcript
from tests.fake_encoder import FakeEncoder

SAID = "We will send forty trucks to the border by Friday."


def check(index: Path, quote: str, text: str, digest: str) -> QuoteCheck:
    """Check a quote that was taken from a text of a hash."""
    start = text.index(quote)
    with contextlib.closing(Catalog(index)) as catalog:
        return verify_quote(catalog, "a", start, start + len(quote), digest)


def text_of(index: Path) -> tuple[str, str]:
    """The current text of the transcript, and its hash."""
    with contextlib.closing(Catalog(index)) as catalog:
        return catalog.text("a"), catalog.heading("a").text_sha256


@pytest.fixture
def cited(tmp_path: Path) -> tuple[Path, str, str]:
    (tmp_path / "files").mkdir()
    write_transcript(tmp_path / "files", "a", "Good morning.", SAID, "Thank you.")
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
    write_transcript(tmp_path / "files", "a", *turns)
    index_paths(index, [tmp_path / "files"], FakeEncoder())
    result = check(index, SAID, text, digest)
    assert (result.verdict, result.stands, result.text_unchanged) == (verdict, verdict != "changed", False)
    assert result.cited == SAID
    assert result.current is not None
    current_text, current_digest = text_of(index)
    assert result.quote == current_text[result.current.start : result.current.end]
    assert result.current.text_sha256 == current_digest
    assert result.until is not None
    assert "".join(edit.text for edit in result.diff if edit.op != "added") == SAID
    assert "".join(edit.text for edit in result.diff if edit.op != "removed") == result.quote
    if verdict == "changed":
        assert [(edit.op, edit.text) for edit in result.diff if edit.op != "kept"] == [
            ("removed", " forty"),
            ("added", " fourteen"),
        ]
    assert verify(index) == []


def test_a_quote_of_a_removed_transcript(cited: tuple[Path, str, str]) -> None:
    index, text, digest = cited
    remove(index, ["a"])
    result = check(index, SAID, text, digest)
    assert (result.verdict, result.stands, result.quote, result.cited) == ("removed", False, None, SAID)


def test_a_quote_that_never_existed_is_refused(cited: tuple[Path, str, str]) -> None:
    index, text, digest = cited
    catalog = Catalog(index)
    with pytest.raises(TextUnknown, match="no version of the transcript"):
        verify_quote(catalog, "a", 0, 5, "0" * 64)
    with pytest.raises(TranscriptUnknown):
        verify_quote(catalog, "b", 0, 5, digest)
    with pytest.raises(RequestInvalid, match="offsets 0 to"):
        verify_quote(catalog, "a", 5, len(text) + 1, digest)
    catalog.close()


def test_a_renamed_file_keeps_its_transcript(tmp_path: Path, cited: tuple[Path, str, str]) -> None:
    index, _, _ = cited
    before = index_content(index)
    (tmp_path / "files" / "a.json").rename(tmp_path / "files" / "b.json")
    report = index_paths(index, [tmp_path / "files"], FakeEncoder())
    assert (report.renamed, report.added, report.removed, report.embedded) == (1, 0, 0, 0)
    assert index_content(index) == before
    assert index_paths(index, [tmp_path / "files"], FakeEncoder()).unchanged == 1
    # The whole folder is renamed, and only its new path is given.
    (tmp_path / "files").rename(tmp_path / "moved")
    assert index_paths(index, [tmp_path / "moved"], FakeEncoder()).renamed == 1
    assert verify(index) == []


def test_a_missing_file_is_removed_but_the_files_of_an_empty_folder_are_kept(
    tmp_path: Path, cited: tuple[Path, str, str]
) -> None:
    index, text, digest = cited
    other = write_transcript(tmp_path / "files", "b", "Hello.")
    index_paths(index, [tmp_path / "files"], FakeEncoder())
    # Files outside the given paths are not checked.
    outside = write_transcript(tmp_path, "c", "Outside.")
    assert index_paths(index, [outside], FakeEncoder()).removed == 0
    (tmp_path / "files" / "a.json").unlink()
    assert index_paths(index, [tmp_path / "files"], FakeEncoder()).removed == 1
    assert transcript_ids(index) == ["b", "c"]
    assert check(index, SAID, text, digest).verdict == "removed"
    other.unlink()
    assert index_paths(index, [tmp_path / "files"], FakeEncoder()).removed == 0
    assert transcript_ids(index) == ["b", "c"]


def test_the_same_transcript_twice_is_refused(tmp_path: Path, cited: tuple[Path, str, str]) -> None:
    index, _, _ = cited
    files = tmp_path / "files"
    (files / "copy.json").write_bytes((files / "a.json").read_bytes())
    report = index_paths(index, [files], FakeEncoder())
    assert "holds the same transcript as" in str(report.refused[0])
    assert len(index_content(index)) == 1
    # Also if both are new.
    fresh = index_paths(tmp_path / "fresh", [files], FakeEncoder())
    assert (fresh.added, len(fresh.refused)) == (1, 1)


def test_a_backup_is_an_index(tmp_path: Path, cited: tuple[Path, str, str]) -> None:
    index, _, _ = cited
    assert backup(index, tmp_path / "copy") > 0
    with pytest.raises(IndexUnwritable, match="exists already"):
        backup(index, tmp_path / "copy")
    with pytest.raises(IndexUnwritable, match="does not exist"):
        backup(index, tmp_path / "no" / "such" / "folder")
    restored = tmp_path / "restored"
    restored.mkdir()
    (tmp_path / "copy").rename(restored / "catalog.sqlite3")
    Index.open(restored).close()
    assert index_content(restored) == index_content(index)
    assert verify(restored) == []
