"""Which pages are written, reading them, and summing up what was measured."""

import math
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TypeVar

import msgspec

from eval.reading.gold import GoldTranscript, excerpt
from eval.reading.measures import Counts, Measured, measure, refused
from eval.reading.pages import layouts, noises, set_aside
from eval.reading.pages.noise import Noise
from eval.reading.pages.page import GoldPage
from eval.reading.pages.rendering import render
from eval.reading.pages.turns import Layout
from indexer import readers
from indexer.attribution import attribute
from indexer.directory.records import Directory
from indexer.errors import InputRefused, RequestInvalid
from indexer.readers.source import Source

Item = TypeVar("Item")

WORDS_OF_EXCERPT = (120, 400, 900)
"""How long the excerpts are; layouts must be recognised in short transcripts too."""


class Rendering(msgspec.Struct, frozen=True):
    """A page to be written: an excerpt in a layout with some noises. `noise` names them, or is "none" or "several"."""

    layout: Layout
    noise: str
    noises: tuple[Noise, ...]
    transcript: GoldTranscript
    seed: str


class Result(msgspec.Struct, frozen=True):
    """What was measured on a page. `group` is its layout, or the name of a file that came with its gold."""

    group: str
    noise: str
    transcript: str
    page: GoldPage
    measured: Measured


class Plan(msgspec.Struct, frozen=True):
    """What is run: names of layouts and noises (none means all), how many excerpts each, and whether those set aside.

    With `set_aside`, only pages whose layout or noise is set aside are written.
    """

    layouts: tuple[str, ...] = ()
    noises: tuple[str, ...] = ()
    excerpts: int = 3
    set_aside: bool = False
    seed: int = 1


def renderings(plan: Plan, sources: dict[str, list[GoldTranscript]]) -> Iterator[Rendering]:
    """The pages of a plan, each layout with no noise, with each noise, and with several noises.

    Excerpts are drawn from the sources by turns.

    Raises:
        RequestInvalid: a layout or noise is unknown.
    """
    chosen_layouts, chosen_noises = _chosen(plan)
    for layout in chosen_layouts:
        pools = {
            name: usable
            for name, transcripts in sources.items()
            if (usable := [transcript for transcript in transcripts if layout.holds(transcript.language)])
        }
        for name, some in _combinations(plan, layout, chosen_noises):
            for number in range(plan.excerpts if pools else 0):
                seed = f"{plan.seed} {layout.name} {name} {number}"
                random = Random(seed)  # noqa: S311 - repeatable, not secret
                # The first layouts must not always get the first source.
                pool = pools[sorted(pools)[(number + random.randrange(len(pools))) % len(pools)]]
                mixed = some if name != "several" else tuple(random.sample(some, min(4, len(some))))
                yield Rendering(layout, name, mixed, _excerpt(pool, random), seed)


def _combinations(
    plan: Plan, layout: Layout, chosen: Sequence[Noise]
) -> Iterator[tuple[str, tuple[Noise, ...]]]:
    if not plan.noises and (layout.set_aside or not plan.set_aside):
        yield "none", ()
    for noise in chosen:
        is_wanted = not plan.set_aside or layout.set_aside or noise.set_aside
        if is_wanted and noise.suits(layout.medium):
            yield noise.name, (noise,)
    if not plan.noises and layout.medium == "text":
        yield "several", tuple(noise for noise in chosen if noise.set_aside or not plan.set_aside)


def _chosen(plan: Plan) -> tuple[list[Layout], list[Noise]]:
    known_layouts = [*layouts.DEVELOPMENT, *(set_aside.LAYOUTS if plan.set_aside else ())]
    known_noises = [*noises.DEVELOPMENT, *(set_aside.NOISES if plan.set_aside else ())]
    return (
        _named("--layout", plan.layouts, known_layouts, lambda layout: layout.name),
        _named("--noise", plan.noises, known_noises, lambda noise: noise.name),
    )


def _named(
    option: str, names: tuple[str, ...], known: list[Item], name_of: Callable[[Item], str]
) -> list[Item]:
    by_name = {name_of(item): item for item in known}
    for name in names:
        if name not in by_name:
            raise RequestInvalid(option, f"{name!r} is unknown; give one of {', '.join(map(repr, by_name))}.")
    return [by_name[name] for name in names] if names else known


def _excerpt(pool: Sequence[GoldTranscript], random: Random) -> GoldTranscript:
    """A part of one of the transcripts, with at least two speakers."""
    for _ in range(20):
        transcript = random.choice(pool)
        words = random.choice(WORDS_OF_EXCERPT)
        part = excerpt(transcript, random.randrange(max(1, len(transcript.turns) - 12)), words)
        if len(part.people) > 1 and len(part.turns) >= 4:
            return part
    return part


def run(plan: Plan, sources: dict[str, list[GoldTranscript]], directory: Directory) -> Iterator[Result]:
    """Write the pages of a plan, read and measure each."""
    for rendering in renderings(plan, sources):
        random = Random(rendering.seed)  # noqa: S311 - repeatable, not secret
        page = render(rendering.transcript, rendering.layout, rendering.noises, random)
        measured = read_page(Source(page.file, page.data), page, directory)
        yield Result(rendering.layout.name, rendering.noise, rendering.transcript.id, page, measured)


def read_page(source: Source, page: GoldPage, directory: Directory) -> Measured:
    """Read a source by the path that `onrecord index` takes, and compare what was read with its gold."""
    try:
        documents = readers.read(source)
    except InputRefused as error:
        return refused(page, error.reason)
    if len(documents) > 1:
        return refused(page, "the file holds several transcripts; put each into a file of its own.")
    return measure(page, attribute(documents[0], "page", directory))


def share(part: int, whole: int) -> float:
    """`part / whole`; NaN if there is nothing to count."""
    return part / whole if whole else math.nan


class Figures(msgspec.Struct, frozen=True):
    """The measures, as shares from 0 to 1; NaN where there is nothing to count."""

    words_under_wrong_label: float
    words_under_wrong_name: float
    label_recall: float
    false_labels: float
    wrong_names: float
    missed_names: float
    words_lost: float
    words_not_speech: float


def figures(counts: Counts) -> Figures:
    """The measures of some counts."""
    return Figures(
        share(counts.wrong_label_words, counts.speech_words),
        share(counts.wrong_name_words, counts.speech_words),
        share(counts.labels_found, counts.gold_turns),
        share(counts.false_labels, counts.read_turns),
        share(counts.wrong_names, counts.named_turns),
        share(counts.missed_names, counts.nameable),
        share(counts.lost_words + counts.unlabelled_words, counts.speech_words),
        share(counts.not_speech_words, counts.turn_words),
    )
