"""The model that decides which labels open turns: a forest over their features. CARD.md says how it was trained."""

from functools import cache
from importlib.resources import files

from indexer.forest import Forest, read_forest

MODEL, CARD = "openings.txt", "CARD.md"
ACCEPTED = 0.0
"""The least score of a label that opens turns, in logits."""


@cache
def shipped() -> Forest:
    """The forest that ships with the package, over the columns `features.FEATURES`."""
    return read_forest((files("indexer.turns.openings") / MODEL).read_text("utf-8"))
