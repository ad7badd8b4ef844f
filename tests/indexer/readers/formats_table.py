"""The table of formats in docs/index-your-archive.md; `python -m tests.indexer.readers.formats_table` writes it."""

import re

from indexer.readers import all_readers
from tests.paths import ROOT

GUIDE = ROOT / "docs" / "index-your-archive.md"
_TABLE = re.compile(r"\| format \|.*\n(?:\|(?! `\.zip`).*\n)+")


def formats_table() -> str:
    """The rows of all readers' examples, the most general formats first."""
    examples = [example for reader in reversed(all_readers()) for example in reader.examples if example.title]
    rows = [f"| {example.title} | {example.speakers} |\n" for example in examples]
    return "".join(["| format | how a speaker is named in it |\n", "| --- | --- |\n", *rows])


def shown_table() -> str:
    """The table in the guide, without its last row, which is about archives."""
    match = _TABLE.search(GUIDE.read_text("utf-8"))
    assert match is not None
    return match.group()


if __name__ == "__main__":
    GUIDE.write_text(GUIDE.read_text("utf-8").replace(shown_table(), formats_table()), "utf-8")
