"""Query parameters that several routes share, with their bounds for the description.

`search_api.contract.bounds` enforces the bounds.
"""

import datetime
from typing import Annotated, Any, TypeAlias

from litestar.di import NamedDependency, Provide
from litestar.openapi.spec import Example
from litestar.params import Parameter

from indexer.model import Role
from search_api.contract.bounds import MAX_QUERY
from search_api.contract.records import SearchRequest


def parameter(description: str, example: Any = None, **schema: Any) -> Any:
    """A parameter with its description, an example, and further keywords of its JSON Schema."""
    examples = None if example is None else [Example(summary="for example", value=example)]
    return Parameter(description=description, examples=examples, schema_extra=schema or None)


Question: TypeAlias = Annotated[
    str,
    parameter(
        f'The question or keywords, 1 to {MAX_QUERY:,} characters. `"exact words"` must be in the quote, to the letter '
        "but for case, quotation marks, dashes and white space; `-word` must not be.",
        "what did Blinken say about cyber attacks",
        minLength=1,
        maxLength=MAX_QUERY,
    ),
]
Speakers: TypeAlias = Annotated[
    list[str] | None,
    parameter("Speaker, by id, name or label; repeat it for any of several.", ["antony-blinken"]),
]
DateFrom: TypeAlias = Annotated[datetime.date | None, parameter("First day, inclusive.", "2022-02-01")]
DateTo: TypeAlias = Annotated[datetime.date | None, parameter("Last day, inclusive.", "2022-02-28")]
Transcripts: TypeAlias = Annotated[
    list[str] | None, parameter("Transcript id; repeat it for any of several.", ["blinken-morning-joe"])
]
Roles: TypeAlias = Annotated[
    list[Role] | None, parameter("Role of the speaker in the turn; repeat it for any of several.", ["speaker"])
]
TranscriptId: TypeAlias = Annotated[str, parameter("The transcript's id.", "blinken-morning-joe")]
ChangedId: TypeAlias = Annotated[str, parameter("The id of the transcript, existing or new.", "town-hall-2022")]
TurnId: TypeAlias = Annotated[
    str, parameter("The turn's id, `<transcript id>:<ordinal>`.", "blinken-morning-joe:16")
]
SpeakerId: TypeAlias = Annotated[str, parameter("The speaker's id.", "antony-blinken")]
Interpret: TypeAlias = Annotated[
    bool,
    parameter(
        "Whether to read speaker, dates, roles, exact and excluded words out of q; a parameter overrides what is read."
    ),
]
Cursor: TypeAlias = Annotated[str | None, parameter("Where the page begins: next_cursor of the previous page.")]


def read_search_request(  # noqa: PLR0913, PLR0917 - one argument a query parameter of the contract
    q: Question,
    speaker: Speakers = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    transcript: Transcripts = None,
    role: Roles = None,
    interpret: Interpret = True,
) -> SearchRequest:
    """The search request of the parameters that all routes with a query share."""
    return SearchRequest(
        q=q,
        speakers=tuple(speaker or ()),
        date_from=date_from,
        date_to=date_to,
        transcripts=tuple(transcript or ()),
        roles=tuple(role or ()),
        interpret=interpret,
    )


SHARED_PARAMETERS = {"search_request": Provide(read_search_request, sync_to_thread=False)}
"""The dependency of a handler with the argument `search_request: SharedRequest`, without mode, limit and cursor."""
SharedRequest: TypeAlias = NamedDependency[SearchRequest]
