"""What an answer of the search says that it read, as a record to judge."""

from eval.interpretation.records import FirstRead, Mention, Reading
from search_api.contract.records import Result, SearchAnswer, SpeakerMention


def reading_of(answer: SearchAnswer) -> Reading:
    """The interpretation and the first result of an answer.

    A search that does not report an intent, an order, phrases or excluded words is one that reads none.
    """
    read = answer.interpretation
    default = "said" if read.topic else "turns"
    return Reading(
        speakers=tuple(map(_mention, read.speakers)),
        answered_by=tuple(map(_mention, read.answered_by)),
        unknown=read.unknown,
        roles=read.roles,
        date_from=read.date_from,
        date_to=read.date_to,
        intent=getattr(read, "intent", default),
        sort=getattr(read, "sort", "relevance"),
        topic=read.topic,
        phrases=tuple(getattr(read, "phrases", ())),
        excluded=tuple(getattr(read, "excluded", ())),
        corrections=tuple(correction.searched for correction in read.corrections),
        answered=answer.answered,
        first=_first(answer.results[0]) if answer.results else None,
    )


def _mention(read: SpeakerMention) -> Mention:
    names = tuple(candidate.name for candidate in read.candidates) or ((read.name,) if read.name else ())
    return Mention(names, read.labels)


def _first(result: Result) -> FirstRead:
    return FirstRead(
        result.speaker.name, result.speaker.label, result.turn.role, result.transcript.date, result.quote
    )
