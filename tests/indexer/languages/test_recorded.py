"""Which language a transcript is in: where sources say it, and that an index records it, also one made before."""

import json
import sqlite3
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.errors import InputRefused
from indexer.ingest.pipeline import index_paths
from indexer.ingest.reading import read_file
from indexer.integrity.verify import verify
from indexer.languages import language_code
from indexer.sample import sample_folder
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher
from tests.conftest import Program

TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="sl"><text><body>
<u who="#a"><seg>Dober dan.</seg></u></body></text></TEI>"""
AKOMA_NTOSO = """<?xml version="1.0"?><akomaNtoso><debate><meta><identification><FRBRExpression>
<FRBRlanguage language="{}"/></FRBRExpression></identification></meta><debateBody><speech by="#a"><from>A</from>
<p>Words.</p></speech></debateBody></debate></akomaNtoso>"""
SOURCES = {
    "a.vtt": ("WEBVTT\nKind: captions\nLanguage: de-AT\n\n00:01.000 --> 00:02.000\n<v Ann Roe>Ja.\n", "de"),
    "b.vtt": ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Roe>Language: fr\n", "en"),
    "c.html": (
        '<!doctype html><html class="x" lang="pt-BR"><body><p>SENHORA ROE: Sim.</p></body></html>',
        "pt",
    ),
    "d.xml": (TEI, "sl"),
    "e.xml": (AKOMA_NTOSO.format("eng"), "en"),
    "f.xml": (AKOMA_NTOSO.format("it"), "it"),
    "g.md": ("---\nlanguage: fr\n---\nMME ROE: Oui.\n", "fr"),
    "h.md": ("---\nlanguage: French, mostly\n---\nMME ROE: Oui.\n", "en"),
    "i.json": (json.dumps({"language": "nl", "turns": [{"text": "Ja."}]}), "nl"),
    "j.json": (json.dumps({"language": 7, "turns": [{"text": "Yes."}]}), "en"),
    "k.txt": ("MS. ROE: Yes.\n", "en"),
}


@pytest.mark.parametrize(("name", "text", "code"), [(name, *found) for name, found in SOURCES.items()])
def test_the_source_says_its_language(tmp_path: Path, name: str, text: str, code: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (transcript,) = read_file(tmp_path / name)
    assert transcript.language == code


def test_the_sidecar_overrides_the_source(tmp_path: Path, program: Program) -> None:
    (tmp_path / "g.md").write_text(SOURCES["g.md"][0], "utf-8")
    sidecar = tmp_path / "g.meta.toml"
    sidecar.write_text('language = "de-CH"')
    code, out, _ = program("parse", tmp_path / "g.md", "--json")
    assert (code, json.loads(out)["language"]) == (0, "de")
    sidecar.write_text('language = "French"')
    with pytest.raises(InputRefused, match=r"g\.meta\.toml: language must be the code of a language"):
        read_file(tmp_path / "g.md")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("eng", "en"),
        (" pt_BR ", "pt"),
        ("gsw", "gsw"),
        *((no_tag, None) for no_tag in ("und", "", "English", "e", "en;drop", None, 5)),
    ],
)
def test_language_tags(tag: object, code: str | None) -> None:
    assert language_code(tag) == code


def made_before(folder: Path) -> None:
    """Take out of an index what those made before do not have."""
    connection = sqlite3.connect(folder / "catalog.sqlite3")
    connection.execute("DROP INDEX transcripts_by_language")
    connection.execute("ALTER TABLE transcripts DROP COLUMN language")
    connection.close()


def test_an_index_made_before_is_searched_and_records_languages_from_its_next_change(
    encoder: Encoder, tmp_path: Path
) -> None:
    folder, sample = tmp_path / "index", "blinken-morning-joe"
    index_paths(folder, [sample_folder()], encoder)
    sums = Catalog(folder).sums()
    made_before(folder)
    catalog = Catalog(folder)
    assert (catalog.languages(), catalog.transcript(sample).language) == (["en"], "en")
    assert (catalog.sums(), list(verify(folder))) == (sums, [])
    searcher = Searcher(folder, encoder)
    assert searcher.search(SearchRequest("what did Blinken say about cyber attacks")).answered
    searcher.close()
    files = tmp_path / "files"
    files.mkdir()
    (files / "g.md").write_text(SOURCES["g.md"][0], "utf-8")
    index_paths(folder, [files], encoder)
    assert sorted(catalog.languages()) == ["en", "fr"]
    assert {key: catalog.transcript(key).language for key in ("g", sample)} == {"g": "fr", sample: "en"}
    catalog.close()
    assert list(verify(folder)) == []


def test_a_language_that_is_altered_on_disk_is_found(encoder: Encoder, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index_paths(folder, [sample_folder()], encoder)
    connection = sqlite3.connect(folder / "catalog.sqlite3")
    connection.execute("UPDATE transcripts SET language = 'de'")
    connection.commit()
    connection.close()
    assert "its record was altered on disk" in "".join(verify(folder))
