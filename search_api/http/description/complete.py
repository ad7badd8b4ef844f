"""What Litestar cannot derive from the handlers: examples, further forms, headers, tags, bounds of a body."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import msgspec

from search_api.contract.allowed import without_null
from search_api.search.batch import MOST_QUERIES, BatchQuery

MEDIA_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".ndjson": "application/x-ndjson",
    ".txt": "text/plain",
    ".atom": "application/atom+xml",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".csl": "application/vnd.citationstyles.csl+json",
}
"""Media types by the suffixes of example files. Every form that a route answers in has an example."""
_LIST: dict[str, Any] = {"type": "array", "items": {"type": "object"}}

TAGS = {
    "search": "Questions, and the quotes that answer them.",
    "transcripts": "Events on the record, whole.",
    "turns": "The uninterrupted words of one speaker.",
    "speakers": "Who speaks.",
    "quotes": "Whether quotes still stand.",
    "feeds": "New matches of a question.",
    "operation": "Health and metrics of the server.",
}
_PLACES = {"facets": "search"}

_HEADERS = {
    "ETag": (
        "Names this state of the answer; send it back in `If-None-Match`.",
        'W/"50bc56437a39adfc34c02b18b20d4f9c"',
    ),
    "Last-Modified": (
        "When the answer may have changed last; send it back in `If-Modified-Since`.",
        "Wed, 25 Nov 2026 02:40:03 GMT",
    ),
    "Link": (
        'For CSV and JSON Lines: the address of the next page, as `<…>; rel="next"`.',
        '</v1/search?q=a>; rel="next"',
    ),
}


def completed(described: dict[str, Any]) -> dict[str, Any]:
    """A description with everything that Litestar leaves out."""
    whole: dict[str, Any] = json.loads(json.dumps(described))
    components = whole["components"]["schemas"]
    _describe_batch(components)
    examples = _examples()
    for path, _, operation in operations(whole):
        operation["tags"] = [_tag(path)]
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = without_null(parameter["schema"])
        success = operation["responses"].get("200")
        if success is None:
            continue
        success["description"] = operation["summary"] + "."
        if "304" in operation["responses"]:
            success["headers"] = {
                name: {"description": text, "schema": {"type": "string"}, "example": example}
                for name, (text, example) in _HEADERS.items()
            }
        for media_type, example in examples.get(operation["operationId"], {}).items():
            schema = _LIST if media_type.endswith("json") and "ndjson" not in media_type else {"type": "string"}
            content = success.setdefault("content", {}).setdefault(media_type, {"schema": schema})
            content["example"] = example
    whole["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return whole


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All operations of a description: path, method, operation."""
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield path, method, operation


def _tag(path: str) -> str:
    parts = path.split("/")
    resource = parts[2] if parts[1] == "v1" else "operation"
    return _PLACES.get(resource, resource)


def _describe_batch(components: dict[str, Any]) -> None:
    """Add the queries of a batch, which the handler converts separately."""
    (reference,), schemas = msgspec.json.schema_components(
        [BatchQuery], ref_template="#/components/schemas/{name}"
    )
    components.update(schemas)
    components["Batch"]["additionalProperties"] = False
    components["Batch"]["properties"]["queries"] = {
        "type": "array",
        "items": reference,
        "minItems": 1,
        "maxItems": MOST_QUERIES,
    }


def _examples() -> dict[str, dict[str, Any]]:
    """Real answers about the sample interview, by operation and media type."""
    examples: dict[str, dict[str, Any]] = {}
    for path in sorted((files(__package__) / "examples").iterdir(), key=lambda path: path.name):
        operation, dot, suffix = path.name.partition(".")
        text, media_type = path.read_text("utf-8"), MEDIA_TYPES[dot + suffix]
        is_json = suffix in {"json", "csl"}
        examples.setdefault(operation, {})[media_type] = json.loads(text) if is_json else text
    return examples
