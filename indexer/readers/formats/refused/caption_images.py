"""Captions that are pictures, or that count frames: VobSub, PGS, EBU STL, MicroDVD. They are refused by name."""

import re
from collections.abc import Mapping
from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source

_SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    "VobSub, which holds pictures of captions": re.compile(rb"# VobSub index file|\x00\x00\x01\xba"),
    "PGS, which holds pictures of captions": re.compile(rb"PG[\x00-\xff]{8}[\x14-\x17\x80]"),
    "EBU STL, the binary captions of broadcasters": re.compile(rb"[0-9]{3}STL[0-9]{2}\.[0-9]{2}"),
    "MicroDVD, whose captions have frames and no times": re.compile(
        rb"(?:\xef\xbb\xbf)?\s{0,20}\{\d{1,8}\}\{\d{0,8}\}"
    ),
}


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
        f"this is {_name(source)}, and not read; save the captions as SRT or WebVTT, as Subtitle Edit does.",
    )


def _name(source: Source) -> str | None:
    return next((name for name, signature in _SIGNATURES.items() if signature.match(source.data[:100])), None)


READER = Reader("caption-images", 5, recognises, refuse, (), {}, is_own_parser=True)
