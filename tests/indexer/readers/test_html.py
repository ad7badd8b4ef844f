"""HTML pages: speech among navigation, scripts and related links."""

import datetime

import pytest

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source

SPEECH = "Ferries carry people over the river every day of the year, and nobody thanks them for it. "
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Interview on Ferries | Town Gazette</title>
<meta property="og:site_name" content="Town Gazette"><meta property="og:title" content="Interview on Ferries">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://gazette.example/ferries">
<script>var speaker = "SCRIPT: alert(1)";</script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="cookie-banner">COOKIES: We use cookies.</div>
<main><article><h1>Interview on Ferries</h1>
<p>3:05 P.M. EST</p>
<p>QUESTION:&nbsp; Why ferries &amp; not bridges? {SPEECH}</p>
<p><strong>MAYOR DOE:</strong> Because &lt;b&gt; is no markup. {SPEECH}</p><p>{SPEECH * 2}</p>
<p>Q&nbsp; &nbsp; Thank you.</p>
<p>MAYOR DOE: Thank you.</p>
<p>Q&nbsp; &nbsp; Thank you.</p>
<p>MAYOR DOE: Thank you. {SPEECH}</p>
</article></main>
<aside><h2>Related</h2><a href="/a">EXCLUSIVE: another story</a></aside>
<footer>Copyright Town Gazette. All rights reserved.</footer></body></html>"""


def page(text: str) -> Document:
    return read(Source("page.html", text.encode()))[0]


def turns_of(document: Document) -> list[tuple[str, str]]:
    return [
        (utterance.label, " ".join(document.text[utterance.start : utterance.end].split()))
        for utterance in document.utterances
    ]


def test_speech_is_read_without_the_rest_of_the_page() -> None:
    document = page(PAGE)
    words = turns_of(document)
    assert document.format == "html/interview"
    assert [label for label, _ in words] == ["QUESTION", "MAYOR DOE", "Q", "MAYOR DOE", "Q", "MAYOR DOE"]
    assert words[0][1].startswith("Why ferries & not bridges?")
    assert words[1][1].startswith("Because <b> is no markup.")
    assert words[2] == words[4] == ("Q", "Thank you.")
    for left_out in ("SCRIPT", "cookies", "Home", "EXCLUSIVE", "Copyright", "color: red"):
        assert left_out not in document.text


def test_the_pages_own_title_date_and_link_are_metadata() -> None:
    metadata = page(PAGE).metadata
    assert metadata.title == "Interview on Ferries"
    assert metadata.date == datetime.date(2021, 3, 4)
    assert metadata.url == "https://gazette.example/ferries"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("March 3, 2021", 3),
        ("3 March 2021", 3),
        ("March 8, 2021", 4),
        ("May 3, 2020", 4),
        ("March 3, 2021 and March 2, 2021", 4),
    ],
)
def test_the_day_of_the_event_is_the_datelines_when_the_page_came_soon_after(given: str, day: int) -> None:
    document = page(PAGE.replace("3:05 P.M. EST", f"{given}, 3:05 P.M. EST"))
    assert document.metadata.date == datetime.date(2021, 3, day)


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>Roads</h3>",
        "<h2>What do they cost?</h2>",
        '<p class="SubDebate"><span>Roads</span></p>',
        '<div class="section-heading">Roads.</div>',
    ],
)
def test_a_heading_by_its_markup_is_nobodys_words(heading: str) -> None:
    document = page(PAGE.replace(f"<p>{SPEECH * 2}</p>", f"{heading}<p>{SPEECH * 2}</p>"))
    whole, first, second = page(PAGE).utterances[1], *document.utterances[1:3]
    assert (first.label, second.label) == ("MAYOR DOE", "MAYOR DOE")
    assert second.doubtful
    words = " ".join(document.text[turn.start : turn.end] for turn in (first, second))
    assert words.split() == page(PAGE).text[whole.start : whole.end].split()


def test_an_element_of_headings_that_also_holds_speech_is_none() -> None:
    marked = PAGE.replace(f"<p>{SPEECH * 2}</p>", f"<h4>Roads</h4><h4>{SPEECH * 2}</h4>")
    assert "Roads" in turns_of(page(marked))[1][1]


def test_a_link_that_is_no_web_address_is_left_out() -> None:
    assert page(PAGE.replace("https://gazette.example/ferries", "javascript:alert(1)")).metadata.url is None


def test_a_declared_encoding_is_honoured() -> None:
    data = PAGE.replace("utf-8", "windows-1252").replace("nobody", "nobody à l’heure").encode("windows-1252")
    assert "nobody à l’heure" in read(Source("page.html", data))[0].text


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body></body></html>",
        "<html><body><p>Some prose without anybody who speaks.</p></body></html>",
        "<html>" + "<div>" * 3000 + "x" + "</div>" * 3000,
        "<html><body><table><tr><td>",
    ],
)
def test_pages_without_turns_are_refused(text: str) -> None:
    with pytest.raises(InputRefused, match=r"page\.html: "):
        page(text)


FRAGMENT = """<div id="main"><h1 class="title">Debate on the trains</h1><div class="node">
<p>The SPEAKER: Order. We begin.</p><p>Mr P T STONE: They are late.</p><p>The SPEAKER: Thank you.</p></div></div>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.html", FRAGMENT),
        ("x.txt", FRAGMENT),
        ("x.html", f"Printed on Monday. {FRAGMENT}"),
        ("x.txt", f"<!-- saved --> {FRAGMENT}"),
        ("x.txt", f"\ufeff{FRAGMENT}"),
        ("x.html", f"<html><body>{FRAGMENT}</body></html>"),
    ],
)
def test_a_part_of_a_page_is_read_like_the_page(name: str, text: str) -> None:
    document = read(Source(name, text.encode()))[0]
    assert document.format == "html/interview"
    assert document.metadata.title == "Debate on the trains"
    assert [label for label, _ in turns_of(document)] == ["The SPEAKER", "Mr P T STONE", "The SPEAKER"]
    assert "<" not in document.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.md", '<p align="center">Ferries</p>\n\nQUESTION: Why?\n\nMAYOR DOE: Because.\n'),
        ("x.txt", "QUESTION: Why <p>?</p>\n\nMAYOR DOE: Because.\n"),
    ],
)
def test_text_with_an_element_in_it_is_no_page(name: str, text: str) -> None:
    document = read(Source(name, text.encode()))[0]
    assert (document.format, document.text) == ("interview", text)


def test_xml_with_a_body_is_no_page() -> None:
    with pytest.raises(InputRefused, match="it has the root <debate>"):
        read(Source("x.xml", b"<debate><title>A</title><body><p><b>Mr. Doe</b>: So.</p></body></debate>"))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>PRAYERS - Westland Hansard 2024-08-09</title>", "PRAYERS - Westland Hansard 2024-08-09"),
        ("<title>House, 4 March 2021</title>", "House, 4 March 2021"),
        ("<title>4 March 2021</title>", None),
        ("<title>Transcript</title>", None),
        ("", None),
    ],
)
def test_a_page_is_titled_by_its_own_title(head: str, title: str | None) -> None:
    text = f"<html><head>{head}</head><body><h3>PRAYERS</h3><p>MAYOR DOE: So it is.</p></body></html>"
    assert page(text).metadata.title == title


def test_a_day_that_the_text_mentions_is_not_the_pages() -> None:
    said = f"On 11 September 2019 the ferries stopped. {SPEECH}"
    text = f"<html><body><main><p>MAYOR DOE: {said}</p><p>Q&nbsp; &nbsp; Why?</p></main></body></html>"
    assert page(text).metadata.date is None


def test_a_page_of_the_publishing_office_has_the_title_of_its_head() -> None:
    text = """<html><title> - LAMPS AND PIERS</title><body><pre>
[House Hearing]
[From the U.S. Government Printing Office]

                     COMMITTEE ON LAMPS

    The CHAIRMAN. Order.

    Senator WREN. Thank you.
</pre></body></html>"""
    document = page(text)
    assert (document.format, document.metadata.title) == ("html/hearing", "LAMPS AND PIERS")


@pytest.mark.parametrize("declaration", ['<?xml version="1.0" encoding="UTF-8"?>', "\n<?xml version='1.0'?>\n"])
@pytest.mark.parametrize(
    ("name", "body", "label"),
    [
        (
            "page.html",
            f"<p>MAYOR DOE: Thank you. {SPEECH}</p><p>Q: Why?</p><p>MAYOR DOE: {SPEECH}</p>",
            "MAYOR DOE",
        ),
        (
            "hearing.htm",
            "<pre>[U.S. Government Printing Office]\n\n    Mr. Beacon. Yes.\n\n    Mr. Roe. No.\n</pre>",
            "Mr. Beacon",
        ),
        ("podcast.html", "<cite>Nina Brook:</cite> <time>0:01</time> <p>Who rang?</p>", "Nina Brook"),
    ],
)
def test_xhtml_may_begin_with_an_xml_declaration(declaration: str, name: str, body: str, label: str) -> None:
    text = f"{declaration}<!DOCTYPE html><html><head><title>Ferries</title></head><body>{body}</body></html>"
    document = read(Source(name, text.encode()))[0]
    assert document.utterances[0].label == label
