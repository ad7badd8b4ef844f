"""Tables of the measures, and wrong places with their lines."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from eval.reading.benchmark import Result, figures
from eval.reading.faults import Fault
from eval.reading.measures import Counts

COLUMNS = (
    "words under a wrong label", "words under a wrong name", "label recall", "false labels", "wrong names",
    "missed names", "words lost", "words not speech",
)  # fmt: skip
_SHORT = ("wrong label", "wrong name", "recall", "false", "names", "missed", "lost", "no speech")
MOST_FAULTS_OF_PAGE = 3


def by(results: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    """The sum of counts by key, in the order of the first of each."""
    sums: dict[str, Counts] = {}
    for key, counts in results:
        sums[key] = sums.get(key, Counts()) + counts
    return sums


def table(title: str, rows: Mapping[str, Counts]) -> Iterator[str]:
    """A table for the terminal, a row for each key; shares in per cent, label recall from 0 to 1."""
    yield f"{title:<30}{'pages':>6}{'refused':>8}" + "".join(f"{name:>12}" for name in _SHORT)
    for key, counts in rows.items():
        cells = "".join(f"{cell:>12}" for cell in _cells(counts))
        yield f"{key:<30}{counts.pages:>6}{counts.refused:>8}{cells}"


def markdown(title: str, rows: Mapping[str, Counts]) -> Iterator[str]:
    """The same as a table in Markdown."""
    yield f"| {title} | pages | refused | {' | '.join(COLUMNS)} |"
    yield f"| --- |{' ---: |' * (2 + len(COLUMNS))}"
    for key, counts in rows.items():
        name = f"`{key}`" if key != "all" else "all"
        yield f"| {name} | {counts.pages} | {counts.refused} | {' | '.join(_cells(counts))} |"


def _cells(counts: Counts) -> list[str]:
    measured = figures(counts)
    values = (getattr(measured, field) for field in measured.__struct_fields__)
    return [
        "-" if value != value else f"{value:.4f}" if name == "label recall" else f"{value:.2%}"  # noqa: PLR0124
        for name, value in zip(COLUMNS, values, strict=True)
    ]


def worst(results: Iterable[Result], most: int, kinds: Collection[str] = ()) -> Iterator[str]:
    """The first wrong places of some kinds (none means all), a few of each page, with the lines around them."""
    shown = 0
    for result in results:
        chosen = _chosen([fault for fault in result.measured.faults if not kinds or fault.kind in kinds])
        if not chosen or shown >= most:
            continue
        yield f"== {result.group} | noise: {result.noise} | {result.transcript}"
        for fault in chosen[: most - shown]:
            yield f"   {fault.kind}: {fault.detail}"
            yield from _lines(result.measured.text, fault.start)
            shown += 1


def _chosen(faults: Sequence[Fault]) -> list[Fault]:
    """The first faults of a page, of different kinds where they are there."""
    first = {fault.kind: fault for fault in reversed(faults)}
    return sorted(first.values(), key=lambda fault: fault.start)[:MOST_FAULTS_OF_PAGE]


def _lines(text: str, offset: int) -> Iterator[str]:
    """The line of an offset with a mark, and the lines before and after it that are not blank."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    before = text[:start].rstrip().rpartition("\n")[2]
    after = text[end:].lstrip().partition("\n")[0]
    number = text.count("\n", 0, offset) + 1
    yield f"        | {before[:110]}"
    first = max(start, offset - 60)
    yield f"   {number:>4} > {text[first:offset]}»{text[offset : min(end, offset + 90)]}"
    yield f"        | {after[:110]}"
