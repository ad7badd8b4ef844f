"""How a speaker is known, in plain words, with the evidence."""

import datetime

import msgspec

from indexer.model import Evidence, Speaker, Status, Tenure, Turn
from indexer.stored_records import TranscriptText
from search_api.questions.people import People
from search_api.web.addresses import Link, speaker_address
from search_api.web.marked_text import Lit, Piece, paragraphs
from search_api.web.plain_words import day_in_words, days_in_words

_CONTEXT = 90
"""Code points of the transcript that are shown before and after the words that name somebody."""


class AttributionEvidence(msgspec.Struct, frozen=True):
    """How a speaker is known. `short` is shown next to the name; `why` is a sentence.

    `words` are the words of the transcript that give the name, in pieces; `people` are the people who may be meant.
    """

    status: Status
    short: str
    why: str
    words: tuple[Piece, ...] = ()
    people: tuple[Link, ...] = ()


def how_known(turn: Turn, transcript: TranscriptText, people: People) -> AttributionEvidence:
    """Why a turn of a transcript has its speaker's name, or why it has none."""
    attribution = turn.attribution
    status, evidence = attribution.status, attribution.evidence or Evidence()
    label = f"“{turn.label}”" if turn.label.strip() else "no label at all"
    if status == "named":
        short, why = "named in the label", f"The transcript’s own label has the full name: {label}."
    elif status == "label":
        short = "only the label is known"
        why = f"The transcript has only the label {label}, so no name is given."
    elif status == "ambiguous":
        short = "more than one person fits"
        why = f"The label {label} fits more than one person, so no name is given."
        candidates = tuple(person_of(candidate, people) for candidate in attribution.candidates)
        return AttributionEvidence(status, short, why, people=candidates)
    elif status == "inferred":
        short = "inferred from the conversation"
        why = f"The label is only {label}; the name follows from the conversation:"
    elif evidence.start is not None:
        short = "by the transcript’s own words"
        why = f"The label is {label}; the transcript gives the full name:"
    elif evidence.directory is not None:
        posts = _posts_on(people.by_id(evidence.directory), transcript.heading.date)
        short = "by the speaker directory"
        why = (
            f"The label is {label}; the speaker directory has {attribution.name or evidence.directory}{posts}."
        )
    elif evidence.metadata == "title":
        short = "by the transcript’s title"
        why = f"The label is {label}; the transcript’s title has the name: “{transcript.heading.title or ''}”."
    else:
        short = "by the source’s own markup"
        why = f"The label is {label}; the source’s own markup says who speaks."
    return AttributionEvidence(status, short, why, _words(evidence, transcript))


def _posts_on(speaker: Speaker | None, day: datetime.date | None) -> str:
    tenures: list[Tenure] = [] if speaker is None else [*speaker.tenures]
    if day is not None:
        tenures = [tenure for tenure in tenures if tenure.covers(day)]
    posts = "; ".join(f"{tenure.title} {days_in_words(tenure.start, tenure.end)}" for tenure in tenures)
    when = f", on the day of the event ({day_in_words(day)})" if day and posts else ""
    return f" as {posts}{when}" if posts else ""


def _words(evidence: Evidence, transcript: TranscriptText) -> tuple[Piece, ...]:
    if evidence.start is None or evidence.end is None:
        return ()
    text = transcript.text
    start, end = max(0, evidence.start - _CONTEXT), min(len(text), evidence.end + _CONTEXT)
    # Whole words, of the paragraph alone.
    while start > 0 and start < evidence.start and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > evidence.end and not text[end].isspace():
        end -= 1
    parts = paragraphs(
        text, (start, end), transcript.heading.format, [Lit(evidence.start, evidence.end, "found")]
    )
    return tuple(next((part for part in parts if any(piece.kind for piece in part)), ()))


def person_of(name: str, people: People) -> Link:
    """A person by id or name, with the latest known post."""
    namesakes = people.called(name)
    speaker = people.by_id(name) or (namesakes[0] if len(namesakes) == 1 else None)
    if speaker is None:
        return Link(name, "", "")
    post = speaker.tenures[-1].title if speaker.tenures else ""
    return Link(speaker.name, post, speaker_address(speaker.id))
