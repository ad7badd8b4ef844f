"""Reading a question: who is asked about, and what about. No language model, only forms of questions.

A form names where the person stands and where the topic; it holds only when somebody indexed is called that.
What is read is shown, and every part can be overridden.
"""

import datetime
import re

import msgspec

from search_api.contract.records import Interpretation, SpeakerMention
from search_api.questions.dates import InterpretedDates, interpret_dates
from search_api.questions.forms import ABOUT_DOINGS, ASKED, ASKED_BY, ASKED_OF, SAID_BY, SAID_IN_SHORT
from search_api.questions.people import People

_ASKS = re.compile(
    r"\s*(?:how|who|whom|whose|which|when|where|why|did|does|do|has|have|had|was|were|is|are)\b", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")


class InterpretedQuery(msgspec.Struct, frozen=True):
    """What a query says: its interpretation, and the ids to filter by.

    `speakers` say the turn, `answered_by` reply to it. Where the reading does not narrow the search, they are
    only ranked first. The topic is empty where only who asked is asked for. `guessed_year` is true where the dates are
    of a year that the query does not give.
    """

    interpretation: Interpretation
    speakers: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    narrows: bool = True
    guessed_year: bool = False


def literal(query: str) -> InterpretedQuery:
    """A query taken as it stands."""
    return InterpretedQuery(Interpretation(query.strip(), None, None, ()))


def widened(reading: InterpretedQuery) -> InterpretedQuery:
    """A reading whose names narrow nothing."""
    read = reading.interpretation
    return InterpretedQuery(
        msgspec.structs.replace(
            read,
            speakers=tuple(msgspec.structs.replace(one, narrows=False) for one in read.speakers),
            answered_by=tuple(msgspec.structs.replace(one, narrows=False) for one in read.answered_by),
        ),
        reading.speakers,
        reading.answered_by,
        narrows=False,
    )


def interpret_query(query: str, people: People, today: datetime.date | None = None) -> InterpretedQuery:
    """Read dates, speaker and topic out of a question; what fits no form, or names nobody, is all topic.

    Dates in words are relative to `today`; without it none are read.
    """
    dates = interpret_dates(query, today) if today else InterpretedDates(query)
    if not dates.rest.strip(" ?!.,"):
        dates = InterpretedDates(query)
    reading = _read_who(dates, people)
    asks_for_words = reading.narrows and (reading.speakers or reading.answered_by)
    # What happened by some day is told of later too: "how many jobs were created in May".
    later = not asks_for_words and _ASKS.match(query) and dates.date_from is not None
    interpretation = msgspec.structs.replace(
        reading.interpretation, date_from=dates.date_from, date_to=None if later else dates.date_to
    )
    return msgspec.structs.replace(reading, interpretation=interpretation, guessed_year=dates.guessed)


def _read_who(dates: InterpretedDates, people: People) -> InterpretedQuery:
    query = dates.rest
    if asked := _read_asked(dates, people):
        return asked
    for forms, narrows in ((SAID_BY, True), (ABOUT_DOINGS, False), (SAID_IN_SHORT, True)):
        for form in forms:
            for who, topic in _matches(form, query):
                if mention := _mention(who, people, dates.date_from, dates.date_to):
                    ids = mention.candidates or ((mention.id,) if mention.id else ())
                    mention = msgspec.structs.replace(mention, narrows=narrows)
                    return InterpretedQuery(Interpretation(topic, None, None, (mention,)), ids, narrows=narrows)
    return literal(query)


def _read_asked(dates: InterpretedDates, people: People) -> InterpretedQuery | None:
    """What is read of a query for questions, None for any other: whom they were put to, or who put them."""
    query = dates.rest
    for forms, role in ((ASKED_OF, "of"), (ASKED_BY, "by")):
        for form in forms:
            if (match := form.match(query)) and (
                mention := _mention(match["who"], people, dates.date_from, dates.date_to)
            ):
                topic = match["topic"] or ""
                ids = mention.candidates or ((mention.id,) if mention.id else ())
                if role == "of":
                    return InterpretedQuery(
                        Interpretation(topic, None, None, (), ("questioner",), (mention,)), answered_by=ids
                    )
                return InterpretedQuery(
                    Interpretation(topic, None, None, (mention,), ("questioner",)), speakers=ids
                )
    for form in ASKED:
        if match := form.match(query):
            return InterpretedQuery(Interpretation(match["topic"], None, None, (), ("questioner",)))
    return None


def _mention(
    who: str, people: People, since: datetime.date | None, until: datetime.date | None
) -> SpeakerMention | None:
    """Whom a mention means, or None. Of several holders of a post any will do; of namesakes none is chosen."""
    found = people.called(who, since, until)
    if not found:
        return None
    if len(found) == 1:
        return SpeakerMention(found[0].id, found[0].name, who, "resolved")
    held = all(people.holds(one, who) for one in found)
    return SpeakerMention(None, None, who, "ambiguous", tuple(one.id for one in found) if held else ())


def _matches(form: re.Pattern[str], query: str) -> list[tuple[str, str]]:
    """The ways in which a form fits: a name may be one word or several ("has Antony Blinken talked ...")."""
    match = form.match(query)
    if match is None:
        return []
    ways = [(match["who"], match["topic"])]
    words = (match["who"] + " " + match["topic"]).split()
    if query[match.end("who") : match.start("topic")].isspace():
        # Nothing but space parts the two, so the border is a guess: try up to five words of a name.
        ways = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(min(5, len(words) - 1), 0, -1)]
        # "was the President's visit a success": it is the visit that is asked about.
        ways = [(who, topic) for who, topic in ways if not _POSSESSIVE.search(who)]
    return ways
