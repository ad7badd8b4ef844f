"""The figures of checked quotes as tables, and the bounds that they must keep."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from eval.checking.benchmark import Figures, Judged, figures

COLUMNS = ("kind", "quotes", "right", "called verbatim", "median ms", "p95 ms", "processor ms")


class Bounds(msgspec.Struct, frozen=True):
    """The least share of right verdicts, the most quotes falsely called verbatim, and the longest median time."""

    right: float
    called_verbatim: int
    median_ms: float | None


GOAL = Bounds(right=0.95, called_verbatim=0, median_ms=30.0)
"""At 50,000 passages."""
SHORT = Bounds(right=0.95, called_verbatim=0, median_ms=None)
"""For the short form, which measures no time."""


def by_kind(judged: Sequence[Judged]) -> dict[str, Figures]:
    """The figures of each kind, and of all quotes."""
    kinds = dict.fromkeys(each.case.kind for each in judged)
    rows = {kind: figures([each for each in judged if each.case.kind == kind]) for kind in kinds}
    return rows | {"all": figures(judged)}


def lines_of(rows: Mapping[str, Figures], *, as_markdown: bool) -> Iterator[str]:
    """A table of figures."""
    cells = [
        (
            kind,
            f"{row.quotes:,}",
            f"{row.right:.3f}",
            str(row.called_verbatim),
            f"{row.median_ms:.1f}",
            f"{row.p95_ms:.1f}",
            f"{row.median_processor_ms:.1f}",
        )
        for kind, row in rows.items()
    ]
    if as_markdown:
        yield f"| {' | '.join(COLUMNS)} |"
        yield "|" + " --- |" * len(COLUMNS)
        yield from (f"| {' | '.join(row)} |" for row in cells)
        return
    for row in (COLUMNS, *cells):
        yield f"{row[0]:<20}" + "".join(f"{cell:>17}" for cell in row[1:])


def wrong(judged: Sequence[Judged], most: int) -> Iterator[str]:
    """The first quotes that were judged wrongly, those called verbatim first."""
    faults = [each for each in judged if not each.is_right]
    faults.sort(key=lambda each: not each.is_called_verbatim)
    for each in faults[:most]:
        case, judgement = each.case, each.judgement
        said = judgement.matches[0].readable if judgement.matches else ""
        kinds = ",".join(part.kind for part in judgement.matches[0].differences) if judgement.matches else ""
        speaker = f" (as words of {case.speaker})" if case.speaker else ""
        yield f"{case.kind}{speaker}: {case.text}"
        yield f"   {judgement.verdict} {kinds}: {said}"


def shortfalls(measured: Figures, bounds: Bounds) -> Iterator[str]:
    """A sentence for each bound that is missed."""
    if measured.right < bounds.right:
        yield f"right verdicts: {measured.right:.3f} is below the bound {bounds.right}; `--worst 20` shows which."
    if measured.called_verbatim > bounds.called_verbatim:
        yield f"{measured.called_verbatim} altered quotes are called verbatim; `--worst 20` shows them."
    if bounds.median_ms is not None and measured.median_ms > bounds.median_ms:
        yield f"the median time, {measured.median_ms:.1f} ms, is above the bound of {bounds.median_ms} ms."
