"""Examples for the model that decides which labels open turns: labels of written pages, with their features."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import msgspec
import numpy as np
import numpy.typing as npt

from eval.reading.gold import GoldTranscript, excerpt
from eval.reading.pages import layouts
from eval.reading.pages import noises as development
from eval.reading.pages.noise import Noise
from eval.reading.pages.page import LABEL, GoldPage
from eval.reading.pages.rendering import render
from eval.reading.pages.turns import Label, Layout, Speaking, inline
from eval.reading.pages.varied_noises import NOISES
from eval.reading.people import invented_people
from indexer.forest import Floats
from indexer.model import Metadata
from indexer.readers.front_matter import read_front_matter
from indexer.readers.line_numbers import without_line_numbers, without_margin_codes
from indexer.readers.titles import heading_title
from indexer.turns import chat_log, congressional_record, hearing
from indexer.turns.lines import Line, lines
from indexer.turns.openings.candidates import Candidate
from indexer.turns.openings.features import features
from indexer.turns.openings.labels import Label as LabelInText
from indexer.turns.openings.labels import labels_in
from indexer.turns.openings.text_lines import TextLines

_CAPTION_WIDTH, _CUE = 37, 2


class Examples(msgspec.Struct, frozen=True, eq=False):
    """The labels of a page. `columns` has the shape (features, n); `opens` is 1 for labels that open turns, else 0.

    `counts` says how often each label comes; `weight` is that of the page.
    """

    layout: str
    columns: Floats
    opens: npt.NDArray[np.int8]
    counts: npt.NDArray[np.int32]
    weight: float = 1.0


def _nobody(turn: Speaking) -> Label:
    del turn
    return Label("", right="")


UNLABELLED = (Layout("no labels", _nobody, inline("")), Layout(">> words", _nobody, inline("", indent=">> ")))
"""Speech without labels: what else looks like one is none."""
_CAPTIONS, _CAPITALS, _NO_LABELS, _VARIED, _MIXED, _CROWDED = 0.2, 0.3, 0.25, 0.35, 0.4, 0.3
"""The shares of pages that are read as captions, of those in capitals, of pages without labels, of pages with more
noises, of pages with labels in several forms, and of those on which many people speak.
"""
_TRANSCRIPT_WEIGHT = 6.0
"""How much more a real transcript counts than a written page."""
_UNIFORM = 0.4
"""The share of pages with other forms on which all labels have the same one."""
_WORDS = (20, 40, 80, 120, 250, 400, 400, 900, 2500)
"""How long pages are."""
_FORMS = (
    "{courtesy}. {surname}", "{courtesy} {surname}", "President {surname}", "Dr. {name}", "The Chairman", "The Speaker",
    "MODERATOR", "Chair", "Q", "{given}", "{surname}", "{name}", "{initials}", "{nick}",
)  # fmt: skip
"""Forms of the labels of single people on pages whose other labels have another form."""


def examples(sources: dict[str, list[GoldTranscript]], count: int, seed: int) -> Iterator[Examples]:
    """The examples of `count` pages in each layout for development in text files, and of pages without labels."""
    for layout in layouts.DEVELOPMENT:
        pools = [
            usable
            for _, transcripts in sorted(sources.items())
            if (usable := [transcript for transcript in transcripts if layout.holds(transcript.language)])
        ]
        for number in range(count if layout.medium == "text" and pools else 0):
            random = Random(f"{seed} {layout.name} {number}")  # noqa: S311 - repeatable, not secret
            transcript = _excerpt(random.choice(pools[number % len(pools)]), random)
            yield from (page for page in _pages(transcript, layout, random) if page is not None)


def capital_examples(folder: Path) -> Iterator[Examples]:
    """The examples of every other Markdown file of a folder whose labels are `Q` or in capitals before a colon."""
    for path in sorted(folder.rglob("*.md"))[::2]:
        text = path.read_text("utf-8")
        head = read_front_matter(text)
        page = _examples(
            "transcripts", lines(text, head.end), head.metadata, lambda label: _is_capital(label.first)
        )
        if page is not None:
            yield msgspec.structs.replace(page, weight=_TRANSCRIPT_WEIGHT)


def _is_capital(candidate: Candidate) -> bool:
    return candidate.label == "Q" or (candidate.mark == "colon" and candidate.label.isupper())


def _excerpt(transcript: GoldTranscript, random: Random) -> GoldTranscript:
    """A part of a transcript; in some, many people speak, most of them once."""
    first = random.randrange(max(1, len(transcript.turns) - 6))
    part = excerpt(transcript, first, random.choice(_WORDS))
    if random.random() > _CROWDED:
        return part
    people = invented_people(40, part.language, random)
    named = (*part.people, *people)
    share = random.choice((0.1, 0.3, 0.6))
    turns = [
        msgspec.structs.replace(turn, person=random.randrange(len(part.people), len(named)))
        if random.random() < share
        else turn
        for turn in part.turns
    ]
    return msgspec.structs.replace(part, people=named, turns=tuple(turns))


def _pages(transcript: GoldTranscript, layout: Layout, random: Random) -> Iterator[Examples | None]:
    noises = random.sample(development.DEVELOPMENT, random.choice((0, 0, 1, 1, 1, 2, 3)))
    if random.random() < _VARIED:
        noises += random.sample(NOISES, random.choice((1, 2)))
    noises = [noise for noise in noises if noise.suits("text")]
    written = _mixed(layout, random) if random.random() < _MIXED else layout
    yield _written(transcript, written, noises, random)
    if random.random() < _NO_LABELS:
        unlabelled = random.choice(UNLABELLED)
        yield _written(transcript, unlabelled, [*noises, random.choice(NOISES)], random)


def _mixed(layout: Layout, random: Random) -> Layout:
    """A layout in which the labels of some people have another form."""
    one = random.choice(_FORMS)
    forms = {rank: random.choice(_FORMS) for rank in range(6) if random.random() < 1 / (rank + 1.5)}
    is_same = "{" in one and random.random() < _UNIFORM
    in_capitals = random.random() < _CAPITALS

    def write(turn: Speaking) -> Label:
        label, person = layout.label(turn), turn.person
        form = one if is_same else forms.get(turn.rank)
        if form is None:
            return label
        text = form.format(
            courtesy=person.courtesy,
            surname=person.surname,
            given=person.given,
            name=person.name,
            initials="".join(word[0] for word in person.name.replace("-", " ").split()).upper(),
            nick=person.given.split()[0].lower(),
        )
        return msgspec.structs.replace(label, text=text.upper() if in_capitals else text)

    return msgspec.structs.replace(layout, label=write)


def _written(
    transcript: GoldTranscript, layout: Layout, noises: Sequence[Noise], random: Random
) -> Examples | None:
    page = render(transcript, layout, noises, random)
    if random.random() < _CAPTIONS:
        text = page.text.upper() if random.random() < _CAPITALS else page.text
        if len(text) == len(page.text):
            return _of_captions(msgspec.structs.replace(page, text=text), layout.name)
    return _of_text(page, layout.name)


def _of_text(page: GoldPage, layout: str) -> Examples | None:
    """The examples of a page as the reader of running text sees it; None if another layout reads it."""
    text = page.text
    other_layouts = (congressional_record, hearing, chat_log)
    if without_margin_codes(without_line_numbers(text)) != text or any(
        other.recognises(text) for other in other_layouts
    ):
        return None
    head = read_front_matter(text)
    metadata = msgspec.structs.replace(
        head.metadata, title=head.metadata.title or heading_title(text, head.end)
    )
    return _examples(layout, lines(text, head.end), metadata, _written_labels(page))


def _of_captions(page: GoldPage, layout: str) -> Examples | None:
    """The examples of a page whose lines are broken as those of captions, two lines a cue."""
    broken = [part for line in lines(page.text) for part in _broken(line)]
    cues: list[Line] = []
    for before, line in pairwise([Line(0, ""), *broken]):
        if len(cues) % (_CUE + 1) == _CUE or (not line.text and before.text):
            cues.append(Line(line.start, ""))
        if line.text:
            cues.append(line)
    return _examples(layout, cues, Metadata(), _written_labels(page), has_sentences=False)


def _broken(line: Line) -> Iterator[Line]:
    """A line broken at spaces into lines of at most `_CAPTION_WIDTH` characters."""
    start, text = line.start, line.text
    while len(text) > _CAPTION_WIDTH and (space := text.rfind(" ", 1, _CAPTION_WIDTH)) > 0:
        yield Line(start, text[:space])
        rest = text[space:].lstrip()
        start += len(text) - len(rest)
        text = rest
    yield Line(start, text)


def _written_labels(page: GoldPage) -> Callable[[LabelInText], bool]:
    """Whether most candidates of a label are at labels that were written."""
    written = {
        position for span in page.spans if span.owner == LABEL for position in range(span.start, span.end)
    }
    return lambda label: sum(member.start in written for member in label.members) * 2 > label.count


def _examples(
    layout: str,
    all_lines: Sequence[Line],
    metadata: Metadata,
    opens_turns: Callable[[LabelInText], bool],
    *,
    has_sentences: bool = True,
) -> Examples | None:
    """The examples of a text's labels; None if it has none."""
    text = TextLines(all_lines)
    labels = labels_in(text, metadata)
    if not labels:
        return None
    columns = features(labels, text, metadata, has_sentences=has_sentences)
    opens = np.array([opens_turns(label) for label in labels], np.int8)
    return Examples(layout, columns, opens, np.array([label.count for label in labels], np.int32))
