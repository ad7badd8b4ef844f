"""Showing foreign text on a terminal."""

_SPACE = frozenset(" \n\t\xa0\u2002\u2003\u2009\u202f\u200b")


def visible(text: str) -> str:
    """A text without control characters: a transcript must not steer the reader's terminal."""
    return "".join(
        character if character.isprintable() or character in _SPACE else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )
