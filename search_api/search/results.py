"""Ranked passages as results: quoted, attributed, with the question before and the context."""

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.export.readable import readable
from indexer.stored_records import Hit, StoredTurn
from search_api.contract.records import Context, Highlight, Result, Scores, TranscriptRef
from search_api.retrieval.fusion import Ranked
from search_api.search.exact_words import ExactWords
from search_api.search.exchange import REACH, look_back, question_before
from search_api.search.highlight import Highlighter
from search_api.search.snapshot import Snapshot
from search_api.search.turns import source_ref, speaker_ref, turn_address, turn_quote, turn_ref


def results_of(
    snapshot: Snapshot,
    page: list[tuple[Ranked, Hit]],
    highlighter: Highlighter | ExactWords,
    *,
    context: int,
    before: int,
) -> Iterator[Result]:
    """The results of a page, after `before` results on earlier pages, each with `context` turns before and after it."""
    transcripts = snapshot.catalog.texts({hit.transcript for _, hit in page})
    windows = _windows(snapshot, [hit for _, hit in page], context)
    quotes = [transcripts[hit.transcript].text[hit.start : hit.end] for _, hit in page]
    if isinstance(highlighter, ExactWords):
        marked = [highlighter.marks(transcripts[hit.transcript], (hit.start, hit.end)) for _, hit in page]
    else:
        marked = highlighter.highlights(quotes)
    for number, (ranked, hit) in enumerate(page):
        window = windows[number]
        stored = next(turn for turn in window if turn.turn.ordinal == hit.ordinal)
        transcript = transcripts[hit.transcript]
        heading, text = transcript.heading, transcript.text
        earlier = [turn for turn in window if turn.turn.ordinal < hit.ordinal]
        later = [turn for turn in window if turn.turn.ordinal > hit.ordinal]
        question = question_before(stored, earlier, text)
        shown = readable(text, (hit.start, hit.end), heading.format)
        places = [
            [shown.place(hit.start + mark.start + end) for end in (0, mark.length)] for mark in marked[number]
        ]
        yield Result(
            rank=before + number + 1,
            score=round(ranked.score, 6),
            scores=Scores(ranked.dense, ranked.lexical),
            quote=quotes[number],
            highlights=marked[number],
            readable=shown.text,
            readable_highlights=tuple(Highlight(start, end - start) for start, end in places),
            speaker=speaker_ref(stored),
            turn=turn_ref(stored),
            source=source_ref(stored, transcript, (hit.start, hit.end)),
            question=turn_quote(question, transcript) if question else None,
            context=Context(
                tuple(turn_quote(turn, transcript) for turn in earlier[max(0, len(earlier) - context) :]),
                tuple(turn_quote(turn, transcript) for turn in later),
            ),
            transcript=TranscriptRef(heading.id, heading.title, heading.date, heading.url),
            url=turn_address(heading.id, hit.ordinal),
        )


def _windows(snapshot: Snapshot, hits: Sequence[Hit], context: int) -> list[list[StoredTurn]]:
    """For each hit its turn with the turns before and after it, in order, as many as context and question need."""
    keys = sorted(hit.passage for hit in hits)
    windows = snapshot.store.windows(np.array(keys, np.int64), REACH)
    back = dict(zip(keys, np.maximum(look_back(windows), context).tolist(), strict=True))
    # Keys of turns are consecutive within a transcript.
    ranges = [range(hit.turn - back[hit.passage], hit.turn + context + 1) for hit in hits]
    turns = snapshot.catalog.turns_by_key(sorted({key for keys in ranges for key in keys}))
    return [
        [turns[key] for key in keys if key in turns and turns[key].transcript == hit.transcript]
        for hit, keys in zip(hits, ranges, strict=True)
    ]
