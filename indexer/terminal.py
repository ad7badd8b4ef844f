"""Making untrusted text safe to print on a terminal."""

import unicodedata

_SPACE = frozenset(" \n\t\xa0\u2002\u2003\u2009\u202f\u200b")
_FORBIDDEN_IN_NAMES = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories: control characters, bytes that are not UTF-8, line and paragraph separators."""


def visible(text: str) -> str:
    """A text without control characters, so that a transcript cannot control the terminal."""
    return "".join(
        character if character.isprintable() or character in _SPACE else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def is_plain_name(name: str) -> bool:
    """Whether a file name can be stored and shown on one line: valid UTF-8 without control characters."""
    return name.isprintable() or not any(
        unicodedata.category(character) in _FORBIDDEN_IN_NAMES for character in name
    )


def readable_name(name: str) -> str:
    r"""A file name on one line: control characters as `\n`, bytes that are not UTF-8 as `\xe9`."""
    if is_plain_name(name):
        return name
    return "".join(map(_escaped, name))


def _escaped(character: str) -> str:
    if is_plain_name(character):
        return character
    # How Python represents a byte that is not UTF-8 in a file name: PEP 383.
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) & 0xFF:02x}"
    return character.encode("unicode_escape").decode()
