"""Who each label means. A wrong name is the worst fault of all: without evidence no name is given."""

from indexer.attribution.attribute import attribute

__all__ = ["attribute"]
