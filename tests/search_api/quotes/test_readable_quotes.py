"""A Markdown transcript as people meet it: shown, copied, cited, found and checked without its marks."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.catalog.read import Catalog
from indexer.ingest.pipeline import index_paths
from search_api.quotes.citation_source import CitationRequest, read_citation
from search_api.quotes.cited_quote import verify_quote
from search_api.quotes.wording import find_wording
from search_api.web.find_in_transcript import find
from tests.conftest import Program
from tests.fake_encoder import FakeEncoder
from tests.served import served

TEXT = (
    "THE PRESIDENT:  Good morning.\xa0 \n\nQUESTION:  What will the *bridge* over the\nriver cost?\n\n"
    "THE PRESIDENT:  The bridge costs <s>$798</s>  \n\\[$698\\] million, as the\n"
    "[Road Office](https://example.org/roads) said.\n\n"
    "QUESTION:  Thank you.\n"
)
READ = "The bridge costs $798 [$698] million, as the Road Office said."
MEDIA = "https://example.org/bridge.mp4"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bridge")
    (folder / "bridge.md").write_text(TEXT)
    (folder / "bridge.meta.toml").write_text(f'media = "{MEDIA}"\n')
    return folder


@pytest.fixture(scope="module")
def catalog(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    index = tmp_path_factory.mktemp("catalog")
    index_paths(index, [folder], FakeEncoder())
    with contextlib.closing(Catalog(index)) as catalog:
        yield catalog


def test_words_are_found_as_they_are_read_and_as_they_are_written(catalog: Catalog) -> None:
    marked = "costs <s>$798</s>  \n\\[$698\\] million"
    for words in (READ, READ.replace(" million", "\nmillion"), marked, marked.replace("\n", "")):
        wording = find_wording(catalog, "bridge", words)
        assert wording.verdict in {"exact", "typography"}
        assert wording.place is not None
        assert wording.quote == TEXT[wording.place.start : wording.place.end]
    assert find_wording(catalog, "bridge", READ).verdict == "exact"
    other = find_wording(catalog, "bridge", READ.replace("698", "696"))
    assert other.verdict == "differs"
    assert [edit.text for edit in other.diff if edit.op != "kept"] == [" [$696]", " [$698]"]


def test_a_citation_has_the_words_as_they_are_read(catalog: Catalog) -> None:
    source = read_citation(catalog, CitationRequest("bridge:2"), None)
    assert source.words == READ
    assert TEXT[source.place.start : source.place.end].startswith("The bridge costs <s>")


def test_words_still_stand_where_only_line_breaks_and_marks_changed(tmp_path: Path) -> None:
    (tmp_path / "bridge.md").write_text(TEXT)
    index = tmp_path / "index"
    index_paths(index, [tmp_path / "bridge.md"], FakeEncoder())
    with contextlib.closing(Catalog(index)) as catalog:
        digest = catalog.heading("bridge").text_sha256
    wrapped = "A line before.\n\n" + TEXT.replace("<s>", "").replace("</s>  \n", " ").replace(
        "as the\n", "as\nthe "
    )
    (tmp_path / "bridge.md").write_text(wrapped)
    index_paths(index, [tmp_path / "bridge.md"], FakeEncoder())
    start = TEXT.index("The bridge")
    with contextlib.closing(Catalog(index)) as catalog:
        check = verify_quote(catalog, "bridge", start, TEXT.index("\n\nQUESTION:  Thank"), digest)
    assert (check.verdict, check.stands) == ("moved", True)
    assert check.current is not None
    assert check.quote == wrapped[check.current.start : check.current.end]


def test_words_are_found_in_a_transcript_across_marks(catalog: Catalog) -> None:
    for words in ("costs $798 [$698] million", "the bridge over the river", "costs <s>$798</s> \\[$698\\]"):
        (place,) = find(catalog.text("bridge"), words, catalog.heading("bridge").format).places
        assert TEXT[place.start : place.end].split(maxsplit=1)[0].strip("*") in words


def test_answers_and_pages_have_the_words_as_they_are_read(
    folder: Path, program: Program, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    assert program("index", "--index", index, folder)[0] == 0
    with served(index) as server:
        check_answers(server.client)
    _, printed, _ = program("search", "--index", index, "what does the bridge cost")
    assert "<s>" not in printed
    assert "[$698] million" in printed


def check_answers(client: httpx.Client) -> None:
    answer: dict[str, Any] = client.get("/v1/search", params={"q": "what does the bridge cost"}).json()
    result = next(result for result in answer["results"] if result["turn"]["ordinal"] == 2)
    source = result["source"]
    assert result["quote"] == TEXT[source["start"] : source["end"]]
    assert result["readable"] == READ
    assert result["question"]["readable"] == "What will the bridge over the river cost?"
    assert source["media_url"] == MEDIA
    for mark, read in zip(result["highlights"], result["readable_highlights"], strict=True):
        assert result["quote"][mark["start"] :][: mark["length"]].startswith("The bridge")
        assert result["readable"][read["start"] :][: read["length"]] == READ
    turn = client.get("/v1/turns/bridge:2").json()
    assert (turn["readable"], turn["source"]["media_url"]) == (READ, MEDIA)
    for address in (
        "/?q=what+does+the+bridge+cost",
        "/t/bridge",
        "/t/bridge?find=%24698",
        "/t/bridge/around/2",
    ):
        page = client.get(address, headers={"Accept": "text/html"}).text
        assert "&lt;s&gt;" not in page
        assert "\\[" not in page
    assert f'data-copy="{READ}"' in client.get("/?q=what+does+the+bridge+cost").text
    assert READ in client.get("/v1/feeds/search.atom", params={"q": "what does the bridge cost"}).text
