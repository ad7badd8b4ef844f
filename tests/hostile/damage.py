"""Damages files at random, from a seed."""

import copy
import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec
from lxml import etree

Damage: TypeAlias = Callable[[bytes, Sequence[bytes], random.Random], bytes]
"""Makes a damaged file of a valid one, of others to splice it with, and of chance."""

_HOSTILE = (
    b"\0",
    b"\xff\xfe", b"\xef\xbb\xbf", "\u202e\u2066".encode(), b"\x1b[31m", b"\\ud800", b"<![CDATA[", b"&#0;",
    b"]]>",
    b'{"turns":', b"[" * 300, b"<a>" * 300, b"(" * 300, b"A" * 300 + b":", b"Q:\n" * 300, b"00:00:01.000 --> ",
    b"1e999",
    b"- - ---\n", b"&a;", b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"  Mr. ", b"**", b"\r", "Ａ\u0301".encode(), b"\x85\xa0",
)  # fmt: skip

_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**70, 1e300, -0.5, "", " ", "\ufeff", "Ａ\u0301", "nan", "2.0", "0:00", "x" * 300,
    "Q: hi\n\nA: no", [], {}, [[]], [None], [{}], {"": None}, {"text": 1}, [[1, 2], "a"],
)  # fmt: skip


def damages_of(seed: bytes) -> list[Damage]:
    """The kinds of damage that suit a file."""
    if is_json(seed):
        return [damaged, lambda seed, _, rng: damaged_values(seed, rng)]
    if b"word/document.xml" in seed:
        return [damaged, damaged_inside]
    if _is_xml(seed):
        return [damaged, lambda seed, _, rng: damaged_tree(seed, rng)]
    return [damaged]


def is_json(data: bytes) -> bool:
    """Whether a file is a JSON object or list."""
    try:
        return isinstance(msgspec.json.decode(data), dict | list)
    except msgspec.DecodeError:
        return False


def _is_xml(data: bytes) -> bool:
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError:
        return False
    return True


def damaged(seed: bytes, seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """A file with one to four of these: cut, spliced with another, a bit flipped, repeated, hostile bytes inserted."""
    data = bytearray(seed)
    for _ in range(rng.randint(1, 4)):
        start = rng.randint(0, len(data))
        end = rng.randint(start, min(len(data), start + 200))
        kind = rng.randrange(7)
        if kind == 0:
            del data[start:]
        elif kind == 1:
            del data[start:end]
        elif kind == 2:
            spliced = rng.choice(seeds)
            cut = rng.randint(0, len(spliced))
            data[start:] = spliced[cut : cut + 5000]
        elif kind == 3 and data:
            data[start % len(data)] ^= 1 << rng.randrange(8)
        elif kind == 4:
            data[start:start] = bytes(data[start:end]) * rng.randint(2, 30)
        elif kind == 5:
            data[start:start] = rng.choice(_HOSTILE)
        else:
            data[start:start] = rng.randbytes(rng.randint(1, 60))
    return bytes(data)


def damaged_inside(seed: bytes, seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """A Word document with an intact zip, and damage in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as original, zipfile.ZipFile(out, "w") as written:
        parts = [name for name in original.namelist() if name.endswith((".xml", ".rels"))]
        # In half of the cases, the part with the text.
        chosen = rng.choice([*parts, *["word/document.xml"] * len(parts)])
        for name in original.namelist():
            data = original.read(name)
            written.writestr(name, damaged(data, seeds, rng) if name == chosen else data)
    return out.getvalue()


def damaged_values(seed: bytes, rng: random.Random) -> bytes:
    """JSON that stays JSON, with one to three values replaced, removed, repeated or exchanged."""
    whole = json.loads(seed)
    for _ in range(rng.randint(1, 3)):
        places = [(parent, key) for parent in _parents(whole) for key in _keys(parent)]
        if not places:
            break
        parent, key = rng.choice(places)
        kind = rng.randrange(5)
        if kind == 0:
            del parent[key]
        elif kind == 1 and isinstance(parent, list):
            parent[key:key] = [parent[key]] * rng.randint(1, 4)
        elif kind == 2:
            other, name = rng.choice(places)
            parent[key] = copy.deepcopy(other[name])
        else:
            parent[key] = copy.deepcopy(rng.choice(_VALUES))
    return json.dumps(whole, ensure_ascii=rng.random() < 0.5).encode()


def _parents(whole: Any) -> list[Any]:
    """The lists and objects in a value, itself among them."""
    found, waiting = [], [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list | dict):
            found.append(value)
            waiting.extend(value.values() if isinstance(value, dict) else value)
    return found


def _keys(parent: Any) -> list[Any]:
    return list(parent) if isinstance(parent, dict) else list(range(len(parent)))


def damaged_tree(seed: bytes, rng: random.Random) -> bytes:
    """XML that is still well formed, with one to four of its elements moved, repeated, renamed or without content."""
    root = etree.fromstring(seed)
    for _ in range(rng.randint(1, 4)):
        elements = list(root.iter(etree.Element))
        chosen, other = rng.choice(elements), rng.choice(elements)
        kind = rng.randrange(6)
        if kind == 0 and (parent := chosen.getparent()) is not None:
            parent.remove(chosen)
        elif kind == 1 and chosen not in list(other.iterancestors()) and chosen is not other:
            other.append(chosen)
        elif kind == 2:
            # Made before any is added: one of them may lie in the other.
            copies = [copy.deepcopy(chosen) for _ in range(rng.randint(1, 20))] if len(elements) < 200 else []
            other.extend(copies)
        elif kind == 3:
            chosen.tag = other.tag
        elif kind == 4:
            chosen.attrib.clear()
            chosen.attrib.update(other.attrib)
        else:
            chosen.text = rng.choice(("", None, "(", "A: " * 50, "[x] [", other.text, ":", "1"))
    return etree.tostring(root)
