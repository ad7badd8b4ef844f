"""English personal names, and how a text introduces people."""

import functools
import re
from typing import Any

from indexer.languages.language import Introductions, NameWords


@functools.cache
def _short_forms(given: str) -> frozenset[str]:
    """Short and long forms of a given name as the library nicknames lists them; itself only if it lists it."""
    names = _nicknames()
    return frozenset(names.nicknames_of(given)) | frozenset(names.canonicals_of(given))


@functools.cache
def _nicknames() -> Any:
    from nicknames import NickNamer

    return NickNamer()


NAMES = NameWords(
    # Betty White, Martin King.
    surnames_like_titles=frozenset(
        "bishop cardinal judge justice king law lord major pope prince white".split()
    ),
    # Jackson Lee, Al Thani.
    first_of_surnames=frozenset(
        """
        al allen bin blunt da dal de del della der di el jackson james kelly la lee lewis ross scott st taylor thomas
        van von wasserman watson
        """.split()
    ),
    suffixes=frozenset({"jr", "sr", "ii", "iii", "iv"}),
    short_forms=_short_forms,
)

INTRODUCTIONS = Introductions(
    country=r"U\.S\.",
    of=r"(?:of|for)",
    the="the",
    of_words=("of", "for"),
    roll=re.compile(
        r"\b(?:participants?|present|attendees|attendance|witness(?:es)?|panell?ists|guests|speakers|members)\b",
        re.IGNORECASE,
    ),
)
