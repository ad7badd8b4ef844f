"""Reading a question: who is asked about, and what about. No language model, only forms of questions.

A form names where the person stands and where the topic; it holds only when somebody indexed is called that.
What is read is shown, and every part can be overridden.
"""

import datetime
import re

import msgspec

from search_api.dates import DateReading, read_dates
from search_api.people import People
from search_api.records import Interpretation, SpeakerMention

_SAY = (
    r"(?:say|said|says|saying|think|thinks|thought|believe|believes|believed|tell|told|mention|mentions|mentioned|"
    r"talk|talked|speak|spoke|spoken|comment|commented|claim|claimed|argue|argued|explain|explained|answer|"
    r"answered|respond|responded|reply|replied|promise|promised|describe|described|discuss|discussed|feel|felt)"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|re|to questions about|when asked about|as to)"
_DO = r"(?:did|does|do|has|have|had|is|was|are|were|would|will|could|can|should)(?:n['’]t)?"
_WHO = r"(?P<who>[^\s,?:;][^,?:;]{0,79}?)"
_TOPIC = r"(?P<topic>\S.*?)"
_END = r"\s*[?.!]*\s*$"

_STANCE = r"(?:views?|positions?|opinions?|thoughts|stance|take|answers?|response|comments?|remarks?)"
_ASK = r"(?:what|how|why|when|where)(?:\s+(?:else|exactly|often|much))?"


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^\s*{form}{_END}", re.IGNORECASE | re.DOTALL) for form in forms)


_FORMS = _compiled(
    # what did X say about Y; how does X explain Y
    rf"{_ASK}\s+{_DO}\s+{_WHO}\s+{_SAY}(?:\s+(?:us|them|reporters))?(?:\s+{_ABOUT})?\s+{_TOPIC}",
    # what are X's views on Y
    rf"what\s+{_DO}\s+{_WHO}['’]s?\s+{_STANCE}\s+{_ABOUT}\s+{_TOPIC}",
    # what X said about Y
    rf"what\s+{_WHO}\s+{_SAY}\s+{_ABOUT}\s+{_TOPIC}",
    # did X say anything about Y
    rf"{_DO}\s+{_WHO}\s+(?:ever\s+)?{_SAY}\s+(?:(?:anything|something|much)\s+)?{_ABOUT}\s+{_TOPIC}",
    # did X mention Y
    rf"{_DO}\s+{_WHO}\s+(?:ever\s+)?(?:mention|discuss|describe|explain)(?:ed|d)?\s+{_TOPIC}",
    # has X talked to Y; why does X like Y: all that is asked of X is the topic
    rf"(?:{_ASK}\s+)?{_DO}\s+{_WHO}\s+{_TOPIC}",
    # X said Y; X on Y; X: Y
    rf"{_WHO}\s+{_SAY}\s+{_ABOUT}\s+{_TOPIC}",
    rf"{_WHO}\s+{_ABOUT}\s+{_TOPIC}",
    rf"{_WHO}\s*:\s+{_TOPIC}",
)


_ASKED_OF = _compiled(
    # what was X asked about Y; what was X asked
    rf"what\s+(?:was|were|has|have)\s+{_WHO}\s+(?:been\s+)?asked(?:\s+{_ABOUT}(?:\s+{_TOPIC})?)?",
    # questions to X about Y
    rf"(?:the\s+)?questions?\s+(?:to|for|put to)\s+{_WHO}(?:\s+{_ABOUT}\s+{_TOPIC})?",
    # what did reporters ask X about Y
    rf"what\s+did\s+(?:reporters|journalists|people|they|the press)\s+ask\s+{_WHO}(?:\s+{_ABOUT}\s+{_TOPIC})?",
)
_ASKED_BY = _compiled(
    # questions from X about Y
    rf"(?:the\s+)?questions?\s+(?:from|by|asked by)\s+{_WHO}(?:\s+{_ABOUT}\s+{_TOPIC})?",
    # what did X ask about Y
    rf"what\s+(?:did|does|has|have)\s+{_WHO}\s+ask(?:ed)?(?:\s+{_ABOUT}(?:\s+{_TOPIC})?)?",
)


class Reading(msgspec.Struct, frozen=True):
    """What a query says: its interpretation, and the ids to filter by.

    `speakers` say the turn, `answered_by` reply to it. The topic is empty where only who asked is asked for.
    """

    interpretation: Interpretation
    speakers: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()


def literal(query: str) -> Reading:
    """A query taken as it stands."""
    return Reading(Interpretation(query.strip(), None, None, ()))


def read_query(query: str, people: People, today: datetime.date | None = None) -> Reading:
    """Read dates, speaker and topic out of a question; what fits no form, or names nobody, is all topic.

    Dates in words are relative to `today`; without it none are read.
    """
    dates = read_dates(query, today) if today else DateReading(query)
    if not dates.rest.strip(" ?!.,"):
        dates = DateReading(query)
    reading = _read_who(dates, people)
    interpretation = msgspec.structs.replace(
        reading.interpretation, date_from=dates.date_from, date_to=dates.date_to
    )
    return msgspec.structs.replace(reading, interpretation=interpretation)


def _read_who(dates: DateReading, people: People) -> Reading:
    query = dates.rest
    for forms, role in ((_ASKED_OF, "of"), (_ASKED_BY, "by")):
        for form in forms:
            if (match := form.match(query)) and (
                mention := _mention(match["who"], people, dates.date_from, dates.date_to)
            ):
                topic = match["topic"] or ""
                ids = mention.candidates or ((mention.id,) if mention.id else ())
                if role == "of":
                    return Reading(
                        Interpretation(topic, None, None, (), ("questioner",), (mention,)), answered_by=ids
                    )
                return Reading(Interpretation(topic, None, None, (mention,), ("questioner",)), speakers=ids)
    for form in _FORMS:
        for who, topic in _matches(form, query):
            if mention := _mention(who, people, dates.date_from, dates.date_to):
                ids = mention.candidates or ((mention.id,) if mention.id else ())
                return Reading(Interpretation(topic, None, None, (mention,)), ids)
    return literal(query)


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
    return ways
