"""Damaging files in every way, from a seeded source of chance."""

import io
import random
import zipfile
from collections.abc import Sequence

_NASTY = (
    b"\0",
    b"\xff\xfe", b"\xef\xbb\xbf", "\u202e\u2066".encode(), b"\x1b[31m", b"\\ud800", b"<![CDATA[", b"&#0;",
    b"]]>",
    b'{"turns":', b"[" * 300, b"<a>" * 300, b"(" * 300, b"A" * 300 + b":", b"Q:\n" * 300, b"00:00:01.000 --> ",
    b"1e999",
    b"- - ---\n", b"&a;", b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"  Mr. ", b"**", b"\r", "Ａ\u0301".encode(), b"\x85\xa0",
)  # fmt: skip


def damaged(seed: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A file made of a seed: cut, spliced with another, flipped, repeated, or with something nasty in it."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(data))
        upto = chance.randint(at, min(len(data), at + 200))
        kind = chance.randrange(7)
        if kind == 0:
            del data[at:]
        elif kind == 1:
            del data[at:upto]
        elif kind == 2:
            other = chance.choice(others)
            cut = chance.randint(0, len(other))
            data[at:] = other[cut : cut + 5000]
        elif kind == 3 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 4:
            data[at:at] = bytes(data[at:upto]) * chance.randint(2, 30)
        elif kind == 5:
            data[at:at] = chance.choice(_NASTY)
        else:
            data[at:at] = chance.randbytes(chance.randint(1, 60))
    return bytes(data)


def damaged_inside(seed: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A Word document whose zip is sound and one of whose parts is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as whole, zipfile.ZipFile(out, "w") as made:
        parts = [name for name in whole.namelist() if name.endswith((".xml", ".rels"))]
        # Most of all the words themselves.
        hit = chance.choice([*parts, *["word/document.xml"] * len(parts)])
        for name in whole.namelist():
            data = whole.read(name)
            made.writestr(name, damaged(data, others, chance) if name == hit else data)
    return out.getvalue()
