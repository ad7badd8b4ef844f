"""Parameters that no route takes, or that are given twice: told, not passed over, since users mistype `speakers=`."""

import difflib
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.openapi.spec import Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

from indexer.errors import RequestInvalid


class Known(msgspec.Struct, frozen=True):
    """The query parameters of a route, and those of them that may be repeated."""

    names: frozenset[str]
    repeatable: frozenset[str]


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
                    frozenset(one.name for one in query if _takes_many(one.schema)),
                )
    return found


def refuse_unknown(request: Request[Any, Any, Any]) -> None:
    """Hold a request to the parameters of its route; those of pages, which are not described, are theirs.

    Raises:
        RequestInvalid: names the parameter, and the nearest that there is.
    """
    table: Mapping[tuple[str, str], Known] = request.app.state.known
    known = table.get((str(request.scope.get("path_template")), request.method))
    if known is None:
        return
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known.names:
            raise RequestInvalid(name[:100], f"there is no such parameter{_hint(name, known.names)}")
        if given.count(name) > 1 and name not in known.repeatable:
            raise RequestInvalid(name, "the parameter is given more than once; give it once.")


def _hint(name: str, names: frozenset[str]) -> str:
    near = difflib.get_close_matches(name.lower()[:100], sorted(names), 1, 0.6)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; this takes {', '.join(sorted(names))}." if names else "; this takes none."


def _is_query(parameter: Any) -> bool:
    return isinstance(parameter, Parameter) and parameter.param_in == "query"


def _takes_many(schema: Any) -> bool:
    if not isinstance(schema, Schema):
        return False
    return schema.type == OpenAPIType.ARRAY or any(_takes_many(one) for one in schema.one_of or ())
