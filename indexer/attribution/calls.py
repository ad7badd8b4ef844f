"""Names in talk: who is called on at the end of a turn, who is greeted at the beginning of an answer.

Pure: a turn's words in, a name with its place out. Whether the name stands is decided in `asked`.
"""

import re

import msgspec

from indexer.attribution.given_names import is_given_name
from indexer.attribution.labels import is_title_or_post


class Called(msgspec.Struct, frozen=True):
    """A name as somebody is called by it, and where it stands in the words given.

    `sure` is False where nothing but the name tells that it is one.
    """

    name: str
    start: int
    end: int
    sure: bool


_WORD = r"[A-Z][a-zà-öø-ÿ’'\-]+(?:[A-Z][a-zà-öø-ÿ]+)?"
_NAME = rf"(?P<name>{_WORD}(?:[ \xa0]+(?:[A-Z]\.[ \xa0]+)?{_WORD}){{0,2}})"
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
_FROM = r"(?:,?[ \xa0]+(?:with|from|of|at|in|over|here)\b[^.?!]{0,50})?"
_STOP = r"[,.?!:—– \xa0]*"


# Only the words around the name are read without regard to case: a name is capitalised.
_GO_TO = re.compile(rf"(?i:{_LEAD}{_TURN_TO}[ \xa0]+){_NAME}(?i:{_FROM}){_STOP}")
_CALLS = (
    re.compile(rf"(?i:{_LEAD}{_GO}[, \xa0]+){_NAME}(?i:{_FROM}){_STOP}"),
    re.compile(rf"(?i:{_LEAD}){_NAME}(?i:{_FROM})[,.—– \xa0]+(?i:{_GO}){_STOP}"),
    _GO_TO,
    re.compile(rf"(?i:{_LEAD}{_NEXT}[, \xa0]+){_NAME}(?i:{_FROM}){_STOP}"),
)
_BARE = re.compile(rf"(?i:{_LEAD}){_NAME}{_STOP}")
_GREETING = re.compile(
    r"(?P<lead>(?i:(?:(?:well|so|yes|yeah|no|look|hi|hey|hello|thanks|thank you"
    r"|good (?:morning|afternoon|evening)"
    r"|sure|right|oh|again|listen|first|okay|absolutely|great question|good question)"
    rf"(?:[ \xa0]+(?:very much|so much))?[,.—–]?[ \xa0]+)*)){_NAME}[,.]"
)
_FILLERS = re.compile(
    r"(?i:go ahead|please|yes|yeah|okay|ok|right|sorry|thank you|thanks|go|in the back|right here)[.,?! ]*"
)
_SENTENCES = re.compile(r"(?<=[.?!])[\s\xa0]+")
_TAIL = 240
# Capitalised words that stand where a name would.
_NO_NAMES = frozenset(
    """
    absolutely again all alright america american and anybody anyone anything bless but bloomberg chair
    christmas congress congratulations correct dad democrats everybody everyone exactly fair fine folks
    friend friends go god good great guys he hello hey hi his how i in inaudible it ladies last laughter
    let look ma’am madam maybe mister mom mr mrs ms my nato never next no nobody not now of off oh okay ok
    nope understood way afghanistan iran iraq israel china
    one other over perfect please politico really republicans reuters right russia she sir so some somebody
    sorry sure thank thanks that the then there these they this those ukraine univision us very wait
    we well what when where which who why yeah yep yes you your
    """.split()
)


def called_on(turn: str) -> Called | None:
    """Who is called on in the last words of a turn: "Go ahead, Peter.", "Jonathan Lemire."."""
    tail_at = max(0, len(turn) - _TAIL)
    sentences = _split(turn, tail_at)
    while len(sentences) > 1 and _FILLERS.fullmatch(turn, *sentences[-1]):
        sentences.pop()
    if not sentences:
        return None
    start, end = sentences[-1]
    for form in _CALLS:
        if match := form.fullmatch(turn, start, end):
            # One goes to places and subjects too: "Let's go to Afghanistan."
            return _called(match, sure=form is not _GO_TO)
    if (match := _BARE.fullmatch(turn, start, end)) and len(turn) >= end:
        return _called(match, sure=False)
    return None


def greeted(turn: str) -> Called | None:
    """Who is addressed in the first words of an answer: "Well, Jonathan, …", "Mike, that’s …"."""
    match = _GREETING.match(turn)
    return _called(match, sure=False) if match else None


def _called(match: re.Match[str], *, sure: bool) -> Called | None:
    words = match["name"].replace("\xa0", " ").split()
    if any(word.casefold().strip(".") in _NO_NAMES or is_title_or_post(word) for word in words):
        return None
    return Called(" ".join(words), match.start("name"), match.end("name"), sure or is_given_name(words[0]))


def _split(turn: str, begin: int) -> list[tuple[int, int]]:
    """Where the sentences from an offset on lie; the first may be cut."""
    found = []
    start = begin
    for gap in _SENTENCES.finditer(turn, begin):
        found.append((start, gap.start()))
        start = gap.end()
    end = len(turn.rstrip())
    if start < end:
        found.append((start, end))
    return found
