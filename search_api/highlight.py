"""The sentences of a quote that carry the answer."""

from collections.abc import Callable, Sequence

from indexer.passages import sentences
from search_api.records import Highlight

_SHARE_OF_BEST = 0.6

Weight = Callable[[str], float]
Stems = Callable[[str], Sequence[str]]


def highlight(quote: str, topic: Sequence[str], stems: Stems, weight: Weight) -> tuple[Highlight, ...]:
    """The sentences that share the most with the topic, each stem by its weight; often one, maybe none."""
    wanted = set(topic)
    spans = sentences(quote, 0, len(quote))
    gains = [sum(weight(stem) for stem in wanted & set(stems(quote[start:end]))) for start, end in spans]
    best = max(gains, default=0.0)
    if best <= 0:
        return ()
    return tuple(
        Highlight(start, end - start)
        for (start, end), gain in zip(spans, gains, strict=True)
        if gain >= _SHARE_OF_BEST * best
    )
