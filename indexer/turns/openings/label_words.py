"""What the words of a label alone show: a person, a post, a diarizer's voice, or none of these.

Words are judged by the titles, generic labels and particles of all languages together, for lines are read before
anything shows in which language they are.
"""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

from indexer.languages import (
    articles,
    courtesy_titles,
    default,
    generic_labels,
    layout_words,
    name_particles,
    posts,
    titles,
)
from indexer.languages.scripts import PICTURES

Shape: TypeAlias = Literal["voice", "generic", "titled", "person", "script", "post", "word", "handle", "phrase"]
"""What a label looks like.

A `voice` is numbered by a diarizer (`SPEAKER_01`), `generic` a label without a name (`MODERATOR`, `Q`). `titled` is a
title and a name, `person` two to five words of a name, `script` a label in a script without capitals, `post` titles
alone, `word` a single word, `handle` a name as chat rooms have them (`Lena_Finch`), and `phrase` any other words with
capitals.
"""


class LabelWords(msgspec.Struct, frozen=True, gc=False):
    """A label taken apart.

    `label` is what the source calls the speaker, without times. `key` is what labels of one
    speaker share: without parentheses, posts after a comma, case and points. `has_detail` says whether it has such
    parentheses or posts, `has_holder` whether they hold a person: "The Minister for Trains (Clara Vale)".
    `is_aside` says that speakers put the word before a colon themselves ("First", "Remember").
    """

    label: str
    key: str
    shape: Shape
    capitals: bool
    has_detail: bool
    has_holder: bool = False
    is_aside: bool = False


_LONGEST_LABEL = 180
_MOST_NAME_WORDS = 5
_MOST_POST_WORDS = 14
_MOST_DETAIL_WORDS = 20
_LONGEST_SCRIPT, _NAMES_IN_SCRIPT = 16, range(2, 7)
_VOICE = re.compile(
    r"(?:(?:unknown|unidentified|new)[ _]?(?:speaker|voice|male|female)[ _]?\d{0,3}"
    r"|(?:speaker|spk|spkr|voice|channel|ch|participant|person|guest|interviewer|interviewee|caller)"
    r"[ _#.\-]{0,2}(?:\d{1,3}|[A-Z]))",
    re.IGNORECASE,
)
_WORDS_OF_VOICES = frozenset(
    "speaker voice male female spk spkr channel ch participant person guest interviewer interviewee caller".split()
)
_SEEN_OF_CLAUSE = 5
_GROUP = re.compile(r"[\s\xa0]*[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]$")
_TIME = re.compile(r"\d{1,3}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
_DETAIL = re.compile(r",[\s\xa0]|[\s\xa0]+(?:--?|[–—|/])[\s\xa0]+")
_ON_BEHALF = re.compile(
    r"(?:on behalf of|au nom d|im Namen d|en nombre d|em nome d|a nome d|namens|för|for|par écrit|in writing"
    r"|rapporteur)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_SHORTENED = frozenset("St. Ste. Jr. Sr. Mt. Wm. Chas. Geo. Jos. Ed. Fr. Hon. Esq.".split())
_INITIAL = re.compile(r"[^\W\d_]\.")
_HANDLE = re.compile(r"[^\W\d_][\w.'’\-]*_[\w.'’\-]*[^\W_](?:\([^()]*\))?")
_LOWER_HANDLE = re.compile(r"[a-z][a-z0-9.\-]{1,20}")
_NUMBER = re.compile(r"[ #]+\d{1,2}$")
_FOOT = re.compile(r"\bEND OF [A-Z]+$")
"""The foot of a page: "Mr X / TH / END OF TAKE"."""
_EXAMINER = re.compile(r"BY (?:MR|MS|MRS|DR|THE)\b", re.IGNORECASE)
_WORD = re.compile(r"#?\d{1,3}|&|[^\W\d_](?:[^\W_]|[.'’`´\-‐‑–/+])*")
_NO_CAPITALS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_LABEL_IN_SCRIPT = re.compile(
    r"[，。、「」？！；,.?!;\"“”]|[說説曰問答道示稱下]$|[的了是我你他們就也都很把被]"
)
_TITLE_IN_SCRIPT = re.compile(
    r"(?:議員|主席|局長|司長|長官|先生|女士|小姐|博士|教授|委員|代表|部長|大臣|總理|總統|主任|署長|議長|校長|會長|秘書|君|氏|さん"
    r"|议员|局长|司长|长官|部长|总理|总统|署长|议长|校长|会长|秘书|의원|의장|위원장|장관|총리|대통령|씨)$"
)
_POST_SHAPES = frozenset({"phrase", "post", "titled"})
_TELEPHONE = re.compile(r"\+\d[\d*.() -]{6,18}[\d*]|1?\d{3}\*{3}\d{4}|1\d{10}|\d{3}[-. ]\d{3}[-. ]\d{4}")
"""A number from which somebody called in, as Zoom and Teams call them."""
_FILE = re.compile(r"\w\.(?:aac|avi|docx?|flac|m4[av]|mkv|mov|mp[34]|ogg|opus|pdf|srt|txt|vtt|wav|webm|wma)$")
"""A file, of which a speech-to-text service says in its head what it made of it."""
_WITHOUT_DETAIL = frozenset({"phrase", "voice", "post"})


@functools.lru_cache(4096)
def label_words(text: str) -> LabelWords | None:
    """A label taken apart; None for words that cannot be a label."""
    words = text.split()
    if len(text) > _LONGEST_SCRIPT and "(" not in text and is_clause(words):
        return None
    label, bare, has_detail = _without_groups(" ".join(words))
    if not bare.isascii():
        bare = " ".join(PICTURES.sub(" ", bare).split())
    if not bare or len(bare) > _LONGEST_LABEL or ("END OF " in bare and _FOOT.search(bare)):
        return None
    if not bare.isascii() and _NO_CAPITALS.search(bare):
        # "包括" and the like come before colons, too: a name of two signs must come again.
        is_aside = len(bare) < _NAMES_IN_SCRIPT.start + 1 and not _TITLE_IN_SCRIPT.search(bare)
        script = LabelWords(label, bare, "script", False, has_detail, is_aside=is_aside)
        return script if _is_script_label(bare) else None
    detail = _DETAIL.search(bare)
    name = bare[: detail.start()] if detail else bare
    folded = _folded(name)
    is_wrong = detail is not None and not _is_detail(bare[detail.end() :])
    # "First Lady Jane Roe, President Otto Vale: thank you" addresses several people.
    is_wrong = is_wrong or (detail is not None and _is_titled(name) and _is_titled(bare[detail.end() :]))
    # In capitals it may be somebody's initials.
    is_courtesy = folded in courtesy_titles() and (not bare.isupper() or "." in bare)
    if is_wrong or _opens_line(folded) or is_courtesy:
        return None
    shape = _shape(name, folded)
    has_holder = shape in _POST_SHAPES and _holds_person(label)
    is_bare = not has_holder and not (has_detail and shape == "post")
    if shape is None or (detail and is_bare and shape in _WITHOUT_DETAIL):
        return None
    has_detail = has_detail or detail is not None
    shape = "post" if has_holder else shape
    # "Leaders of the Council:" addresses them.
    is_aside = folded in layout_words().asides or _is_plural_title(name.split()[0])
    return LabelWords(label, folded, shape, _in_capitals(name), has_detail, has_holder, is_aside)


def is_clause(words: Sequence[str]) -> bool:
    """Whether the second to fifth words show that no label begins like this: one is in lower case, and is no title,
    small word, or part of a label without a name. Most lines are told by this alone.
    """
    if not words or words[0] == "From" or not words[0][0].isalpha():
        return False
    for before, word in pairwise(words[:_SEEN_OF_CLAUSE]):
        if before[-1] == "," or not before[-1].isalnum():
            return False
        if word.isascii() and word.isalpha() and word.islower() and word not in _words_of_generic_labels():
            known = _word(word)
            if not known.is_title and not known.is_small:
                return True
    return False


@functools.cache
def _words_of_generic_labels() -> frozenset[str]:
    return (
        frozenset(word for label in generic_labels() for word in label.split()) | _WORDS_OF_VOICES | {"behalf"}
    )


def may_be_stopped(text: str) -> bool:
    """Whether words before a full stop may be a label: they begin with a title or article, or end in a capital word."""
    first, _, rest = text.replace("\xa0", " ").partition(" ")
    last = rest.rpartition(" ")[2] or first
    return last.upper() == last or _is_title(first) or first.casefold() in articles()


def is_no_label(text: str) -> bool:
    """Whether a word before a colon opens a line of the transcriber, as `Note`, `Date`, `Tellers` and `Agenda` do."""
    return _opens_line(_folded(text))


def _opens_line(folded: str) -> bool:
    words = layout_words()
    return (
        _FILE.search(folded) is not None
        or folded in words.no_labels
        or (folded in words.rolls and folded not in generic_labels())
    )


def _is_script_label(text: str) -> bool:
    """Whether words in a script without capitals may be a label: they end in a title, or are as short as a name."""
    if len(text) > _LONGEST_SCRIPT or _NO_LABEL_IN_SCRIPT.search(text):
        return False
    return _TITLE_IN_SCRIPT.search(text) is not None or len(text) in _NAMES_IN_SCRIPT


def _is_detail(text: str) -> bool:
    """Whether words after a name and a comma are a post or body: capitalised words, and no sentence."""
    words = [word for word in re.split(r"[\s\xa0,/&–—-]+", text) if word]
    # "President Macron, Mrs. Macron": a salutation or a list of people.
    if words and words[0].strip(".").casefold() in courtesy_titles():
        return False
    if behalf := _ON_BEHALF.match(text):
        words = text[behalf.end() :].split()
    first = words[0].casefold() if words else ""
    # "Mme Agnès Buisson, ministre des solidarités": in other languages than the default, posts are in lower case.
    if first in titles() and first not in default().labels.titles:
        return len(words) <= _MOST_DETAIL_WORDS
    return (
        len(words) <= _MOST_DETAIL_WORDS
        and all(
            word[0].isupper() or _is_small(word) or _is_title(word) or word[0] in "'’\"“(" for word in words
        )
        and any(word[0].isupper() for word in words)
    )


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split()).strip(" .:")


def _without_groups(text: str) -> tuple[str, str, bool]:
    """The label without times, the label without all parentheses, and whether these say who somebody is.

    They may hold a constituency, party, post or organisation; those that begin in lower case, as "(spoke in French)",
    are about the moment.
    """
    kept: list[str] = []
    bare, is_detail = text, False
    while bare[-1:] in {")", "）"} and (group := _GROUP.search(bare)):
        inside = group[1].strip()
        if inside and not _TIME.fullmatch(inside):
            kept.append(bare[group.start() :].strip())
            is_detail = is_detail or not inside[0].islower()
        bare = bare[: group.start()]
    bare = bare.strip(" \xa0\t-–—:")
    return " ".join([bare, *reversed(kept)]), bare, is_detail


def _holds_person(label: str) -> bool:
    group = _GROUP.search(label)
    inside = " ".join(group[1].split(",")[0].split()) if group else ""
    return bool(inside) and _shape(inside, _folded(inside)) in {"person", "titled"}


def _shape(name: str, folded: str) -> Shape | None:
    if _VOICE.fullmatch(name) or (name[0] in "+0123456789" and _TELEPHONE.fullmatch(name)):
        return "voice"
    base = _NUMBER.sub("", folded)
    if base in generic_labels() or folded.replace(".", "") in generic_labels() or name == "A":
        return "generic"
    if _HANDLE.fullmatch(name) or (_LOWER_HANDLE.fullmatch(name) and not _is_small(name)):
        return "handle"
    words = tuple(map(_word, name.split()))
    if not words or len(words) > _MOST_POST_WORDS or _EXAMINER.match(name) or not all(map(_may_be_part, words)):
        return None
    return _titled_shape(words) or _name_shape(words)


class _Word:
    """A word of a label, and what is known of it."""

    def __init__(self, text: str) -> None:
        folded = text.casefold()
        self.text = text
        self.is_title = _is_title(text)
        self.is_article = folded in articles()
        # "Till" is a name where "till" is a small word; "OF" is one in a label in capitals.
        self.is_small = _is_small(text) and (text.islower() or text.isupper())
        self.is_particle = folded in name_particles()
        self.has_capital = any(map(str.isupper, text))


_word = functools.lru_cache(16384)(_Word)
"""A word is asked for each label that begins with it."""


def _may_be_part(word: _Word) -> bool:
    """Whether a word may be part of a label: it has a capital, or is a title, a small word, an initial or a number."""
    is_known = word.has_capital or word.is_title or word.is_small
    return _WORD.fullmatch(word.text) is not None and bool(
        is_known or _INITIAL.fullmatch(word.text) or not word.text[0].isalpha()
    )


def _titled_shape(words: Sequence[_Word]) -> Shape | None:
    """The shape of a label that begins with titles, perhaps after an article; None for any other."""
    titled = _count_titles(words)
    has_title = any(word.is_title for word in words[:titled])
    if titled == len(words):
        return "post" if has_title else "phrase"
    if words[0].is_article and all(word.is_title or word.is_small or _is_post(word.text) for word in words):
        return "post"
    if not has_title or not any(word.text[0].isupper() for word in words):
        return None
    is_name = len(words) - titled <= _MOST_NAME_WORDS and words[-1].has_capital
    return "titled" if is_name else "post"


def _is_titled(text: str) -> bool:
    words = tuple(map(_word, text.split()))
    return bool(words) and all(map(_may_be_part, words)) and _titled_shape(words) == "titled"


def _count_titles(words: Sequence[_Word]) -> int:
    """How many words at the beginning are an article, titles, and small words between titles."""
    count = int(words[0].is_article or words[0].is_title)
    while 0 < count < len(words):
        rest = words[count:]
        if not rest[0].is_title and not (rest[0].is_small and any(word.is_title for word in rest)):
            break
        count += 1
    return count


def _ends_sentence(word: _Word) -> bool:
    """Whether a word ends like a sentence: with a point, but for initials and "St." or "Jr."."""
    return word.text.endswith(".") and not (_INITIALS.fullmatch(word.text) or word.text in _SHORTENED)


def _name_shape(words: Sequence[_Word]) -> Shape | None:
    """The shape of a label without titles."""
    first, last = words[0], words[-1]
    if not first.has_capital and not (first.is_particle and len(words) > 1):
        return None
    if any(character.isdigit() for word in words for character in word.text) or any(map(_ends_sentence, words)):
        return "phrase"
    if len(words) == 1:
        return "word"
    only_particles = all(word.is_particle for word in words if word.is_small)
    is_person = len(words) <= _MOST_NAME_WORDS and only_particles and last.has_capital and not first.is_small
    return "person" if is_person else "phrase"


def _in_capitals(name: str) -> bool:
    """Whether a name is set in capitals, as MS. PSAKI, MR. McDONALD, Mr. De La ORTA and Hon CLARA VALE are.

    Titles and particles do not count.
    """
    words = [word for word in name.split() if any(map(str.isalpha, word))]
    names = [
        word
        for word in words
        if len(word.strip(".")) > 1 and not _is_title(word) and word.casefold() not in name_particles()
    ]
    return all(map(_is_capital_word, names or words))


def _is_capital_word(word: str) -> bool:
    for prefix in ("Mc", "Mac"):
        if word.startswith(prefix) and len(word) > len(prefix):
            word = word[len(prefix) :]
    return word.upper() == word


def _is_title(word: str) -> bool:
    bare = word.strip(".,").casefold()
    return (bare in titles() or _is_plural_title(word)) and bare not in articles()


def _is_plural_title(word: str) -> bool:
    bare = word.strip(".,").casefold()
    known = default().labels.titles
    return bare.endswith("s") and bare[:-1] in known and bare not in titles()


def _is_post(word: str) -> bool:
    return word.strip(".,").casefold() in posts()


def _is_small(word: str) -> bool:
    words = layout_words()
    return word.casefold() in words.particles or word.casefold() in words.small_words
