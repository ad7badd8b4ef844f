"""English given names with their short and long forms, as the library nicknames lists them."""

import functools
from typing import Any


@functools.cache
def short_forms(given: str) -> frozenset[str]:
    """Short and long forms of an English given name, lower-case, itself not among them unless it is known."""
    names = _nicknames()
    return frozenset(names.nicknames_of(given)) | frozenset(names.canonicals_of(given))


def is_given_name(word: str) -> bool:
    """Whether a word is a given name that English has short or long forms of."""
    return bool(short_forms(word.casefold()))


@functools.cache
def _nicknames() -> Any:
    from nicknames import NickNamer

    return NickNamer()
