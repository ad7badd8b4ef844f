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
    transcripts = catalog.texts({hit.transcript for _, hit in page})
    stretches = catalog.stretches(
        [(hit.transcript, range(hit.ordinal - LOOK_BACK, hit.ordinal + context + 1)) for _, hit in page]
    )
    quotes = [transcripts[hit.transcript][1][hit.start : hit.end] for _, hit in page]
    marked = highlighter.highlights(quotes)
    for at, (ranked, hit) in enumerate(page):
        around = stretches[at]
        stored = next(one for one in around if one.turn.ordinal == hit.ordinal)
        heading, text = transcripts[hit.transcript]
        earlier = [one for one in around if one.turn.ordinal < hit.ordinal]
        later = [one for one in around if one.turn.ordinal > hit.ordinal]
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
            url=f"/t/{percent(heading.id, safe='')}#turn-{hit.ordinal}",
        )
