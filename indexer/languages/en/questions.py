"""English forms of questions."""

import re

from indexer.languages.alternatives import alternatives
from indexer.languages.en.clauses import CLAUSE
from indexer.languages.en.speech_verbs import ASKING, RAISING, SAYING, STATING, USING, past_forms, verb_forms
from indexer.languages.language import TOPIC, WHO, Intent, Pattern, QuestionForm, QuestionForms, Sort, words

# Parts of patterns. A part in the middle is as short as possible; each form is tried from the beginning alone.
_SAY = alternatives(verb_forms(SAYING) | set(STATING))
_USE = alternatives(verb_forms(USING))
_MENTIONED = (
    r"(?:said|mentioned|discussed|talked\s+about|spoken\s+of|brought\s+up|raised|named|used|uttered|come\s+up|cited|"
    r"quoted|invoked|touched\s+on|referenced|referred\s+to|addressed)"
)
_ABOUT = (
    r"(?:about|abt|on|of|regarding|concerning|re:?|w/r/t|(?:to\s+)?questions\s+about|"
    r"when\s+(?:(?:s?he|they)\s+(?:was|were)\s+)?asked\s+about|as\s+to)"
)
_ABOUT_NOT_OF = r"(?:about|abt|on|regarding|concerning|re:?|as\s+to|over|w/r/t)"
_TOWARDS = r"(?:when\s+it\s+comes\s+to|with\s+regard\s+to|about|on|of|regarding|concerning|towards?|to|in)"
_DO = r"(?:did|does|do|has|have|had|is|was|are|were|would|will|could|can|should)(?:n['’]t)?"
_STANCE = (
    r"(?:views?|positions?|opinions?|thoughts|stance|takes?|attitude|answers?|responses?|comments?|remarks?|"
    r"statements?|words|quotes?|read|reading|line|reaction|explanation|assessment|soundbites?|message|perspective)"
)
_WORDS_OF = (
    r"(?:speeches|speech|remarks?|statements?|quotes?|comments?|words|answers|interviews?|address(?:es)?|"
    r"appearances|briefings?|testimony|turns|transcripts?)"
)
_ASK = r"(?:what|how|why|when|where)(?:\s+(?:else|exactly|often|much))?"
_EVER = r"(?:(?:ever|also|really|actually|publicly|specifically|directly|even|just|previously)\s+)?"
_EXACT_TOPIC = r"(?P<topic>[\ue000-\uefff](?:\s*[\ue000-\uefff])*)"
"""A topic of quoted phrases alone."""
_TOPIC_BEFORE = r"(?P<topic>\S.*?)"
"""A topic that other words follow."""
_LATELY = r"(?:lately|recently|of\s+late|these\s+days|most\s+recently)"
_TO_SOMEBODY = (
    r"(?:\s+(?:us|them|reporters|(?:to|with)\s+[^\s,?:;]+(?:\s+[^\s,?:;]+){0,2}"
    r"(?=\s+(?:about|on|regarding|concerning|over)\s)|"
    r"(?:(?<=tell\s)|(?<=told\s)|(?<=tells\s)|(?<=telling\s))[^\s,?:;]+(?:\s+[^\s,?:;]+){0,2}"
    r"(?=\s+(?:about|regarding|concerning)\s)))?"
)
"""Who is spoken to, before the topic."""
_WHOM = r"(?P<whom>[^\s,?:;][^,?:;]{0,79}?)"
_RAISED = alternatives(verb_forms(RAISING) - words("press presses question push query"))
_ANYONE = (
    r"(?:the\s+)?(?:reporters?|journalists?|correspondents?|press|media|people|they|(?:any|some)(?:one|body))"
)
_OPTIONAL_TOPIC = rf"(?:\s+{_ABOUT}(?:\s+{TOPIC})?)?"
_ON_TOPIC = rf"(?:\s+{_ABOUT_NOT_OF}\s+{TOPIC})?"


def _in_order(intent: Intent, sort: Sort, adverb: str, adjective: str) -> tuple[QuestionForm, ...]:
    """The forms of questions for what is said first or last.

    `adverb` comes before a verb ("most recently"), `adjective` before a noun ("most recent").
    """
    remark = rf"(?:{_STANCE}|mentions?|references?|questions?|speech|word|time)"
    verb = rf"(?:{_SAY}|{_USE}){_TO_SOMEBODY}"
    patterns = (
        # when did X first mention Y; what did X most recently say about Y; when did X last speak
        rf"{_ASK}\s+{_DO}\s+{WHO}\s+{adverb}\s+{verb}(?:\s+{_ABOUT})?(?:\s+{TOPIC})?",
        # what did X say most recently about Y
        rf"{_ASK}\s+{_DO}\s+{WHO}\s+{verb}\s+{adverb}(?:\s+{_ABOUT}\s+{TOPIC})?",
        # when did X mention Y for the first time
        rf"{_ASK}\s+{_DO}\s+{WHO}\s+{verb}(?:\s+{_ABOUT})?\s+{_TOPIC_BEFORE}\s+(?:for\s+)?the\s+{adjective}\s+time",
        # when was the first time that X spoke about Y
        (
            rf"(?:(?:when|what)\s+(?:was|is)\s+)?(?:the\s+)?(?:very\s+)?{adjective}\s+time\s+(?:that\s+|when\s+)?{WHO}\s+"
            rf"(?:ever\s+|had\s+|has\s+)?{verb}(?:\s+{_ABOUT})?\s+{TOPIC}"
        ),
        # latest from X on Y; the first remarks by X about Y
        rf"(?:what\s+(?:is|are|was|were)\s+)?(?:the\s+)?{adjective}(?:\s+{remark})?\s+(?:from|by|of)\s+{WHO}{_ON_TOPIC}",
        # the first mention of Y by X
        (
            rf"(?:(?:when|what)\s+(?:was|is)\s+)?(?:the\s+)?{adjective}\s+{remark}\s+(?:of|about|on)\s+{_TOPIC_BEFORE}\s+"
            rf"(?:by|from)\s+{WHO}"
        ),
        # X's latest on Y
        rf"{WHO}(?:['’]s?)?\s+{adjective}\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
        # X's latest comments on Y; X latest remarks
        (
            rf"(?:(?:when|what)\s+(?:is|are|was|were)\s+)?{WHO}(?:['’]s?)?\s+{adjective}\s+{remark}"
            rf"(?:\s+{_TOWARDS}\s+{TOPIC})?"
        ),
        # the last thing that X said about Y
        (
            rf"(?:what(?:['’]s|\s+(?:is|was))\s+)?(?:the\s+)?(?:very\s+)?{adjective}\s+things?\s+(?:that\s+)?{WHO}\s+"
            rf"(?:(?:has|have|had)\s+)?{verb}(?:\s+{_ABOUT})?(?:\s+{TOPIC})?"
        ),
        # X first Y answer
        rf"{WHO}\s+{adjective}\s+{_TOPIC_BEFORE}\s+{remark}",
        # X first mentioned Y
        rf"(?:when\s+)?{WHO}\s+{adverb}\s+{verb}(?:\s+{_ABOUT})?\s+{TOPIC}",
    )
    passive = (
        # when was Y first mentioned; when was Y mentioned for the first time
        rf"when\s+(?:was|were)\s+{_TOPIC_BEFORE}\s+{adverb}\s+{_MENTIONED}",
        rf"when\s+(?:was|were)\s+{_TOPIC_BEFORE}\s+{_MENTIONED}\s+for\s+the\s+{adjective}\s+time",
    )
    of_anybody = (
        # when did anybody first mention Y; when did the officials first mention Y, where nobody is called that
        rf"when\s+{_DO}\s+[^\s,?:;][^,?:;]{{0,79}}?\s+{adverb}\s+{verb}(?:\s+{_ABOUT})?\s+{TOPIC}",
        # when did Y first come up
        rf"when\s+{_DO}\s+{_TOPIC_BEFORE}\s+{adverb}\s+come\s+up",
        # who first said Y; who was the first to mention Y
        rf"(?:who|(?:which|what)\s+\w+)\s+{adverb}\s+{verb}(?:\s+{_ABOUT})?\s+{TOPIC}",
        rf"who\s+(?:was|is)\s+(?:the\s+)?{adjective}\s+(?:(?:person|one)\s+)?to\s+{verb}(?:\s+{_ABOUT})?\s+{TOPIC}",
        # who mentioned Y first
        rf"who\s+{verb}(?:\s+{_ABOUT})?\s+{_TOPIC_BEFORE}\s+{adverb}",
        # the first mention of Y; the first time Y was mentioned; latest on Y
        (
            rf"(?:(?:when|what)\s+(?:was|is|are)\s+)?(?:the\s+)?{adjective}\s+"
            rf"(?:mentions?|references?|remarks?|comments?|statements?|words?)\s+(?:of|to|about|on)\s+{TOPIC}"
        ),
        rf"(?:when\s+was\s+)?(?:the\s+)?{adjective}\s+time\s+{_TOPIC_BEFORE}\s+(?:was|were)\s+{_MENTIONED}",
    )
    # the last time anybody asked about Y
    asked = (
        rf"(?:(?:when|what)\s+(?:was|is)\s+)?(?:the\s+)?(?:very\s+)?{adjective}\s+time\s+(?:that\s+|when\s+)?{_ANYONE}\s+"
        rf"(?:ever\s+)?{_RAISED}(?:\s+(?:questions?\s+)?{_ABOUT})?\s+{TOPIC}"
    )
    # when did X first meet Y: others may tell
    doings = rf"when\s+{_DO}\s+{WHO}\s+{adverb}\s+{TOPIC}"
    return (
        QuestionForm(asked, intent, "asks", sort),
        *(QuestionForm(pattern, intent, "says", sort) for pattern in (*passive, *patterns, *of_anybody)),
        QuestionForm(doings, intent, "does", sort, is_loose=True),
    )


_FIRST = (
    *_in_order("first", "oldest", r"(?:first|initially|originally)", r"(?:first|earliest)"),
    # when did X start talking about Y
    QuestionForm(
        rf"when\s+{_DO}\s+{WHO}\s+(?:start|begin|started|begun)\s+(?:to\s+)?(?:{_SAY}|mentioning|discussing|using)"
        rf"(?:\s+{_ABOUT})?\s+{TOPIC}",
        "first",
        "says",
        "oldest",
    ),
)
_LATEST = (
    *_in_order(
        "latest", "newest", r"(?:last|most\s+recently|recently|lately)", r"(?:last|latest|most\s+recent|newest)"
    ),
    QuestionForm(
        rf"(?:what(?:['’]s|\s+is)\s+)?the\s+latest(?:\s+news)?\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
        "latest",
        "says",
        "newest",
    ),
    # what's new from X on Y; what has X been saying about Y lately
    QuestionForm(
        rf"(?:what(?:['’]s|\s+is)|anything)\s+new\s+(?:from|with|by)\s+{WHO}{_ON_TOPIC}",
        "latest",
        "says",
        "newest",
    ),
    QuestionForm(
        rf"what\s+{_DO}\s+{WHO}\s+(?:been\s+)?{_SAY}\s+{_ABOUT}\s+{_TOPIC_BEFORE}\s+{_LATELY}",
        "latest",
        "says",
        "newest",
    ),
    QuestionForm(rf"latest(?:\s+news)?\s+{_ABOUT_NOT_OF}\s+{TOPIC}", "latest", "says", "newest"),
)

_OFTEN = r"(?:how\s+(?:often|frequently|regularly|many\s+times)|(?:the\s+)?number\s+of\s+times)"
_HOW_OFTEN = (
    # how often did X mention Y; the number of times that X said Y
    rf"{_OFTEN}\s+(?:that\s+)?(?:{_DO}\s+)?{WHO}\s+{_EVER}(?:{_SAY}|{_USE})(?:\s+{_ABOUT})?\s+{TOPIC}",
    # how often was Y mentioned by X; the count of X's mentions of Y
    rf"{_OFTEN}\s+{_DO}\s+{_TOPIC_BEFORE}\s+(?:been\s+)?{_MENTIONED}\s+by\s+{WHO}",
    # the frequency of Y in X's speeches
    rf"(?:the\s+)?frequency\s+of\s+{_TOPIC_BEFORE}\s+in\s+{WHO}['’]s?\s+{_WORDS_OF}",
    # how often was Y mentioned
    rf"{_OFTEN}\s+{_DO}\s+{_TOPIC_BEFORE}\s+(?:been\s+)?{_MENTIONED}",
    # how often did anybody mention Y
    rf"{_OFTEN}\s+{_DO}\s+{_ANYONE}\s+{_EVER}(?:{_SAY}|{_USE})(?:\s+{_ABOUT})?\s+{TOPIC}",
)

_PRESSED = alternatives(past_forms(ASKING))
_ASKED_OF = (
    # what was X asked about Y; what was X asked
    rf"what\s+(?:was|were|has|have)\s+{WHO}\s+(?:been\s+)?{_PRESSED}{_OPTIONAL_TOPIC}",
    # questions to X about Y
    rf"(?:the\s+|all\s+|any\s+)?questions?\s+(?:to|for|put\s+to|posed\s+to|asked\s+of|directed\s+at)\s+{WHO}{_ON_TOPIC}",
    # what did reporters ask X about Y; did anybody ask X about Y
    rf"what\s+(?:did|do|have)\s+{_ANYONE}\s+ask(?:ed)?\s+{WHO}{_ON_TOPIC}",
    rf"(?:did|has|have)\s+{_ANYONE}\s+(?:ever\s+)?ask(?:ed)?\s+{WHO}\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
    # which questions did X get on Y
    (
        rf"(?:which|what|how\s+many)\s+questions?\s+(?:did|does|has|have|had|was|were)\s+{WHO}\s+(?:been\s+)?"
        rf"(?:get|gets|got|gotten|face|faced|take|took|taken|receive|received|asked|answer|answered|field|fielded)"
        rf"{_ON_TOPIC}"
    ),
    # every time X was pressed on Y; when was X asked about Y; was X ever asked about Y
    (
        rf"(?:(?:when|where|how\s+often)\s+)?(?:was|were|has|have|had)\s+{WHO}\s+(?:ever\s+)?(?:been\s+)?{_PRESSED}\s+"
        rf"{_ABOUT_NOT_OF}\s+{TOPIC}"
    ),
    (
        rf"(?:(?:every|each|the|any|all(?:\s+the)?)\s+)?(?:times?|moments?)\s+(?:when\s+|that\s+)?{WHO}\s+"
        rf"(?:was|were|is|got|has\s+been)\s+{_PRESSED}\s+(?:{_ABOUT_NOT_OF}\s+)?{TOPIC}"
    ),
    # questions that X dodged on Y
    (
        rf"(?:the\s+|all\s+)?questions?\s+(?:that\s+)?{WHO}\s+(?:(?:has|have|had|was|were)\s+)?"
        rf"(?:got|gets|faced|took|takes|received|asked|answered|dodged|dodges|avoided|refused|ducked){_ON_TOPIC}"
    ),
    # X was asked what about Y
    rf"(?:when\s+)?{WHO}\s+(?:was|were|is|has\s+been)\s+{_PRESSED}(?:\s+what)?\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
)
_OF_PAPER = r"(?:\s+(?:of|from|with|at)\s+[^\s,?:;][^,?:;]{0,59}?)?"
_QUESTIONS_FROM = (
    # questions from X of a newspaper about Y
    rf"(?:the\s+|all\s+|any\s+)?questions?\s+(?:from|by|asked\s+by)\s+{WHO}{_OF_PAPER}{_ON_TOPIC}",
    # what did X ask about Y
    rf"what\s+(?:did|does|has|have)\s+{WHO}{_OF_PAPER}\s+ask(?:ed)?{_OPTIONAL_TOPIC}",
    # what questions did X ask about Y
    rf"(?:which|what)\s+questions?\s+(?:did|does|has|have)\s+{WHO}{_OF_PAPER}\s+(?:ask(?:ed)?|put|posed?){_ON_TOPIC}",
    # what did X ask Z about Y
    rf"what\s+(?:questions?\s+)?(?:did|does|has|have)\s+{WHO}\s+ask(?:ed)?\s+{_WHOM}{_ON_TOPIC}",
    # did X ask about Y
    rf"(?:did|does|has|have)\s+{WHO}{_OF_PAPER}\s+(?:ever\s+)?ask(?:ed)?\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
    # X's questions about Y
    rf"{WHO}['’]s?\s+questions?{_ON_TOPIC}",
)
_ASKER = (
    r"(?:who(?:\s+(?:was|is|were)\s+the\s+(?:reporters?|journalists?|person|one)(?:\s+(?:who|that))?)?|"
    r"(?:which|what)\s+(?:reporters?|journalists?|correspondents?|persons?|people|members?|senators?|outlets?|"
    r"newspapers?))"
)
_WHO_ASKED_OF = (
    # who asked X about Y
    (
        rf"{_ASKER}\s+(?:(?:has|have|had|was|were|is|ever)\s+)?{_RAISED}\s+{WHO}\s+"
        rf"(?:{_ABOUT_NOT_OF}|whether|if|why|how|when|where)\s+{TOPIC}"
    ),
)
_WHO_ASKED = (
    # who asked about Y; which reporter brought up Y; who wanted to know whether Y
    rf"{_ASKER}\s+(?:(?:has|have|had|was|were|is|ever)\s+)?{_RAISED}(?:\s+(?:questions?\s+)?{_ABOUT})?\s+{TOPIC}",
    # what did reporters ask about Y; did anybody ask about Y
    rf"what\s+(?:did|do|have)\s+{_ANYONE}\s+(?:ask(?:ed)?|want(?:ed)?\s+to\s+know)\s+{_ABOUT}\s+{TOPIC}",
    # was anybody asked about Y; what questions were asked about Y
    rf"(?:was|were|has|have)\s+{_ANYONE}\s+(?:ever\s+)?(?:been\s+)?{_PRESSED}\s+{_ABOUT}\s+{TOPIC}",
    (
        r"(?:which|what)\s+questions?\s+(?:(?:was|were|have|has)\s+(?:been\s+)?(?:asked|raised|put)|came\s+up|come\s+up)\s+"
        rf"{_ABOUT}\s+{TOPIC}"
    ),
    rf"(?:did|has|have)\s+{_ANYONE}\s+(?:ever\s+)?ask(?:ed)?\s+{_ABOUT}\s+{TOPIC}",
    # reporters' questions on Y; questions from the press about Y; questions about Y
    (
        r"(?:the\s+)?(?:reporters?|journalists?|press|media|audience)(?:['’]s?)?\s+questions?\s+"
        rf"(?:{_ABOUT}\s+)?{TOPIC}"
    ),
    rf"(?:the\s+|all\s+|any\s+)?questions?\s+(?:from|by|asked\s+by)\s+{_ANYONE}(?:\s+{_ABOUT}\s+{TOPIC})?",
    rf"(?:(?:the|all|any)\s+questions|(?:each|every)\s+question|questions)\s+(?:asked\s+)?{_ABOUT_NOT_OF}\s+{TOPIC}",
)
_ASKED_OF_ANYBODY = (
    # what was asked about Y; what was the official asked about Y, where no indexed speaker is called that
    rf"what\s+(?:was|were|has|have)\s+(?:[^\s,?:;][^,?:;]{{0,79}}?\s+)?(?:been\s+)?asked\s+{_ABOUT}\s+{TOPIC}",
)

_TOLD = (
    r"(?:say|said|says|think|thinks|thought|believe[sd]?|tell|told|mention(?:ed|s)?|talk(?:ed|s)?|speak|spoke|spoken|"
    r"comment(?:ed)?|claim(?:ed)?|argued?|explain(?:ed)?|stated|remarked|call(?:ed)?|coined|came\s+up\s+with|"
    r"used\s+the\s+(?:words?|phrase|term|expression)|told\s+the\s+story\s+of|made\s+the\s+(?:remark|comment|claim|statement)|referred\s+to)"
)
_SAYING = r"(?:saying|talking|speaking|claiming|arguing|quoted\s+as\s+saying|on\s+(?:the\s+)?record\s+(?:as\s+)?saying)"
_DOING_IN_WORDS = (
    r"(?:promise|vow|pledge|den(?:y|i)|admit|warn|predict|announce|criticise|criticize|praise|demand|urge|propose|"
    r"suggest|recommend|compare|liken|boast|brag|joke|insist|declare|complain|apologise|apologize|describe|discuss)"
)
_WHO = (
    r"(?:who(?:\s+else(?:\s+(?:besides|than|except|apart\s+from|other\s+than)\s+\S+)?)?|(?:which|what)\s+(?:person|official|speaker|senator|minister|member|politician|president|leader)s?)\s+"
    r"(?:(?:was\s+it\s+(?:that|who)|is\s+it\s+(?:that|who)|was\s+the\s+(?:one|person|man|woman)\s+(?:that|who)|has|have|"
    r"had)\s+)?"
)
_WHO_SAID = (
    # somebody from a place saying that Y
    rf"(?:some(?:one|body)|an?\s+\w+)\s+(?:(?:from|in|at)\s+[^,.?:;]{{1,60}}?\s+)?{_SAYING}(?:\s+{_ABOUT})?\s+{TOPIC}",
    # who said Y; who was it that said Y; which official talked about Y
    rf"{_WHO}{_EVER}{_TOLD}(?:\s+(?:us|them|reporters))?(?:\s+{_ABOUT})?\s+{TOPIC}",
    rf"who\s+(?:was|is|were|are)\s+{_SAYING}(?:\s+{_ABOUT})?\s+{TOPIC}",
    # who promised Y: the verb is part of what is asked for
    rf"{_WHO}{_EVER}(?P<topic>{_DOING_IN_WORDS}\w{{0,3}}\s+\S.*)",
    # whose words are Y
    rf"whose\s+(?:words|quote|line|phrase)\s+(?:are|were|is|was)\s+(?:these:?\s+|this:?\s+)?{TOPIC}",
)

_TURNS = (
    # what did X say; what has X had to say; what did X talk about
    rf"what\s+(?:else\s+)?{_DO}\s+{WHO}\s+(?:(?:have|has|had|got)\s+to\s+)?{_EVER}{_SAY}(?:\s+{_ABOUT})?",
)
_TURNS_OF = (
    # everything X said; what X said
    rf"(?:everything|anything|all|whatever|what)\s+(?:that\s+)?{WHO}\s+(?:(?:has|have|had)\s+)?{_EVER}{_SAY}",
    # speeches by X; all remarks of X; everything from X
    (
        rf"(?:(?:all|any|the)\s+)?(?:of\s+)?(?:the\s+)?(?:{_WORDS_OF}|everything|anything|all)\s+"
        rf"(?:(?:made|given|delivered|said)\s+)?(?:by|from|of)\s+{WHO}"
    ),
    # X's speeches; X speaking
    rf"(?:(?:all|any)\s+(?:of\s+)?)?{WHO}['’]s?\s+{_WORDS_OF}",
    rf"{WHO}\s+(?:speaking|speaks|said|says|spoke|speeches|remarks|quotes|statements)",
)
_TURNS_LATELY = (
    # what has X said lately; what has X been saying recently
    rf"what\s+(?:else\s+)?{_DO}\s+{WHO}\s+(?:been\s+)?{_EVER}{_SAY}(?:\s+{_ABOUT})?\s+{_LATELY}",
    rf"what\s+{_DO}\s+{WHO}\s+{_LATELY}\s+{_SAY}",
)

_NAMED_WORDS = (
    # Y, according to X
    rf"{_TOPIC_BEFORE}(?:,?\s+according\s+to|,\s+(?:as\s+)?per|,\s+in\s+the\s+words\s+of)\s+{WHO}",
    # according to X, Y
    rf"according\s+to\s+{WHO},\s*{TOPIC}",
    # how many people did X say Y
    rf"how\s+(?:many|much)\s+(?!times\b)(?P<unit>\S.{{0,59}}?)\s+{_DO}\s+{WHO}\s+{_EVER}{_SAY}\s+{TOPIC}",
    # what did X say about Y; how does X explain Y
    (
        rf"{_ASK}\s+{_DO}\s+{WHO}\s+(?:been\s+|(?:have|has|had)\s+to\s+)?{_EVER}{_SAY}{_TO_SOMEBODY}"
        rf"(?:\s+{_ABOUT})?\s+{TOPIC}"
    ),
    # what does X make of Y; where does X stand on Y; how does X see Y
    rf"what\s+{_DO}\s+{WHO}\s+{_EVER}(?:make|made)\s+of\s+{TOPIC}",
    rf"where\s+{_DO}\s+{WHO}\s+{_EVER}(?:stand|stood|come\s+down|fall|land(?:ed)?)\s+{_TOWARDS}\s+{TOPIC}",
    rf"how\s+{_DO}\s+{WHO}\s+{_EVER}(?:see|saw|view(?:ed)?|regard(?:ed)?|feel|felt)(?:\s+{_ABOUT})?\s+{TOPIC}",
    # was it X or Z who said Y
    rf"(?:(?:was|is)\s+it|it\s+(?:was|is)|it['’]s)\s+{WHO}\s+(?:who|that)\s+{_EVER}(?:{_SAY}|{_USE})(?:\s+{_ABOUT})?\s+{TOPIC}",
    # what are X's views on Y
    rf"what(?:['’]s|\s+{_DO})\s+{WHO}['’]s?\s+(?:(?:own|exact|full|public|main|official)\s+)?{_STANCE}\s+{_TOWARDS}\s+{TOPIC}",
    # what X said about Y
    rf"what\s+{WHO}\s+(?:(?:has|have|had)\s+)?{_SAY}(?:\s+(?:us|them|reporters))?\s+{_ABOUT}\s+{TOPIC}",
    # anything from X about Y; remarks by X on Y
    (
        rf"(?:(?:all|any|the)\s+)?(?:{_WORDS_OF}|everything|anything|something|all)\s+(?:made\s+|said\s+)?(?:by|from)\s+"
        rf"{WHO}\s+{_ABOUT}\s+{TOPIC}"
    ),
    # remarks of X in Y; all X quotes about Y
    (
        rf"(?:(?:all|any|the)\s+)?(?:of\s+)?(?:the\s+)?{_WORDS_OF}\s+(?:made\s+|given\s+)?(?:by|from|of)\s+{WHO}\s+"
        rf"(?:in|at|to|for|on)\s+{TOPIC}"
    ),
    rf"(?:all|any)\s+(?:of\s+)?{WHO}(?:['’]s?)?\s+{_WORDS_OF}\s+{_ABOUT}\s+{TOPIC}",
    # everything X said about Y
    (
        rf"(?:everything|anything|all|whatever)\s+(?:that\s+)?{WHO}\s+(?:(?:has|have|had)\s+)?{_EVER}{_SAY}\s+"
        rf"{_ABOUT}\s+{TOPIC}"
    ),
    # what was said by X about Y; what was said about Y by X
    rf"what\s+(?:was|were|has\s+been)\s+said\s+by\s+{WHO}\s+{_ABOUT}\s+{TOPIC}",
    # did X say anything about Y; whether X ever said Y
    (
        rf"(?:{_DO}|if|whether)\s+{WHO}\s+(?:(?:has|have|had)\s+)?{_EVER}{_SAY}\s+(?:(?:anything|something|much)\s+)?"
        rf"{_ABOUT}\s+{TOPIC}"
    ),
    # did X mention Y; did X say that Y
    (
        rf"(?:{_DO}|if|whether)\s+{WHO}\s+(?:(?:has|have|had)\s+)?{_EVER}(?:mention|discuss|describe|explain|address)(?:ed|d)?\s+"
        rf"{TOPIC}"
    ),
    (
        rf"(?:{_DO}|if|whether)\s+{WHO}\s+(?:(?:has|have|had)\s+)?{_EVER}(?:say|said|claim(?:ed)?|state[d]?|promised?|"
        rf"den(?:y|ied)|admit(?:ted)?|announced?|think|believe[d]?|predict(?:ed)?|warn(?:ed)?|suggest(?:ed)?|"
        rf"use[d]?\s+the\s+(?:words?|phrase|term))\s+{TOPIC}"
    ),
)

_DOINGS = (
    # how many miles did X ride on Y
    rf"how\s+(?:many|much)\s+(?!times\b)(?P<unit>\S.{{0,59}}?)\s+{_DO}\s+{WHO}\s+{TOPIC}",
    # has X talked to Y; why does X like Y: who tells of it need not be X
    rf"(?:(?:{_ASK}|{_OFTEN})\s+)?{_DO}\s+{WHO}\s+{TOPIC}",
)

_SAID = (
    # what was said about Y; what did they say about Y
    rf"what(?:['’]s|\s+(?:was|were|is|has|have|had))\s+(?:(?:been|being|ever)\s+){{0,2}}said\s+{_ABOUT}\s+{TOPIC}",
    rf"what\s+{_DO}\s+{_ANYONE}\s+say(?:ing)?\s+{_ABOUT}\s+{TOPIC}",
    # the words Y; where does Y occur, of an exact phrase
    rf"(?:the\s+)?(?:exact\s+)?(?:phrases?|words?|quotes?|expression|term|line|sentence)\s*:?\s+{_EXACT_TOPIC}",
    (
        rf"(?:where|when|how)\s+{_DO}\s+(?:(?:the\s+)?(?:phrase|words?|term|expression)\s+)?{_EXACT_TOPIC}\s+"
        r"(?:occur|appear|come\s+up|said|spoken|used|mentioned)(?:\s+in\s+.*)?"
    ),
)
_WHETHER_BY = (
    # has Y been mentioned by X
    rf"(?:was|were|is|has|have|had)\s+{_TOPIC_BEFORE}\s+(?:ever\s+)?(?:been\s+)?{_MENTIONED}\s+by\s+{WHO}",
)
_WHETHER = (
    # did anybody mention Y; was Y ever mentioned
    rf"{_DO}\s+{_ANYONE}\s+{_EVER}(?:{_SAY}|{_USE})\s+(?!(?:me|us)\b)(?:(?:anything|something|much)\s+)?(?:{_ABOUT}\s+)?{TOPIC}",
    (
        rf"(?:was|were|is|has|have)\s+{_TOPIC_BEFORE}\s+(?:ever\s+)?(?:been\s+)?"
        r"(?:mentioned|discussed|talked\s+about|brought\s+up)"
    ),
)

_OF_PLACE = r"(?P<who>[^\s,?:;][^,?:;]{0,59}?\s+of\s+[^\s,?:;][^,?:;]{0,39}?)"
_NOTES = (
    # X's views on Y; summarize X's opinion on Y
    rf"(?:summari[sz]e\s+)?{WHO}['’]s?\s+(?:(?:exact|own|full|public)\s+)?{_STANCE}\s+{_TOWARDS}\s+{TOPIC}",
    # X of Y on Z: the president of Finland on NATO
    rf"{_OF_PLACE}\s+{_ABOUT_NOT_OF}\s+{TOPIC}",
    # X said Y; X mentions Y; X on Y; X: Y
    rf"{WHO}\s+{_SAY}\s+(?:what\s+)?{_ABOUT}\s+{TOPIC}",
    rf"{WHO}\s+(?:mention|discuss)(?:s|es|ed|ing)?\s+{TOPIC}",
    rf"{WHO}\s+{_ABOUT}\s+{TOPIC}",
    rf"{WHO}\s*:\s+{TOPIC}",
)

_FORMS = (
    *(QuestionForm(pattern, "turns", "says", "newest") for pattern in _TURNS_LATELY),
    *_FIRST,
    *_LATEST,
    *(QuestionForm(pattern, "how_often") for pattern in _HOW_OFTEN),
    *(QuestionForm(pattern, "who_asked", "replies") for pattern in _WHO_ASKED_OF),
    *(QuestionForm(pattern, "asked_of", "replies") for pattern in _ASKED_OF),
    *(QuestionForm(pattern, "questions_from", "asks") for pattern in _QUESTIONS_FROM),
    *(QuestionForm(pattern, "who_asked", "asks") for pattern in _WHO_ASKED),
    *(QuestionForm(pattern, "who_asked", "asks", is_loose=True) for pattern in _ASKED_OF_ANYBODY),
    *(QuestionForm(pattern, "who_said") for pattern in _WHO_SAID),
    *(QuestionForm(pattern) for pattern in _SAID),
    *(QuestionForm(pattern, "turns") for pattern in _TURNS),
    *(QuestionForm(pattern) for pattern in _NAMED_WORDS),
    *(QuestionForm(pattern, "turns") for pattern in _TURNS_OF),
    *(QuestionForm(pattern, "yes_no") for pattern in (*_WHETHER_BY, *_WHETHER)),
    *(QuestionForm(pattern, "said", "does", is_loose=True) for pattern in _DOINGS),
    # anything on Y
    QuestionForm(rf"(?:anything|something)\s+(?:said\s+)?{_ABOUT_NOT_OF}\s+{TOPIC}", is_loose=True),
    # any mention of Y
    QuestionForm(
        rf"(?:(?:the|any|all|every|each)\s+)?(?:mentions?|references?|discussions?)\s+(?:of|to|about)\s+{TOPIC}",
        is_loose=True,
    ),
    *(QuestionForm(pattern, "said", "is_noted") for pattern in _NOTES),
    QuestionForm(
        rf"(?P<who>[^\s,?:;][^,?:;]{{0,79}}?)\s*[,;|/–—]\s+{TOPIC}", "said", "is_noted", is_loose=True
    ),
    QuestionForm(WHO, "turns", "is_alone"),
    QuestionForm(rf"{WHO}\s+{TOPIC}", "said", "begins_note", is_loose=True),
    QuestionForm(rf"{_TOPIC_BEFORE}\s+{WHO}", "said", "ends_note", is_loose=True),
)

_OPENING: tuple[tuple[Pattern, Intent], ...] = (
    (re.compile(r"how\s+(?:many(?!\s+times)|much)\b", re.IGNORECASE), "how_many"),
    (re.compile(rf"(?:{_DO}(?!\s+(?:you|we|i|anyone\s+know)\b)|if|whether)\b", re.IGNORECASE), "yes_no"),
)
_LEAD = re.compile(
    r"\b(?:please|(?:tell|show|give|get|bring)\s+(?:me|us)|find(?:\s+(?:me|out))?|(?:to|you)\s+know|wondering|wonder|remember|"
    r"(?:is|was|are|were)\s+there|count|looking\s+for|look\s+for|search(?:ing)?\s+for|pull\s+up|list|quote|collect|hear|see|curious|need|want|recall|check|"
    r"(?:anything|something|anywhere|part|place|bit|clip|moment|passages?|quotes?|transcripts?|speech|briefing|interview)\s+"
    r"(?:where|when|in\s+which)|in\s+(?:his|her|their)\s+own\s+words,?|"
    r"(?:someone|somebody)(?=\s+(?:from|in|at)\s))\s+(?:about\s+)?|"
    r"(?:is\s+it|it['’]s)\s+(?:true|correct|right|the\s+case)\s+that\s+|not\s+sure\s+(?:if|whether)\s+|:\s+|"
    # A sentence or a clause before the question itself.
    r"(?<=\w)(?:[.!?;:,]|\s+[-–—])\s+(?:(?:and|but|so|well|ok|okay|hey|hi|hello|also)\s+)?"
    r"(?=(?:what|who|when|where|how|why|which|did|does|do|has|have|had|was|were|is|are|can|could|anything|everything)\b)",
    re.IGNORECASE,
)
_SORTED: tuple[tuple[Pattern, Sort], ...] = (
    (
        re.compile(
            r"(?:,\s*|\s+)(?:(?:sorted\s+)?(?:oldest|earliest)\s+first|in\s+chronological\s+order)$",
            re.IGNORECASE,
        ),
        "oldest",
    ),
    (
        re.compile(
            r"(?:,\s*|\s+)(?:(?:sorted\s+)?(?:newest|latest|most\s+recent)\s+first|in\s+reverse\s+order)$",
            re.IGNORECASE,
        ),
        "newest",
    ),
)
_FRAME = re.compile(
    rf"(?:(?:anything|something|much|more|things|what)\s+(?:else\s+)?)?{_ABOUT_NOT_OF}\s+|"
    r"(?:that|whether|if|the\s+(?:words?|phrase|term|expression))\s+|"
    r"(?:in\s+(?:the\s+context|terms|light)\s+of|with\s+(?:regard|respect)\s+to|when\s+it\s+comes\s+to)\s+|"
    r"(?:what|which)\s+(?=\w+\s+of\s)|"
    r"(?:how|why|when|where)\s+(?:do|does|did|is|are|was|were|has|have|will|would|can|could|should)\s+",
    re.IGNORECASE,
)
# Whom somebody quotes: "as President Biden said", "you heard the President say", not "I said".
_REPORTS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Yy]ou|[Tt]he\s+(?:\w+\s+)?\w+|[A-Z][\w’'-]+|who)\s+"
    r"(?:(?:just|also|once|recently|has|have|had|famously|always|often|himself|herself|previously|then|was|’s)\s+){0,2}"
    r"(?:said|says|saying|told|called|calls|stated|quoted|mentioned|talked\s+about|spoke\s+about|put\s+it|warned|"
    r"claimed|argued|described|referred\s+to|announced|declared|tweeted|wrote)\b|"
    r"\b(?:according\s+to|quoting|in\s+the\s+words\s+of|to\s+quote)\b|"
    r"\b[Yy]ou(?:\s+have|’ve|'ve)?\s+heard\b|\bheard\s+(?:from\s+)?(?:the|[A-Z]\w+)\s+\w+"
)

QUESTIONS = QuestionForms(
    forms=_FORMS,
    question=re.compile(
        r"\s*(?:what|how|who|whom|whose|which|when|where|why|did|does|do|has|have|had|was|were|is|are)\b",
        re.IGNORECASE,
    ),
    opening=_OPENING,
    lead=_LEAD,
    sorted_by=_SORTED,
    frame=_FRAME,
    reports=_REPORTS,
    possessive=re.compile(r"(?:['’]s|s['’])$"),
    possessives=("'s", "'"),
    unnamed=frozenset({"the", "u.s", "us"}),
    told=words("tell told"),
    joins=words("and & or vs vs. versus"),
    both=words("both"),
    tail=re.compile(
        r"(?:[,.;–—-] ?| (?:[–—-] )?)(?:please|thanks|thank\s+you|cheers|at\s+all|if\s+at\s+all|if\s+possible|"
        r"pls|plz|thx|any\s+ideas?|"
        r"(?:the\s+)?(?:exact\s+)?(?:quotes?|words)|fact[\s-]?check|yes\s+or\s+no|anything|anywhere(?:\s+here)?|"
        r"(?:can|could)\s+you\s+find\s+(?:it|that)|"
        r"in\s+(?:(?:any|all)(?:\s+of)?\s+)?(?:the\s+|these\s+|those\s+)?(?:briefings|transcripts|archives?|record)|"
        r"for\s+(?:a|my|our)\s+(?:story|piece|article|report|paper|project|class))$",
        re.IGNORECASE,
    ),
    subject=re.compile(
        rf"\b(?:{_ABOUT_NOT_OF}|into)\s+(?P<topic>[^\s,.;:?!][^,.;:?!]{{0,79}}?)"
        r"\s*(?=[,.;:?!]|\s(?:and|but|so|for)\s|$)",
        re.IGNORECASE,
    ),
    pronouns=words("it that this them those these"),
    excluding=re.compile(
        r",? (?:that (?:is|are|was|were)(?:n['’]t| not) about|(?:but )?not about|but without|but not|"
        r"(?:but )?excluding|except(?: for)?|other than|not including|minus) (?:about |on )?(?:the )?"
        r"(?!(?:in|at|by|for|from|to|with|of|when|if) )"
        r"(?P<word>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}|[\ue000-\uefff]) ?[?.!]* ?$",
        re.IGNORECASE,
    ),
    clause=CLAUSE,
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
