"""Annotations of linguists and gold files of speech recognition: Praat, CHAT, CTM, STM. They are refused by name."""

import re
from collections.abc import Mapping
from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source

_COMMENTS = rb"(?:;;[^\n]{0,300}\n){0,100}(?!SPEAKER )"
"""Comments; RTTM begins its lines with `SPEAKER`."""
_NUMBER = rb"\d{1,9}(?:\.\d{1,9})?"
_CTM_LINE = rb"\S{1,200}[ \t]+\S{1,20}[ \t]+%b[ \t]+%b[ \t]+\S{1,100}(?:[ \t]+%b)?[ \t]*\r?\n" % (
    _NUMBER,
    _NUMBER,
    _NUMBER,
)
_STM_LINE = (
    rb"\S{1,200}[ \t]+\S{1,20}[ \t]+\S{1,100}[ \t]+\d{1,9}\.\d{1,9}[ \t]+\d{1,9}\.\d{1,9}[ \t]+\S[^\n]{0,4000}"
)
_SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    "a TextGrid of Praat": re.compile(rb'\s{0,20}(?:File type = )?"ooTextFile'),
    "CHAT, the transcripts of TalkBank": re.compile(rb"@(?:UTF8|Begin|Loc:|PID:)\s"),
    "CTM, a list of words with their times": re.compile(_COMMENTS + _CTM_LINE + _CTM_LINE),
    "STM, what speech recognition is compared with": re.compile(_COMMENTS + _STM_LINE + rb"\n" + _STM_LINE),
}
_HEAD = 40_000


def recognises(source: Source) -> bool:
    """The signature of one of these formats."""
    return _name(source) is not None


def refuse(source: Source) -> NoReturn:
    """Say which format it is.

    Raises:
        InputRefused: always.
    """
    raise InputRefused(
        source.name,
        f"this is {_name(source)}, and not read; convert it to SRT, or to a table with the columns `speaker`, `start` "
        "and `text`.",
    )


def _name(source: Source) -> str | None:
    head = source.data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    return next((name for name, signature in _SIGNATURES.items() if signature.match(head)), None)


READER = Reader("annotations", 35, recognises, refuse, (), {}, is_own_parser=True)
