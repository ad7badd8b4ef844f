"""Taking a label apart: whether it is generic, what title it has, and which name."""

import re

import msgspec
from nameparser import HumanName

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

# Words that make a label a post or a diarization mark, not a personal name.
TITLES = frozenset(
    [
        "secretary",
        "president",
        "vice",
        "minister",
        "prime",
        "foreign",
        "ambassador",
        "senator",
        "representative",
        "congressman",
        "congresswoman",
        "governor",
        "mayor",
        "chairman",
        "chairwoman",
        "chair",
        "general",
        "admiral",
        "colonel",
        "major",
        "captain",
        "lieutenant",
        "judge",
        "justice",
        "director",
        "administrator",
        "assistant",
        "deputy",
        "under",
        "undersecretary",
        "press",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "hon",
        "honorable",
        "king",
        "queen",
        "prince",
        "princess",
        "chancellor",
        "commissioner",
        "counselor",
        "envoy",
        "special",
        "first",
        "attorney",
        "speaker",
        "the",
        "honourable",
        "reverend",
        "rev",
        "father",
        "sister",
    ]
)
_POSTS = TITLES | frozenset(
    [
        "official",
        "officials",
        "officer",
        "officers",
        "administration",
        "senior",
        "spokes",
        "interpreter",
        "translator",
        "manager",
        "designer",
        "expert",
        "marketing",
        "interface",
        "user",
        "project",
        "industrial",
        "engineer",
        "analyst",
        "researcher",
        "staff",
        "member",
        "members",
        "participant",
        "participants",
        "moderator",
        "host",
        "operator",
        "voice",
        "unknown",
        "unidentified",
        "speaker",
        "speakers",
        "question",
        "audience",
        "narrator",
        "reporter",
        "reporters",
        "press",
        "interviewer",
        "interviewee",
        "caller",
        "witness",
        "clerk",
        "phd",
        "grad",
        "student",
        "coordinator",
        "aide",
        "various",
        "all",
        "crowd",
        "group",
        "man",
        "woman",
        "male",
        "female",
        "committee",
        "department",
        "of",
        "and",
        "for",
        "state",
        "defense",
        "a",
        "an",
    ]
)


class Label(msgspec.Struct, frozen=True):
    """A label taken apart. `title` holds lower-case words; `name` the words that may be a personal name."""

    text: str
    role: Role
    generic: bool
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()

    @property
    def surname(self) -> str | None:
        """The name where it is one word behind a title, as in SECRETARY BLINKEN."""
        return self.name[0] if self.title and len(self.name) == 1 else None


def parse_label(text: str) -> Label:
    """Take a label apart; pure, no directory."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text).strip(" :.")
    folded = " ".join(bare.lower().split())
    if folded in GENERIC or not folded:
        return Label(text, GENERIC.get(folded, "speaker"), generic=True)
    words = bare.replace("\xa0", " ").split()
    titles: list[str] = []
    while words and _key(words[0]) in TITLES:
        titles.append(_key(words.pop(0)))
    return Label(text, "speaker", generic=not words, title=tuple(titles), name=tuple(words))


def full_name(label: Label) -> str | None:
    """The full personal name that a label carries by itself, with its capitals set right, or None.

    Two to four words of letters, none of them a post (`PROJECT MANAGER`), a number or a bare letter at the
    end (`Grad F`).
    """
    words = label.name
    if not 2 <= len(words) <= 4 or any(_key(word) in _POSTS for word in words):
        return None
    if not all(re.fullmatch(r"[^\W\d_]+(?:[’'\-.][^\W\d_]+)*\.?", word) for word in words):
        return None
    if len(words[0].strip(".")) < 2 or len(words[-1].strip(".")) < 2:
        return None
    if not all(word[0].isupper() for word in (words[0], words[-1])):
        return None
    return capitalised(" ".join(words))


def capitalised(name: str) -> str:
    """A personal name in capitals as it is written in running text; any other name unchanged."""
    if not name.isupper():
        return name
    parsed = HumanName(name)
    parsed.capitalize(force=True)
    return str(parsed)


def _key(word: str) -> str:
    return word.strip(".,").lower()
