"""Taking a label apart: whether it is generic, what title it has, and which name."""

import re

import msgspec
from nameparser import HumanName
from rapidfuzz import fuzz, process

from indexer.attribution.given_names import is_given_name
from indexer.model import Role

GENERIC: dict[str, Role] = {
    "question": "questioner",
    "q": "questioner",
    "questioner": "questioner",
    "reporter": "questioner",
    "press": "questioner",
    "interviewer": "questioner",
    "moderator": "chair",
    "host": "chair",
    "operator": "chair",
    "chair": "chair",
    "the chair": "chair",
    "chairman": "chair",
    "the chairman": "chair",
    "chairwoman": "chair",
    "the chairwoman": "chair",
    "the presiding officer": "chair",
    "the speaker": "chair",
    "the speaker pro tempore": "chair",
    "audience": "audience",
    "audience member": "audience",
    "participant": "audience",
    "participants": "audience",
    "narrator": "narration",
    "voice-over": "narration",
}

# Words that make a label a post, not a personal name.
TITLES = frozenset(
    """
    acting administrator admiral adviser advisor ambassador amir archbishop assistant associate
    attorney bishop captain cardinal chair chairman chairwoman chancellor chaplain chief coach
    colonel commander commissioner comptroller congressman congresswoman corporal councilman
    councilmember councilwoman counsel counselor dame delegate deputy director dr emir envoy
    excellency executive father first foreign general governor her highness his hon honorable
    honourable imam judge justice king ladies lady leader lieutenant lord majesty major majority
    mayor minister minority miss mr mrs ms ombudsman pastor pope president president-elect press
    prime prince princess principal prof professor queen rabbi ranking representative rev reverend
    secretary secretary-general senator senior sergeant sheriff sir sister solicitor speaker special
    specialist spokesman spokesperson spokeswoman superintendent the treasurer under undersecretary
    vice whip
    """.split()
)
# Words of posts, bodies, crowds and diarization, which stand where a name would.
_NOT_NAMES = frozenset(
    """
    a administration agency aide all an analyst anchor and audience band board bureau caller children choir
    city clerk columnist commentator committee contributor coordinator correspondent
    council county crew crowd defense department designer domestic
    economic editor engineer expert female for force grad group heckler host house industrial interface
    interpreter interviewee interviewer law local male man manager marketing member members
    moderator narrator national news of office officer officers official officials operator
    participant participants people phd policy pool project protester protesters public question
    recording reporter reporters researcher room security singers speakers spokes staff state states
    student students team town translation translator unidentified united unknown user uss various
    video voice voices white witness woman
    """.split()
)
# Titles and the like that are surnames too, where they stand last: Betty White, Martin King.
_SURNAMES = frozenset("bishop cardinal judge justice king law lord major pope prince white".split())
# Given names, and particles like them, with which surnames of two words begin: Jackson Lee, Al Thani.
_FIRST_OF_SURNAMES = frozenset(
    """
    al allen bin blunt da dal de del della der di el jackson james kelly la lee lewis ross scott st taylor thomas
    van von wasserman watson
    """.split()
)
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_LONG_TITLES = sorted(title for title in TITLES if len(title) > 5)
_NEAR = 84
"""From what likeness on (rapidfuzz's ratio, 0 to 100) a word may be a misspelt title, as REPSENTATIVE."""


class Label(msgspec.Struct, frozen=True):
    """A label taken apart. `title` holds lower-case words; `name` the words that may be a personal name."""

    text: str
    role: Role
    generic: bool
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()

    @property
    def surname(self) -> str | None:
        """The name behind a title: SECRETARY BLINKEN, GOVERNOR LUJAN GRISHAM."""
        return " ".join(self.name) if self.title and self.name else None


def surname_of(label: Label) -> str:
    """What a label is looked up by in the text: the name behind its title, else all of it; may be empty."""
    return label.surname or " ".join(label.name)


def parse_label(text: str) -> Label:
    """Take a label apart; pure, no directory."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text).strip(" :.")
    bare = _without_post(bare)
    folded = " ".join(bare.lower().split())
    if folded in GENERIC or not folded:
        return Label(text, GENERIC.get(folded, "speaker"), generic=True)
    words = bare.replace("\xa0", " ").split()
    titles: list[str] = []
    while words and _key(words[0]) in TITLES:
        titles.append(_key(words.pop(0)))
    return Label(text, "speaker", generic=not words, title=tuple(titles), name=tuple(words))


def _without_post(label: str) -> str:
    """A label without the post behind its comma: WOLF BLITZER, CNN HOST. Other commas may part two people."""
    name, comma, post = label.partition(",")
    words = [_key(word) for word in post.split()]
    courteous = words and words[0] in {"mr", "mrs", "ms", "miss", "dr"}
    return name if comma and not courteous and any(map(_is_known, words)) else label


def full_name(label: Label) -> str | None:
    """The full personal name that a label carries by itself, with its capitals set right, or None.

    Two to four words of letters, none of them a post (`PROJECT MANAGER`), a number or a bare letter at the
    end (`Grad F`). Behind a title two words may be one surname (`GOVERNOR LUJAN GRISHAM`): there the first must
    be a known given name, and behind Mr. or Ms. even that tells nothing (`MS. JACKSON LEE`).
    """
    words = _behind_post((*label.title, *label.name)) or label.name
    if (
        (label.title and words == label.name and not _carries_given_name(label))
        or not 2 <= len(words) <= 4
        or is_title_or_post(words[0])
        or any(map(_is_known, words[1:-1]))
    ):
        return None
    if _is_known(words[-1]) and _key(words[-1]) not in _SURNAMES:
        return None
    if not all(re.fullmatch(r"[^\W\d_]+(?:[’'\-.][^\W\d_]+)*\.?", word) for word in words):
        return None
    if len(words[0].strip(".")) < 2 or len(words[-1].strip(".")) < 2:
        return None
    if not all(word[0].isupper() for word in (words[0], words[-1])):
        return None
    return capitalised(" ".join(words))


def _behind_post(words: tuple[str, ...]) -> tuple[str, ...]:
    """What stands behind the last word of a post: NEC Director Brian Deese. Empty where it is no full name."""
    known = [at for at, word in enumerate(words) if _is_known(word)]
    rest = words[known[-1] + 1 :] if known else ()
    return rest if len(rest) >= 2 and _is_given(rest[0]) and not set(map(_key, words)) & _COURTESY else ()


def _carries_given_name(label: Label) -> bool:
    """Whether what stands behind a title is a full name, and no surname of two words."""
    if not label.name:
        return False
    if label.title[-1] in {"hon", "honorable", "honourable"}:
        return True
    return _COURTESY.isdisjoint(label.title) and _is_given(label.name[0])


def _is_given(word: str) -> bool:
    return _key(word) not in _FIRST_OF_SURNAMES and is_given_name(_key(word))


def capitalised(name: str) -> str:
    """A personal name in capitals as it is written in running text; any other name unchanged."""
    if not name.isupper():
        return name
    parsed = HumanName(name)
    parsed.capitalize(force=True)
    return str(parsed)


def is_title_or_post(word: str) -> bool:
    """Whether a word is a title or of a post, even misspelt. Likeness only ever takes a name away."""
    if _is_known(word):
        return True
    key = _key(word)
    return (
        len(key) > 5
        and process.extractOne(key, _LONG_TITLES, scorer=fuzz.ratio, score_cutoff=_NEAR) is not None
    )


def _is_known(word: str) -> bool:
    return _key(word) in TITLES or _key(word) in _NOT_NAMES


def _key(word: str) -> str:
    return word.strip(".,").lower()
