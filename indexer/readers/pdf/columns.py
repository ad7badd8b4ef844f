"""The columns of a printed page: where they are, and the order in which its areas are read.

Coordinates are those of PDF: points, from the lower left corner.
"""

from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

_LEAST_LINES = 6
"""In a column; fewer are a table or a list."""
_LEAST_BALANCE = 0.35
"""The lines of the column with fewer lines, as a share of those of the other."""
_MOST_CROSSING = 0.3
"""The lines that cross the gap between columns, as a share of all."""
_LEAST_FILLED = 0.6
"""The median width of a column's lines, as a share of its width: prose fills its lines, a table does not."""
_LEAST_GAP = 6.0
_MIDDLE = (0.35, 0.65)
"""Where the gap may be, as shares of the width of the text: a column of speakers or of line numbers is narrower."""
_STEPS = 61


class Box(msgspec.Struct, frozen=True):
    """A rectangle: the bounds of a run of text, or an area to read."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom


def areas(runs: Iterable[Box], page: Box) -> list[Box]:
    """The areas of a page in reading order; the page itself where it has no two columns.

    Lines over the whole width, such as headings, divide the columns: what is above them is read first.
    """
    lines = _lines(runs)
    gap = _gap(lines)
    if gap is None:
        return [page]
    found: list[Box] = []
    top = page.top
    for line in sorted((line for line in lines if line.left < gap < line.right), key=lambda line: -line.top):
        middle = (line.top + line.bottom) / 2
        if middle >= top:
            continue
        sides = _sides(page, gap, line.top, top) if top - line.top > line.height else []
        if sides or not found:
            found += [*sides, Box(page.left, line.bottom, page.right, line.top)]
        else:
            # The next line of the same heading or paragraph.
            found[-1] = msgspec.structs.replace(found[-1], bottom=line.bottom)
        top = line.bottom
    return [*found, *_sides(page, gap, page.bottom, top)]


def _sides(page: Box, gap: float, bottom: float, top: float) -> list[Box]:
    if top <= bottom:
        return []
    return [Box(page.left, bottom, gap, top), Box(gap, bottom, page.right, top)]


def _lines(runs: Iterable[Box]) -> list[Box]:
    """Runs of text that follow each other on a line, as one."""
    lines: list[Box] = []
    for run in sorted(runs, key=lambda run: (-round((run.top + run.bottom) / 4), run.left)):
        last = lines[-1] if lines else None
        if (
            last is not None
            and abs((last.top + last.bottom) - (run.top + run.bottom)) < max(last.height, run.height)
            and -1 < run.left - last.right < max(last.height, run.height)
        ):
            lines[-1] = Box(
                last.left, min(last.bottom, run.bottom), max(last.right, run.right), max(last.top, run.top)
            )
        else:
            lines.append(run)
    return lines


def _gap(lines: Sequence[Box]) -> float | None:
    """The middle of the gap between two columns; None if the lines are not in two columns."""
    if len(lines) < 2 * _LEAST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    candidates = [first + step * (last - first) / (_STEPS - 1) for step in range(_STEPS)]
    crossing = [sum(line.left < at < line.right for line in lines) for at in candidates]
    fewest = min(crossing)
    gaps = [at for at, count in zip(candidates, crossing, strict=True) if count == fewest]
    at = gaps[len(gaps) // 2]
    before = [line for line in lines if line.right <= at]
    after = [line for line in lines if line.left >= at]
    if min(len(before), len(after)) < max(_LEAST_LINES, _LEAST_BALANCE * max(len(before), len(after))):
        return None
    if fewest > _MOST_CROSSING * len(lines) or not (_is_prose(before) and _is_prose(after)):
        return None
    inner = min(line.left for line in after) - max(line.right for line in before)
    return at if inner >= _LEAST_GAP else None


def _is_prose(column: Sequence[Box]) -> bool:
    width = max(line.right for line in column) - min(line.left for line in column)
    return median(line.right - line.left for line in column) >= _LEAST_FILLED * width
