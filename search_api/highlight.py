"""The sentences of a quote that carry the answer."""

from collections.abc import Callable, Mapping, Sequence

from indexer.passages import sentences
from search_api.records import Highlight

_SHARE_OF_BEST = 0.6

Stems = Callable[[str], Sequence[str]]


def highlight(quote: str, topic: Mapping[str, float], stems: Stems) -> tuple[Highlight, ...]:
    """The sentences that share the most with the topic, given as stems with their weights; often one, maybe none."""
    spans = sentences(quote, 0, len(quote))
    gains = [sum(topic[stem] for stem in topic.keys() & stems(quote[start:end])) for start, end in spans]
    best = max(gains, default=0.0)
    if best <= 0:
        return ()
    return tuple(
        Highlight(start, end - start)
        for (start, end), gain in zip(spans, gains, strict=True)
        if gain >= _SHARE_OF_BEST * best
    )
