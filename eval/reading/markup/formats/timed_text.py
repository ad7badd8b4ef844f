"""SRT, WebVTT and SBV: blocks of lines after a line with times."""

import html
import re
from pathlib import Path

from eval.reading.markup.cues import GoldCue, date_of, turns_of
from eval.reading.markup.gold import MarkupFormat, MarkupGold

_TIMES = re.compile(
    r"^(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?(?: *--> *|,)(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?.*$", re.MULTILINE
)
_COMMENT = re.compile(r"^(?:NOTE|STYLE|REGION)\b.*?(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_VOICE = re.compile(r"<v[^ >]* ([^>]+)>")
_FLASH = 0.05


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """The cues of a file; of those that roll up, in the way of YouTube, the last lines."""
    if path.suffix not in {".srt", ".vtt", ".sbv"}:
        return None
    text = _decoded(data).replace("\r\n", "\n")
    text = _COMMENT.sub("", text)
    found = list(_TIMES.finditer(text))
    if not found:
        return None
    rolls, cues, last = "><c" in text, list[GoldCue](), ""
    for match, end in zip(found, [*(following.start() for following in found[1:]), len(text)], strict=True):
        body = (
            re.sub(r"\n\s*\n[^\n]*\n?\Z|\n\d+\n?\Z", "\n", text[match.end() : end])
            if end < len(text)
            else text[match.end() :]
        )
        plain = html.unescape(re.sub(r"<[^>\n]+>|\{\\[^}]*\}", "", body))
        lines = tuple(" ".join(line.split()) for line in plain.split("\n") if line.strip())
        start, stop = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if rolls:
            lines = lines[-1:] if stop - start > _FLASH and ("<0" in body or lines[-1:] != (last,)) else ()
            last = lines[-1] if lines else last
        voice = _VOICE.search(body)
        if lines:
            cues.append(GoldCue(start, lines, voice[1] if voice else None))
    return [MarkupGold(turns_of(cues), date_of(path))]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "windows-1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = groups
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


FORMAT = MarkupFormat("timed text", gold)
