"""English forms of questions."""

import re

from indexer.languages.language import TOPIC, WHO, QuestionForms, words

_SAY = (
    r"(?:say|said|says|saying|think|thinks|thought|believe|believes|believed|tell|told|mention|mentions|mentioned|"
    r"talk|talked|speak|spoke|spoken|comment|commented|claim|claimed|argue|argued|explain|explained|answer|"
    r"answered|respond|responded|reply|replied|promise|promised|describe|described|discuss|discussed|feel|felt|"
    r"suggest|suggested|propose|proposed|recommend|recommended|warn|warned|stress|stressed|emphasi[sz]e|emphasi[sz]ed|"
    r"note|noted|stated|predict|predicted|announce|announced|reveal|revealed|deny|denied|admit|admitted|"
    r"criticise|criticised|criticize|criticized|praise|praised|demand|demanded|urge|urged|outline|outlined)"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|re|to questions about|when asked about|as to)"
_ABOUT_NOT_OF = r"(?:about|on|regarding|concerning|re|as to)"
_TOWARDS = r"(?:about|on|of|regarding|concerning|towards?|to|in)"
_DO = r"(?:did|does|do|has|have|had|is|was|are|were|would|will|could|can|should)(?:n['’]t)?"

_STANCE = (
    r"(?:views?|positions?|opinions?|thoughts|stance|take|attitude|answers?|responses?|comments?|remarks?)"
)
_ASK = r"(?:what|how|why|when|where)(?:\s+(?:else|exactly|often|much))?"


_SAID_BY = (
    # what did X say about Y; how does X explain Y
    rf"{_ASK}\s+{_DO}\s+{WHO}\s+{_SAY}(?:\s+(?:us|them|reporters))?(?:\s+{_ABOUT})?\s+{TOPIC}",
    # what are X's views on Y
    rf"what\s+{_DO}\s+{WHO}['’]s?\s+{_STANCE}\s+{_TOWARDS}\s+{TOPIC}",
    # according to X, Y
    rf"according\s+to\s+{WHO},\s*{TOPIC}",
    # what X said about Y
    rf"what\s+{WHO}\s+{_SAY}\s+{_ABOUT}\s+{TOPIC}",
    # did X say anything about Y
    rf"{_DO}\s+{WHO}\s+(?:ever\s+)?{_SAY}\s+(?:(?:anything|something|much)\s+)?{_ABOUT}\s+{TOPIC}",
    # did X mention Y
    rf"{_DO}\s+{WHO}\s+(?:ever\s+)?(?:mention|discuss|describe|explain)(?:ed|d)?\s+{TOPIC}",
)


_ABOUT_DOINGS = (
    # has X talked to Y; why does X like Y: who tells of it need not be X
    rf"(?:{_ASK}\s+)?{_DO}\s+{WHO}\s+{TOPIC}",
)

_OF_PLACE = r"(?P<who>[^\s,?:;][^,?:;]{0,59}?\s+of\s+[^\s,?:;][^,?:;]{0,39}?)"
_SAID_IN_SHORT = (
    # X's views on Y; summarize X's opinion on Y
    rf"(?:summari[sz]e\s+)?{WHO}['’]s?\s+{_STANCE}\s+{_TOWARDS}\s+{TOPIC}",
    # X of Y on Z: the president of Finland on NATO
    rf"{_OF_PLACE}\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
    # X said Y; X on Y; X: Y
    rf"{WHO}\s+{_SAY}\s+{_ABOUT}\s+{TOPIC}",
    rf"{WHO}\s+{_ABOUT}\s+{TOPIC}",
    rf"{WHO}\s*:\s+{TOPIC}",
)


_ASKED_OF = (
    # what was X asked about Y; what was X asked
    rf"what\s+(?:was|were|has|have)\s+{WHO}\s+(?:been\s+)?asked(?:\s+{_ABOUT}(?:\s+{TOPIC})?)?",
    # questions to X about Y
    rf"(?:the\s+)?questions?\s+(?:to|for|put to)\s+{WHO}(?:\s+{_ABOUT}\s+{TOPIC})?",
    # what did reporters ask X about Y
    rf"what\s+did\s+(?:reporters|journalists|people|they|the press)\s+ask\s+{WHO}(?:\s+{_ABOUT}\s+{TOPIC})?",
)
_OF_PAPER = r"(?:\s+(?:of|from|with|at)\s+[^\s,?:;][^,?:;]{0,59}?)?"
_ASKED_BY = (
    # questions from X of a newspaper about Y
    rf"(?:the\s+)?questions?\s+(?:from|by|asked by)\s+{WHO}{_OF_PAPER}(?:\s+{_ABOUT_NOT_OF}\s+{TOPIC})?",
    # what did X ask about Y
    rf"what\s+(?:did|does|has|have)\s+{WHO}\s+ask(?:ed)?(?:\s+{_ABOUT}(?:\s+{TOPIC})?)?",
)
_ANYONE = r"(?:the\s+)?(?:reporters?|journalists?|correspondents?|press|media|people|they|anyone|anybody)"
_ASKED = (
    # what was asked about Y; what was the official asked about Y, where no indexed speaker is called that
    rf"what\s+(?:was|were|has|have)\s+(?:[^\s,?:;][^,?:;]{{0,79}}?\s+)?(?:been\s+)?asked\s+{_ABOUT}\s+{TOPIC}",
    # what did reporters ask about Y
    rf"what\s+(?:did|do|have)\s+{_ANYONE}\s+ask(?:ed)?\s+{_ABOUT}\s+{TOPIC}",
    # did anyone ask about Y
    rf"(?:did|has|have)\s+{_ANYONE}\s+ask(?:ed)?\s+{_ABOUT}\s+{TOPIC}",
)

QUESTIONS = QuestionForms(
    said_by=_SAID_BY,
    about_doings=_ABOUT_DOINGS,
    said_in_short=_SAID_IN_SHORT,
    asked_of=_ASKED_OF,
    asked_by=_ASKED_BY,
    asked=_ASKED,
    question=re.compile(
        r"\s*(?:how|who|whom|whose|which|when|where|why|did|does|do|has|have|had|was|were|is|are)\b",
        re.IGNORECASE,
    ),
    possessive=re.compile(r"(?:['’]s|s['’])$"),
    possessives=("'s", "'"),
    unnamed=frozenset({"the", "u.s", "us"}),
    told=words("tell told"),
    joins=words("and & or vs vs. versus"),
    both=words("both"),
    excluding=re.compile(
        r"\s+but not\s+(?:about\s+)?(?:the\s+)?(?P<word>[^\W\d_][\w'’-]*|[\ue000-\uefff])\s*[?.!]*\s*$",
        re.IGNORECASE,
    ),
    nobody=words(
        """
        i we you he she it they me us them this that these those who whoever one ones people person everyone everybody
        anyone anybody someone somebody nobody none most many some others other another both all the a an any each every
        no my your his her its our their there here man woman nothing something anything everything press media
        congress government administration audience staff team panel committee board council court public company
        industry world country state city reporter journalist
        """
    ),
)
