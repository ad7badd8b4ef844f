"""Taking a label apart: whether it is generic, which titles it has, and which name."""

import re
from collections.abc import Sequence

import msgspec

from indexer.attribution.names import (
    begins_with_particle,
    capitalised,
    has_form,
    is_given_name,
    is_known,
    is_title,
    is_title_or_post,
    key,
)
from indexer.languages import articles, default, gendered_titles, name_particles, posts, titles
from indexer.languages.language import Language
from indexer.languages.scripts import PICTURES
from indexer.model import Role

_PARENTHESIS = re.compile(r"\s*[(（]")
_CLOSING = re.compile(r"[)）]\s*$")
_MARKS = " \t\xa0:.*•#_–—-"
_LEAST_POST = 3
_LETTERS = frozenset("am ms msp mep kc obe cbe mbe dbe kbe".split())
"""Letters of offices and orders after a name, which are words, titles or names elsewhere: Jane Roe AM."""
_MOST_LETTERS = 4
_DASH = re.compile(r"\s+(?:--|[-–—|/])\s+")
# Of diarization (SPEAKER_00, spk_1, Speaker 2) and of accounts (lena_finch, @finch): a digit or one of these signs.
_HANDLE = re.compile(r"[\d_@#/\\<>=+]")


class Label(msgspec.Struct, frozen=True):
    """A label taken apart.

    `title` holds lower-case words of its language, `foreign` those of other languages; `name` the words that may be a
    personal name. `holder` is what a post has in parentheses: `Clara Vale` of `The Minister for Trains (Clara Vale)`.
    """

    text: str
    role: Role
    generic: bool
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    holder: str = ""

    @property
    def surname(self) -> str | None:
        """The name after a title: SECRETARY BLINKEN, GOVERNOR LUJAN GRISHAM."""
        return " ".join(self.name) if self.is_titled and self.name else None

    @property
    def is_titled(self) -> bool:
        """Whether a title comes before the name."""
        return bool(self.title or self.foreign)

    @property
    def is_courteous(self) -> bool:
        """Whether a title like Mr. or Ms., of any language, comes before the name."""
        return not gendered_titles().isdisjoint((*self.title, *self.foreign))

    @property
    def is_abbreviation(self) -> bool:
        """Whether it may be initials: KLP, DH. They are nobody's surname."""
        return not self.is_titled and len(self.name) == 1 and self.name[0].isupper() and len(self.name[0]) <= 3


def surname_of(label: Label) -> str:
    """What a label is looked up by in the text: the name after its title, else all of it; may be empty."""
    return label.surname or " ".join(label.name)


def parse_label(text: str, language: Language) -> Label:
    """Take a label apart. Its role is that of its language; titles and posts of all languages are no names."""
    words_of = language.labels
    outside, inside = _without_parentheses(text)
    plain = outside if outside.isascii() else " ".join(PICTURES.sub(" ", outside).split())
    bare = _without_affiliation(plain.strip(_MARKS), language)
    folded = " ".join(bare.lower().split())
    # "M. le président" without its point.
    for generic in (folded, folded.replace(".", "")):
        if generic in words_of.generic or not generic:
            role = words_of.generic.get(generic, "speaker")
            is_post = generic and role not in {"audience", "narration"}
            return Label(text, role, generic=True, holder=inside if is_post else "")
    words = bare.split()
    if any(map(_HANDLE.search, words)) or _is_cut(text):
        return Label(text, "speaker", generic=True)
    if _is_plural_title(words[0]):
        return Label(text, "speaker", generic=True)
    count = _count_titles(words, language)
    own = tuple(key(word) for word in words[:count] if key(word) in words_of.titles)
    foreign = tuple(key(word) for word in words[:count] if key(word) in titles() and key(word) not in own)
    name = tuple(_without_letters(_without_origin(words[count:], language) if count else words))
    titled = {*own, *foreign} - {words_of.article}
    # "The Harbour Master (Clara Vale)": the article makes it a post.
    has_article = key(words[0]) == words_of.article and set(own) <= {words_of.article} and not foreign
    is_post = (
        _is_post(name, language)
        or (has_article and len(words) > 1)
        # "El conseller de Trens" is a post, "Herr von Stein" a man.
        or (titled and name[0].islower() and gendered_titles().isdisjoint(titled))
        or (inside and not (name and titled) and _has_holder(inside, name, language))
    )
    # "Le Pen" is a surname; "The Temporary Chairlady" is not, nor is "The Clerk".
    if has_article and (len(words) >= _LEAST_POST or words_of.article not in name_particles()):
        name = ()
    return Label(
        text,
        "speaker",
        generic=not name,
        title=own,
        name=name,
        foreign=foreign,
        holder=inside if is_post else "",
    )


def _is_cut(label: str) -> bool:
    """Whether a label is a line out of a sentence or list: it has a semicolon, or ends with a word like "and"."""
    last = label.rstrip(_MARKS).rpartition(" ")[2]
    return ";" in label or (last.islower() and last in default().layout.small_words)


def _is_plural_title(word: str) -> bool:
    """Whether a title is that of several people: "Councillors Brown and Wyatt" is nobody's name."""
    word = key(word)
    return word.endswith("s") and word[:-1] in default().labels.titles and word not in titles()


def _without_parentheses(text: str) -> tuple[str, str]:
    """A label without the parentheses at its end, and what the first of them holds, without those inside it."""
    if not _CLOSING.search(text):
        return text, ""
    opening = _PARENTHESIS.search(text)
    if opening is None or not text[: opening.start()].strip():
        return text, ""
    inside = re.split(r"[()（）]", text[opening.end() :], maxsplit=1)[0]
    return text[: opening.start()], inside.strip()


def _without_affiliation(label: str, language: Language) -> str:
    """A label without the post or organisation after its comma or dash: WOLF BLITZER, CNN HOST.

    What follows may also be a second person, or the given name: then all of the label is kept.
    """
    name, comma, rest = label.partition(",")
    if not comma:
        name, *parts = _DASH.split(label, maxsplit=1)
        rest = parts[0] if parts else ""
    words = rest.split()
    # "The Vice President, Investor Relations": what follows a post is no given name.
    if not words or all(is_known(word, language) or key(word) in articles() for word in name.split()):
        return name
    return label if _may_be_person(rest, words, language) else name


def _may_be_person(rest: str, words: Sequence[str], language: Language) -> bool:
    if key(words[0]) in gendered_titles():
        return True
    if _DASH.search(rest) or any(map(_HANDLE.search, words)):
        return False
    if "," in rest:
        # "Lena Finch, Paul Stone, Clara Vale": several people.
        return all(has_form(part.split(), language) for part in rest.split(","))
    count = _count_titles(words, language)
    names = words[count:]
    if not names or not all(word[0].isupper() or key(word) in name_particles() for word in names):
        return False
    if any(is_known(word, language) for word in names):
        return False
    # "Stone, Paul" is one person, "Finch, CNN" an organisation.
    return bool(count) or len(names) > 1 or not names[0].isupper()


def _count_titles(words: Sequence[str], language: Language) -> int:
    """How many words at the beginning are titles. An article before a name is part of it: La Toya."""
    count = 0
    for at, word in enumerate(words):
        is_article = key(word) in articles() and at + 1 < len(words) and is_title(words[at + 1], language)
        if not is_article and not is_title(word, language):
            break
        count = at + 1
    own = language.labels.titles
    if all(key(word) in name_particles() | articles() and key(word) not in own for word in words[:count]):
        return 0
    return count


def _without_origin(words: Sequence[str], language: Language) -> Sequence[str]:
    """The name without where its bearer is from: Mr. SMITH of New Jersey."""
    of_words = {*language.introductions.of_words, *default().introductions.of_words}
    at = next((at for at, word in enumerate(words) if word in of_words), 0)
    return words[:at] if at and not any(is_known(word, language) for word in words[:at]) else words


def _without_letters(words: Sequence[str]) -> Sequence[str]:
    """The name without the letters of an office after it: Paul Stone MP."""
    end = len(words)
    while (
        end > 2
        and len(words[end - 1]) <= _MOST_LETTERS
        and words[end - 1].isupper()
        and (key(words[end - 1]) in posts() or key(words[end - 1]) in _LETTERS)
    ):
        end -= 1
    return words[:end]


def _is_post(words: Sequence[str], language: Language) -> bool:
    """Whether words are a post and no name: none, one that is known, or one in lower case that is no particle."""
    if any(is_known(word, language) for word in words):
        return True
    lower = any(word.islower() and key(word) not in name_particles() for word in words)
    return not words or (lower and not any(word.isupper() and len(word) > 1 for word in words))


def _has_holder(inside: str, outside: Sequence[str], language: Language) -> bool:
    """Whether what is in parentheses is a title with a name, not the post of somebody whose name is before it."""
    words = inside.split()
    count = _count_titles(words, language)
    if all(key(word) in articles() for word in words[:count]):
        return False
    return not has_form(outside, language) or not _is_post(words[count:], language)


def full_name(label: Label, language: Language) -> str | None:
    """The full personal name that a label carries by itself, with its capitals corrected, or None.

    After a title two words may be one surname (`GOVERNOR LUJAN GRISHAM`): there the first must be a given name that the
    language has short forms of, and after Mr. or Ms. even that proves nothing (`MS. JACKSON LEE`). `possible_name` has
    these too; other labels of the document can confirm them.
    """
    if label.holder:
        held = parse_label(label.holder, language)
        return None if label.is_courteous or held.is_courteous else possible_name(held, language)
    rest = _after_post((*label.title, *label.foreign, *label.name), language)
    if rest:
        return capitalised(" ".join(rest)) if has_form(rest, language) else None
    if (label.is_titled and not _carries_given_name(label, language)) or begins_with_particle(label.name):
        return None
    return possible_name(label, language)


def possible_name(label: Label, language: Language) -> str | None:
    """The words of a label that have the form of a full name; after a title they may be one surname."""
    if label.holder:
        return possible_name(parse_label(label.holder, language), language)
    return capitalised(" ".join(label.name)) if has_form(label.name, language) else None


def _after_post(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The words after the last word of a post: NEC Director Brian Deese. Empty where they are no full name."""
    known = [at for at, word in enumerate(words) if is_known(word, language)]
    rest = words[known[-1] + 1 :] if known else ()
    is_name = len(rest) >= 2 and _begins_name(rest[0], language)
    return rest if is_name and gendered_titles().isdisjoint(map(key, words)) else ()


def _carries_given_name(label: Label, language: Language) -> bool:
    """Whether the words after a title are a full name, not a surname of two words."""
    if not label.name:
        return False
    if label.title and label.title[-1] in language.labels.honorifics:
        return True
    # Dr. comes before full names too, in mixed case.
    if label.title and label.title[-1] in language.labels.courtesy and not label.is_courteous:
        return not " ".join(label.name).isupper() and not begins_with_particle(label.name)
    return not label.is_courteous and _begins_name(label.name[0], language)


def _begins_name(word: str, language: Language) -> bool:
    word = key(word)
    return word not in language.names.first_of_surnames and is_given_name(word, language)


__all__ = ["Label", "full_name", "is_title_or_post", "parse_label", "possible_name", "surname_of"]
