"""What a layout makes of a text."""

import msgspec

from indexer.model import Metadata, NonSpeech, Utterance


class LayoutResult(msgspec.Struct, frozen=True):
    """Turns and recognised non-speech, each in order. `metadata` replaces what was given where it is set."""

    utterances: tuple[Utterance, ...] = ()
    nonspeech: tuple[NonSpeech, ...] = ()
    metadata: Metadata | None = None
    warnings: tuple[str, ...] = ()
