"""The encoding of text files: UTF-8 first; else UTF-16 and UTF-32 by their mark or their zeros; else a guess.

chardet guesses, over few encodings: a text mostly in ASCII letters is in one of the Latin ones. In short texts it found
the right one of these more often than charset-normalizer did.
"""

import codecs
import re

import msgspec

from indexer.readers.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06")
_SAMPLE = 200_000
_LATIN = ("windows-1252", "windows-1250", "windows-1254", "windows-1257")
_OTHERS = (
    *("windows-1251", "windows-1253", "windows-1255", "windows-1256", "koi8-r", "koi8-u", "cp874"),
    *("cp932", "euc-jp", "gb18030", "big5", "euc-kr", "cp949"),
)
_MOSTLY_ASCII = 0.6
"""The share of ASCII among the letters of a text in Latin script."""
_COMMON = "Windows-1252"
_AS_LIKELY = 0.85
"""The share of the best confidence from which on Windows-1252 is taken instead: it is the most common."""
_LEAST_WORDS = 0.7
"""The share of the other characters of a text that are letters, or signs as printers set them."""
_SIGNS = frozenset("‘’“”„‚«»‹›–—…•·€£¥©®°§¿¡ºª½¼¾²³´\xa0\xad、。「」（）！？，：；")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF_8_CHARACTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DECLARATION = re.compile(r"(<\?xml[^<>]{0,200}?)\s+encoding\s*=\s*(?:\"[^\"<>]{0,40}\"|'[^'<>]{0,40}')")


def in_utf8(source: Source) -> tuple[Source, str | None]:
    """A source in UTF-8, and the encoding that was guessed, or None if none was.

    What is binary, damaged UTF-8, or XML or HTML without a mark is unchanged: the readers of these know or refuse it.
    """
    data = source.data
    if data.startswith(_BINARY):
        return source, None
    for mark, name in _MARKS:
        if data.startswith(mark):
            return (source if name == "utf-8" else _decoded(source, name)), None
    if b"\0" in data[:_SAMPLE]:
        wide = _by_zeros(data)
        return (_decoded(source, wide), None) if wide else (source, None)
    try:
        data.decode()
    except UnicodeDecodeError:
        guessed = _guess(data)
        return (_decoded(source, guessed), guessed) if guessed else (source, None)
    return source, None


def _decoded(source: Source, encoding: str) -> Source:
    try:
        text = source.data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return source
    if text.lstrip().startswith("<?xml"):
        text = _DECLARATION.sub(r"\1", text, count=1)
    # Text with lone surrogates stays as it is.
    return msgspec.structs.replace(source, data=text.encode("utf-8", "replace"))


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark, by where its zeros are: nearly every other byte of Latin text."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least, name = (odd, even, "utf-16-le") if odd > even else (even, odd, "utf-16-be")
    return name if len(data) % 2 == 0 and most * 4 > len(sample) and least * 20 < most else None


def _guess(data: bytes) -> str | None:
    """The encoding of a text that is not UTF-8, or None if it is none, or declares its own."""
    head = data[:200].lstrip().lower()
    if head.startswith(b"<") and not head.startswith(b"<sami"):
        return None
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if len(b"".join(_UTF_8_CHARACTER.findall(sample))) * 2 > high:
        # UTF-8 with a fault.
        return None
    import chardet

    ascii_letters = len(_ASCII_LETTER.findall(sample))
    is_latin = ascii_letters >= _MOSTLY_ASCII * (ascii_letters + high)
    allowed = _LATIN if is_latin else (*_LATIN, *_OTHERS)
    found = chardet.detect_all(sample, include_encodings=allowed, ignore_threshold=True)
    ranked = [(item["encoding"], item["confidence"]) for item in found if item["encoding"]]
    best = max((confidence for _, confidence in ranked), default=0.0)
    names = [name for name, confidence in ranked if name is not None and confidence >= best]
    common = (name for name, confidence in ranked if name == _COMMON and confidence >= _AS_LIKELY * best)
    return next((name for name in (*common, *names) if _is_text(data, name)), None)


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    others = [character for character in text if character > "\x7f"]
    good = sum(character.isalpha() or character in _SIGNS for character in others)
    # Control characters, and letters that no word has inside, show bytes that are no text.
    return good >= _LEAST_WORDS * len(others) and not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x9f]", text)
