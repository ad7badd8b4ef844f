"""Forms of questions: where the person stands in them (`who`), and where the topic.

`SAID_BY` ask for somebody's words, and so do `SAID_IN_SHORT`, without being questions; `ABOUT_DOINGS` ask what
somebody did, which others may tell as well. `ASKED_OF` are for questions put to somebody, `ASKED_BY` for those that
somebody put, `ASKED` for questions whoever put them, and to whom.
"""

import re

_SAY = (
    r"(?:say|said|says|saying|think|thinks|thought|believe|believes|believed|tell|told|mention|mentions|mentioned|"
    r"talk|talked|speak|spoke|spoken|comment|commented|claim|claimed|argue|argued|explain|explained|answer|"
    r"answered|respond|responded|reply|replied|promise|promised|describe|described|discuss|discussed|feel|felt|"
    r"suggest|suggested|propose|proposed|recommend|recommended|warn|warned|stress|stressed|emphasi[sz]e|emphasi[sz]ed|"
    r"note|noted|stated|predict|predicted|announce|announced|reveal|revealed|deny|denied|admit|admitted|"
    r"criticise|criticised|criticize|criticized|praise|praised|demand|demanded|urge|urged|outline|outlined)"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|re|to questions about|when asked about|as to)"
_TOWARDS = r"(?:about|on|of|regarding|concerning|towards?|to|in)"
_DO = r"(?:did|does|do|has|have|had|is|was|are|were|would|will|could|can|should)(?:n['’]t)?"
_WHO = r"(?P<who>[^\s,?:;][^,?:;]{0,79}?)"
_TOPIC = r"(?P<topic>\S.*?)"
_END = r"\s*[?.!]*\s*$"

_STANCE = (
    r"(?:views?|positions?|opinions?|thoughts|stance|take|attitude|answers?|responses?|comments?|remarks?)"
)
_ASK = r"(?:what|how|why|when|where)(?:\s+(?:else|exactly|often|much))?"


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^\s*{form}{_END}", re.IGNORECASE | re.DOTALL) for form in forms)


SAID_BY = _compiled(
    # what did X say about Y; how does X explain Y
    rf"{_ASK}\s+{_DO}\s+{_WHO}\s+{_SAY}(?:\s+(?:us|them|reporters))?(?:\s+{_ABOUT})?\s+{_TOPIC}",
    # what are X's views on Y
    rf"what\s+{_DO}\s+{_WHO}['’]s?\s+{_STANCE}\s+{_TOWARDS}\s+{_TOPIC}",
    # according to X, Y
    rf"according\s+to\s+{_WHO},\s*{_TOPIC}",
    # what X said about Y
    rf"what\s+{_WHO}\s+{_SAY}\s+{_ABOUT}\s+{_TOPIC}",
    # did X say anything about Y
    rf"{_DO}\s+{_WHO}\s+(?:ever\s+)?{_SAY}\s+(?:(?:anything|something|much)\s+)?{_ABOUT}\s+{_TOPIC}",
    # did X mention Y
    rf"{_DO}\s+{_WHO}\s+(?:ever\s+)?(?:mention|discuss|describe|explain)(?:ed|d)?\s+{_TOPIC}",
)


ABOUT_DOINGS = _compiled(
    # has X talked to Y; why does X like Y: who tells of it need not be X
    rf"(?:{_ASK}\s+)?{_DO}\s+{_WHO}\s+{_TOPIC}",
)

SAID_IN_SHORT = _compiled(
    # X's views on Y; summarize X's opinion on Y
    rf"(?:summari[sz]e\s+)?{_WHO}['’]s?\s+{_STANCE}\s+{_TOWARDS}\s+{_TOPIC}",
    # X said Y; X on Y; X: Y
    rf"{_WHO}\s+{_SAY}\s+{_ABOUT}\s+{_TOPIC}",
    rf"{_WHO}\s+{_ABOUT}\s+{_TOPIC}",
    rf"{_WHO}\s*:\s+{_TOPIC}",
)


ASKED_OF = _compiled(
    # what was X asked about Y; what was X asked
    rf"what\s+(?:was|were|has|have)\s+{_WHO}\s+(?:been\s+)?asked(?:\s+{_ABOUT}(?:\s+{_TOPIC})?)?",
    # questions to X about Y
    rf"(?:the\s+)?questions?\s+(?:to|for|put to)\s+{_WHO}(?:\s+{_ABOUT}\s+{_TOPIC})?",
    # what did reporters ask X about Y
    rf"what\s+did\s+(?:reporters|journalists|people|they|the press)\s+ask\s+{_WHO}(?:\s+{_ABOUT}\s+{_TOPIC})?",
)
ASKED_BY = _compiled(
    # questions from X about Y
    rf"(?:the\s+)?questions?\s+(?:from|by|asked by)\s+{_WHO}(?:\s+{_ABOUT}\s+{_TOPIC})?",
    # what did X ask about Y
    rf"what\s+(?:did|does|has|have)\s+{_WHO}\s+ask(?:ed)?(?:\s+{_ABOUT}(?:\s+{_TOPIC})?)?",
)
_ANYONE = r"(?:the\s+)?(?:reporters?|journalists?|correspondents?|press|media|people|they|anyone|anybody)"
ASKED = _compiled(
    # what was asked about Y; what was the official asked about Y, where nobody indexed is called that
    rf"what\s+(?:was|were|has|have)\s+(?:[^\s,?:;][^,?:;]{{0,79}}?\s+)?(?:been\s+)?asked\s+{_ABOUT}\s+{_TOPIC}",
    # what did reporters ask about Y
    rf"what\s+(?:did|do|have)\s+{_ANYONE}\s+ask(?:ed)?\s+{_ABOUT}\s+{_TOPIC}",
    # did anyone ask about Y
    rf"(?:did|has|have)\s+{_ANYONE}\s+ask(?:ed)?\s+{_ABOUT}\s+{_TOPIC}",
)
