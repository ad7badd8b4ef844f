"""One pattern for many words: tried letter by letter, not word by word."""

import re
from collections.abc import Iterable

_Branches = dict[str, "_Branches"]
_END = ""


def alternatives(words: Iterable[str]) -> str:
    """The source of a pattern that matches each of the words, a space as any white space; the longest first.

    Words share their beginnings in it, so that a place where none begins costs one step, not one for each word.
    """
    root: _Branches = {}
    for word in words:
        branch = root
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _source(root)


def _source(branches: _Branches) -> str:
    if not branches or branches.keys() == {_END}:
        return ""
    sources = [
        (r"\s+" if letter == " " else re.escape(letter)) + _source(following)
        for letter, following in sorted(branches.items())
        if letter
    ]
    joined = sources[0] if len(sources) == 1 else f"(?:{'|'.join(sources)})"
    return f"(?:{joined})?" if _END in branches else joined
