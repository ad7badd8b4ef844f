"""SCC (Scenarist), the bytes of captions for television in hexadecimal: CEA-608, channel 1.

ttconv decodes them: it keeps the state of a decoder over control codes, and has the tables of characters.
"""

import functools
import logging
import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.captions.cue import Cue, plain_lines
from indexer.readers.captions.document import document_of
from indexer.readers.captions.timed_text import caption_text
from indexer.readers.reader import Reader
from indexer.readers.source import Source, one_line
from indexer.turns.layout import Example

_TIMES = re.compile(r"^\d{2}:\d{2}:\d{2}[:;.,]\d{2}\t", re.MULTILINE)


def recognises(source: Source) -> bool:
    """The signature of SCC."""
    head = source.data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"Scenarist_SCC") or source.name.lower().endswith(".scc")


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not SCC, damaged, or without words.
    """
    text = caption_text(source)
    if not _TIMES.search(text):
        raise InputRefused(source.name, "no line has a time as SCC writes it; save the captions again.")
    # It logs what it leaves out; without a handler that would go to stderr.
    logging.getLogger("ttconv").addHandler(logging.NullHandler())
    try:
        cues = list(_cues(_decoded(text)))
    # ttconv passes on the errors of its model: a wrong time, a code without a caption.
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError) as error:
        raise InputRefused(
            source.name, f"the captions are not SCC ({one_line(error)}); save them again."
        ) from error
    return [document_of(READER.format, source, cues)]


def _decoded(text: str) -> Any:
    """The captions as ttconv's model has them, as `ttconv.scc.reader.to_model` makes it.

    That counts a time anew and looks up a code for each two characters, which takes most of its time; here the frames
    are only added, and each code is looked up once.
    """
    from ttconv.model import ContentDocument, Div
    from ttconv.scc.context import SccContext
    from ttconv.scc.line import SccLine
    from ttconv.scc.word import SccWord
    from ttconv.time_code import SmpteTimeCode

    class Time(SmpteTimeCode):  # type: ignore[misc] # ttconv has no types
        def add_frames(self, nb_frames: int = 1) -> None:
            self._frames += nb_frames

    word = functools.cache(SccWord.from_str)
    document = ContentDocument()
    context = SccContext(0, 0)
    context.div = Div()
    context.div.set_doc(document)
    for line in text.split("\n"):
        words = SccLine.from_str(line.partition(" ")[0])
        if words is not None:
            words.scc_words = [word(code) for code in line.split("\t")[1].split(" ") if code]
            time = words.time_code
            clock = (time.get_hours(), time.get_minutes(), time.get_seconds(), time.get_frames())
            words.time_code = Time(*clock, time.get_frame_rate(), time.is_drop_frame())
            words.process(context)
    context.flush()
    return context.div


def _cues(element: Any) -> Iterator[Cue]:
    for child in element:
        begin, end = child.get_begin(), child.get_end()
        lines = plain_lines("".join(_words(child)))
        yield Cue(round(float(begin or 0), 3), lines, None if end is None else round(float(end), 3))


def _words(element: Any) -> Iterator[str]:
    from ttconv.model import Br, Text

    for child in element:
        if isinstance(child, Text):
            yield child.get_text()
        elif isinstance(child, Br):
            yield "\n"
        else:
            yield from _words(child)


_EXAMPLE = Example(
    "scc",
    "Scenarist_SCC V1.0\n\n"
    "00:00:01;00\t9420 9420 9470 9470 4ac1 ce45 ba20 c8e5 ecec efae 942f 942f\n\n00:00:03;00\t942c 942c\n\n"
    "00:00:04;00\t9420 9420 9470 9470 c24f 42ba 20c8 e9ae 942f 942f\n\n00:00:06;00\t942c 942c\n",
    "SCC",
    "as in SRT",
)
READER = Reader("scc", 37, recognises, read, (".scc",), {}, (_EXAMPLE,))
