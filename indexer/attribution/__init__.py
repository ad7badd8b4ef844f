"""Labels to people. A wrong name is the worst fault there is: without evidence there is no name."""

from indexer.attribution.attribute import attribute

__all__ = ["attribute"]
