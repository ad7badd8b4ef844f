"""Ranked passages as results: quoted, attributed, with the question before and the turns around."""

from collections.abc import Iterator
from urllib.parse import quote as percent

from indexer.catalog.rows import Heading, Hit
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
    texts: dict[str, str] = {}
    headings: dict[str, Heading] = {}
    turns = catalog.turns_by_key([hit.turn for _, hit in page])
    for rank, (ranked, hit) in enumerate(page, start=before + 1):
        stored = turns[hit.turn]
        if hit.transcript not in texts:
            texts[hit.transcript] = catalog.text(hit.transcript)
            headings[hit.transcript] = catalog.heading(hit.transcript)
        text, heading = texts[hit.transcript], headings[hit.transcript]
        around = catalog.turns_of(
            hit.transcript,
            range(stored.turn.ordinal - LOOK_BACK, stored.turn.ordinal + context + 1),
        )
        earlier = [one for one in around if one.turn.ordinal < stored.turn.ordinal]
        later = [one for one in around if one.turn.ordinal > stored.turn.ordinal]
        question = asked_before(stored, earlier, text)
        quote = text[hit.start : hit.end]
        yield Result(
            rank=rank,
            score=round(ranked.score, 6),
            scores=Scores(ranked.dense, ranked.lexical),
            quote=quote,
            highlights=highlighter.highlights(quote),
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
