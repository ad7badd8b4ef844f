"""Query parameters that several routes share, with their bounds as the description tells them.

The bounds are held by `search_api.contract.bounds`, whose messages say more than a schema's.
"""

import datetime
from collections.abc import Sequence
from typing import Annotated, Any, TypeAlias

from litestar.di import NamedDependency, Provide
from litestar.openapi.spec import Example
from litestar.params import Parameter

from indexer.model import Role
from search_api.contract.bounds import MAX_QUERY
from search_api.contract.records import SearchRequest


def told(description: str, example: Any = None, **schema: Any) -> Any:
    """A parameter as the description tells it; `schema` are JSON Schema's own words."""
    examples = None if example is None else [Example(summary="for example", value=example)]
    return Parameter(description=description, examples=examples, schema_extra=schema or None)


Question: TypeAlias = Annotated[
    str,
    told(
        f"The question or keywords, 1 to {MAX_QUERY:,} characters.",
        "what did Blinken say about cyber attacks",
        minLength=1,
        maxLength=MAX_QUERY,
    ),
]
Speakers: TypeAlias = Annotated[
    list[str] | None, told("Who speaks: id or name; repeat it for any of several.", ["antony-blinken"])
]
DateFrom: TypeAlias = Annotated[datetime.date | None, told("First day, inclusive.", "2022-02-01")]
DateTo: TypeAlias = Annotated[datetime.date | None, told("Last day, inclusive.", "2022-02-28")]
Transcripts: TypeAlias = Annotated[
    list[str] | None, told("Transcript ids; repeat it for any of several.", ["blinken-morning-joe"])
]
Roles: TypeAlias = Annotated[
    list[Role] | None, told("Roles of the turn; repeat it for any of several.", ["speaker"])
]
TranscriptId: TypeAlias = Annotated[str, told("The transcript's id.", "blinken-morning-joe")]
ChangedId: TypeAlias = Annotated[str, told("The id that the transcript has, or is to have.", "town-hall-2022")]
TurnId: TypeAlias = Annotated[
    str, told("The turn's id, `<transcript id>:<ordinal>`.", "blinken-morning-joe:16")
]
SpeakerId: TypeAlias = Annotated[str, told("The speaker's id.", "antony-blinken")]
Interpret: TypeAlias = Annotated[
    bool, told("Read speaker and dates out of q; what is read, each parameter overrides.")
]
Cursor: TypeAlias = Annotated[str | None, told("Where to go on: next_cursor of the page before.")]


def filtered(  # noqa: PLR0913, PLR0917 - one argument a query parameter of the contract
    q: Question,
    speaker: Speakers = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    transcript: Transcripts = None,
    role: Roles = None,
    interpret: Interpret = True,
) -> SearchRequest:
    """What is asked for, of the parameters that all routes with a query share."""
    return SearchRequest(
        q=q,
        speakers=_all(speaker),
        date_from=date_from,
        date_to=date_to,
        transcripts=_all(transcript),
        roles=tuple(role or ()),
        interpret=interpret,
    )


def _all(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


FILTERED = {"filtered": Provide(filtered, sync_to_thread=False)}
"""The dependency of a handler with the argument `filtered: Filtered`."""
Filtered: TypeAlias = NamedDependency[SearchRequest]
