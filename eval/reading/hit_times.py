"""Whether the time that a hit has is that of the cue in which its words begin, over random passages of an index."""

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec

from embeddings.encoder import Encoder
from eval.reading.cues import Cue, cues_of, words_of
from indexer.catalog.read import Catalog
from indexer.ingest.pipeline import index_paths
from search_api.search.turns import source_ref

_FIRST = 6
"""How many of a passage's first words must be those of the cues."""
_GAP = 5
"""How many words of cues, as a label, may be between two of them."""


class TimedHit(msgspec.Struct, frozen=True):
    """A passage: its transcript, where it begins, its first words, its time; and whether that is within one cue."""

    transcript: str
    start: int
    words: str
    time: float | None
    is_right: bool


class HitTimes(msgspec.Struct, frozen=True):
    """The passages that were compared, by random choice, and the files without cues that could be read."""

    hits: tuple[TimedHit, ...]
    skipped: tuple[str, ...]

    @property
    def faults(self) -> tuple[TimedHit, ...]:
        """The passages whose time is none, or farther away than one cue."""
        return tuple(hit for hit in self.hits if not hit.is_right)


def measure_hit_times(paths: Sequence[Path], encoder: Encoder, most: int, random: Random) -> HitTimes:
    """Index files, and compare the times of up to `most` random passages with their cues."""
    with tempfile.TemporaryDirectory(prefix="onrecord-times-") as folder:
        index_paths(Path(folder), paths, encoder)
        with closing(Catalog(Path(folder))) as catalog:
            levels = {
                identity: cues_of(Path(name))
                for name, source in catalog.stored_sources().items()
                for identity in source.ids
            }
            skipped = tuple(sorted(identity for identity, own in levels.items() if not own))
            hits = [
                hit
                for hit in catalog.hits(catalog.passage_keys().tolist()).values()
                if levels.get(hit.transcript)
            ]
            chosen = random.sample(hits, min(most, len(hits)))
            texts = catalog.texts({hit.transcript for hit in chosen})
            turns = catalog.turns_by_key([hit.turn for hit in chosen])
            compared = []
            for hit in chosen:
                transcript = texts[hit.transcript]
                time = source_ref(turns[hit.turn], transcript, (hit.start, hit.end)).start_time
                words = words_of(transcript.text[hit.start : hit.end])
                right = time is not None and any(is_near(words, time, own) for own in levels[hit.transcript])
                shown = " ".join(words[:_FIRST])
                compared.append(TimedHit(hit.transcript, hit.start, shown, time, right))
    return HitTimes(tuple(compared), skipped)


def is_near(words: Sequence[str], time: float, cues: Sequence[Cue]) -> bool:
    """Whether words begin in the cue of a time, in the one before it or in the one after it.

    Cues of one time, as the lines of a rolling caption, are one.
    """
    times = sorted({cue.time for cue in cues})
    # Times are kept in whole milliseconds.
    own = bisect_right(times, time + 0.001) - 1
    first, last = times[max(0, own - 1)], times[min(len(times) - 1, own + 1)]
    near = [cue for cue in cues if first <= cue.time]
    stream = [(word, cue.time <= last) for cue in near[: _FIRST * (_GAP + 1) + 64] for word in cue.words]
    return any(_begins(words[:_FIRST], stream[at:]) for at, (_, is_inside) in enumerate(stream) if is_inside)


def _begins(words: Sequence[str], stream: Sequence[tuple[str, bool]]) -> bool:
    """Whether a stream begins with words, with short gaps between them."""
    at = 0
    for number, word in enumerate(words):
        reach = stream[at : at + (1 + _GAP if number else 1)]
        found = next((step for step, (other, _) in enumerate(reach) if other == word), None)
        if found is None:
            return False
        at += found + 1
    return True


def lines_of(measured: HitTimes, worst: int) -> Iterator[str]:
    """The figures as lines for a terminal, with the first of the wrong passages."""
    faults = measured.faults
    none = sum(hit.time is None for hit in faults)
    yield f"passages            {len(measured.hits):>7,}"
    yield f"within one cue      {len(measured.hits) - len(faults):>7,}"
    yield f"farther away        {len(faults) - none:>7,}"
    yield f"without a time      {none:>7,}"
    if measured.skipped:
        yield f"not compared: {', '.join(measured.skipped)}"
    for hit in faults[:worst]:
        yield f"{hit.transcript}:{hit.start} at {hit.time}: {hit.words}"
