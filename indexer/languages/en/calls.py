"""English calls on people and greetings."""

from indexer.languages.language import Calls

_LEAD = (
    r"(?:(?:and|then|yes|yeah|yep|okay|ok|all right|alright|sure|so|now|right|hi|hey|i’m sorry|sorry"
    r"|let’s see|um|uh|oh|well|good|great)[,.—– ]+)*"
)
_GO = r"(?:go ahead|please go ahead|please|you’re next|you’re up|over to you|your turn|jump in|go on)"
_TURN_TO = (
    r"(?:(?:let’s|let me|i’ll|i will|we’ll|we will|we can|i’m going to|we’re going to|i want to)"
    r"[ \xa0]+)?(?:go|turn|move|come|hand it|pass it)"
    r"(?:[ \xa0]+(?:over|back|now|first|next|straight))*[ \xa0]+to"
)
_NEXT = (
    r"(?:the[ \xa0]+|our[ \xa0]+)?(?:next|first|last|final|another)[ \xa0]+(?:question|one|up)"
    r"(?:[ \xa0]+(?:is|goes|comes|will[ \xa0]+(?:go|come)|we[ \xa0]+have))?(?:[ \xa0]+(?:to|from|by))?"
)
_PLACE = r"(?:,?[ \xa0]+(?:with|from|of|at|in|over|here)\b[^.?!]{0,50})?"
_GREETING = (
    r"(?:(?:well|so|yes|yeah|no|look|hi|hey|hello|thanks|thank you"
    r"|good (?:morning|afternoon|evening)"
    r"|sure|right|oh|again|listen|first|okay|absolutely|great question|good question)"
    r"(?:[ \xa0]+(?:very much|so much))?[,.—–]?[ \xa0]+)*"
)
_FILLER = r"go ahead|please|yes|yeah|okay|ok|right|sorry|thank you|thanks|go|in the back|right here"
_INVITATION = (
    r"(?:(?:did|do|would)[ \xa0]+you[ \xa0]+(?:want|like|wish|care)|over[ \xa0]+to[ \xa0]+you|your[ \xa0]+turn)"
)

CALLS = Calls(
    lead=_LEAD,
    go=_GO,
    turn_to=_TURN_TO,
    following=_NEXT,
    place=_PLACE,
    greeting=_GREETING,
    filler=_FILLER,
    invitation=_INVITATION,
    request="please",
    no_names=frozenset(
        """
        absolutely again all alright america american and anybody anyone anything bless but bloomberg chair
        christmas congress congratulations correct dad democrats everybody everyone exactly fair fine folks
        friend friends go god good great guys he hello hey hi his how i in inaudible it ladies last laughter
        let look ma’am madam maybe mister mom mr mrs ms my nato never next no nobody not now of off oh okay ok
        nope understood way afghanistan iran iraq israel china
        one other over perfect please politico really republicans reuters right russia she sir so some somebody
        sorry sure thank thanks that the then there these they this those ukraine univision us very wait
        we well what when where which who why yeah yep yes you your see uh-huh mm-hmm mhm huh aha ooh wow
        monday tuesday wednesday thursday friday saturday sunday january february march july september october
        november december
        """.split()
    ),
)
