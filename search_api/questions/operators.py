"""Operators of a query: `"exact words"` must be in the quote, and `-word` must not be.

They are taken out before names and dates are read, so that a quoted name is nobody who is asked for. A character that
no text holds stands in for each quoted phrase, since the form of a question includes it: "what did Blinken say about".
"""

import re
from collections.abc import Iterable

import msgspec

from indexer.languages.language import Language
from indexer.languages.scripts import UNSPACED

_MARKS = {'"': '"', "＂": "＂", "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
"""Opening quotation marks, and those that close each."""
_FIRST_STAND_IN, _MOST_STAND_INS = 0xE000, 1000
_STAND_INS = f"{chr(_FIRST_STAND_IN)}-{chr(_FIRST_STAND_IN + _MOST_STAND_INS - 1)}"
"""Characters for private use; those of a query are white space."""
_QUOTED = "|".join(f"{opening}[^{opening}{closing}]*[{closing}]" for opening, closing in _MARKS.items())
# Not after a letter or digit: 5" is a measure.
_PHRASE = re.compile(rf"(?<![^\W{UNSPACED}])(?P<minus>(?<!\S)-)?(?P<quoted>{_QUOTED})")
# A hyphen within or between words excludes nothing, and neither does that of a number.
_EXCLUDED = re.compile(rf"(?<!\S)-(?P<word>[^\W\d_][^\s{_STAND_INS}]*)")
_WORD = re.compile(r"[^\W_]")
_BRACKETS = ")]}"
_AFTER_WORD = ".,;:!?…)]}'\"”’»"


class Operators(msgspec.Struct, frozen=True):
    """What the operators of a query say, and its `rest`, with a stand-in for each quoted phrase.

    `phrases` are in the order of the query, as they were written; `excluded` are words or phrases.
    """

    rest: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()

    def restored(self, text: str) -> str:
        """A part of the rest with the quoted phrases in their places, without quotation marks."""
        for number, phrase in enumerate(self.quoted):
            text = text.replace(_stand_in(number), phrase)
        return text


def read_operators(query: str, languages: Iterable[Language] = ()) -> Operators:
    """Read the operators of a query; the languages may exclude words in words ("but not").

    A quotation mark without another that closes it, and marks around no letter or digit, are characters like others.
    """
    quoted: list[str] = []
    excluded: list[str] = []

    def take(match: re.Match[str]) -> str:
        phrase = " ".join(match["quoted"][1:-1].split())
        if not _WORD.search(phrase):
            return match[0]
        if match["minus"]:
            excluded.append(phrase)
            return " "
        quoted.append(phrase)
        return _stand_in(len(quoted) - 1)

    def leave_out(match: re.Match[str]) -> str:
        word = match["word"].rstrip(_AFTER_WORD)
        excluded.append(word)
        # A bracket without its counterpart would be all of a topic.
        return match["word"][len(word) :].strip(_BRACKETS)

    rest = _PHRASE.sub(take, re.sub(f"[{_STAND_INS}]", " ", query))
    rest = " ".join(_EXCLUDED.sub(leave_out, rest).split())
    for language in languages:
        forms = language.questions
        if forms and forms.excluding and (match := forms.excluding.search(rest)):
            excluded.append(match["word"])
            rest = rest[: match.start()]
            break
    if not quoted and not excluded:
        return Operators(query)
    operators = Operators(rest.strip(), quoted=tuple(quoted))
    required = [phrase for number, phrase in enumerate(quoted) if _stand_in(number) in rest]
    left_out = [operators.restored(word) for word in excluded]
    return msgspec.structs.replace(
        operators, phrases=tuple(dict.fromkeys(required)), excluded=tuple(dict.fromkeys(left_out))
    )


def with_operators(topic: str, phrases: Iterable[str], excluded: Iterable[str]) -> str:
    """A query for a topic in which the phrases are quoted, and words are excluded."""
    for phrase in sorted(phrases, key=len, reverse=True):
        bare = re.sub(
            rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])", lambda match: _quoted(match[0]), topic, count=1
        )
        topic = bare if bare != topic else f"{topic} {_quoted(phrase)}"
    return " ".join(filter(None, [topic, *(f"-{_quoted(word) if ' ' in word else word}" for word in excluded)]))


def _quoted(phrase: str) -> str:
    return f"“{phrase}”" if '"' in phrase else f'"{phrase}"'


def _stand_in(number: int) -> str:
    return chr(_FIRST_STAND_IN + number)
