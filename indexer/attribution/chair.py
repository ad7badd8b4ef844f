"""Posts that are named once: "The Chair (Hon. Anthony Rota (Nipissing, Lib.))" and later "The Chair"."""

import re

from indexer.attribution.identity import Identity, identify
from indexer.attribution.labels import TITLES, full_name, parse_label
from indexer.attribution.resolve import TranscriptContext
from indexer.model import Attribution, Evidence, Utterance

_POST_AND_NAME = re.compile(r"(?P<post>[^()]{3,60}?)\s*\((?P<inside>[^()]{3,80})(?:\([^()]*\))?[^()]*\)\s*$")
# The presiding officer of a Senate changes without a word; a chair or speaker is named anew when another sits.
_LASTING = re.compile(
    r"(?:the )?(?:(?:acting|deputy|assistant|vice|joint|co)[- ])*"
    r"(?:chair(?:man|woman|person)?|speaker)",
    re.IGNORECASE,
)


_BEFORE = 200
"""How many characters may stand between a label and the words behind it."""


def post_names(scene: TranscriptContext) -> dict[int, Attribution]:
    """By ordinal, whoever holds a post that a label names in parentheses, there and in later bare labels.

    Only a full name counts: "The PRESIDING OFFICER (Mr. Kyl)" names nobody.
    """
    found: dict[int, Attribution] = {}
    holders: dict[str, tuple[Identity, Evidence] | None] = {}
    named: dict[str, list[Identity]] = {}
    for ordinal, utterance in enumerate(scene.document.utterances):
        match = _POST_AND_NAME.match(utterance.label)
        post = " ".join((match["post"] if match else utterance.label).casefold().split())
        if not _LASTING.fullmatch(post):
            continue
        if match:
            inside = match["inside"]
            if inside not in named:
                named[inside] = _people(inside, scene)
            people = named[inside]
            holders[post] = None
            if len(people) == 1:
                holders[post] = people[0], _evidence(scene.document.text, utterance)
                found[ordinal] = Attribution("named", people[0].name, person=people[0].person)
        elif holder := holders.get(post):
            known, evidence = holder
            found[ordinal] = Attribution("resolved", known.name, evidence, person=known.person)
    return found


def _evidence(text: str, utterance: Utterance) -> Evidence:
    """Where the label stands before its words; the words themselves where it is written otherwise there."""
    label = utterance.label
    at = text.rfind(label, max(0, utterance.start - len(label) - _BEFORE), utterance.start)
    return (
        Evidence(start=at, end=at + len(label))
        if at >= 0
        else Evidence(start=utterance.start, end=utterance.end)
    )


def _people(inside: str, scene: TranscriptContext) -> list[Identity]:
    words = inside.split(",", maxsplit=1)[0].split()
    titled = False
    while words and words[0].strip(".").casefold() in TITLES:
        words.pop(0)
        titled = True
    name = full_name(parse_label(" ".join(words))) if titled or len(words) > 1 else None
    return identify(Identity(name), scene.directory, scene.day) if name else []
