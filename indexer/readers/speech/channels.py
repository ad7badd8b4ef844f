"""Channels of a recording, each with one voice, in the order of time."""

from collections.abc import Iterable, Iterator, Sequence

from indexer.readers.speech.segments import Segment, ends_sentence

_PAUSE = 1.0
"""Seconds after which a voice begins anew."""


def in_order_of_time(channels: Sequence[Iterable[Segment]]) -> Iterator[Segment]:
    """The segments of all channels. Those of a channel stay together to the end of a sentence, or to a pause.

    Segments without a time follow the segment before them.
    """
    if len(channels) == 1:
        yield from channels[0]
        return
    stretches = [stretch for channel in channels for stretch in _stretches(channel)]
    for _, stretch in sorted(stretches, key=lambda found: found[0]):
        yield from stretch


def _stretches(channel: Iterable[Segment]) -> Iterator[tuple[float, list[Segment]]]:
    """What is said without interruption, with the time at which it begins."""
    stretch: list[Segment] = []
    begins = latest = 0.0
    for segment in channel:
        time = latest if segment.start is None else segment.start
        is_new = not segment.glued and (
            time - latest >= _PAUSE or (stretch and ends_sentence(stretch[-1].text))
        )
        if stretch and is_new:
            yield begins, stretch
            stretch = []
        if not stretch:
            # Within a channel the order is that of the source.
            begins = max(begins, time)
        stretch.append(segment)
        latest = time
    if stretch:
        yield begins, stretch
