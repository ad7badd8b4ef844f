"""Judging quotes that somebody pastes."""

from typing import Annotated

from litestar import Response, get

from search_api.http.answering import AnyRequest, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import parameter
from search_api.quotes.judging.judge import LONGEST, judge_quote
from search_api.quotes.judging.records import QuoteJudgement
from search_api.server.state import searcher_of


@get("/v1/quotes/check", responses=reading(404), sync_to_thread=True, summary="Whether somebody said a quote")
def check_quote(
    request: AnyRequest,
    text: Annotated[
        str,
        parameter(
            f"What somebody is said to have said, as it was written, 1 to {LONGEST:,} characters.",
            "There is no doubt that we will respond to cyber attacks",
            minLength=1,
            maxLength=LONGEST,
        ),
    ],
    speaker: Annotated[
        str | None,
        parameter(
            "Who is said to have said it, by id, name or label; a name that fits several people means any of them.",
            "antony-blinken",
        ),
    ] = None,
) -> Response[QuoteJudgement]:
    """Judge a quote over the whole index: verbatim, altered, spliced, said by another speaker, or not found.

    Dropped and added negations come first in `differences`, then numbers. Offsets of a difference are code points of
    `text`, half-open.
    """
    snapshot = searcher_of(request.app).snapshot
    return answer(request, indexed(request), lambda: judge_quote(snapshot, text, speaker))
