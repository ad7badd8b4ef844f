"""Front matter: YAML between two lines of three hyphens at the beginning of a text, as static sites use it."""

import datetime
import re
from typing import Any

import msgspec
import yaml

from indexer.languages import language_code
from indexer.model import Metadata
from indexer.turns.dates import iso_day
from indexer.web_address import is_web_address

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LARGEST = 65_536
_BRACKET = re.compile(r"[\[{]")
_MOST_BRACKETS = 500
"""More brackets are not a list of tags. The parser's time grows with the square of the nesting depth."""
_NO_YAML = "the front matter is not YAML and was passed over"
_URLS = ("url", "source_url", "canonical_url", "link")


class FrontMatter(msgspec.Struct, frozen=True):
    """Front matter's metadata and warnings; `end` is the offset after it, 0 if there is none."""

    metadata: Metadata
    end: int = 0
    warnings: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a text. What cannot be used gives a warning, never a refusal."""
    match = _BLOCK.match(text[:_LARGEST])
    if match is None:
        return FrontMatter(Metadata())
    if len(_BRACKET.findall(match["yaml"])) > _MOST_BRACKETS:
        return FrontMatter(Metadata(), match.end(), (_NO_YAML,))
    try:
        # The base loader makes only strings: it guesses no dates and builds no objects.
        fields = yaml.load(match["yaml"], Loader=yaml.BaseLoader)  # noqa: S506 - the base loader builds nothing
    except (yaml.YAMLError, RecursionError):
        return FrontMatter(Metadata(), match.end(), (_NO_YAML,))
    if not isinstance(fields, dict):
        return FrontMatter(Metadata(), match.end())
    warnings: list[str] = []
    metadata = Metadata(
        id=_string(fields, "id"),
        title=_string(fields, "title"),
        date=_date(_string(fields, "date"), warnings),
        url=_url(next((url for name in _URLS if (url := _string(fields, name))), None), warnings),
        venue=_string(fields, "venue"),
        language=language_code(fields.get("language")),
    )
    return FrontMatter(metadata, match.end(), tuple(warnings))


def _string(fields: dict[Any, Any], name: str) -> str | None:
    value = fields.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _date(value: str | None, warnings: list[str]) -> datetime.date | None:
    if value is None:
        return None
    date = iso_day(value)
    if date is None:
        warnings.append(f"the front matter's date {value[:40]!r} is not like 2022-02-16 and was passed over")
    return date


def _url(value: str | None, warnings: list[str]) -> str | None:
    if value is None or is_web_address(value):
        return value
    warnings.append("the front matter's url does not begin with http:// or https:// and was passed over")
    return None
