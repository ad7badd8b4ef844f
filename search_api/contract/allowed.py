"""What a parameter, a field or a setting takes, in words: read from its JSON Schema, so that no message repeats it."""

import difflib
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec

from indexer.errors import RequestInvalid

Schema = Mapping[str, Any]
_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object",
    "null": "null",
    "string": "text",
    "date": "a date as YYYY-MM-DD (2022-02-16)",
}
_LIMITS = (("minimum", "minLength"), ("maximum", "maxLength"))
_LONGEST = 60
"""Code points of a wrong value that a message repeats."""
T = TypeVar("T", bound=msgspec.Struct)


def allowed(schema: Schema) -> str:
    """The values that a schema takes: "a whole number from 1 to 100", "one of newest, oldest"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if options := schema.get("oneOf", schema.get("anyOf")):
        return " or ".join(dict.fromkeys(map(allowed, options)))
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    kind = str(schema.get("type"))
    if kind == "array":
        items = schema.get("items")
        return f"a list, each item {allowed(items)}" if items else "a list"
    # Where a pattern says what is taken, the title says it in words.
    name = schema.get("title") if "pattern" in schema else None
    return (name or _TYPES.get(schema.get("format", kind)) or _TYPES.get(kind, "any value")) + _bounds(schema)


def without_null(schema: Schema) -> dict[str, Any]:
    """The schema of a parameter that may be left out, which is never null."""
    options = [option for option in schema.get("oneOf", ()) if option.get("type") != "null"]
    if not options:
        return dict(schema)
    rest = {key: value for key, value in schema.items() if key != "oneOf"}
    return {**options[0], **rest} if len(options) == 1 else {**rest, "oneOf": options}


def refuse_value(name: str, value: Any, schema: Schema) -> RequestInvalid:
    """The error for a value that a schema does not take; it names the parameter or field and says what to give."""
    written = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    short = written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
    shown = repr(short) if isinstance(value, str) else short
    return RequestInvalid(name, f"{shown} is not allowed; give {allowed(schema)}.")


def refuse_name(kind: str, name: str, names: Collection[str]) -> RequestInvalid:
    """The error for a name that is none of `names`; `kind` is what it should be a name of."""
    near = difflib.get_close_matches(name.lower()[:100], sorted(names), 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else f"this takes {', '.join(sorted(names)) or 'none'}."
    return RequestInvalid(name[:100], f"there is no such {kind}; {hint}")


def convert(data: Any, record: type[T]) -> T:
    """Decoded JSON as a record.

    Raises:
        RequestInvalid: names the first field that is wrong, missing or unknown, and says what it takes.
    """
    try:
        return msgspec.convert(data, record)
    except msgspec.ValidationError as error:
        raise _fault(data, record) from error


def _fault(data: Any, record: type[msgspec.Struct]) -> RequestInvalid:
    (_,), components = msgspec.json.schema_components([record])
    shape = components[record.__name__]
    schemas: dict[str, Schema] = shape["properties"]
    required = shape.get("required", ())
    if not isinstance(data, dict):
        fields = ", ".join(required or schemas)
        return RequestInvalid("", f"this is no JSON object; send an object with the field {fields}.")
    for name in data:
        if name not in schemas:
            return refuse_name("field", name, schemas)
    for name in required:
        if name not in data:
            return RequestInvalid(name, f"this field is required; give {allowed(schemas[name])}.")
    for field in msgspec.structs.fields(record):
        if field.encode_name in data:
            try:
                msgspec.convert(data[field.encode_name], field.type)
            except msgspec.ValidationError:
                name = field.encode_name
                return refuse_value(name, data[name], schemas[name])
    return RequestInvalid("", "this is not what the description at /schema says.")


def _bounds(schema: Schema) -> str:
    if "exclusiveMinimum" in schema:
        return f" above {schema['exclusiveMinimum']:,}, up to {schema['maximum']:,}"
    least, most = (schema.get(number, schema.get(length)) for number, length in _LIMITS)
    form = " of {} characters" if "maxLength" in schema else " from {}"
    if least is None:
        return "" if most is None else form.format(f"up to {most:,}").replace("from ", "")
    return f", {least:,} or more" if most is None else form.format(f"{least:,} to {most:,}")
