"""Logs of chat rooms, and minutes that a scribe writes there: `[12:03:04] <lena> Bram: I would keep the lamps on.`

Every message is a line. Where a scribe writes down what others say, `Name: words` is that person's turn and `... words`
goes on with it; all other messages are chat and not speech. In a log without a scribe every message is a turn.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from indexer.model import Metadata, NonSpeech, Utterance
from indexer.turns.layout import Example, Layout, LayoutResult
from indexer.turns.lines import Line, lines
from indexer.turns.openings.label_words import is_no_label

EXAMPLE = (
    "[12:03:04] <lena> Bram_Lark: I would keep the lamps on.\n"
    "[12:03:09] <lena> ... at least until spring.\n"
    "[12:03:12] <otto> +1\n"
    "[12:03:20] <lena> Otto: So would I.\n"
)

_TIME = r"(?:\[?(?:\d{4}-\d\d-\d\d[T ])?(?P<hours>\d{1,2}):(?P<minutes>\d\d)(?::(?P<seconds>\d\d(?:\.\d+)?))?Z?\]?\s+)?"
_MESSAGE = re.compile(rf"{_TIME}<(?P<nick>[^<>\s]{{1,60}})>\s+(?P<words>\S.*)")
_SCRIBED = re.compile(r"(?P<label>[^\s:<>@\[\]]{1,40}(?: [A-Z][^\s:]{0,30}){0,2}):\s+(?P<words>\S.*)")
_GOES_ON = re.compile(r"(?:\.\.\.|…)\s*(?P<words>\S.*)")
_COMMAND = re.compile(
    r"(?:present|regrets|scribe|scribenick|agenda|zakim|rrsagent|q|ack|queue|topic|subtopic|meeting|chair|action|"
    r"resolution|resolved|proposal|proposed)\b\s*(?:[+\-?=:,]|$)|[+\-]\d|s/|\+1\b|https?://\S+$|q[+\-]|:[+\w]+:$",
    re.IGNORECASE,
)
_SCRIBE = re.compile(
    r"scribe(?:nick)?\s*[:=]\s*(?P<nick>[^\s,]{1,60})|scribe\+\s+(?P<other>\S+)", re.IGNORECASE
)
_VOLUNTEER = re.compile(r"scribe\+\s*$|scribenick\s*$", re.IGNORECASE)
_LEAST_SHARE = 0.6
_LEAST_SHARE_WRAPPED = 0.3
_LEAST_SCRIBED = 2


class _Message(msgspec.Struct, frozen=True):
    """A message: who wrote it, its first line and the words there, and the offsets of all its words."""

    nick: str
    line: Line
    words: str
    start: int
    end: int


def recognises(text: str) -> bool:
    """Whether most lines are messages."""
    if "<" not in text:
        return False
    written = [line for line in lines(text[:50_000]) if line.text]
    found = sum(_MESSAGE.fullmatch(line.text) is not None for line in written)
    begins = bool(written) and _MESSAGE.fullmatch(written[0].text) is not None
    return found >= 2 and found >= (_LEAST_SHARE_WRAPPED if begins else _LEAST_SHARE) * len(written)


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of a log. Where a scribe writes the minutes, the chat between those lines is not speech."""
    del metadata
    messages = list(_messages(lines(text, begin)))
    scribes = _scribes(messages)
    utterances: list[Utterance] = []
    nonspeech: list[NonSpeech] = []
    speaking: dict[str, str] = {}
    for message in messages:
        found = _speech(message, scribes, speaking)
        if found is None:
            nonspeech.append(NonSpeech("procedure", message.line.start, message.end))
            continue
        label, start = found
        nonspeech.append(NonSpeech("label", message.line.start, start))
        utterances.append(Utterance(label, start, message.end))
    return LayoutResult(tuple(utterances), tuple(nonspeech))


def _messages(all_lines: Sequence[Line]) -> Iterator[_Message]:
    message: _Message | None = None
    for line in all_lines:
        if match := _MESSAGE.fullmatch(line.text):
            if message is not None:
                yield message
            message = _Message(match["nick"], line, match["words"], line.start + match.start("words"), line.end)
        elif message is not None and line.text:
            message = msgspec.structs.replace(message, end=line.end)
    if message is not None:
        yield message


def _scribes(messages: Sequence[_Message]) -> frozenset[str]:
    """Those who write down what others say.

    They are named by a command (`scribe: lena`), or go on with `...`. Without either, `bram: done` calls on Bram.
    """
    named = {
        (match["nick"] or match["other"]).casefold()
        for message in messages
        if (match := _SCRIBE.match(message.words))
    }
    volunteers = {message.nick.casefold() for message in messages if _VOLUNTEER.match(message.words)}
    goes_on = Counter(message.nick for message in messages if _GOES_ON.match(message.words))
    scribed = Counter(
        message.nick
        for message in messages
        if (match := _scribed(message)) and match["label"].casefold() != message.nick.casefold()
    )
    return frozenset(
        nick
        for nick in scribed
        if scribed[nick] + goes_on[nick] >= _LEAST_SCRIBED
        and (nick.casefold() in named | volunteers or goes_on[nick])
    )


def _scribed(message: _Message) -> re.Match[str] | None:
    match = _SCRIBED.fullmatch(message.words)
    return None if match is None or is_no_label(match["label"]) or _COMMAND.match(message.words) else match


def _speech(message: _Message, scribes: frozenset[str], speaking: dict[str, str]) -> tuple[str, int] | None:
    """The label of a message's speech and the offset of its words, or None; keeps whose words each scribe writes."""
    if _COMMAND.match(message.words):
        return None
    if not scribes:
        return message.nick, message.start
    if message.nick not in scribes:
        return None
    if match := _scribed(message):
        speaking[message.nick] = match["label"]
        return match["label"], message.start + match.start("words")
    going_on = _GOES_ON.fullmatch(message.words)
    label = speaking.get(message.nick)
    return (label, message.start + going_on.start("words")) if going_on and label else None


_EXAMPLE = Example(
    "chat-log",
    EXAMPLE,
    "chat logs, also of a scribe",
    "`[12:03:04] <lena> Bram: I would keep the lamps on.` · `... at least`",
)
LAYOUT = Layout("chat-log", recognises, read, (_EXAMPLE,))
