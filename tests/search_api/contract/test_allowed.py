"""Schemas in words."""

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from search_api.contract.allowed import allowed, refuse_name, refuse_value


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (int, "a whole number"),
        (Annotated[int, Meta(ge=1, le=1000)], "a whole number from 1 to 1,000"),
        (Annotated[int, Meta(ge=1)], "a whole number, 1 or more"),
        (Annotated[int, Meta(le=5)], "a whole number up to 5"),
        (Annotated[float, Meta(gt=0, le=3600)], "a number above 0, up to 3,600"),
        (Annotated[str, Meta(max_length=200)], "text of up to 200 characters"),
        (Annotated[str, Meta(min_length=1, max_length=9)], "text of 1 to 9 characters"),
        (Annotated[str, Meta(pattern="^a", title="a word with a")], "a word with a"),
        (bool | None, "true or false or null"),
        (Literal["b", "a"], "one of a, b"),
        (list[Literal["b", "a"]], "a list, each item one of a, b"),
        (list[Any], "a list"),
        (Any, "any value"),
    ],
)
def test_types_in_words(kind: Any, words: str) -> None:
    assert allowed(msgspec.json.schema(kind)) == words


def test_long_values_are_cut() -> None:
    fault = refuse_value("mode", "a" * 100, {"enum": ["b"]})
    assert (fault.field, fault.detail) == ("mode", f"'{'a' * 60}…' is not allowed; give one of b.")


def test_the_nearest_name_is_offered() -> None:
    assert (
        refuse_name("field", "Limits", ("limit", "q")).detail == "there is no such field; did you mean limit?"
    )
    assert refuse_name("field", "x", ("limit", "q")).detail == "there is no such field; this takes limit, q."
    assert refuse_name("parameter", "x", ()).detail == "there is no such parameter; this takes none."
