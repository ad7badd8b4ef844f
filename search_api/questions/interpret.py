"""Interpreting a question: whose words it asks for, and what about. No language model, only forms of questions.

A form says where the person is in the question and where the topic; it applies only when an indexed speaker has that
name. The interpretation is shown, and every part can be overridden.
"""

import datetime
import functools
import re

import msgspec

from indexer.languages.language import Language, QuestionForms
from search_api.contract.records import Interpretation, SpeakerMention
from search_api.questions.dates import InterpretedDates, interpret_dates
from search_api.questions.mentions import IsName, Meant, Voices, asked_for, in_short, who_is_meant
from search_api.questions.operators import Operators, read_operators
from search_api.questions.people import People

_END = r"\s*[?.!]*\s*$"


class InterpretedQuery(msgspec.Struct, frozen=True):
    """What a query says: its interpretation, and the ids to filter by.

    `speakers` or `labels` say the turn, `answered_by` reply to it. Where `narrows` is false, they are only ranked
    first. The topic is empty where the query only says who asked. `guessed_year` is true where the query gives no year
    for its dates, `bare_year` where it gives nothing else. `asked` is the query without its operators.
    """

    interpretation: Interpretation
    speakers: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    narrows: bool = True
    guessed_year: bool = False
    labels: tuple[str, ...] = ()
    bare_year: bool = False
    asked: str = ""


def literal(query: str) -> InterpretedQuery:
    """A query taken literally."""
    return InterpretedQuery(Interpretation(query.strip(), None, None, (), (), ()), asked=query)


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
        guessed_year=interpreted.guessed_year,
        labels=interpreted.labels,
        bare_year=interpreted.bare_year,
        asked=interpreted.asked,
    )


def _not_narrowing(mentions: tuple[SpeakerMention, ...]) -> tuple[SpeakerMention, ...]:
    return tuple(msgspec.structs.replace(mention, narrows=False) for mention in mentions)


def interpret_query(
    query: str, people: People | Voices, today: datetime.date | None = None
) -> InterpretedQuery:
    """Read dates, speaker and topic out of a question; what fits no form, or names no speaker, is all topic.

    Dates in words are relative to `today`; without it none are read. The languages are those of the people's
    transcripts; the first in which anything is read counts. Operators are read first.
    """
    voices = people if isinstance(people, Voices) else Voices(people)
    operators = read_operators(query, voices.people.languages)
    plain = literal(operators.rest)
    by_language = (_interpret(operators.rest, voices, today, language) for language in voices.people.languages)
    return _with_operators(next((read for read in by_language if read != plain), plain), operators)


def _with_operators(interpreted: InterpretedQuery, operators: Operators) -> InterpretedQuery:
    """What was read of a query's rest, with its exact words in their places."""
    interpretation = msgspec.structs.replace(
        interpreted.interpretation,
        topic=operators.restored(interpreted.interpretation.topic),
        phrases=operators.phrases,
        excluded=operators.excluded,
    )
    asked = operators.restored(operators.rest)
    return msgspec.structs.replace(interpreted, interpretation=interpretation, asked=asked)


def _interpret(query: str, voices: Voices, today: datetime.date | None, language: Language) -> InterpretedQuery:
    dates = interpret_dates(query, today, language) if today else InterpretedDates(query)
    if not dates.rest.strip(" ?!.,"):
        dates = InterpretedDates(query)
    forms = language.questions
    who = _interpret_who(dates, voices, language, forms) if forms else literal(dates.rest)
    interpretation = msgspec.structs.replace(
        who.interpretation, date_from=dates.date_from, date_to=dates.date_to
    )
    return msgspec.structs.replace(
        who, interpretation=interpretation, guessed_year=dates.guessed, bare_year=dates.bare_year
    )


def _interpret_who(
    dates: InterpretedDates, voices: Voices, language: Language, forms: QuestionForms
) -> InterpretedQuery:
    if question := _interpret_asked(dates, voices, language, forms):
        return question
    for pattern, narrows, is_name in _speaker_forms(forms):
        for who, topic in _matches(pattern, dates.rest, forms, language):
            if meant := who_is_meant(who, voices, dates, language, is_name):
                # Only people are ranked first; the words of a label rank by themselves.
                if (not narrows and not meant.ids) or _is_reported(meant, dates.rest, who, topic, forms):
                    continue
                mentions = meant.mentions if narrows else _not_narrowing(meant.mentions)
                interpretation = Interpretation(topic, None, None, mentions, meant.unknown, meant.corrections)
                return InterpretedQuery(interpretation, meant.ids, narrows=narrows, labels=meant.labels)
    return literal(dates.rest)


def _is_reported(meant: Meant, query: str, who: str, topic: str, forms: QuestionForms) -> bool:
    """Whether a question is about what somebody who speaks nowhere told another: others report that."""
    verbs = query.partition(who)[2].partition(topic)[0].casefold().split()
    return not (meant.ids or meant.labels) and not forms.told.isdisjoint(verbs)


def _interpret_asked(
    dates: InterpretedDates, voices: Voices, language: Language, forms: QuestionForms
) -> InterpretedQuery | None:
    """What a query for questions says, None for any other: to whom they were put, or who put them."""
    for pattern in _compiled(forms.asked_of):
        # Who replies can be filtered by for people only.
        if (
            (match := pattern.match(dates.rest))
            and (meant := who_is_meant(match["who"], voices, dates, language, asked_for))
            and (meant.ids or meant.unknown)
        ):
            interpretation = Interpretation(
                match["topic"] or "",
                None,
                None,
                (),
                meant.unknown,
                meant.corrections,
                ("questioner",),
                meant.mentions,
            )
            return InterpretedQuery(interpretation, answered_by=meant.ids)
    for pattern in _compiled(forms.asked_by):
        if (match := pattern.match(dates.rest)) and (
            meant := who_is_meant(match["who"], voices, dates, language, asked_for)
        ):
            interpretation = Interpretation(
                match["topic"] or "",
                None,
                None,
                meant.mentions,
                meant.unknown,
                meant.corrections,
                ("questioner",),
            )
            return InterpretedQuery(interpretation, speakers=meant.ids, labels=meant.labels)
    for pattern in _compiled(forms.asked):
        if match := pattern.match(dates.rest):
            return InterpretedQuery(Interpretation(match["topic"], None, None, (), (), (), ("questioner",)))
    return None


def _matches(
    pattern: re.Pattern[str], query: str, forms: QuestionForms, language: Language
) -> list[tuple[str, str]]:
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
        # "did the president of Finland visit" is not about the president.
        of_words = language.introductions.of_words
        ways = [
            (who, topic)
            for who, topic in ways
            if not forms.possessive.search(who) and topic.split(maxsplit=1)[0] not in of_words[:1]
        ]
    return ways


@functools.cache
def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Forms as patterns that match a whole question, in any case."""
    return tuple(re.compile(rf"^\s*{form}{_END}", re.IGNORECASE | re.DOTALL) for form in forms)


@functools.cache
def _speaker_forms(questions: QuestionForms) -> tuple[tuple[re.Pattern[str], bool, IsName | None], ...]:
    """The forms that name a speaker, in the order in which they are tried, whether each narrows the search, and what
    counts as a name in it: None for nothing, since others may tell what somebody did.
    """
    return tuple(
        (pattern, narrows, is_name)
        for forms, narrows, is_name in (
            (questions.said_by, True, asked_for),
            (questions.about_doings, False, None),
            (questions.said_in_short, True, in_short),
        )
        for pattern in _compiled(forms)
    )
