"""Citations, read by parsers that are not ours."""

import datetime
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from indexer.catalog.read import Catalog
from indexer.errors import QuoteRevised, RequestInvalid, TurnUnknown
from indexer.ingest.pipeline import index_paths
from indexer.stored_records import Heading
from search_api.contract.records import SourceRef, SpeakerRef
from search_api.quotes.citation_formats import (
    MEDIA_TYPES,
    CitationFormat,
    CitationSource,
    cite,
    credited,
)
from search_api.quotes.citation_source import CitationRequest, read_citation
from tests.fake_encoder import FakeEncoder
from tests.served import served

QUOTE = CitationSource(
    words="We will not be deterred.",
    speaker=SpeakerRef("antony-blinken", "Antony Blinken", "SECRETARY BLINKEN", "resolved"),
    turn=3,
    place=SourceRef(10, 34, "ab" * 32),
    heading=Heading(
        "talk",
        "A talk",
        datetime.date(2022, 2, 16),
        "https://example.org/talk",
        "MSNBC",
        "txt",
        "ab" * 32,
        None,
    ),
    link="http://127.0.0.1:8000/t/talk?start=10&end=34#turn-3",
)


def quote_of(
    heading: dict[str, Any] | None = None, speaker: dict[str, Any] | None = None, **fields: Any
) -> CitationSource:
    """The quote with other fields: of its heading, of its speaker, of its own."""
    return msgspec.structs.replace(
        QUOTE,
        heading=msgspec.structs.replace(QUOTE.heading, **heading or {}),
        speaker=msgspec.structs.replace(QUOTE.speaker, **speaker or {}),
        **fields,
    )


HOSTILE = [
    "Braces { and } and {{",
    "A backslash \\ and \\input{/etc/passwd} and 100 % of $5 & #1 _x_ ~ ^",
    "Two\nlines\r\nand\ta tab",
    "ER  - \nTY  - BOOK\nAU  - Somebody Else",
    "Quotes \"straight\", “curly”, 'single'",
    "Zażółć gęślą jaźń 漢字 🎙️ \u202eright to left",
    "ends with a backslash \\",
    "}, note = {gotcha}, title = {x",
    "@misc{other, author = {Somebody Else}}",
    "<script>alert(1)</script> [link](javascript:alert(1)) ![x](y) `code` &amp;",
    "# heading\n- item\n1. one\n===\n> quoted\n    code\n```\nfence",
    "nul \x00 and escape \x1b[31m and \u2028 line",
]
odd = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


_DECODING = LatexDecodingMiddleware()


def flat(text: str) -> str:
    """A text as a line-based format can hold it."""
    bare = "".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return " ".join(bare.split())


def bibtex(text: str) -> tuple[str, dict[str, str]]:
    raw, decoded = (
        parse_string(text),
        parse_string(text, append_middleware=[_DECODING]),
    )
    assert not raw.failed_blocks
    assert len(raw.blocks) == 1
    fields = {field.key: str(field.value) for field in decoded.entries[0].fields}
    # pylatexenc reads \textasciicircum as the modifier letter; an address is read verbatim.
    fields = {key: value.replace("ˆ", "^") for key, value in fields.items()}
    fields |= {field.key: str(field.value) for field in raw.entries[0].fields if field.key == "url"}
    return raw.entries[0].entry_type, fields


def ris(text: str) -> dict[str, Any]:
    (entry,) = rispy.loads(text)
    assert isinstance(entry, dict)
    return entry


def csl(text: str) -> dict[str, Any]:
    items = json.loads(text)
    with warnings.catch_warnings():
        # citeproc-py warns of fields and types that it does not know.
        warnings.simplefilter("error")
        CiteProcJSON(items)
    (item,) = items
    assert isinstance(item, dict)
    return item


@settings(max_examples=30, deadline=None)
@given(odd, odd, odd, odd)
def test_no_text_breaks_out_of_any_format(title: str, name: str, words: str, venue: str) -> None:
    hostile = quote_of({"title": title, "venue": venue}, {"name": name}, words=words)
    kept_title = flat(title) or "[Transcript talk]"
    kept_name = flat(name)

    kind, fields = bibtex(cite(hostile, "bibtex"))
    assert kind == "misc"
    assert set(fields) - {"howpublished", "abstract", "author"} == {
        "title",
        "year",
        "month",
        "date",
        "url",
        "note",
    }
    assert fields["url"] == "https://example.org/talk"
    plain = {key: "".join(value.split()) for key, value in fields.items()}
    assert plain["title"].strip("{}") == "".join(kept_title.split()).strip("{}").replace("ˆ", "^")
    assert plain.get("abstract", "") == "".join(flat(words).split()).replace("ˆ", "^")

    entry = ris(cite(hostile, "ris"))
    assert entry["type_of_reference"] == "GEN"
    assert entry["title"].strip() == kept_title
    assert [author.strip() for author in entry.get("authors", [""])] == [kept_name]
    assert entry.get("abstract", "").strip() == flat(words)
    assert entry["urls"] == [QUOTE.heading.url, QUOTE.link]

    item = csl(cite(hostile, "csl"))
    assert item["title"] == kept_title
    assert item["author"] == [{"literal": kept_name}]
    assert item.get("abstract", "") == flat(words)
    assert item["issued"] == {"date-parts": [[2022, 2, 16]]}

    assert f"“{words}”\n" in cite(hostile, "text")


@given(odd, odd)
def test_markdown_shows_what_was_said_and_nothing_else(title: str, words: str) -> None:
    marked = cite(quote_of({"title": title}, words=words), "markdown")
    tokens = MarkdownIt("commonmark").parse(marked)
    blocks = {token.type for token in tokens}
    assert blocks <= {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
    inline = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inline} <= {"text", "softbreak", "link_open", "link_close", "text_special"}
    links = [child.attrs["href"] for child in inline if child.type == "link_open"]
    assert links == [QUOTE.heading.url, QUOTE.link]
    depth = 0
    quoted = ""
    for token in tokens:
        depth += token.type == "blockquote_open"
        depth -= token.type == "blockquote_close"
        if depth:
            quoted += "".join(child.content or " " for child in token.children or [])
    # A text without visible characters leaves no quote.
    assert "".join(quoted.split()).replace("\N{REPLACEMENT CHARACTER}", "\0") == "".join(words.split()).replace(
        "\N{REPLACEMENT CHARACTER}", "\0"
    )


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_no_name_is_claimed_that_the_attribution_has_not(form: CitationFormat) -> None:
    label = cite(quote_of(speaker={"name": None, "label": "QUESTION", "status": "label"}), form)
    assert "QUESTION" in label
    assert "by this label alone" in label
    inferred = cite(quote_of(speaker={"name": "Jonathan Lemire", "label": "Q", "status": "inferred"}), form)
    assert "Jonathan Lemire" in inferred
    assert "inferred" in inferred
    several = cite(quote_of(speaker={"name": None, "label": "MR. SULLIVAN", "status": "ambiguous"}), form)
    assert "MR. SULLIVAN" in several
    assert "more than one person" in several
    # Even where a record held a name that its status does not carry.
    lying = quote_of(speaker={"status": "ambiguous"})
    assert "Antony Blinken" not in cite(lying, form)
    assert credited(SpeakerRef(None, None, " ", "label")) == "[speaker not named]"


def test_what_is_not_known_is_left_out() -> None:
    bare = quote_of({"title": None, "date": None, "venue": None, "url": "javascript:alert(1)"}, link=None)
    assert bibtex(cite(bare, "bibtex"))[1].keys() == {"author", "title", "abstract", "note"}
    assert ris(cite(bare, "ris")).keys() == {"type_of_reference", "id", "authors", "title", "abstract", "notes"}
    assert csl(cite(bare, "csl")).keys() == {"id", "type", "author", "title", "abstract", "note"}
    for form in MEDIA_TYPES:
        assert "[Transcript talk]" in cite(bare, form).replace("\\", "")
        assert "javascript" not in cite(bare, form)


def test_an_address_does_not_break_out_either() -> None:
    sly = quote_of({"url": 'https://example.org/a}b{c\\d) e\nER  - "f<g>'})
    fields = bibtex(cite(sly, "bibtex"))[1]
    assert fields["url"].startswith("https://example.org/a%7Db%7Bc%5Cd")
    assert len(ris(cite(sly, "ris"))["urls"]) == 2
    inline = [child for token in MarkdownIt().parse(cite(sly, "markdown")) for child in token.children or []]
    assert sum(child.type == "link_open" for child in inline) == 2


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[tuple[Path, Catalog, str, str]]:
    """An index of a talk: its folder, catalog, text and the text's hash."""
    say(tmp_path, ["ANN LEE", "Good morning."], ["BOB ROE", "Forty trucks by Friday."], ["ANN LEE", "Thanks."])
    catalog = Catalog(tmp_path / "index")
    yield tmp_path, catalog, catalog.text("a"), catalog.heading("a").text_sha256
    catalog.close()


def say(folder: Path, *turns: list[str]) -> None:
    (folder / "files").mkdir(exist_ok=True)
    body = {"title": "Talk", "turns": [{"speaker": speaker, "text": text} for speaker, text in turns]}
    (folder / "files" / "a.json").write_text(json.dumps(body))
    index_paths(folder / "index", [folder / "files"], FakeEncoder())


def part(words: str, text: str, digest: str, turn: str = "a:1") -> CitationRequest:
    start = text.index(words)
    return CitationRequest(turn, start, start + len(words), digest)


def test_a_turn_and_a_part_of_it(talk: tuple[Path, Catalog, str, str]) -> None:
    _, catalog, text, digest = talk
    whole = read_citation(catalog, CitationRequest("a:1"), "http://here")
    assert (whole.words, whole.speaker.label, whole.turn, whole.revised) == (
        "Forty trucks by Friday.",
        "BOB ROE",
        1,
        None,
    )
    assert whole.link == f"http://here/t/a?start={whole.place.start}&end={whole.place.end}&sha={digest}#turn-1"
    assert read_citation(catalog, part("trucks", text, digest), None).words == "trucks"
    for wrong in (
        part("Thanks", text, digest),
        CitationRequest("a:1", 3),
        CitationRequest("a:1", 5, 5),
        CitationRequest("a:1", -1, 10**9),
    ):
        with pytest.raises(RequestInvalid):
            read_citation(catalog, wrong, None)
    with pytest.raises(TurnUnknown):
        read_citation(catalog, CitationRequest("a:9"), None)


def test_words_that_moved_are_cited_by_who_says_them_now(talk: tuple[Path, Catalog, str, str]) -> None:
    folder, catalog, text, digest = talk
    say(folder, ["CHAIR", "Order!"], ["ANN LEE", "Good morning."], ["BOB ROE", "Forty trucks by Friday."])
    moved = read_citation(catalog, part("Forty trucks", text, digest), None)
    assert (moved.speaker.label, moved.turn, moved.revised) == ("BOB ROE", 2, "moved")
    assert "revised since" in cite(moved, "text")
    assert read_citation(catalog, CitationRequest("a:1", text_sha256=digest), None).revised == "turn"


def test_words_that_are_gone_have_no_speaker(talk: tuple[Path, Catalog, str, str]) -> None:
    folder, catalog, text, digest = talk
    say(folder, ["ANN LEE", "Good morning."], ["BOB ROE", "Ninety vans by Monday."], ["ANN LEE", "Thanks."])
    with pytest.raises(QuoteRevised):
        read_citation(catalog, part("Forty trucks", text, digest), None)


@pytest.fixture(scope="module")
def client(sample_index: Path) -> Iterator[httpx.Client]:
    with served(sample_index) as server:
        yield server.client


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_over_http(client: httpx.Client, form: CitationFormat) -> None:
    where: dict[str, str | int] = {"start": 6097, "end": 6626, "format": form}
    answer = client.get("/v1/turns/blinken-morning-joe:16/citation", params=where)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert "Antony Blinken" in answer.text
    assert "turn 16, characters 6097 to 6626" in answer.text.replace("\\", "")
    assert "https://www.state.gov/" in answer.text


def test_refusals_over_http(client: httpx.Client) -> None:
    address = "/v1/turns/blinken-morning-joe:16/citation"
    assert client.get("/v1/turns/blinken-morning-joe:999/citation").status_code == 404
    unknown = client.get(address, params={"format": "apa"})
    assert unknown.status_code == 400
    assert unknown.json()["errors"][0]["pointer"] == "/format"
    assert client.get(address, params={"start": 0, "end": 5}).json()["errors"][0]["pointer"] == "/start"
    assert client.get(address, params={"start": 6097, "end": 6626, "text_sha256": "0"}).status_code == 404
