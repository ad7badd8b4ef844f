"""What is checked before a route: the method, and each query parameter's name, number and form.

A parameter that the route does not take is an error, since a misspelt filter that is ignored gives a wrong answer.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

from litestar import Litestar, Request, Response
from litestar.exceptions import ValidationException
from litestar.openapi.spec import Parameter, Schema

from indexer.errors import RequestInvalid
from search_api.contract.allowed import allowed, refuse_name, refuse_value, without_null
from search_api.server.problems import Problem, respond

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Route: TypeAlias = tuple[str, str]
"""A path with its parameters in braces, and a method."""
QueryParameters: TypeAlias = Mapping[str, dict[str, Any]]
"""The JSON Schemas of a route's query parameters by name; `required` is among them where the parameter is."""


def query_parameters(app: Litestar) -> dict[Route, QueryParameters]:
    """The query parameters of all routes that the description names."""
    routes: dict[Route, QueryParameters] = {}
    for path, item in (app.openapi_schema.paths or {}).items():
        for method in ("get", "post", "put", "delete"):
            operation = getattr(item, method)
            if operation is not None:
                routes[path, method.upper()] = {
                    parameter.name: without_null(parameter.schema.to_schema())
                    | {"required": parameter.required}
                    for parameter in operation.parameters or ()
                    if isinstance(parameter, Parameter)
                    and parameter.param_in == "query"
                    and isinstance(parameter.schema, Schema)
                }
    return routes


async def check(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Check a request's query parameters, and answer OPTIONS. Pages, which are not described, take any parameter.

    A coroutine although it awaits nothing: Litestar runs functions in a thread, which takes longer than the check.

    Raises:
        RequestInvalid: names the parameter, and says what to give.
    """
    table: Mapping[Route, QueryParameters] = request.app.state.query_parameters
    path = str(request.scope.get("path_template"))
    if request.method == "OPTIONS" and (methods := sorted(method for route, method in table if route == path)):
        # Litestar's own answer lists the methods of the path's first handler alone.
        return Response(None, status_code=204, headers={"Allow": ", ".join([*methods, "OPTIONS"])})
    schemas = table.get((path, request.method))
    if schemas is None:
        return None
    _check_utf8(request.scope["query_string"])
    pairs = list(request.query_params.multi_items())
    given = [name for name, _ in pairs]
    for name, value in pairs:
        if name not in schemas:
            raise refuse_name("parameter", name, schemas)
        if given.count(name) > 1 and schemas[name].get("type") != "array":
            raise RequestInvalid(name, "the parameter is given more than once; give it once.")
        # Litestar would take "null" as if the parameter were left out.
        if schemas[name].get("format") == "date" and not _is_date(value):
            raise refuse_value(name, value, schemas[name])
    for name, schema in schemas.items():
        if schema["required"] and name not in given:
            raise RequestInvalid(name, f"this parameter is required; give {allowed(schema)}.")
    return None


def respond_invalid(request: Request[Any, Any, Any], error: ValidationException) -> Response[Problem]:
    """The response where Litestar cannot convert a parameter: in our words, with what the parameter takes."""
    table: Mapping[Route, QueryParameters] = request.app.state.query_parameters
    schemas = table.get((str(request.scope.get("path_template")), request.method), {})
    faults = error.extra if isinstance(error.extra, list) else []
    name = next((str(fault.get("key")) for fault in faults if fault.get("key") in schemas), None)
    if name is None:
        # All but an empty body is checked before.
        return respond(request, RequestInvalid("", "the request has no body; send a JSON object."))
    schema, values = schemas[name], request.query_params.getall(name, [""])
    if schema.get("type") == "array":
        # Each value is an item; the first that is not among the choices is the wrong one.
        schema = schema["items"]
        values = [value for value in values if value not in schema.get("enum", ())] or values
    return respond(request, refuse_value(name, values[0], schema))


def _check_utf8(query: bytes) -> None:
    """Refuse bytes that would be searched as other characters than were sent."""
    for part in query.split(b"&") if b"%" in query or not query.isascii() else ():
        try:
            unquote_to_bytes(part).decode()
        except UnicodeDecodeError as error:
            name = unquote_to_bytes(part.partition(b"=")[0]).decode(errors="replace")
            raise RequestInvalid(
                name[:100], "the parameter is not valid UTF-8; send its characters in UTF-8, percent-encoded."
            ) from error


def _is_date(value: str) -> bool:
    try:
        return _DATE.fullmatch(value) is not None and datetime.date.fromisoformat(value) is not None
    except ValueError:
        return False
