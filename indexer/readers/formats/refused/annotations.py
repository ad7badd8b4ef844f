"""Annotations of linguists and gold files of speech recognition: Praat, CHAT, CTM, STM. They are refused by name."""

import re
from collections.abc import Mapping

from indexer.readers.reader import refusing_reader

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
READER = refusing_reader(
    "annotations",
    35,
    _SIGNATURES,
    head=40_000,
    advice="convert it to SRT, or to a table with the columns `speaker`, `start` and `text`.",
)
