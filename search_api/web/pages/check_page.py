"""The page that checks a quote: a form, the verdict in words, and what was really said."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get

from indexer.errors import NotFound, RequestInvalid, SpeakerUnknown
from search_api.quotes.judging.differences import Difference
from search_api.quotes.judging.judge import LONGEST, judge_quote
from search_api.quotes.judging.records import QuoteJudgement, QuoteMatch, Verdict
from search_api.search.snapshot import Snapshot
from search_api.server.address import address_of
from search_api.server.state import searcher_of
from search_api.web.addresses import Link
from search_api.web.marked_text import Lit, Piece
from search_api.web.quotes import Quote, Shelf
from search_api.web.rendering import rendered

_VERDICTS: dict[Verdict, str] = {
    "verbatim": "Verbatim",
    "altered": "Altered",
    "spliced": "Spliced together",
    "other_speaker": "Said by somebody else",
    "not_found": "Not found",
}
_KINDS = {
    "negation": "Negation",
    "number": "Number",
    "words": "Words",
    "notation": "The same number, written in another way",
    "punctuation": "Punctuation",
}


class CheckForm(msgspec.Struct, frozen=True):
    """What was typed into the form."""

    text: str = ""
    speaker: str = ""
    longest: int = LONGEST

    def address(self, speaker: str) -> str:
        """The address of the same check with another speaker."""
        return check_address(self.text, speaker)


class Change(msgspec.Struct, frozen=True):
    """A difference with its kind in words."""

    kind: str
    given: str
    said: str


class Place(msgspec.Struct, frozen=True):
    """Where the words stand: what was really said, with the changed words marked, and the differences."""

    quote: Quote
    changes: list[Change]
    left_out: tuple[str, ...]


def check_address(text: str, speaker: str = "") -> str:
    """The page that checks a quote."""
    return "/check?" + urlencode([("text", text), *([("speaker", speaker)] if speaker else [])])


@get("/check", sync_to_thread=True, include_in_schema=False)
def check_page(request: Request[Any, Any, Any]) -> Response[str]:
    """The form, and the judgement of the quote in it."""
    snapshot = searcher_of(request.app).snapshot
    form = CheckForm(
        (request.query_params.get("text") or "").strip(), (request.query_params.get("speaker") or "").strip()
    )
    if not form.text:
        return _page(form)
    try:
        judgement = judge_quote(snapshot, form.text, form.speaker or None)
        with snapshot.catalog.reading():
            places = _places(snapshot, judgement, address_of(request))
    except SpeakerUnknown as error:
        near = [Link(name, "", form.address(name)) for name in error.near]
        trouble = "No speaker and no label in this index has that name." + (" Did you mean:" if near else "")
        return _page(form, 404, trouble=trouble, near=near)
    except NotFound:
        return _page(form, 409, trouble="The index has just changed. Check the quote again.")
    except RequestInvalid as error:
        return _page(form, 400, trouble=str(error))
    changed = judgement.matches[0].differences if len(judgement.matches) == 1 else ()
    return _page(
        form,
        judgement=judgement,
        title=_VERDICTS[judgement.verdict],
        given=_marked(form.text, changed),
        places=places,
    )


def _page(form: CheckForm, status: int = 200, **values: Any) -> Response[str]:
    blank: dict[str, Any] = {
        "judgement": None,
        "trouble": "",
        "near": [],
        "given": [],
        "places": [],
        "title": "",
    }
    return rendered("check.html", status=status, form=form, **(blank | values))


def _places(snapshot: Snapshot, judgement: QuoteJudgement, base: str) -> list[Place]:
    shelf = Shelf(snapshot, base)
    return [
        Place(
            shelf.quote(snapshot.catalog.turn(match.turn.id), match.source, _lit(match), number),
            [Change(_KINDS[each.kind], each.given, each.said) for each in match.differences],
            match.left_out,
        )
        for number, match in enumerate(judgement.matches, 1)
    ]


def _lit(match: QuoteMatch) -> list[Lit]:
    return [
        Lit(each.said_start, each.said_end, "changed")
        for each in match.differences
        if each.said_start < each.said_end
    ]


def _marked(text: str, differences: Sequence[Difference]) -> list[Piece]:
    """The pasted text in pieces, those that differ marked."""
    pieces = []
    at = 0
    for start, end in sorted((each.start, each.end) for each in differences if each.given):
        if start < at:
            continue
        pieces += [Piece(text[at:start]), Piece(text[start:end], "changed")]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]
