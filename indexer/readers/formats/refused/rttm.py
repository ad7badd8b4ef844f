"""RTTM, the turns of speakers with times and no words: https://github.com/nryant/dscore#rttm ."""

import re
from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source

_TURN = re.compile(
    rb"\s{0,100}(?:;;[^\n]{0,300}\n|SPKR-INFO [^\n]{0,300}\n){0,100}SPEAKER \S{1,300} \d+ [\d.]+ [\d.]+ "
)


def recognises(source: Source) -> bool:
    """A turn at the beginning."""
    return source.name.lower().endswith(".rttm") or _TURN.match(source.data[:40_000]) is not None


def refuse(source: Source) -> NoReturn:
    """Say that the file holds no words.

    Raises:
        InputRefused: always.
    """
    raise InputRefused(
        source.name,
        "this is RTTM, which says who speaks when and holds no words; join it with the words first, as WhisperX does, "
        "and give that file.",
    )


READER = Reader("rttm", 39, recognises, refuse, (".rttm",), {}, is_own_parser=True)
