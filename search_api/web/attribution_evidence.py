"""How a speaker is known, in plain words, with the evidence."""

import datetime

import msgspec

from indexer.model import Attribution, Evidence, Speaker, Tenure
from search_api.browse.transcript import TranscriptText
from search_api.questions.people import People
from search_api.web.addresses import speaker_address
from search_api.web.marked_text import Lit, Piece, paragraphs
from search_api.web.plain_words import day_in_words, days_in_words

_CONTEXT = 90
"""Code points of the transcript that are shown before and after the words that name somebody."""


class Person(msgspec.Struct, frozen=True):
    """A person who may be meant."""

    name: str
    address: str
    post: str = ""


class AttributionEvidence(msgspec.Struct, frozen=True):
    """How a speaker is known. `short` is shown next to the name; `why` is a sentence.

    `words` are the words of the transcript that give the name, in pieces; `people` are the people who may be meant.
    """

    status: str
    short: str
    why: str
    words: tuple[Piece, ...] = ()
    people: tuple[Person, ...] = ()


def how_known(
    label: str, attribution: Attribution, transcript: TranscriptText, people: People
) -> AttributionEvidence:
    """Why a turn of a transcript has its speaker's name, or why it has none."""
    status = attribution.status
    shown = f"“{label}”" if label.strip() else "no label at all"
    if status == "named":
        return AttributionEvidence(
            status, "named in the label", f"The transcript’s own label has the full name: {shown}."
        )
    if status == "label":
        return AttributionEvidence(
            status,
            "only the label is known",
            f"The transcript has only the label {shown}, so no name is given.",
        )
    if status == "ambiguous":
        why = f"The label {shown} fits more than one person, so no name is given."
        return AttributionEvidence(
            status, "more than one person fits", why, (), _candidates(attribution, people)
        )
    evidence = attribution.evidence or Evidence()
    if status == "inferred":
        why = f"The label is only {shown}; the name follows from the conversation:"
        return AttributionEvidence(
            status, "inferred from the conversation", why, _words(evidence, transcript.text)
        )
    return _resolved(shown, attribution, evidence, transcript, people)


def _resolved(
    shown: str, attribution: Attribution, evidence: Evidence, transcript: TranscriptText, people: People
) -> AttributionEvidence:
    if evidence.start is not None:
        why = f"The label is {shown}; the transcript gives the full name:"
        return AttributionEvidence(
            "resolved", "by the transcript’s own words", why, _words(evidence, transcript.text)
        )
    if evidence.directory is not None:
        posts = _posts_on(people.by_id(evidence.directory), transcript.heading.date)
        why = (
            f"The label is {shown}; the speaker directory has {attribution.name or evidence.directory}{posts}."
        )
        return AttributionEvidence("resolved", "by the speaker directory", why)
    if evidence.metadata == "title":
        why = f"The label is {shown}; the transcript’s title has the name: “{transcript.heading.title or ''}”."
        return AttributionEvidence("resolved", "by the transcript’s title", why)
    why = f"The label is {shown}; the source’s own markup says who speaks."
    return AttributionEvidence("resolved", "by the source’s own markup", why)


def _posts_on(speaker: Speaker | None, day: datetime.date | None) -> str:
    tenures: list[Tenure] = [] if speaker is None else [*speaker.tenures]
    if day is not None:
        tenures = [tenure for tenure in tenures if tenure.covers(day)]
    posts = "; ".join(f"{tenure.title} {days_in_words(tenure.start, tenure.end)}" for tenure in tenures)
    when = f", on the day of the event ({day_in_words(day)})" if day and posts else ""
    return f" as {posts}{when}" if posts else ""


def _words(evidence: Evidence, text: str) -> tuple[Piece, ...]:
    if evidence.start is None or evidence.end is None:
        return ()
    start, end = max(0, evidence.start - _CONTEXT), min(len(text), evidence.end + _CONTEXT)
    # Whole words, of the paragraph alone.
    while start > 0 and start < evidence.start and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > evidence.end and not text[end].isspace():
        end -= 1
    parts = paragraphs(text, (start, end), [Lit(evidence.start, evidence.end, "found")])
    return tuple(next((part for part in parts if any(piece.kind for piece in part)), ()))


def _candidates(attribution: Attribution, people: People) -> tuple[Person, ...]:
    return tuple(person_of(candidate, people) for candidate in attribution.candidates)


def person_of(name: str, people: People) -> Person:
    """A person by id or name, with the latest known post."""
    namesakes = people.called(name)
    speaker = people.by_id(name) or (namesakes[0] if len(namesakes) == 1 else None)
    if speaker is None:
        return Person(name, "")
    post = speaker.tenures[-1].title if speaker.tenures else ""
    return Person(speaker.name, speaker_address(speaker.id), post)
