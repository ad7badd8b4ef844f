"""Misspelt names: which name of the index is meant by a word that the index lacks.

Only slips of the pen and of the ear count: a vowel for a vowel, a letter for one that sounds alike, a letter doubled,
left out, added or exchanged with the next. "Clifton" is no misspelt "Clinton", nor "Markey" a "Merkel".
"""

from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

Occurs = Callable[[str, str], bool]
"""Whether the index has a word, apart from one that is given as the second and may have the same stem."""

_SHORTEST = 4
_LONGEST = 80
_LONG = 6
_SILENT = frozenset("aeiouyh")
_ALIKE = tuple(
    map(frozenset, ("aeiouy", "sz", "ck", "cs", "kq", "vw", "fv", "dt", "bp", "gj", "mn", "xs", "yj", "ie"))
)

_FIRST_ALIKE = tuple(map(frozenset, ("ck", "cs", "gj", "sz", "vw", "ei", "iy", "jy", "kq")))


def meant_name(given: str, names: Sequence[str], occurs: Occurs) -> str | None:
    """The one name of which a given one is a misspelling, or None: names are words joined by hyphens, in lower case.

    The names begin with the same letter, or one of `first_letters`. A word that the index has is never taken for
    another.
    """
    if not _SHORTEST <= len(given) <= _LONGEST:
        return None
    most = 3 if "-" in given else 2
    near = process.extract(given, names, scorer=OSA.distance, score_cutoff=most, limit=20)
    fitting = [(distance, name) for name, distance, _ in near if _fits(given, name, occurs)]
    if not fitting:
        return None
    least = min(distance for distance, _ in fitting)
    closest = {name for distance, name in fitting if distance == least}
    return closest.pop() if len(closest) == 1 else None


def _fits(given: str, name: str, occurs: Occurs) -> bool:
    words, others = given.split("-"), name.split("-")
    if len(words) != len(others):
        return False
    changed = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    alike = is_slip if len(words) == 1 else _is_slip_in_name
    return bool(changed) and all(alike(word, other) and not occurs(word, other) for word, other in changed)


def first_letters(name: str) -> str:
    """The letters with which a name may begin that is misspelt as a given one: "Camala Harris" is Kamala Harris.

    A surname alone keeps its first letter: too many others differ by it.
    """
    first = name[:1]
    others = {letter for kind in _FIRST_ALIKE if first in kind for letter in kind} if "-" in name else set()
    return first + "".join(sorted(others - {first}))


def _is_slip_in_name(word: str, other: str) -> bool:
    """Whether a part of a full name is another but for one slip, which may be a first letter that sounds alike."""
    if is_slip(word, other):
        return True
    sounds = any(kind.issuperset((word[:1], other[:1])) for kind in _FIRST_ALIKE)
    return (
        sounds
        and min(len(word), len(other)) >= _SHORTEST
        and without_doubled(word[1:]) == without_doubled(other[1:])
    )


def is_slip(word: str, other: str) -> bool:
    """Whether a word is another but for one slip, doubled letters apart."""
    if min(len(word), len(other)) < _SHORTEST or word[0] != other[0]:
        return False
    # "Parks" is no misspelt "Park".
    if word.removesuffix("s") == other.removesuffix("s"):
        return False
    short, long = sorted((without_doubled(word), without_doubled(other)), key=len)
    if short == long or OSA.distance(short, long) > 1:
        return short == long
    if len(short) == len(long):
        wrong = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
        return len(wrong) > 1 or any(kind.issuperset(wrong[0]) for kind in _ALIKE)
    added = next(letter for at, letter in enumerate(long) if short[at : at + 1] != letter)
    # Any letter may be left out of a long name; one that is added to a name is mostly another name.
    return added in _SILENT or (len(word) < len(other) and len(word) >= _LONG)


def without_doubled(word: str) -> str:
    """A word with doubled letters written once."""
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])
