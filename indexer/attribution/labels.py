"""Taking a label apart: whether it is generic, which titles it has, and which name."""

import functools
import re

import msgspec
from nameparser import HumanName
from rapidfuzz import fuzz, process

from indexer.languages.language import Language
from indexer.model import Role

_LEAST_SIMILARITY = 84
"""From this similarity (rapidfuzz's ratio, 0 to 100) a word may be a misspelt title, as REPSENTATIVE."""


class Label(msgspec.Struct, frozen=True):
    """A label taken apart. `title` holds lower-case words; `name` the words that may be a personal name."""

    text: str
    role: Role
    generic: bool
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()

    @property
    def surname(self) -> str | None:
        """The name after a title: SECRETARY BLINKEN, GOVERNOR LUJAN GRISHAM."""
        return " ".join(self.name) if self.title and self.name else None


def surname_of(label: Label) -> str:
    """What a label is looked up by in the text: the name after its title, else all of it; may be empty."""
    return label.surname or " ".join(label.name)


def parse_label(text: str, language: Language) -> Label:
    """Take a label apart, by the words of a language alone."""
    words_of = language.labels
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text).strip(" :.")
    bare = _without_post(bare, language)
    folded = " ".join(bare.lower().split())
    # "M. le président" without its point.
    for generic in (folded, folded.replace(".", "")):
        if generic in words_of.generic or not generic:
            return Label(text, words_of.generic.get(generic, "speaker"), generic=True)
    words = bare.replace("\xa0", " ").split()
    while len(words) > 1 and _key(words[0]) in words_of.articles and _key(words[1]) in words_of.titles:
        words.pop(0)
    titles: list[str] = []
    while words and _key(words[0]) in words_of.titles:
        titles.append(_key(words.pop(0)))
        # "M. le ministre".
        if len(words) > 1 and _key(words[0]) in words_of.articles and _key(words[1]) in words_of.titles:
            words.pop(0)
    return Label(text, "speaker", generic=not words, title=tuple(titles), name=tuple(words))


def _without_post(label: str, language: Language) -> str:
    """A label without the post after its comma: WOLF BLITZER, CNN HOST. Other commas may separate two people."""
    name, comma, post = label.partition(",")
    words = [_key(word) for word in post.split()]
    courteous = words and words[0] in language.labels.courtesy
    return name if comma and not courteous and any(_is_known(word, language) for word in words) else label


def full_name(label: Label, language: Language) -> str | None:
    """The full personal name that a label carries by itself, with its capitals corrected, or None.

    Two to four words of letters, none of them a post (`PROJECT MANAGER`), a number or a single letter at the
    end (`Grad F`). After a title two words may be one surname (`GOVERNOR LUJAN GRISHAM`): there the first must
    be a known given name, and after Mr. or Ms. even that proves nothing (`MS. JACKSON LEE`).
    """
    words = _after_post((*label.title, *label.name), language) or label.name
    if (
        (label.title and words == label.name and not _carries_given_name(label, language))
        or not 2 <= len(words) <= 4
        or is_title_or_post(words[0], language)
        or any(_is_known(word, language) for word in words[1:-1])
    ):
        return None
    if _is_known(words[-1], language) and _key(words[-1]) not in language.names.surnames_like_titles:
        return None
    if not all(re.fullmatch(r"[^\W\d_]+(?:[’'\-.][^\W\d_]+)*\.?", word) for word in words):
        return None
    if len(words[0].strip(".")) < 2 or len(words[-1].strip(".")) < 2:
        return None
    if not all(word[0].isupper() for word in (words[0], words[-1])):
        return None
    return capitalised(" ".join(words))


def _after_post(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The words after the last word of a post: NEC Director Brian Deese. Empty where they are no full name."""
    known = [at for at, word in enumerate(words) if _is_known(word, language)]
    rest = words[known[-1] + 1 :] if known else ()
    is_name = len(rest) >= 2 and _begins_name(rest[0], language)
    return rest if is_name and not set(map(_key, words)) & language.labels.courtesy else ()


def _carries_given_name(label: Label, language: Language) -> bool:
    """Whether the words after a title are a full name, not a surname of two words."""
    if not label.name:
        return False
    if label.title[-1] in language.labels.honorifics:
        return True
    return language.labels.courtesy.isdisjoint(label.title) and _begins_name(label.name[0], language)


def _begins_name(word: str, language: Language) -> bool:
    key = _key(word)
    return key not in language.names.first_of_surnames and is_given_name(key, language)


def is_given_name(word: str, language: Language) -> bool:
    """Whether a word is a given name that the language has short or long forms of."""
    return bool(language.names.short_forms(word.casefold()))


def capitalised(name: str) -> str:
    """A personal name in capitals as it is written in running text; any other name unchanged."""
    if not name.isupper():
        return name
    parsed = HumanName(name)
    parsed.capitalize(force=True)
    return str(parsed)


def is_title_or_post(word: str, language: Language) -> bool:
    """Whether a word is a title or belongs to a post, even misspelt. Similarity only ever takes a name away."""
    if _is_known(word, language):
        return True
    key = _key(word)
    return (
        len(key) > 5
        and process.extractOne(key, _long_titles(language), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
        is not None
    )


@functools.lru_cache(16)
def _long_titles(language: Language) -> list[str]:
    return sorted(title for title in language.labels.titles if len(title) > 5)


def _is_known(word: str, language: Language) -> bool:
    return _key(word) in language.labels.titles or _key(word) in language.labels.posts


def _key(word: str) -> str:
    return word.strip(".,").lower()
