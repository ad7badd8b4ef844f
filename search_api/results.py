"""Ranked passages as results: quoted, attributed, with the question before and the turns around."""

from collections.abc import Iterator
from urllib.parse import quote as percent

from indexer.catalog.rows import Hit
from indexer.index import Index
from search_api.exchange import LOOK_BACK, asked_before
from search_api.highlight import Highlighter
from search_api.ranking.fusion import Ranked
from search_api.records import Context, Result, Scores, SourceRef, TranscriptRef
from search_api.turns import speaker_ref, turn_quote, turn_ref


def results_of(
    index: Index, page: list[tuple[Ranked, Hit]], highlighter: Highlighter, *, context: int, before: int
) -> Iterator[Result]:
    """The results of a page: `before` of them came on earlier pages; `context` turns stand on either side."""
    catalog = index.catalog
    texts = {key: catalog.text(key) for key in {hit.transcript for _, hit in page}}
    headings = {key: catalog.heading(key) for key in texts}
    turns = catalog.turns_by_key([hit.turn for _, hit in page])
    quotes = [texts[hit.transcript][hit.start : hit.end] for _, hit in page]
    marked = highlighter.highlights(quotes)
    for at, (ranked, hit) in enumerate(page):
        stored = turns[hit.turn]
        text, heading = texts[hit.transcript], headings[hit.transcript]
        around = catalog.turns_of(
            hit.transcript,
            range(stored.turn.ordinal - LOOK_BACK, stored.turn.ordinal + context + 1),
        )
        earlier = [one for one in around if one.turn.ordinal < stored.turn.ordinal]
        later = [one for one in around if one.turn.ordinal > stored.turn.ordinal]
        question = asked_before(stored, earlier, text)
        yield Result(
            rank=before + at + 1,
            score=round(ranked.score, 6),
            scores=Scores(ranked.dense, ranked.lexical),
            quote=quotes[at],
            highlights=marked[at],
            speaker=speaker_ref(stored),
            turn=turn_ref(stored),
            source=SourceRef(hit.start, hit.end, heading.text_sha256),
            question=turn_quote(question, text, heading) if question else None,
            context=Context(
                tuple(turn_quote(one, text, heading) for one in earlier[len(earlier) - context :]),
                tuple(turn_quote(one, text, heading) for one in later),
            ),
            transcript=TranscriptRef(heading.id, heading.title, heading.date, heading.url),
            url=f"/t/{percent(heading.id, safe='')}#turn-{stored.turn.ordinal}",
        )
