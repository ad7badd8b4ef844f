"""Names in conversation: who is called on at the end of a turn, who is greeted at the beginning of an answer.

Pure: a turn's words in, a name with its offsets out. Whether the name is used is decided in `askers`.
"""

import functools
import re

import msgspec

from indexer.attribution.names import UPPER, has_form, is_given_name, is_title_or_post
from indexer.languages.language import Calls, Language


class CalledName(msgspec.Struct, frozen=True):
    """A name by which somebody is addressed, and its offsets in the words given.

    `sure` is False where nothing but its capital shows that it is a name; `is_call` that the
    words before it or after it call on somebody; `is_open` that the call may also be to somebody who is to answer.
    """

    name: str
    start: int
    end: int
    sure: bool
    is_call: bool = False
    is_open: bool = False


class _Patterns(msgspec.Struct, frozen=True, eq=False):
    """The calls of a language, compiled. `turn_to` is one of `calls`."""

    calls: tuple[re.Pattern[str], ...]
    turn_to: re.Pattern[str]
    bare: re.Pattern[str]
    greeting: re.Pattern[str]
    filler: re.Pattern[str]
    invitation: re.Pattern[str]
    request: re.Pattern[str]


_SMALL = r"[^\W\d_A-ZÀ-ÖØ-Þ]"
_WORD = rf"[{UPPER}](?:{_SMALL}|[’'\-])+(?:[{UPPER}]{_SMALL}+)?"
_NAME = rf"(?P<name>{_WORD}(?:[ \xa0]+(?:[A-Z]\.[ \xa0]+)?{_WORD}){{0,2}})"
_STOP = r"[,.?!:—– \xa0]*"
_POINTED = "".join(rf"(?<!\b{word}\.)" for word in (f"[{UPPER}]", "St", "Mr", "Ms", "Mrs", "Dr"))
_SENTENCES = re.compile(rf"(?<=[.?!]){_POINTED}[\s\xa0]+")
"""Between sentences. The point of an initial or a title ends none: "Lena T. Quill", "Ruth St. John"."""
_CONTRACTION = re.compile(r"[’'](?:s|re|m|ll|d|ve|t)$", re.IGNORECASE)
_SOUND = re.compile(r"[^aeiouyà-öø-ÿ]+", re.IGNORECASE)
"""A word that has no vowel: Hmm, Shh."""
_TAIL = 240
"""How many characters at the end of a turn may hold a call."""


@functools.lru_cache(16)
def _patterns(calls: Calls) -> _Patterns:
    # Only the words around the name are matched without regard to case: a name is capitalised.
    lead, go, place = calls.lead, calls.go, calls.place
    turn_to = re.compile(rf"(?i:{lead}{calls.turn_to}[ \xa0]+){_NAME}(?i:{place}){_STOP}")
    return _Patterns(
        calls=(
            re.compile(rf"(?i:{lead}{go}[, \xa0]+){_NAME}(?i:{place}){_STOP}"),
            re.compile(rf"(?i:{lead}){_NAME}(?i:{place})[,.—– \xa0]+(?i:{go}){_STOP}"),
            turn_to,
            re.compile(rf"(?i:{lead}{calls.following}[, \xa0]+){_NAME}(?i:{place}){_STOP}"),
        ),
        turn_to=turn_to,
        bare=re.compile(rf"(?i:{lead}){_NAME}{_STOP}"),
        greeting=re.compile(rf"(?i:{calls.greeting}){_NAME}[,.]"),
        filler=re.compile(rf"(?i:{calls.filler})[.,?! ]*"),
        invitation=re.compile(rf"{_STOP}(?i:{calls.invitation})\b"),
        request=re.compile(rf"{_STOP}(?i:{calls.request}){_STOP}"),
    )


def called_on(turn: str, language: Language) -> CalledName | None:
    """Who is called on in the last words of a turn: "Go ahead, Peter.", "Jonathan Lemire."."""
    sentences = _split(turn, max(0, len(turn) - _TAIL))
    if language.calls is None or not sentences:
        return None
    patterns = _patterns(language.calls)
    while len(sentences) > 1 and patterns.filler.fullmatch(turn, *sentences[-1]):
        sentences.pop()
    start, end = sentences[-1]
    for pattern in patterns.calls:
        if match := pattern.fullmatch(turn, start, end):
            # A speaker turns to places and subjects too: "Let's go to Afghanistan."
            called = _called(match, language, sure=pattern is not patterns.turn_to)
            is_open = patterns.request.fullmatch(turn, match.end("name"), end) is not None
            return called and msgspec.structs.replace(called, is_call=True, is_open=is_open)
    match = patterns.bare.fullmatch(turn, start, end)
    called = _called(match, language, sure=False) if match else None
    # A colleague is called by the given name alone.
    return called and msgspec.structs.replace(called, is_open=called.start == 0 and " " not in called.name)


def greeted(turn: str, language: Language) -> CalledName | None:
    """Who is addressed in the first words of an answer: "Well, Jonathan, …", "Mike, that’s …".

    Nobody in "Mike, do you want to come in?": Mike is to speak next. So he may be where `is_open` is True ("Mike, is
    it late?"); "Mike." alone is a call.
    """
    if language.calls is None:
        return None
    patterns = _patterns(language.calls)
    match = patterns.greeting.match(turn)
    if match is None or patterns.invitation.match(turn, match.end("name")):
        return None
    called = _called(match, language, sure=False)
    rest = turn[match.end() :].strip()
    is_call = patterns.filler.fullmatch(rest) is not None or (not rest and match.start("name") == match.start())
    return called and msgspec.structs.replace(called, is_call=is_call, is_open=rest.endswith("?"))


def says_thanks_alone(turn: str, language: Language) -> bool:
    """Whether a turn is but thanks or assent: "Thank you."."""
    return language.calls is not None and _patterns(language.calls).filler.fullmatch(turn.strip()) is not None


def own_name(turn: str, language: Language) -> CalledName | None:
    """The full name that somebody gives as their own: "My name is Lena Finch"."""
    match = _own_name(language.introductions.own_name).search(turn)
    called = _called(match, language, sure=True) if match else None
    return called if called and has_form(called.name.split(), language) else None


@functools.lru_cache(16)
def _own_name(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{words})[ \xa0]+{_NAME}(?![\w’'\-])")


def _called(match: re.Match[str], language: Language, *, sure: bool) -> CalledName | None:
    words = match["name"].replace("\xa0", " ").split()
    no_names = language.calls.no_names if language.calls else frozenset()
    if any(word.casefold().strip(".") in no_names or is_title_or_post(word, language) for word in words):
        return None
    if any(map(_CONTRACTION.search, words)) or any(map(_SOUND.fullmatch, words[0].split("-"))):
        return None
    known = sure or is_given_name(words[0], language)
    return CalledName(" ".join(words), match.start("name"), match.end("name"), known)


def _split(turn: str, begin: int) -> list[tuple[int, int]]:
    """The offsets of the sentences from `begin` on; the first may be cut."""
    found = []
    start = begin
    for gap in _SENTENCES.finditer(turn, begin):
        found.append((start, gap.start()))
        start = gap.end()
    end = len(turn.rstrip())
    if start < end:
        found.append((start, end))
    return found
