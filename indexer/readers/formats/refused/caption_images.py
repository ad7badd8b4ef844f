"""Captions that are pictures, or that count frames: VobSub, PGS, EBU STL, MicroDVD. They are refused by name."""

import re
from collections.abc import Mapping

from indexer.readers.reader import refusing_reader

_SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    "VobSub, which holds pictures of captions": re.compile(rb"# VobSub index file|\x00\x00\x01\xba"),
    "PGS, which holds pictures of captions": re.compile(rb"PG[\x00-\xff]{8}[\x14-\x17\x80]"),
    "EBU STL, the binary captions of broadcasters": re.compile(rb"[0-9]{3}STL[0-9]{2}\.[0-9]{2}"),
    "MicroDVD, whose captions have frames and no times": re.compile(rb"\s{0,20}\{\d{1,8}\}\{\d{0,8}\}"),
}
READER = refusing_reader(
    "caption-images",
    5,
    _SIGNATURES,
    head=100,
    advice="save the captions as SRT or WebVTT, as Subtitle Edit does.",
)
