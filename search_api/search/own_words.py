"""Ranks a speaker's own words first: those of whoever the question names, and those that report nobody else's."""

import math

import msgspec
import numpy as np

from indexer.passages import sentences
from search_api.ranking.scene import Scene
from search_api.retrieval.fusion import Ranked
from search_api.search.plan import Plan
from search_api.search.snapshot import Snapshot

DEPTH = 20
"""How many of the best passages are read."""
REPORTED_PENALTY = 2.0
"""What it costs a passage, in logits, that it tells what another said: as much as a better passage of its event."""
NAMED_BONUS = 3.0
"""What it gains a passage, in logits, that somebody says who is named in a question that narrows nothing."""
_BEFORE = 120
"""How many code points before the words may say whose they are."""
_MOST_READ = 20_000
"""Up to which length a passage is read."""


def own_words_first(snapshot: Snapshot, plan: Plan, ranked: list[Ranked]) -> list[Ranked]:
    """The ranked passages, those lowered that only report the words that a plan asks for."""
    best = ranked[:DEPTH]
    hits = snapshot.catalog.hits([each.passage for each in best])
    texts = {key: snapshot.catalog.text(key) for key in {hit.transcript for hit in hits.values()}}
    reported = {
        passage
        for passage, hit in hits.items()
        if _reports(snapshot, plan, texts[hit.transcript][hit.start : hit.end][:_MOST_READ])
    }
    lowered = [_moved(each, -REPORTED_PENALTY) if each.passage in reported else each for each in best]
    return sorted([*lowered, *ranked[DEPTH:]], key=lambda each: -each.score)


def named_first(snapshot: Snapshot, plan: Plan, ranked: list[Ranked]) -> list[Ranked]:
    """The ranked passages, those raised whose speaker a question names without narrowing the search."""
    if all(mention.narrows for mention in plan.interpretation.speakers):
        return ranked
    raised = [
        _moved(each, NAMED_BONUS) if is_said else each
        for each, is_said in zip(ranked, _are_of_named(snapshot, plan, ranked), strict=True)
    ]
    return sorted(raised, key=lambda each: -each.score)


def named_speaks_first(snapshot: Snapshot, plan: Plan, scene: Scene) -> bool:
    """Whether the best passage is said by somebody whom a question names without narrowing the search."""
    best = named_first(snapshot, plan, snapshot.ranker.rank(scene))[:1]
    return any(_are_of_named(snapshot, plan, best))


def _are_of_named(snapshot: Snapshot, plan: Plan, ranked: list[Ranked]) -> list[bool]:
    """Which passages are said by somebody, or under a label, that a question names without narrowing the search."""
    mentions = [mention for mention in plan.interpretation.speakers if not mention.narrows]
    ids = {key for mention in mentions for key in mention.ids}
    labels = {label for mention in mentions for label in mention.labels}
    store = snapshot.store
    columns = store.columns(np.array([each.passage for each in ranked], np.int64))
    return [
        (speaker >= 0 and store.speakers[speaker] in ids) or store.labels[label] in labels
        for speaker, label in zip(columns.speaker.tolist(), columns.label.tolist(), strict=True)
    ]


def _moved(ranked: Ranked, logits: float) -> Ranked:
    score = min(max(ranked.score, 1e-9), 1 - 1e-9)
    logit = math.log(score / (1 - score)) + logits
    return msgspec.structs.replace(ranked, score=1 / (1 + math.exp(-logit)))


def _reports(snapshot: Snapshot, plan: Plan, quote: str) -> bool:
    """Whether the sentence of a quote with most of the words, or what comes before it, says that another said them.

    Who asks about words does not say them.
    """
    languages = snapshot.people.languages
    forms = [language.questions for language in languages if language.questions]
    if "?" not in quote and not any(of_language.reports.search(quote) for of_language in forms):
        return False
    topic = set(plan.retriever.content_stems(plan.topic))
    spans = sentences(quote, 0, len(quote))
    if not spans:
        return False
    start, end = max(
        spans, key=lambda span: len(topic.intersection(plan.retriever.said_stems(quote[slice(*span)])))
    )
    words = quote[max(0, start - _BEFORE) : end]
    if words.rstrip().endswith("?"):
        return True
    return any(of_language.reports.search(words) for of_language in forms)
