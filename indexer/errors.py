"""The errors that this program raises, as one tree. `search_api.server.problems` has their HTTP statuses.

A message is one sentence that names the file, line, field or option, and says what to do.
"""

from collections.abc import Sequence
from typing import ClassVar

from indexer.terminal import readable_name


class OnrecordError(Exception):
    """The base class; `exit_code` is the exit code of the command line."""

    exit_code: ClassVar[int] = 1

    def __init_subclass__(cls, exit_code: int | None = None) -> None:
        """Give a class, and those below it, an exit code of their own."""
        if exit_code is not None:
            cls.exit_code = exit_code


class InputRefused(OnrecordError, exit_code=3):
    """A source cannot be read. `source` is its path (and line), `reason` a clause that also says what to do."""

    def __init__(self, source: str, reason: str) -> None:
        # File names are untrusted text.
        super().__init__(f"{readable_name(source)}: {reason}")
        self.source = source
        self.reason = reason


class DirectoryInvalid(OnrecordError, exit_code=2):
    """A speaker directory cannot be used; the message names the file and the entry."""


class SettingsInvalid(OnrecordError, exit_code=2):
    """A setting is unknown or out of range; the message names where it was set."""


class KeyFault(OnrecordError, exit_code=2):
    """An API key cannot be added or revoked."""


class KeysUnusable(OnrecordError):
    """The file of API keys is damaged or cannot be read, so no key is valid."""


class KeyNeeded(OnrecordError):
    """A change was requested without a valid API key."""


class UploadInvalid(OnrecordError):
    """An uploaded transcript is rejected."""


class UploadUnsupported(UploadInvalid):
    """The upload is an archive, or its format is not supported."""


class UploadConflict(UploadInvalid):
    """The id of the upload belongs to a transcript from a file."""


class UploadOutdated(UploadInvalid):
    """A condition of the request does not hold, because the transcript was changed."""


class RequestInvalid(OnrecordError, exit_code=2):
    """A parameter is invalid. `field` is its name in the HTTP API, empty if the whole query is invalid."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}" if field else detail)
        self.field = field
        self.detail = detail


class OutOfTime(OnrecordError):
    """A part of a request did not start within the time limit."""


class NotFound(OnrecordError, exit_code=2):
    """The index does not hold what was requested by id or name."""


class SpeakerUnknown(NotFound):
    """No speaker has this id or name, and no turn this label; `near` lists similar ones, most similar first."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ", nor by a similar name."
        super().__init__(f"speaker: the index has no speaker or label by the name {name!r}{hint}")
        self.near = tuple(near)


class TranscriptUnknown(NotFound):
    """No transcript has this id."""

    def __init__(self, transcript_id: str) -> None:
        super().__init__(
            f"transcript: no transcript has the id {transcript_id!r}; `onrecord status --json` lists the ids."
        )


class TurnUnknown(NotFound):
    """No turn has this id."""

    def __init__(self, turn_id: str) -> None:
        super().__init__(
            f"turn: no turn has the id {turn_id!r}; turn ids are written <transcript id>:<ordinal>."
        )


class TextUnknown(NotFound):
    """No version of a transcript has a text of this hash."""

    def __init__(self, transcript_id: str, text_sha256: str | None) -> None:
        super().__init__(
            f"text_sha256: no version of the transcript {transcript_id!r} has the hash {text_sha256 or '(none)'}; "
            "check the citation."
        )


class SpeakerAmbiguous(OnrecordError, exit_code=2):
    """Several speakers match a name; `candidates` lists their ids."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"speaker: {name!r} matches several speakers; give one of these ids: {', '.join(candidates)}."
        )
        self.candidates = tuple(candidates)


class QuoteRevised(OnrecordError, exit_code=2):
    """The cited words are no longer in the transcript."""

    def __init__(self, transcript_id: str) -> None:
        super().__init__(
            f"the transcript {transcript_id!r} was revised and no longer has these words; "
            "/v1/quotes/verify returns what replaced them."
        )


class ModelUnavailable(OnrecordError, exit_code=2):
    """The embedding model cannot be found or loaded."""


class ExtraMissing(OnrecordError, exit_code=2):
    """A command needs packages that the base install lacks."""


class NotReady(OnrecordError):
    """A server does not answer a health check, or is not ready."""


class IndexFault(OnrecordError):
    """The index cannot be used as requested."""


class IndexMissing(IndexFault, exit_code=2):
    """The folder holds no index."""


class IndexMismatch(IndexFault, exit_code=2):
    """The index was made with another model or other settings."""


class IndexTooNew(IndexFault):
    """The schema of the index is newer than this program."""


class IndexTooOld(IndexFault, exit_code=2):
    """This program no longer reads the schema of the index."""


class IndexBusy(IndexFault):
    """Another process is writing to the index."""


class IndexUnwritable(IndexFault):
    """The index cannot be written, for example because the disk is full."""


class FolderUnwritable(IndexUnwritable):
    """The folder of the index is read-only; the index can still be searched."""


class IndexDamaged(IndexFault):
    """Stored data is inconsistent."""
