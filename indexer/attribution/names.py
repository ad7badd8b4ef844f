"""What a personal name looks like, in any language: capitalised words, particles, initials, and the words it never has.

Form alone proves little: `Lamp Funding` has it too. Whether a label's words are a name is decided in `labels` and
`full_names`.
"""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from nameparser import HumanName
from rapidfuzz import fuzz, process

from indexer.languages import (
    default,
    layout_words,
    name_particles,
    name_suffixes,
    posts,
    surnames_like_titles,
    titles,
)
from indexer.languages.language import Language

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩΆΈ-ΏЀ-Я"
"""The capital letters of Latin, Greek and Cyrillic, for a class of a regular expression."""
NAME_WORD = rf"[{UPPER}][^\W\d_]*(?:[’'\-‐‑][^\W\d_]+)*"
"""A capitalised word of a name."""
SAINTS = frozenset({"st", "ste", "saint", "sainte", "san", "santa", "sankt"})
"""Words that make one surname with the word after them: St. John."""
GAP = r"[ \xa0]+"
"""What separates the words of a name: never a line end."""

_LEAST_SIMILARITY = 84
"""From this similarity (rapidfuzz's ratio, 0 to 100) a word may be a misspelt title, as REPSENTATIVE."""
_MOST_WORDS, _MOST_CAPITALISED = 8, 5
_LONGEST_INITIALS = 2
"""Letters in capitals that may be initials without points: JD, PJ."""
_LONGEST_SHORTENED = 4
"""Letters of given names that are shortened with a point: Wm., Thos."""
_SPOKEN = re.compile(r"[^\WBCDFGHJKLMNPQRSTVWXZ\d_]|\B[LR]\B")
"""A letter with which a word can be spoken: any but the consonants of Latin; L and R inside, as in Vlk."""
_WITHOUT_VOWELS = frozenset({"ng"})
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-‐‑.][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.?")
_ROMAN = re.compile(r"[IVX]{2,}")
_POSSESSIVE = re.compile(r"[’']s$", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"(?P<before>Mc|Mac|[OD][’'])(?P<rest>[^\W\d_]{2,})")


def key(word: str) -> str:
    """A word as it is looked up among titles and posts."""
    return word.strip(".,").lower()


def has_form(words: Sequence[str], language: Language) -> bool:
    """Whether words look like a full name: two to five capitalised words, none of a title, post or document.

    Particles of any language may be lower-case inside, initials may stand anywhere but at the end.
    """
    if not 2 <= len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return False
    first, last = words[0], words[-1]
    if _is_suffix(last):
        return len(words) > 2 and has_form(words[:-1], language)
    capitalised_words = [
        word
        for at, word in enumerate(words)
        if _is_capitalised(word) and (at in {0, len(words) - 1} or key(word) not in name_particles())
    ]
    return (
        2 <= len(capitalised_words) <= _MOST_CAPITALISED
        and not _has_acronym(words)
        and not any(_ends_sentence(word, language) for word in words[:-1])
        and not any(_needs_particle(before, word, language) for before, word in pairwise(words))
        and first[0].isupper()
        and last in capitalised_words
        and len(last.strip(".")) > 1
        and (len(words) > 2 or (len(first.strip(".")) > 1 and key(first) not in SAINTS))
        and not is_title_or_post(first, language)
        and all(_may_be_inside(word, language) for word in words[1:-1])
        and not any(map(_POSSESSIVE.search, words))
        and not _is_function_word(last)
        and (not is_known(last, language) or key(last) in surnames_like_titles())
    )


def _is_capitalised(word: str) -> bool:
    """Whether a word has a capital, perhaps after a particle: `al-Rashid`."""
    particle, hyphen, rest = word.partition("-")
    return word[0].isupper() or (hyphen == "-" and rest[:1].isupper() and particle in name_particles())


def _has_acronym(words: Sequence[str]) -> bool:
    """Whether a mixed-case name has a word in capitals that is no surname: `Apple TV`, `Dart SSE Benchmarks`.

    A surname in capitals is at the beginning or the end, and can be spoken. Two letters at the beginning are initials.
    """
    capitals = [len(word.strip(".")) > 1 and word.isupper() and not is_initial(word) for word in words]
    if True not in capitals or " ".join(words).isupper():
        return False
    first, last = capitals.index(True), len(words) - 1
    is_inside = first > 0 and not all(capitals[first:]) and len(words[first]) > _LONGEST_INITIALS
    spoken = (
        _SPOKEN.search(word) or key(word) in _WITHOUT_VOWELS or (at == 0 and len(word) <= _LONGEST_INITIALS)
        for at, word in enumerate(words)
        if capitals[at] and not (at == last and _is_suffix(word))
    )
    return is_inside or not all(spoken)


def _ends_sentence(word: str, language: Language) -> bool:
    """Whether the point of a word is the end of a sentence: `Okay. Lena Finch`, but `St. John`, `Wm. Finch`."""
    if not word.endswith(".") or is_initial(word):
        return False
    no_names = language.calls.no_names if language.calls else frozenset()
    word = key(word)
    return len(word) > _LONGEST_SHORTENED or word in no_names or word in layout_words().asides


def _needs_particle(before: str, word: str, language: Language) -> bool:
    """Whether a word is an article of the language, and no part of a name: `Wahl des Vorstands`, `Anna von der Au`."""
    is_article = word.islower() and word in language.labels.articles
    return is_article and key(before) not in name_particles()


def _is_suffix(word: str) -> bool:
    return key(word) in name_suffixes() or (word.isupper() and _ROMAN.fullmatch(word) is not None)


def without_titles(words: Sequence[str], language: Language) -> Sequence[str]:
    """The words after the last title or word of a post."""
    known = [at for at, word in enumerate(words) if is_known(word, language)]
    return words[known[-1] + 1 :] if known else words


def is_initial(word: str) -> bool:
    """Whether a word is one or more initials: `J.`, `P.T.`, `A`."""
    return word[:1].isupper() and _INITIALS.fullmatch(word) is not None


def begins_with_particle(words: Sequence[str]) -> bool:
    """Whether the first word may belong to a surname of several words: DU CHATELET, VAN DYKE."""
    return bool(words) and key(words[0]) in name_particles()


def _may_be_inside(word: str, language: Language) -> bool:
    # In Catalan, Portuguese and Spanish a single letter joins two surnames.
    if is_initial(word) or key(word) in name_particles() or (len(word) == 1 and not _is_function_word(word)):
        return True
    return _is_capitalised(word) and not is_known(word, language) and not _is_function_word(word)


def _is_function_word(word: str) -> bool:
    return key(word) in default().layout.small_words and not is_initial(word)


def is_given_name(word: str, language: Language) -> bool:
    """Whether a word is a given name that the language has short or long forms of."""
    return bool(language.names.short_forms(word.casefold()))


def is_title(word: str, language: Language) -> bool:
    """Whether a word is a title, in any language; one that is a given name in this language is none ("Don")."""
    word = key(word)
    return word in language.labels.titles or (word in titles() and not is_given_name(word, language))


def is_known(word: str, language: Language) -> bool:
    """Whether a word is a title or belongs to a post, in any language."""
    if is_initial(word):
        return False
    word = key(word)
    parts = word.split("-") if "-" in word else ()
    return _is_known(word, language) or (len(parts) > 1 and all(_is_known(part, language) for part in parts))


def _is_known(word: str, language: Language) -> bool:
    words_of = language.labels
    if word in words_of.titles or word in words_of.posts:
        return True
    return (word in titles() or word in posts()) and not is_given_name(word, language)


def is_title_or_post(word: str, language: Language) -> bool:
    """Whether a word is a title or belongs to a post, even misspelt. Similarity only ever takes a name away."""
    if is_known(word, language) or _is_function_word(word):
        return True
    word = key(word)
    return (
        len(word) > 5
        and process.extractOne(word, _long_titles(language), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
        is not None
    )


@functools.lru_cache(16)
def _long_titles(language: Language) -> list[str]:
    return sorted(title for title in language.labels.titles if len(title) > 5)


def capitalised(name: str) -> str:
    """A personal name in capitals as it is written in running text; of any other name only a surname in capitals."""
    if name.replace("Mc", "MC").isupper():
        parsed = HumanName(name)
        parsed.capitalize(force=True)
        return str(parsed)
    *given, surname = name.split(" ")
    if given and len(surname) > 2 and any(map(str.islower, name)):
        return " ".join([*given, _surname(surname)])
    return name


def _surname(word: str) -> str:
    if word.isupper():
        return capitalised(f"X {word}").partition(" ")[2]
    inner = _INNER_CAPITAL.fullmatch(word)
    return inner["before"] + inner["rest"].capitalize() if inner and inner["rest"].isupper() else word
