"""Interpreting a question: whose words it asks for, what about, and what is wanted. No language model, only forms.

A form says where the person is in the question and where the topic, and what it asks for; one with a person applies
only where somebody is called that. The interpretation is shown, and every part can be overridden.
"""

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from indexer.languages.language import Intent, Language, Part, QuestionForm, QuestionForms
from indexer.model import Role
from search_api.contract.records import Interpretation, SpeakerMention
from search_api.questions.dates import InterpretedDates, interpret_dates
from search_api.questions.mentions import (
    IsName,
    Meant,
    Voices,
    asked_for,
    begins_note,
    ends_note,
    in_short,
    who_is_meant,
)
from search_api.questions.operators import Operators, read_operators
from search_api.questions.people import People
from search_api.questions.speech_clause import ORDERS, read_speech_clause

_IS_NAME: Mapping[Part, IsName | None] = {
    "says": asked_for,
    "asks": asked_for,
    "replies": asked_for,
    "is_noted": in_short,
    # Any words may stand there: only somebody who is known is meant.
    "does": None,
    "is_alone": None,
    "begins_note": None,
    "ends_note": None,
}
_NOT_NARROWING = frozenset[Part]({"does", "begins_note", "ends_note"})
_VERBATIM = frozenset[Part]({"does", "is_noted", "begins_note", "ends_note"})
"""The parts after which a topic is taken as it is."""
_NOTES = frozenset[Part]({"is_alone", "begins_note", "ends_note"})
_LONGEST_NAME = 5
"""The most words of a name that only a space separates from the topic."""
_MOST_LEADS = 6
_MOST_TAILS = 2
_OPENING_MARKS = " ,;:–—-"


class InterpretedQuery(msgspec.Struct, frozen=True):
    """What a query says: its interpretation, and the ids to filter by.

    `speakers` or `labels` say the turn, `answered_by` reply to it. Where `narrows` is false, they are only ranked
    first. The topic is empty where the query only says who asked. `guessed_year` is true where the query gives no year
    for its dates, `bare_year` where it gives nothing else. `asked` is the query without its operators. A note
    (`is_note`) names somebody and a topic, and nothing else: "Psaki gas prices".
    """

    interpretation: Interpretation
    speakers: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    narrows: bool = True
    guessed_year: bool = False
    labels: tuple[str, ...] = ()
    bare_year: bool = False
    asked: str = ""
    is_note: bool = False


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
    # With single spaces, no form has to look for where a run of them ends.
    spaced = " ".join(operators.rest.split())
    plain = literal(spaced)
    by_language = (_interpret(spaced, voices, today, language) for language in voices.people.languages)
    read = next((read for read in by_language if read != plain), literal(operators.rest))
    return _with_operators(read, operators)


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
    who = _FormReader(dates, voices, language, forms).read() if forms else literal(dates.rest)
    interpretation = msgspec.structs.replace(
        who.interpretation, date_from=dates.date_from, date_to=dates.date_to
    )
    return msgspec.structs.replace(
        who, interpretation=interpretation, guessed_year=dates.guessed, bare_year=dates.bare_year
    )


class _FormReader:
    """Reads a question without its dates by the forms of a language."""

    def __init__(
        self, dates: InterpretedDates, voices: Voices, language: Language, forms: QuestionForms
    ) -> None:
        self._dates, self._voices, self._language, self._forms = dates, voices, language, forms

        words_of = forms.clause
        frame = words_of.scaffold - words_of.anyone - words_of.name_starts if words_of else frozenset[str]()

        # Many forms ask for the same words.
        @functools.cache
        def meant(who: str, is_name: IsName | None) -> Meant | None:
            words = who.split()
            # "what are the plans for" is nobody, which costs little to see.
            if not words or words[0] in frame or words[-1] in frame:
                return None
            return who_is_meant(who, voices, dates, language, is_name)

        self._meant: Callable[[str, IsName | None], Meant | None] = meant

    def read(self) -> InterpretedQuery:
        """What the first form says that applies, to the question or to what is asked in it; else all is topic."""
        forms, question = self._forms, self._dates.rest.strip(self._forms.close).lstrip(_OPENING_MARKS)
        for _ in range(_MOST_TAILS):
            if (tail := forms.tail.search(question)) and tail.start():
                question = question[: tail.start()].strip(forms.close)
        for pattern, sort in forms.sorted_by:
            if (order := pattern.search(question)) and order.start():
                return _replaced(self._read(question[: order.start()]), sort=sort)
        read = self._read(question)
        unread = read.interpretation == literal(question).interpretation
        return literal(self._dates.rest) if unread else read

    def _read(self, question: str) -> InterpretedQuery:
        if read := self._of_forms(question, loose=False):
            return read
        if self._asks_of_people(question) and (
            read := self._of_clause(question) or self._of_forms(question, loose=True)
        ):
            return read
        return _counted(literal(question), question, self._forms)

    def _asks_of_people(self, question: str) -> bool:
        """Whether a question of no strict form may ask for somebody's words: the other forms take longer."""
        clause = self._forms.clause
        anyone = clause.anyone if clause else frozenset[str]()
        return not anyone.isdisjoint(question.casefold().split()) or self._voices.may_be_named(
            question, self._language
        )

    def _of_forms(self, question: str, *, loose: bool) -> InterpretedQuery | None:
        """What the first form says that applies, to the question or to what is asked in it."""
        forms = self._forms
        for asked in (question, *_led(question, forms)):
            is_note = asked == question and not forms.question.match(asked)
            for form, pattern in _compiled(forms.forms, loose):
                # Anything may be a note: not a question, nor what comes after "please".
                if form.part in _NOTES and not is_note:
                    continue
                if (match := pattern.fullmatch(asked)) and (read := self._of_match(form, match)):
                    lead = question[: len(question) - len(asked)]
                    read = _in_order_of(_with_intent(read, asked, forms), lead, forms)
                    return self._with_subject(read, lead)
        return None

    def _of_clause(self, question: str) -> InterpretedQuery | None:
        """What a question without a known form says by its verb of speech."""
        words = self._forms.clause
        clause = read_speech_clause(question, self._known, self._named, words) if words else None
        if clause is None:
            return None
        intent = clause.intent if clause.topic else _without_topic(clause.intent)
        form = QuestionForm("", intent, clause.part, clause.sort)
        wanted = _wanted(form, clause.topic, unknown=clause.meant.unknown, corrections=clause.meant.corrections)
        if clause.part == "says":
            wanted = msgspec.structs.replace(wanted, speakers=clause.meant.mentions)
            read = InterpretedQuery(wanted, clause.meant.ids, labels=clause.meant.labels)
            return _with_opening(read, question, self._forms)
        if clause.part == "asks":
            return self._asked(wanted, clause.meant, clause.asked)
        return self._replied(wanted, clause.meant)

    def _known(self, who: str) -> Meant | None:
        """Whom words mean who speaks in the index; a title alone may be part of more ("press secretary")."""
        if who.casefold() in self._language.labels.titles:
            return None
        meant = self._meant(who, None)
        if meant is None and " " in who:
            # Passages may tell whose name it is.
            spoken_of = self._meant(who, in_short)
            meant = spoken_of if spoken_of and not spoken_of.unknown else None
        return meant

    def _named(self, who: str) -> Meant | None:
        """Whom words mean, who may speak nowhere if they are written as a name."""
        particles = self._language.layout.particles
        if " " in who and not all(word[:1].isupper() or word in particles for word in who.split()):
            return None
        return self._meant(who, asked_for)

    def _with_subject(self, read: InterpretedQuery, before: str) -> InterpretedQuery:
        """What was read, with what the words before it are about in the place of a pronoun or of no topic."""
        heading = before.rstrip()
        if heading.endswith(":") and not read.interpretation.topic:
            return _replaced(read, topic=heading.rstrip(": "), intent=_with_topic(read.interpretation.intent))
        pronoun = read.interpretation.topic.casefold() in self._forms.pronouns
        subject = self._forms.subject.search(before) if pronoun else None
        return _replaced(read, topic=subject["topic"]) if subject else read

    def _of_match(self, form: QuestionForm, match: re.Match[str]) -> InterpretedQuery | None:
        groups = match.groupdict()
        if "who" not in groups:
            roles: tuple[Role, ...] = ("questioner",) if form.part == "asks" else ()
            return InterpretedQuery(_wanted(form, self._topic(form, groups["topic"]), roles=roles))
        for who, topic in _ways(match, self._forms, self._language):
            if form.part == "begins_note" and not begins_note(who, topic, self._voices, self._language):
                continue
            if form.part == "ends_note" and not ends_note(who, topic, self._voices, self._language):
                continue
            meant = self._meant(who, _IS_NAME[form.part])
            if meant and meant.unknown and self._begins_with_somebody(who):
                continue
            if meant is None and form.part in _NOTES and " " in who:
                # A full name, or the post of a place, may be that of a label.
                meant = self._meant(who, in_short)
                if meant and meant.unknown:
                    continue
            if meant and (read := self._of_person(form, match, meant, who, topic)):
                return read
        return None

    def _begins_with_somebody(self, who: str) -> bool:
        """Whether words that are nobody's name begin with one: "Jane Roe in Ottawa" is no unknown person."""
        words = who.split()
        # "the president of Norway" is not any president.
        part_of_name = (*self._forms.joins, *self._language.introductions.of_words)
        return any(
            words[count].islower()
            and words[count].casefold() not in part_of_name
            and self._meant(" ".join(words[:count]), None) is not None
            for count in range(1, min(_LONGEST_NAME, len(words)))
        )

    def _of_person(
        self, form: QuestionForm, match: re.Match[str], meant: Meant, who: str, topic: str
    ) -> InterpretedQuery | None:
        """What a form says with somebody in it; None where it does not apply."""
        wanted = _wanted(form, self._topic(form, topic), unknown=meant.unknown, corrections=meant.corrections)
        if form.part == "replies":
            return self._replied(wanted, meant)
        if form.part == "asks":
            whom = match.groupdict().get("whom")
            asked = self._meant(whom, asked_for) if whom else Meant()
            return self._asked(wanted, meant, asked) if asked else None
        # Only people are ranked first; the words of a label rank by themselves.
        narrows = form.part not in _NOT_NARROWING
        named = meant.ids or (meant.labels and form.part in _NOTES)
        if not (narrows or named) or _is_reported(meant, match.string, who, topic, self._forms):
            return None
        mentions = meant.mentions if narrows else _not_narrowing(meant.mentions)
        wanted = msgspec.structs.replace(wanted, speakers=mentions)
        is_note = form.part in _NOTES
        return InterpretedQuery(wanted, meant.ids, narrows=narrows, labels=meant.labels, is_note=is_note)

    def _replied(self, wanted: Interpretation, meant: Meant) -> InterpretedQuery | None:
        """Questions to somebody; None where only a label is known, since those who reply are found by person."""
        if not (meant.ids or meant.unknown):
            return None
        wanted = msgspec.structs.replace(wanted, roles=("questioner",), answered_by=meant.mentions)
        return InterpretedQuery(wanted, answered_by=meant.ids)

    def _asked(self, wanted: Interpretation, asking: Meant, asked: Meant) -> InterpretedQuery:
        """Questions of somebody, to somebody where that is said."""
        wanted = msgspec.structs.replace(
            wanted,
            roles=("questioner",),
            speakers=asking.mentions,
            answered_by=asked.mentions,
            unknown=(*asking.unknown, *asked.unknown),
        )
        return InterpretedQuery(wanted, asking.ids, asked.ids, labels=asking.labels)

    def _topic(self, form: QuestionForm, topic: str | None) -> str:
        topic = topic or ""
        frame = None if form.part in _VERBATIM else self._forms.frame.match(topic)
        return topic[frame.end() :] if frame and frame.end() < len(topic) else topic


def _with_topic(intent: Intent) -> Intent:
    return "said" if intent == "turns" else intent


def _without_topic(intent: Intent) -> Intent:
    return "turns" if intent == "said" else intent


def _wanted(form: QuestionForm, topic: str, **fields: Any) -> Interpretation:
    """The interpretation of a form; names and corrections are those of `fields`."""
    given = {"speakers": (), "unknown": (), "corrections": ()} | fields
    return Interpretation(topic, None, None, intent=form.intent, sort=form.sort, **given)


def _with_intent(read: InterpretedQuery, asked: str, forms: QuestionForms) -> InterpretedQuery:
    """What was read with the intent that the beginning of the question gives, where the form leaves it open."""
    if read.interpretation.intent != "said":
        return read
    names = read.interpretation.speakers or read.interpretation.unknown
    return _with_opening(read, asked, forms) if names else _counted(read, asked, forms)


def _with_opening(read: InterpretedQuery, asked: str, forms: QuestionForms) -> InterpretedQuery:
    """What was read with the intent that the beginning of the question gives, names or not."""
    if read.interpretation.intent != "said":
        return read
    intent = next((intent for pattern, intent in forms.opening if pattern.match(asked)), "said")
    return _replaced(read, intent=intent)


def _in_order_of(read: InterpretedQuery, lead: str, forms: QuestionForms) -> InterpretedQuery:
    """What was read with the order that the words before it ask for: "the oldest transcript in which"."""
    openings = forms.clause.openings if forms.clause else ()
    intent = next((intent for pattern, intent in openings if pattern.match(lead)), None)
    if intent is None or intent not in ORDERS or read.interpretation.sort != "relevance":
        return read
    return _replaced(read, intent=intent, sort=ORDERS[intent])


def _counted(read: InterpretedQuery, asked: str, forms: QuestionForms) -> InterpretedQuery:
    """What was read, with the intent of a question for a number if it is one: that needs no person."""
    asks_number = any(intent == "how_many" and pattern.match(asked) for pattern, intent in forms.opening)
    return _replaced(read, intent="how_many") if asks_number else read


def _replaced(read: InterpretedQuery, **fields: Any) -> InterpretedQuery:
    return msgspec.structs.replace(read, interpretation=msgspec.structs.replace(read.interpretation, **fields))


def _is_reported(meant: Meant, query: str, who: str, topic: str, forms: QuestionForms) -> bool:
    """Whether a question is about what somebody who speaks nowhere told another: others report that."""
    verbs = query.partition(who)[2].partition(topic)[0].casefold().split() if topic else ()
    return not (meant.ids or meant.labels) and not forms.told.isdisjoint(verbs)


def _led(question: str, forms: QuestionForms) -> Iterator[str]:
    """What is asked for in a longer question, by what comes before it: "could you tell me ..."."""
    for lead, _ in zip(forms.lead.finditer(question), range(_MOST_LEADS), strict=False):
        yield question[lead.end() :]


def _ways(match: re.Match[str], forms: QuestionForms, language: Language) -> list[tuple[str, str]]:
    """The ways in which a form matches: a name may be one word or several ("has Antony Blinken talked ...")."""
    groups = match.groupdict()
    who, topic = groups["who"], groups.get("topic") or ""
    if topic and match.string[match.end("topic") : match.start("who")].isspace():
        return _ways_after(topic, who)
    ways = [(who, topic)]
    between = match.string[match.end("who") : match.start("topic")].strip() if topic else ""
    if between.casefold() in language.introductions.of_words[:1] and who.split()[-1].casefold() in (
        language.labels.titles
    ):
        # "the president of Finland" is not the president.
        return []
    if topic and match.string[match.end("who") : match.start("topic")].isspace():
        # Only space separates the two, so the border is a guess.
        words = f"{who} {topic}".split()
        most = min(_LONGEST_NAME, len(words) - 1)
        # "was the President's visit a success" asks about the visit.
        # "did the president of Finland visit" is not about the president.
        of_words = language.introductions.of_words[:1]
        ways = [
            (name, " ".join(words[count:]))
            for count in range(most, 0, -1)
            if not forms.possessive.search(name := " ".join(words[:count]))
            and words[count] not in of_words
            # "did President Marcos of the Philippines say" is not about any president.
            and not (name.casefold() in language.labels.titles and words[count][0].isupper())
        ]
    unit = groups.get("unit")
    return [(who, f"{unit} {topic}") for who, topic in ways] if unit else ways


def _ways_after(topic: str, who: str) -> list[tuple[str, str]]:
    """The ways in which a form matches whose topic comes first, with space or more before the name."""
    words = f"{topic} {who}".split()
    most = min(_LONGEST_NAME, len(words) - 1)
    return [(" ".join(words[-count:]), " ".join(words[:-count])) for count in range(most, 0, -1)]


@functools.cache
def _compiled(forms: tuple[QuestionForm, ...], loose: bool) -> tuple[tuple[QuestionForm, re.Pattern[str]], ...]:
    """The loose forms, or the others, with their patterns, which ignore case."""
    return tuple(
        (form, re.compile(form.pattern, re.IGNORECASE | re.DOTALL)) for form in forms if form.is_loose == loose
    )
