"""A language is added in one room: a module in `indexer/languages` is enough for all that reads, indexes and asks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import indexer.languages
from embeddings.encoder import Encoder
from indexer.attribution import attribute
from indexer.directory.records import Directory
from indexer.ingest.pipeline import index_paths
from indexer.ingest.reading import read_file, reading_digest
from indexer.integrity.verify import verify
from indexer.languages import language_of, languages
from indexer.model import Evidence, Metadata, Transcript
from indexer.readers import read
from indexer.readers.source import Source
from indexer.store.analysis import Analyzer
from indexer.turns import dates
from indexer.turns.openings import label_words
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher
from tests.conftest import Program
from tests.indexer.languages import toy

SAID = """---
title: Kunveno de la urba konsilio
date: 2022-02-16
language: {code}
---
LA PREZIDANTO: Nun parolas Ministro Anna Kovač pri la domoj.

DEMANDO: Kiom kostos la nova akvo?

MINISTRO KOVAČ: Nu, Petro, la ponta akvo kostos tri mil. La domo estas sufiĉe malnova.

LA PREZIDANTO: Dankon. Bonvolu, Petro.

DEMANDO: Kial la lernejo estas fermita?

MINISTRO KOVAČ: La instruistoj vojaĝas al alia urbo.
"""
ENGLISH = """---
title: A meeting of the city council
date: 2022-02-17
---
THE CHAIR: Now Minister Anna Kovač speaks about the houses.

QUESTION: How much is the new bridge?

MINISTER KOVAČ: The bridge over the river costs three million, and the houses are old.
"""


def forget() -> None:
    for cached in (
        indexer.languages.languages,
        indexer.languages._codes,
        indexer.languages._load,
        indexer.languages.language_digest,
        indexer.languages.layout_words,
        indexer.languages.titles,
        indexer.languages.posts,
        indexer.languages.articles,
        indexer.languages.gendered_titles,
        indexer.languages.surnames_like_titles,
        indexer.languages.name_particles,
        indexer.languages.name_suffixes,
        indexer.languages.articles,
        indexer.languages.posts,
        indexer.languages.generic_labels,
        label_words.label_words,
    ):
        cached.cache_clear()


@pytest.fixture
def with_toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The toy language as a module in the room, found there like any other."""
    room = tmp_path / "room"
    room.mkdir()
    shutil.copy(toy.__file__, room / "eo.py")
    monkeypatch.setattr(indexer.languages, "__path__", [*indexer.languages.__path__, str(room)])
    forget()
    yield
    monkeypatch.undo()
    forget()


def written(folder: Path, code: str = "eo") -> Path:
    folder.mkdir()
    (folder / "kunveno.txt").write_text(SAID.format(code=code), "utf-8")
    return folder / "kunveno.txt"


def labels_of(transcript: Transcript) -> list[tuple[str, str, str | None]]:
    return [(turn.label, turn.role, turn.attribution.name) for turn in transcript.turns]


@pytest.mark.usefixtures("with_toy")
def test_titles_chairs_and_calls_of_a_new_language_are_recognised(tmp_path: Path) -> None:
    (transcript,) = read_file(written(tmp_path / "files"))
    assert transcript.language == "eo"
    assert labels_of(transcript) == [
        ("LA PREZIDANTO", "chair", None),
        ("DEMANDO", "questioner", "Petro"),
        ("MINISTRO KOVAČ", "speaker", "Anna Kovač"),
        ("LA PREZIDANTO", "chair", None),
        ("DEMANDO", "questioner", "Petro"),
        ("MINISTRO KOVAČ", "speaker", "Anna Kovač"),
    ]
    evidence = transcript.turns[2].attribution.evidence
    assert isinstance(evidence, Evidence)
    assert transcript.text[evidence.start : evidence.end] == "Ministro Anna Kovač"


@pytest.mark.usefixtures("with_toy")
def test_transcripts_of_other_languages_are_read_as_before(tmp_path: Path) -> None:
    (transcript,) = read_file(written(tmp_path / "files", "en"))
    assert {turn.role for turn in transcript.turns} == {"speaker"}
    assert "Anna Kovač" not in {turn.attribution.name for turn in transcript.turns}


def test_a_language_that_is_not_known_is_recorded_and_read_as_the_default(tmp_path: Path) -> None:
    (transcript,) = read_file(written(tmp_path / "files"))
    assert transcript.language == "eo"
    assert language_of("eo") is language_of(None) is languages()["en"]
    assert {turn.role for turn in transcript.turns} == {"speaker"}


@pytest.mark.usefixtures("with_toy")
def test_questions_and_words_of_a_new_language_are_used_by_searches(
    encoder: Encoder, tmp_path: Path, program: Program
) -> None:
    folder = tmp_path / "index"
    written(tmp_path / "files")
    (tmp_path / "files" / "meeting.txt").write_text(ENGLISH, "utf-8")
    index_paths(folder, [tmp_path / "files"], encoder)
    searcher = Searcher(folder, encoder)
    try:
        answer = searcher.search(SearchRequest("Kion Ministro Kovač diris pri la domoj?"))
        (mention,) = answer.interpretation.speakers
        assert (mention.name, answer.interpretation.topic) == ("Anna Kovač", "la domoj")
        assert answer.results[0].turn.ordinal == 2
        assert searcher.search(SearchRequest("kion oni demandis pri akvo")).interpretation.roles == (
            "questioner",
        )
        # The stems are Spanish, "pont"; English ones would be "ponta" and "ponto".
        (only,) = searcher.search(SearchRequest("ponto", mode="lexical")).results
        assert only.quote.startswith("Nu, Petro, la ponta akvo")
        # English is still asked and matched as English.
        answer = searcher.search(SearchRequest("what did Minister Kovač say about the house"))
        assert answer.interpretation.topic == "the house"
        assert answer.results[0].quote.startswith("The bridge")
    finally:
        searcher.close()
    assert not list(verify(folder))
    code, out, _ = program("export", "--index", folder)
    assert code == 0
    assert [line.count('"language":"eo"') for line in out.splitlines()] == [1, 0]


def test_a_language_that_is_added_is_used_for_transcripts_that_were_indexed_before(
    encoder: Encoder, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "index"
    written(tmp_path / "files")
    index_paths(folder, [tmp_path / "files"], encoder)
    request.getfixturevalue("with_toy")
    searcher = Searcher(folder, encoder)
    assert searcher.search(SearchRequest("instruistoj", mode="lexical")).results
    searcher.close()
    assert index_paths(folder, [tmp_path / "files"], encoder).updated == 1
    assert list(verify(folder)) == []
    searcher = Searcher(folder, encoder)
    assert searcher.search(SearchRequest("kion Kovač diris pri la urbo")).interpretation.topic == "la urbo"
    searcher.close()


@pytest.mark.usefixtures("with_toy")
def test_sources_are_read_again_when_a_language_changes() -> None:
    before = reading_digest(Directory())
    module = Path(indexer.languages.__path__[-1]) / "eo.py"
    module.write_text(f"{module.read_text('utf-8')}\n# Another word.\n", "utf-8")
    forget()
    assert reading_digest(Directory()) != before


def test_a_language_module_must_define_its_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.py").write_text("LANGUAGE = None\n")
    monkeypatch.setattr(indexer.languages, "__path__", [*indexer.languages.__path__, str(tmp_path)])
    forget()
    with pytest.raises(TypeError, match="must define LANGUAGE"):
        indexer.languages.languages()
    monkeypatch.undo()
    forget()


@pytest.mark.usefixtures("with_toy")
def test_function_words_are_those_of_the_language_of_the_question() -> None:
    both = Analyzer([language_of("en"), language_of("eo")])
    assert dict.fromkeys(both.content_stems("what about the building")) == {"build": None, "building": None}
    assert dict.fromkeys(both.content_stems("pri la domoj")) == {"domoj": None}
    assert Analyzer([language_of("eo")]).content_stems("pri la domo") == ["dom"]
    assert Analyzer().content_stems("pri la domo") == ["pri", "la", "domo"]


@pytest.mark.usefixtures("with_toy")
def test_lines_are_read_by_the_layout_words_of_all_languages() -> None:
    dates._forms.cache_clear()
    dates._date.cache_clear()
    text = (
        "16 aŭg 2022\n\nĈEESTANTOJ: Anna Kovač\n\nFONTO: la urbo\n\n"
        "LA PREZIDANTO: Nun ni parolas pri la nova ponto.\n\nDEMANDO: Kiom kostos la ponto?\n"
    )
    (document,) = read(Source("x.txt", text.encode(), Metadata(language="eo")))
    assert [utterance.label for utterance in document.utterances] == ["LA PREZIDANTO", "DEMANDO"]
    assert attribute(document, "x").turns[0].role == "chair"
