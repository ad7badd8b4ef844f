"""The text of a PDF by pages. It runs as a separate program, so that a hostile file cannot harm its caller.

Reads the PDF from standard input and writes a JSON object to standard output, with `pages` and `title`, or
`fault`.
"""

import contextlib
import json
import sys
from itertools import pairwise
from typing import Any

from indexer.readers.pdf.columns import Box, areas

MOST_PAGES = 5_000
MEMORY = 4 * 1024**3
SECONDS = 60


def main() -> None:
    """Read, under limits of memory and time that this process sets for itself."""
    _limit_resources()
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        count = len(document)
        if count > MOST_PAGES:
            fault = {"fault": f"it has {count} pages, more than {MOST_PAGES}"}
            json.dump(fault, sys.stdout)
            return
        pages = [_text(document[number]) for number in range(count)]
        title = document.get_metadata_dict().get("Title")
        json.dump({"pages": pages, "title": title}, sys.stdout)
    except pypdfium2.PdfiumError as error:
        json.dump({"fault": str(error)}, sys.stdout)


def _text(page: Any) -> str:
    """The text of a page, column by column."""
    text = page.get_textpage()
    boxes = (text.get_rect(number) for number in range(text.count_rects()))
    found = areas((Box(*box) for box in boxes), Box(*page.get_bbox()))
    if len(found) == 1:
        return str(text.get_text_bounded())
    # Blank lines separate columns from what goes over the whole width.
    return "".join(
        f"{text.get_text_bounded(area.left, area.bottom, area.right, area.top)}\n"
        f"{'' if following.left > area.left else chr(10)}"
        for area, following in pairwise([*found, found[0]])
    )


def _limit_resources() -> None:
    """Limit memory and time if the system can: Windows has no such limits, and macOS refuses a limit of memory."""
    if sys.platform == "win32":
        return
    import resource

    limits = {resource.RLIMIT_AS: (MEMORY, MEMORY), resource.RLIMIT_CPU: (SECONDS, SECONDS + 1)}
    for kind, limit in limits.items():
        # A limit that cannot be raised to ours is lower, which is enough.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, limit)


if __name__ == "__main__":
    main()
