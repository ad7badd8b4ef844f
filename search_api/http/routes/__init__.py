"""The routes, one module for each resource. Handlers are synchronous and run in threads, off the event loop."""

from typing import Any

from search_api.http.routes.batch import search_batch
from search_api.http.routes.changes import delete_transcript, put_transcript
from search_api.http.routes.feeds import search_feed
from search_api.http.routes.operation import live, metrics, ready
from search_api.http.routes.quotes import check_quote
from search_api.http.routes.search import facets, search
from search_api.http.routes.speakers import speaker, speakers
from search_api.http.routes.transcripts import transcript, transcript_text, transcripts
from search_api.http.routes.turns import citation, turn, verify_quote

ROUTES: tuple[Any, ...] = (
    search,
    search_batch,
    search_feed,
    facets,
    transcripts,
    transcript,
    transcript_text,
    put_transcript,
    delete_transcript,
    turn,
    citation,
    speakers,
    speaker,
    check_quote,
    verify_quote,
    live,
    ready,
    metrics,
)
