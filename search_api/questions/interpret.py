"""Interpreting a question: whose words it asks for, and what about. No language model, only forms of questions.

A form says where the person is in the question and where the topic; it applies only when an indexed speaker has that
name. The interpretation is shown, and every part can be overridden.
"""

import datetime
import functools
import re

import msgspec

from indexer.languages.language import Language, QuestionForms
from search_api.contract.records import Candidate, Interpretation, SpeakerMention
from search_api.questions.dates import InterpretedDates, interpret_dates
from search_api.questions.people import People

_END = r"\s*[?.!]*\s*$"


class InterpretedQuery(msgspec.Struct, frozen=True):
    """What a query says: its interpretation, and the ids to filter by.

    `speakers` say the turn, `answered_by` reply to it. Where `narrows` is false, they are only ranked first. The topic
    is empty where the query only says who asked. `guessed_year` is true where the query gives no year for its dates.
    """

    interpretation: Interpretation
    speakers: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    narrows: bool = True
    guessed_year: bool = False


def literal(query: str) -> InterpretedQuery:
    """A query taken literally."""
    return InterpretedQuery(Interpretation(query.strip(), None, None, ()))


def widened(interpreted: InterpretedQuery) -> InterpretedQuery:
    """An interpreted query whose names narrow nothing."""
    interpretation = interpreted.interpretation
    return InterpretedQuery(
        msgspec.structs.replace(
            interpretation,
            speakers=_not_narrowing(interpretation.speakers),
            answered_by=_not_narrowing(interpretation.answered_by),
        ),
        interpreted.speakers,
        interpreted.answered_by,
        narrows=False,
    )


def _not_narrowing(mentions: tuple[SpeakerMention, ...]) -> tuple[SpeakerMention, ...]:
    return tuple(msgspec.structs.replace(mention, narrows=False) for mention in mentions)


def interpret_query(query: str, people: People, today: datetime.date | None = None) -> InterpretedQuery:
    """Read dates, speaker and topic out of a question; what fits no form, or names no speaker, is all topic.

    Dates in words are relative to `today`; without it none are read. The languages are those of the people's
    transcripts; the first in which anything is read counts.
    """
    plain = literal(query)
    by_language = (_interpret(query, people, today, language) for language in people.languages)
    return next((interpreted for interpreted in by_language if interpreted != plain), plain)


def _interpret(query: str, people: People, today: datetime.date | None, language: Language) -> InterpretedQuery:
    dates = interpret_dates(query, today, language) if today else InterpretedDates(query)
    if not dates.rest.strip(" ?!.,"):
        dates = InterpretedDates(query)
    forms = language.questions
    who = _interpret_who(dates, people, language, forms) if forms else literal(dates.rest)
    names_speaker = who.narrows and (who.speakers or who.answered_by)
    # Later transcripts also say what happened by some day: "how many jobs were created in May".
    later = not names_speaker and forms and forms.question.match(query) and dates.date_from is not None
    interpretation = msgspec.structs.replace(
        who.interpretation, date_from=dates.date_from, date_to=None if later else dates.date_to
    )
    return msgspec.structs.replace(who, interpretation=interpretation, guessed_year=dates.guessed)


def _interpret_who(
    dates: InterpretedDates, people: People, language: Language, forms: QuestionForms
) -> InterpretedQuery:
    if question := _interpret_asked(dates, people, language, forms):
        return question
    for pattern, narrows in _speaker_forms(forms):
        for who, topic in _matches(pattern, dates.rest, forms):
            if mention := _mention(who, people, dates, language):
                mention = msgspec.structs.replace(mention, narrows=narrows)
                return InterpretedQuery(
                    Interpretation(topic, None, None, (mention,)), mention.ids, narrows=narrows
                )
    return literal(dates.rest)


def _interpret_asked(
    dates: InterpretedDates, people: People, language: Language, forms: QuestionForms
) -> InterpretedQuery | None:
    """What a query for questions says, None for any other: to whom they were put, or who put them."""
    for pattern in _compiled(forms.asked_of):
        if (match := pattern.match(dates.rest)) and (
            mention := _mention(match["who"], people, dates, language)
        ):
            interpretation = Interpretation(match["topic"] or "", None, None, (), ("questioner",), (mention,))
            return InterpretedQuery(interpretation, answered_by=mention.ids)
    for pattern in _compiled(forms.asked_by):
        if (match := pattern.match(dates.rest)) and (
            mention := _mention(match["who"], people, dates, language)
        ):
            interpretation = Interpretation(match["topic"] or "", None, None, (mention,), ("questioner",))
            return InterpretedQuery(interpretation, speakers=mention.ids)
    for pattern in _compiled(forms.asked):
        if match := pattern.match(dates.rest):
            return InterpretedQuery(Interpretation(match["topic"], None, None, (), ("questioner",)))
    return None


def _mention(who: str, people: People, dates: InterpretedDates, language: Language) -> SpeakerMention | None:
    """Whom a mention means, or None. Where it fits several, all of them."""
    found = people.called(who, dates.date_from, dates.date_to, language)
    if not found:
        return None
    if len(found) == 1:
        return SpeakerMention(found[0].id, found[0].name, who, "resolved")
    candidates = tuple(Candidate(speaker.id, speaker.name) for speaker in found)
    return SpeakerMention(None, None, who, "several", candidates)


def _matches(pattern: re.Pattern[str], query: str, forms: QuestionForms) -> list[tuple[str, str]]:
    """The ways in which a form matches: a name may be one word or several ("has Antony Blinken talked ...")."""
    match = pattern.match(query)
    if match is None:
        return []
    ways = [(match["who"], match["topic"])]
    words = (match["who"] + " " + match["topic"]).split()
    if query[match.end("who") : match.start("topic")].isspace():
        # Only space separates the two, so the border is a guess: try up to five words of a name.
        ways = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(min(5, len(words) - 1), 0, -1)]
        # "was the President's visit a success" asks about the visit.
        ways = [(who, topic) for who, topic in ways if not forms.possessive.search(who)]
    return ways


@functools.cache
def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Forms as patterns that match a whole question, in any case."""
    return tuple(re.compile(rf"^\s*{form}{_END}", re.IGNORECASE | re.DOTALL) for form in forms)


@functools.cache
def _speaker_forms(questions: QuestionForms) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The forms that name a speaker, in the order in which they are tried, and whether each narrows the search."""
    return tuple(
        (pattern, narrows)
        for forms, narrows in (
            (questions.said_by, True),
            (questions.about_doings, False),
            (questions.said_in_short, True),
        )
        for pattern in _compiled(forms)
    )
