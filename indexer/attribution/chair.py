"""Posts whose holder is named once: "The Chair (Hon. Anthony Rota (Nipissing, Lib.))" and later "The Chair"."""

from indexer.attribution.context import TranscriptContext
from indexer.attribution.identity import Identity, identify
from indexer.model import Attribution, Evidence, Utterance

_LONGEST_GAP = 200
"""How many characters there may be between a label and the words after it."""


def post_names(context: TranscriptContext) -> dict[int, Attribution]:
    """By ordinal, the holder of a post that a label names in parentheses, there and in later labels of the post alone.

    Only a full name counts: "The PRESIDING OFFICER (Mr. Kyl)" gives no name.
    """
    attributions: dict[int, Attribution] = {}
    holders: dict[str, tuple[Identity, Evidence] | None] = {}
    for ordinal, utterance in enumerate(context.document.utterances):
        label = utterance.label
        post, parenthesis, _ = label.partition("(")
        post = " ".join(post.casefold().split())
        if not context.language.labels.lasting_chair.fullmatch(post):
            continue
        if parenthesis:
            name = context.full_names.get(label)
            people = identify(Identity(name), context.directory, context.day) if name else []
            holders[post] = None
            if len(people) == 1 and not utterance.doubtful:
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
