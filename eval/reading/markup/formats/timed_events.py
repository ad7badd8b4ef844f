"""TTML, SubStation, SAMI, LRC and YouTube's JSON: an element, line or event a cue."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.cues import GoldCue, date_of, turns_of
from eval.reading.markup.gold import MarkupFormat, MarkupGold

_AGENT = "{http://www.w3.org/ns/ttml#metadata}agent"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_UNITS = {"s": 1.0, "t": 1e-7, "": 1.0}


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """The cues of a file."""
    readers = {
        ".ttml": _ttml, ".dfxp": _ttml, ".itt": _ttml, ".ass": _events, ".ssa": _events, ".smi": _sami, ".lrc": _lrc,
        ".json": _json3, ".json3": _json3,
    }  # fmt: skip
    reader = readers.get(path.suffix)
    if reader is None or (reader is _json3 and b'"wireMagic"' not in data):
        return None
    cues = sorted(reader(data.decode("utf-8-sig")), key=lambda cue: cue.time)
    return [MarkupGold(turns_of(cues), date_of(path))]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _ttml(text: str) -> Iterator[GoldCue]:
    root = fromstring(text)
    names = {agent.get(_ID): "".join(agent.itertext()).strip() for agent in root.iter(_AGENT) if agent.get(_ID)}
    for element in root.iter():
        if element.tag.endswith("}p"):
            speaker = next((names[value] for key, value in element.items() if key.endswith("}agent")), None)
            yield GoldCue(
                _time(element.get("begin", "")), _lines(_shown(element)), speaker or ("" if names else None)
            )


def _shown(element: Element) -> str:
    if element.tag.endswith("}br"):
        return "\n"
    pieces = [" ".join(f".{element.text or ''}.".split())[1:-1]]
    for child in element:
        pieces += [_shown(child), " ".join(f".{child.tail or ''}.".split())[1:-1]]
    return "".join(pieces)


def _time(value: str) -> float:
    if match := re.fullmatch(r"([\d.]+)([st]?)", value):
        return float(match[1]) * _UNITS[match[2]]
    parts = value.split(":")[:3]
    return sum(float(part) * 60.0**power for power, part in enumerate(reversed(parts)))


def _events(text: str) -> Iterator[GoldCue]:
    fields: list[str] = []
    spoken = [line for line in text.split("\n") if line.startswith(("Format:", "Dialogue:"))]
    for line in spoken:
        values = line.partition(":")[2].split(",")
        if line.startswith("Format:"):
            fields = [value.strip() for value in values]
            continue
        at = fields.index("Text")
        words = re.sub(r"\{[^}]*\}", "", ",".join(values[at:])).replace("\\N", "\n").replace("\\n", "\n")
        hours, minutes, seconds = values[fields.index("Start")].split(":")
        speaker = values[at - 5].strip() or None
        yield GoldCue(int(hours) * 3600 + int(minutes) * 60 + float(seconds), _lines(words), speaker)


def _sami(text: str) -> Iterator[GoldCue]:
    for time, words in re.findall(r"<SYNC Start=(\d+)>(.*?)(?=<SYNC|</BODY)", text, re.DOTALL | re.IGNORECASE):
        shown = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", "\n", words)))
        yield GoldCue(int(time) / 1000, _lines(shown))


def _lrc(text: str) -> Iterator[GoldCue]:
    for minutes, seconds, words in re.findall(r"^\[(\d+):([\d.]+)\](.*)$", text, re.MULTILINE):
        yield GoldCue(int(minutes) * 60 + float(seconds), _lines(words))


def _json3(text: str) -> Iterator[GoldCue]:
    for event in json.loads(text)["events"]:
        words = "".join(segment.get("utf8", "") for segment in event.get("segs", ()))
        if words.strip():
            yield GoldCue(event["tStartMs"] / 1000, _lines(words))


FORMAT = MarkupFormat("timed events", gold)
