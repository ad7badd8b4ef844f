"""The contract of a layout: how running text marks its turns, and what reading it gives."""

from collections.abc import Callable

import msgspec

from indexer.model import Metadata, NonSpeech, Utterance


class Example(msgspec.Struct, frozen=True):
    """A small valid file. Fuzzing starts from it, and its row of the guide's table of formats is made from it.

    `content` is a text, or a function that makes the bytes. `title` and `speakers` (how the format names a speaker, in
    Markdown) are the row; an example without a title has none.
    """

    name: str
    content: str | Callable[[], bytes]
    title: str = ""
    speakers: str = ""

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.content.encode() if isinstance(self.content, str) else self.content()


class LayoutResult(msgspec.Struct, frozen=True):
    """Turns and recognised non-speech, each in order. `metadata` replaces the given metadata unless it is None."""

    utterances: tuple[Utterance, ...] = ()
    nonspeech: tuple[NonSpeech, ...] = ()
    metadata: Metadata | None = None
    warnings: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True):
    """A layout: its name, whether a text looks like it, and how to find the turns after an offset."""

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str, int, Metadata], LayoutResult]
    examples: tuple[Example, ...]
