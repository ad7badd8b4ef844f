"""Posts whose holder is named once: "The Chair (Hon. Anthony Rota (Nipissing, Lib.))" and later "The Chair"."""

import re

from indexer.attribution.identity import Identity, identify
from indexer.attribution.labels import full_name, parse_label
from indexer.attribution.resolve import TranscriptContext
from indexer.model import Attribution, Evidence, Utterance

_POST_AND_NAME = re.compile(r"(?P<post>[^()]{3,60}?)\s*\((?P<inside>[^()]{3,80})(?:\([^()]*\))?[^()]*\)\s*$")
_LONGEST_GAP = 200
"""How many characters there may be between a label and the words after it."""


def post_names(context: TranscriptContext) -> dict[int, Attribution]:
    """By ordinal, the holder of a post that a label names in parentheses, there and in later labels of the post alone.

    Only a full name counts: "The PRESIDING OFFICER (Mr. Kyl)" gives no name.
    """
    attributions: dict[int, Attribution] = {}
    holders: dict[str, tuple[Identity, Evidence] | None] = {}
    people_by_name: dict[str, list[Identity]] = {}
    for ordinal, utterance in enumerate(context.document.utterances):
        match = _POST_AND_NAME.match(utterance.label)
        post = " ".join((match["post"] if match else utterance.label).casefold().split())
        if not context.language.labels.lasting_chair.fullmatch(post):
            continue
        if match:
            inside = match["inside"]
            if inside not in people_by_name:
                people_by_name[inside] = _people(inside, context)
            people = people_by_name[inside]
            holders[post] = None
            if len(people) == 1:
                holders[post] = people[0], _evidence(context.document.text, utterance)
                attributions[ordinal] = Attribution("named", people[0].name, person=people[0].person)
        elif holder := holders.get(post):
            identity, evidence = holder
            attributions[ordinal] = Attribution("resolved", identity.name, evidence, person=identity.person)
    return attributions


def _evidence(text: str, utterance: Utterance) -> Evidence:
    """The label before the words of a turn; the words themselves where it is written in another way there."""
    label = utterance.label
    at = text.rfind(label, max(0, utterance.start - len(label) - _LONGEST_GAP), utterance.start)
    return (
        Evidence(start=at, end=at + len(label))
        if at >= 0
        else Evidence(start=utterance.start, end=utterance.end)
    )


def _people(inside: str, context: TranscriptContext) -> list[Identity]:
    language = context.language
    words = inside.split(",", maxsplit=1)[0].split()
    titled = False
    while words and words[0].strip(".").casefold() in language.labels.titles:
        words.pop(0)
        titled = True
    name = full_name(parse_label(" ".join(words), language), language) if titled or len(words) > 1 else None
    return identify(Identity(name), context.directory, context.day) if name else []
