"""Which labels of a document carry a full name, and which contradict each other: all labels are judged together.

A label has the form of a name long before it is one: `MS. JACKSON LEE` has two surnames, `Lamp Funding` is a heading.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from indexer.attribution.labels import Label, full_name, possible_name
from indexer.attribution.names import SAINTS, begins_with_particle, is_given_name, key
from indexer.directory.records import Directory, name_key
from indexer.languages.language import Language

_ITEM = re.compile(r"[ \t]*(?:[*+•\-–—]|\(?\d{1,3}[.)])[ \t]+")
"""What comes before a label that is an item of a list."""
_FEW_TURNS = 2
"""A label with more turns is no heading."""
_LONGEST_INITIALS = 3
_WORDS_OF_SURNAME = 2
_PATRONYMIC = re.compile(r"^\w{2,}[eé]z\b", re.IGNORECASE)
"""The first of two Spanish surnames: Ibáñez Lago."""
_FEW_SURNAMES, _MOST_SURNAMES = 1, 3
"""From which share on a patronymic, or any word, may begin a surname of two."""
_LEAST_FULL, _LEAST_FULL_AFTER_COURTESY = 1, 2
"""How many other labels must have full names before two words after a title are taken for one."""


def full_names(
    labels: Mapping[Label, int],
    text: str,
    elsewhere: Container[str],
    directory: Directory,
    language: Language,
) -> dict[str, str]:
    """The full names that labels carry, by the labels' text.

    `labels` has the number of turns of each label; `elsewhere` the keys of the full names that the title, lists and
    metadata give. After a title, or where the first word may begin a surname, the name must be confirmed: elsewhere, by
    a label without a title, by the surname alone after the same title, or by the document's custom.
    """
    certain = {label: name for label in labels if (name := full_name(label, language))}
    doubted = {
        label.text
        for label, name in certain.items()
        if labels[label] <= _FEW_TURNS and not is_given_name(name.split(maxsplit=1)[0], language)
    }
    are_listed = any(_is_item(label.text, text) for label in certain if labels[label] > _FEW_TURNS)
    names = {
        label.text: name
        for label, name in certain.items()
        if not _is_phrase(name, labels[label], text, language)
        and (are_listed or label.text not in doubted or not _is_item(label.text, text))
    }
    share = _share_of_surnames(labels, language)
    names = {
        text: name
        for text, name in names.items()
        if name_key(name) in elsewhere
        or directory.called(name)
        or share < (_FEW_SURNAMES if _PATRONYMIC.search(name) else _MOST_SURNAMES)
        or not _may_be_surname(name, language)
    }
    untitled = {name_key(name) for label, name in certain.items() if not label.is_titled}
    custom = _Custom(labels, language)
    affiliations = {_inside(label) for label in labels if not label.holder}
    for label in labels:
        name = None if label in certain else possible_name(label, language)
        if name is None or (label.holder and label.holder in affiliations):
            continue
        spelled = name_key(name)
        confirmed = spelled in elsewhere or spelled in untitled or bool(directory.called(name))
        if confirmed or (label.is_titled and custom.confirms(label)):
            names[label.text] = name
    for label in certain:
        if label.holder and label.holder in affiliations:
            names.pop(label.text, None)
    return names


def _share_of_surnames(labels: Iterable[Label], language: Language) -> float:
    """How many labels have a surname alone for each that has a full name, all without a title.

    Where it is high, a label of two words may be a surname of two. Given names alone, initials and nicks are no
    surnames.
    """
    untitled = [label.name for label in labels if label.name and not label.is_titled and not label.holder]
    full = [name for name in untitled if len(name) > 1 and not _begins_surname(name)]
    parts = {name_key(word) for name in full for word in (name[0], name[-1])}
    alone = sum(_is_surname_alone(name, parts, language) for name in untitled)
    return alone / max(1, len(full))


def _begins_surname(name: Sequence[str]) -> bool:
    return begins_with_particle(name) or key(name[0]) in SAINTS


def _is_surname_alone(name: Sequence[str], parts: Container[str], language: Language) -> bool:
    """Whether a label may be a surname alone, and is no part of a full name that another label has."""
    if len(name) > 1:
        return _begins_surname(name)
    word = name[0]
    is_short = name_key(word) in parts or is_given_name(word.casefold(), language)
    return len(word) > _LONGEST_INITIALS and word[0].isupper() and not is_short


def _may_be_surname(name: str, language: Language) -> bool:
    words = name.split()
    return len(words) <= _WORDS_OF_SURNAME and not is_given_name(words[0], language)


class _Custom:
    """How the document's labels are written: with surnames after titles, or with full names."""

    def __init__(self, labels: Iterable[Label], language: Language) -> None:
        self._language = language
        self._titled = Counter(len(label.name) > 1 for label in labels if label.is_titled and label.name)
        self._full = sum(len(label.name) > 1 and possible_name(label, language) is not None for label in labels)
        self._short = sum(len(label.name) == 1 for label in labels)
        self._alone = {
            ((*label.title, *label.foreign), name_key(label.name[0]))
            for label in labels
            if len(label.name) == 1
        }

    def confirms(self, label: Label) -> bool:
        """Whether the words after a label's title are a full name by what the other labels show."""
        words_of = self._language.names
        # Words in capitals may always be a surname of two: GOVERNOR LUJAN GRISHAM, GOVERNOR GRISHAM.
        if " ".join(label.name).isupper() or begins_with_particle(label.name):
            return False
        if label.is_courteous and (label.foreign or not words_of.full_after_courtesy):
            return False
        # "The Acting Speaker (Mrs. Mary Poe)": the name is the holder's.
        if not label.name:
            return False
        alone = ((*label.title, *label.foreign), name_key(label.name[-1])) in self._alone
        if alone and key(label.name[0]) not in words_of.first_of_surnames:
            return True
        least = _LEAST_FULL_AFTER_COURTESY if label.is_courteous else _LEAST_FULL
        return not self._titled[False] and self._full - 1 >= max(least, 2 * self._short + 1)


def _is_phrase(name: str, turns: int, text: str, language: Language) -> bool:
    """Whether a document uses the words of a name as common words: those of a heading, `Lamp Funding`."""
    words = name.split()
    if turns > _FEW_TURNS or any(word[0].islower() for word in words) or not name.isascii():
        return False
    if _occurs(name.lower(), text):
        return True
    return not is_given_name(words[0], language) and _occurs(words[0].lower(), text)


def _is_item(label: str, text: str) -> bool:
    """Whether a label is an item of a list: fields and topics are listed, too."""
    at = text.find(f"{label}:")
    while at >= 0:
        if _ITEM.fullmatch(text, text.rfind("\n", 0, at) + 1, at):
            return True
        at = text.find(f"{label}:", at + 1)
    return False


def _occurs(words: str, text: str) -> bool:
    return words in text and re.search(rf"\b{re.escape(words)}\b", text) is not None


def _inside(label: Label) -> str:
    return label.text.partition("(")[2].partition(")")[0].strip()


def contradicted(labels: Iterable[Label], language: Language) -> set[str]:
    """The labels, by their text, whose courtesy title another label of the same surname contradicts.

    `labels` has one label per turn. The side with more turns keeps its name: the other may be a typing error or
    another person, which cannot be decided. With equally many turns on both sides neither keeps it.
    """
    turns: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for label in labels:
        if label.surname is not None:
            men, women = turns.setdefault(label.surname.casefold(), (Counter(), Counter()))
            if not language.labels.men.isdisjoint(label.title):
                men[label.text] += 1
            elif not language.labels.women.isdisjoint(label.title):
                women[label.text] += 1
    contradicted_labels: set[str] = set()
    for men, women in turns.values():
        if men and women:
            contradicted_labels |= set(men) if men.total() <= women.total() else set()
            contradicted_labels |= set(women) if women.total() <= men.total() else set()
    return contradicted_labels


def contradicts(label: Label, titles: Iterable[str], language: Language) -> bool:
    """Whether titles contradict a label's: one is a man's and the other a woman's, or the posts differ."""
    words_of, own, others = language.labels, set(label.title), set(titles)
    men, women = words_of.men, words_of.women
    if (own & men and others & women) or (own & women and others & men):
        return True
    post, other_post = own - words_of.courtesy, others - words_of.courtesy
    return bool(post and other_post) and post.isdisjoint(other_post)
