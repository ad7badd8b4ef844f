"""Exported chats of messengers (WhatsApp, Signal, Telegram, Discord): a day, a time, a name and what was written."""

import re
from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source

_MESSAGE = re.compile(
    r"\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ \u202f]\d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
    r"(?:\]| -) [^:\n]{1,60}: "
)
_DISCORD = re.compile(r"={20,100}\r?\n(?:Guild|Server): [^\n]{0,200}\n(?:Channel|Category): ")
"""The head that DiscordChatExporter writes."""
_LINES = 40


def recognises(source: Source) -> bool:
    """Messages on at least half of the first lines, or the head of an export."""
    head = source.data[:8000].decode("utf-8", "replace").removeprefix("\ufeff")
    if _DISCORD.match(head):
        return True
    lines = [line for line in head.split("\n")[:_LINES] if line.strip()]
    found = sum(_MESSAGE.match(line) is not None for line in lines)
    return found >= 2 and found * 2 >= len(lines)


def refuse(source: Source) -> NoReturn:
    """Say that these are written messages.

    Raises:
        InputRefused: always.
    """
    raise InputRefused(
        source.name,
        "this is the exported chat of a messenger, which was written and not said; leave it out, or write each message "
        "as `JANE ROE: Yes.`.",
    )


READER = Reader("chat-export", 92, recognises, refuse, (), {}, is_own_parser=True)
