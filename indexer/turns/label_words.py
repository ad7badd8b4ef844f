"""What a label says by its words alone: a person, a post, a voice of a diarizer, or none of them.

Words are judged by the titles, generic labels and particles of all languages together, for lines are read before
anything shows in which language they are.
"""

import functools
import re
from typing import Literal, TypeAlias

import msgspec

from indexer.languages import (
    articles,
    courtesy_titles,
    generic_labels,
    layout_words,
    name_particles,
    posts,
    titles,
)

Shape: TypeAlias = Literal["voice", "generic", "titled", "person", "script", "post", "word", "handle", "phrase"]
"""What a label looks like.

A `voice` is numbered by a diarizer (`SPEAKER_01`), `generic` a label without a name (`MODERATOR`, `Q`). `titled` is a
title and a name, `person` two to five words of a name, `script` a label in a script without capitals, `post` titles
alone, `word` a single word, `handle` a name as chat rooms have them (`Lena_Finch`), and `phrase` any other capitalised words.
"""


class LabelWords(msgspec.Struct, frozen=True):
    """A label taken apart.

    `label` is what the source calls the speaker, without times. `key` is what labels of one
    speaker share: without parentheses, posts after a comma, case and points. `has_detail` says whether it has such
    parentheses or posts, `has_holder` whether they hold a person: "The Minister for Trains (Clara Vale)".
    """

    label: str
    key: str
    shape: Shape
    capitals: bool
    has_detail: bool
    has_holder: bool = False


_LONGEST_NAME = 90
_MOST_NAME_WORDS = 5
_MOST_POST_WORDS = 14
_LONGEST_SCRIPT = 16
_VOICE = re.compile(
    r"(?:(?:unknown|unidentified|new)[ _]?(?:speaker|voice|male|female)[ _]?\d{0,3}"
    r"|(?:speaker|spk|spkr|voice|channel|ch|participant|person|guest|interviewer|interviewee|caller)"
    r"[ _#.\-]{0,2}(?:\d{1,3}|[A-Z]))",
    re.IGNORECASE,
)
_GROUP = re.compile(r"[\s\xa0]*[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]$")
_TIME = re.compile(r"\d{1,3}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
_DETAIL = re.compile(r",[\s\xa0]|[\s\xa0]+(?:--?|[–—|/])[\s\xa0]+")
_ON_BEHALF = re.compile(
    r"(?:on behalf of|au nom d|im Namen d|en nombre d|em nome d|a nome d|namens|för|for|par écrit|in writing|rapporteur)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"[^\W\d_]\.")
_HANDLE = re.compile(r"[^\W\d_][\w.'’\-]*_[\w.'’\-]*[^\W_](?:\([^()]*\))?")
_EXAMINER = re.compile(r"BY (?:MR|MS|MRS|DR|THE)\b", re.IGNORECASE)
_WORD = re.compile(r"#?\d{1,3}|&|[^\W\d_](?:[^\W_]|[.'’`´\-‐‑–/+])*")
_NO_CAPITALS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_LABEL_IN_SCRIPT = re.compile(
    r"[，。、「」？！；,.?!;\"“”]|[說説曰問答道示稱]$|[的了是有在這我你他們就也都很會要把被]"
)


@functools.lru_cache(4096)
def label_words(text: str) -> LabelWords | None:
    """A label taken apart; None for words that cannot be a label."""
    label, bare, has_detail = _without_groups(" ".join(text.split()))
    if not bare or len(bare) > _LONGEST_NAME * 2:
        return None
    if _NO_CAPITALS.search(bare):
        script = len(bare) <= _LONGEST_SCRIPT and not _NO_LABEL_IN_SCRIPT.search(bare)
        return LabelWords(label, bare, "script", False, has_detail) if script else None
    name = bare
    if detail := _DETAIL.search(bare):
        name, has_detail = bare[: detail.start()], True
        if not _is_detail(bare[detail.end() :]):
            return None
    folded = _folded(name)
    if _opens_line(folded) or folded in layout_words().asides:
        return None
    capitals = _in_capitals(name)
    shape = _shape(name, folded)
    if shape in {"phrase", "post", "titled"} and _holds_person(label):
        return LabelWords(label, folded, "post", capitals, has_detail, has_holder=True)
    if shape is None or (name != bare and shape in {"word", "phrase", "voice", "post"}):
        return None
    return LabelWords(label, folded, shape, capitals, has_detail)


def may_be_stopped(text: str) -> bool:
    """Whether words before a full stop may be a label: they begin with a title or article, or end in a capital word."""
    first, _, rest = text.partition(" ")
    last = rest.rpartition(" ")[2] or first
    return last.upper() == last or _is_title(first) or first.casefold() in articles()


def is_no_label(text: str) -> bool:
    """Whether a word before a colon opens a line of the transcriber, as `Note`, `Date`, `Tellers` and `Agenda` do."""
    return _opens_line(_folded(text))


def _opens_line(folded: str) -> bool:
    words = layout_words()
    return folded in words.no_labels or (folded in words.rolls and folded not in generic_labels())


def _is_detail(text: str) -> bool:
    """Whether words after a name and a comma are a post or body: capitalised words, and no sentence."""
    words = [word for word in re.split(r"[\s\xa0,/&–—-]+", text) if word]
    # "President Macron, Mrs. Macron": a salutation or a list of people.
    if words and words[0].strip(".").casefold() in courtesy_titles():
        return False
    if _ON_BEHALF.match(text):
        return len(words) <= _MOST_POST_WORDS
    return (
        len(words) <= _MOST_POST_WORDS
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
    while group := _GROUP.search(bare):
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
    if _VOICE.fullmatch(name):
        return "voice"
    if folded in generic_labels():
        return "generic"
    if _HANDLE.fullmatch(name):
        return "handle"
    if _EXAMINER.match(name):
        return None
    words = name.split()
    if not words or len(words) > _MOST_POST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return None
    titled = 0
    known = [_is_title(word) for word in words]
    has_article = words[0].casefold() in articles()
    small = [_is_small(word) for word in words]
    for index, word in enumerate(words):
        if not (
            any(map(str.isupper, word))
            or _INITIAL.fullmatch(word)
            or known[index]
            or small[index]
            or not word[0].isalpha()
        ):
            return None
    while titled < len(words) and (
        has_article
        if titled == 0 and not known[0]
        else known[titled] or (small[titled] and any(known[titled:]))
    ):
        titled += 1
    if titled == len(words):
        return "post" if any(known) else "phrase"
    if has_article and all(known[at] or small[at] or _is_post(word) for at, word in enumerate(words)):
        return "post"
    rest = words[titled:]
    if not any(word[0].isupper() for word in words):
        return None
    if titled and any(known[:titled]):
        return "titled" if len(rest) <= _MOST_NAME_WORDS and any(map(str.isupper, rest[-1])) else "post"
    if not any(map(str.isupper, words[0])) and not (words[0].casefold() in name_particles() and len(words) > 1):
        return None
    if any(map(str.isdigit, name)):
        return "phrase"
    if len(words) == 1:
        return "word"
    only_particles = all(
        word.casefold() in name_particles() for word, is_small in zip(words, small, strict=True) if is_small
    )
    if len(words) <= _MOST_NAME_WORDS and only_particles and any(map(str.isupper, words[-1])) and not small[0]:
        return "person"
    return "phrase"


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
    return bare in titles() and bare not in articles()


def _is_post(word: str) -> bool:
    return word.strip(".,").casefold() in posts()


def _is_small(word: str) -> bool:
    words = layout_words()
    return word.casefold() in words.particles or word.casefold() in words.small_words
