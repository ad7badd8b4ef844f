"""What is looked at before a route: methods, and parameters that it does not take, or that are given twice.

They are told, not passed over, since users mistype `speakers=`.
"""

import datetime
import difflib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
from litestar import Litestar, Request, Response
from litestar.openapi.spec import Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from indexer.errors import RequestInvalid

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Known(msgspec.Struct, frozen=True):
    """The query parameters of a route, those of them that may be repeated, and those that are days."""

    names: frozenset[str]
    repeatable: frozenset[str]
    days: frozenset[str]


def known_parameters(app: Litestar) -> dict[tuple[str, str], Known]:
    """The query parameters by path and method, of all routes that the description names."""
    found = {}
    for path, item in (app.openapi_schema.paths or {}).items():
        for method in ("get", "post", "put", "delete"):
            operation = getattr(item, method)
            if operation is not None:
                query = [one for one in operation.parameters or () if _is_query(one)]
                found[path, method.upper()] = Known(
                    frozenset(one.name for one in query),
                    frozenset(one.name for one in query if _is(one.schema, OpenAPIType.ARRAY)),
                    frozenset(one.name for one in query if _is(one.schema, OpenAPIFormat.DATE)),
                )
    return found


async def check(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Hold a request to the parameters of its route, and answer OPTIONS; pages, which are not described, are free.

    It waits for nothing; what is no coroutine Litestar puts into a thread, which takes longer than all this.

    Raises:
        RequestInvalid: names the parameter, and the nearest that there is.
    """
    table: Mapping[tuple[str, str], Known] = request.app.state.known
    path = str(request.scope.get("path_template"))
    if request.method == "OPTIONS" and (methods := sorted(method for one, method in table if one == path)):
        # Litestar's own answer knows only the first handler of a path.
        return Response(None, status_code=204, headers={"Allow": ", ".join([*methods, "OPTIONS"])})
    known = table.get((path, request.method))
    if known is None:
        return None
    _check_utf8(request.scope["query_string"])
    pairs = list(request.query_params.multi_items())
    given = [name for name, _ in pairs]
    for name, value in pairs:
        if name not in known.names:
            raise RequestInvalid(name[:100], f"there is no such parameter{_hint(name, known.names)}")
        if given.count(name) > 1 and name not in known.repeatable:
            raise RequestInvalid(name, "the parameter is given more than once; give it once.")
        # Litestar takes "null" for none given.
        if name in known.days and not _is_day(value):
            raise RequestInvalid(name, f"{value[:40]!r} is no day; write it as 2022-02-16, or leave it out.")
    return None


def _check_utf8(query: bytes) -> None:
    """Refuse what would be searched with other characters in the place of those that came."""
    for part in query.split(b"&") if b"%" in query or not query.isascii() else ():
        try:
            unquote_to_bytes(part).decode()
        except UnicodeDecodeError as error:
            name = unquote_to_bytes(part.partition(b"=")[0]).decode(errors="replace")
            raise RequestInvalid(
                name[:100], "the parameter is not valid UTF-8; send its characters in UTF-8, percent-encoded."
            ) from error


def _hint(name: str, names: frozenset[str]) -> str:
    near = difflib.get_close_matches(name.lower()[:100], sorted(names), 1, 0.6)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; this takes {', '.join(sorted(names))}." if names else "; this takes none."


def _is_query(parameter: Any) -> bool:
    return isinstance(parameter, Parameter) and parameter.param_in == "query"


def _is(schema: Any, kind: OpenAPIType | OpenAPIFormat) -> bool:
    if not isinstance(schema, Schema):
        return False
    return kind in {schema.type, schema.format} or any(_is(one, kind) for one in schema.one_of or ())


def _is_day(value: str) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and datetime.date.fromisoformat(value) is not None
    except ValueError:
        return False
