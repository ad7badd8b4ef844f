"""Every error that this program raises on purpose.

    OnrecordError                 exit 1, HTTP 500
    ├── InputRefused              a source that cannot be read: exit 3
    ├── DirectoryInvalid          a speaker directory that cannot be used: exit 2
    ├── SettingsInvalid           a setting that is none, or out of bounds: exit 2
    ├── KeyFault                  a key by that name is there already, or is not: exit 2
    ├── KeysUnusable              the file of keys is damaged or cannot be read: HTTP 503
    ├── KeyNeeded                 a change without a key that opens: HTTP 401
    ├── UploadInvalid             a transcript sent in that is not taken: HTTP 422
    │   ├── UploadUnsupported     no format that is taken: HTTP 415
    │   ├── UploadConflict        the id belongs to a file's transcript: HTTP 409
    │   └── UploadOutdated        it is not what the sender thinks: HTTP 412
    ├── RequestInvalid            a query or option out of bounds: exit 2, HTTP 400
    ├── NotFound                  exit 2, HTTP 404
    │   ├── SpeakerUnknown        with near matches
    │   ├── TranscriptUnknown
    │   ├── TurnUnknown
    │   └── TextUnknown           a text that a transcript never had
    ├── OutOfTime                 a part of a request was not come to in time: HTTP 503
    ├── SpeakerAmbiguous          with the candidates: exit 2, HTTP 409
    ├── QuoteRevised              cited words that were revised away: exit 2, HTTP 409
    ├── ModelUnavailable          the embedding model cannot be loaded: exit 2
    ├── ExtraMissing              a command needs packages that are not installed: exit 2
    ├── NotReady                  a server does not answer, or says that it is not ready
    └── IndexFault
        ├── IndexMissing          the folder is no index: exit 2
        ├── IndexMismatch         made with another model or other settings: exit 2
        ├── IndexTooNew           a schema newer than this program
        ├── IndexTooOld           a schema that this program no longer reads: exit 2
        ├── IndexBusy             another process is writing
        ├── IndexUnwritable       a full disk
        │   └── FolderUnwritable  a read-only folder
        └── IndexDamaged          what is stored contradicts itself

Messages are one sentence that names the file, line, field or option, and the mend.
"""

from collections.abc import Sequence
from typing import ClassVar

from indexer.terminal import readable_name


class OnrecordError(Exception):
    """The root; `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 1


class InputRefused(OnrecordError):
    """A source that is not taken in; `source` is its path (and line), `reason` a clause with the mend."""

    exit_code = 3

    def __init__(self, source: str, reason: str) -> None:
        # File names are foreign text.
        super().__init__(f"{readable_name(source)}: {reason}")
        self.source = source
        self.reason = reason


class DirectoryInvalid(OnrecordError):
    """A speaker directory that cannot be used; the message names the file and the entry."""

    exit_code = 2


class SettingsInvalid(OnrecordError):
    """A setting that is none, or has a value out of its bounds; the message names the source."""

    exit_code = 2


class KeyFault(OnrecordError):
    """A key that cannot be added or revoked."""

    exit_code = 2


class KeysUnusable(OnrecordError):
    """The file of keys is damaged, or cannot be read: no key opens anything."""


class KeyNeeded(OnrecordError):
    """A change was asked for without a key that opens."""


class UploadInvalid(OnrecordError):
    """A transcript that was sent in is not taken."""


class UploadUnsupported(UploadInvalid):
    """What was sent in is of no format that is taken, or an archive."""


class UploadConflict(UploadInvalid):
    """The id belongs to a transcript that came from a file."""


class UploadOutdated(UploadInvalid):
    """A condition of the request does not hold: somebody else changed the transcript."""


class RequestInvalid(OnrecordError):
    """A parameter out of its bounds; `field` is the parameter's name in the HTTP API, empty for a whole query."""

    exit_code = 2

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}" if field else detail)
        self.field = field
        self.detail = detail


class OutOfTime(OnrecordError):
    """A part of a request was not come to in the time that it may take."""


class NotFound(OnrecordError):
    """Something asked for by id or name is not in the index."""

    exit_code = 2


class SpeakerUnknown(NotFound):
    """No speaker of that id or name; `near` lists names that resemble it, nearest first."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else "; no indexed speaker has a name like it."
        super().__init__(f"speaker: nobody called {name!r} speaks in this index{hint}")
        self.near = tuple(near)


class TranscriptUnknown(NotFound):
    """No transcript of that id."""

    def __init__(self, transcript_id: str) -> None:
        super().__init__(
            f"transcript: no transcript has the id {transcript_id!r}; `onrecord status --json` lists the ids."
        )


class TurnUnknown(NotFound):
    """No turn of that id."""

    def __init__(self, turn_id: str) -> None:
        super().__init__(
            f"turn: no turn has the id {turn_id!r}; turn ids are written <transcript id>:<ordinal>."
        )


class TextUnknown(NotFound):
    """A transcript never had a text of that hash."""

    def __init__(self, transcript_id: str, text_sha256: str | None) -> None:
        super().__init__(
            f"text_sha256: the transcript {transcript_id!r} has no text of the hash {text_sha256 or '(none)'}, "
            "nor had it one since it was indexed; check the citation."
        )


class SpeakerAmbiguous(OnrecordError):
    """More than one speaker fits the name; `candidates` lists their ids."""

    exit_code = 2

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"speaker: {name!r} fits more than one person: name one of {', '.join(candidates)} by id."
        )
        self.candidates = tuple(candidates)


class QuoteRevised(OnrecordError):
    """The words that are cited do not stand in the transcript any more."""

    exit_code = 2

    def __init__(self, transcript_id: str) -> None:
        super().__init__(
            f"the transcript {transcript_id!r} was revised since and does not have these words any more; "
            "/v1/quotes/verify says what it has instead."
        )


class ModelUnavailable(OnrecordError):
    """The embedding model cannot be found or loaded."""

    exit_code = 2


class ExtraMissing(OnrecordError):
    """A command needs packages that the base install does not have."""

    exit_code = 2


class NotReady(OnrecordError):
    """A server that was asked about its health does not answer, or is not ready."""


class IndexFault(OnrecordError):
    """The index cannot be used as asked."""


class IndexMissing(IndexFault):
    """The folder holds no index."""

    exit_code = 2


class IndexMismatch(IndexFault):
    """The index was made with another model or other settings."""

    exit_code = 2


class IndexTooNew(IndexFault):
    """The index has a schema that this version does not know."""


class IndexTooOld(IndexFault):
    """The index has a schema that this version no longer reads."""

    exit_code = 2


class IndexBusy(IndexFault):
    """Another process is writing to the index."""


class IndexUnwritable(IndexFault):
    """The index cannot be written: a read-only folder, a full disk."""


class FolderUnwritable(IndexUnwritable):
    """The folder of the index cannot be written; it can still be searched."""


class IndexDamaged(IndexFault):
    """What is stored contradicts itself."""
