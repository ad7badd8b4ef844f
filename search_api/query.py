"""Reading a question: who is asked about, and what about. No language model, only forms of questions.

A form names where the person stands and where the topic; it holds only when somebody indexed is called that.
What is read is shown, and every part can be overridden.
"""

import re

import msgspec

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

_FORMS = tuple(
    re.compile(rf"^\s*{form}{_END}", re.IGNORECASE | re.DOTALL)
    for form in (
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
)


class Reading(msgspec.Struct, frozen=True):
    """What a query says: its interpretation, and the speakers to filter by."""

    interpretation: Interpretation
    speakers: tuple[str, ...] = ()


def literal(query: str) -> Reading:
    """A query taken as it stands."""
    return Reading(Interpretation(topic=query.strip()))


def read_query(query: str, people: People) -> Reading:
    """Read speaker and topic out of a question; what fits no form, or names nobody indexed, is all topic."""
    for form in _FORMS:
        for who, topic in _matches(form, query):
            found = people.called(who)
            if not found:
                continue
            if len(found) > 1:
                mention = SpeakerMention(None, None, who, "ambiguous")
                return Reading(Interpretation(topic, speakers=(mention,)))
            mention = SpeakerMention(found[0].id, found[0].name, who, "resolved")
            return Reading(Interpretation(topic, speakers=(mention,)), (found[0].id,))
    return literal(query)


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
