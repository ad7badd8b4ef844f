"""Front matter: YAML between two lines of three hyphens at the beginning of a text, as static sites use it.

Its fields have many names: `publish_date`, `publishDate` or `Published` is a date, `youtube_url` or `media` the
recording.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import yaml

from indexer.languages import language_code, titles
from indexer.model import Metadata
from indexer.readers.titles import own_title
from indexer.turns.dates import written_day
from indexer.web_address import is_web_address

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LARGEST = 65_536
_DEEPEST = 50
"""The deepest nesting. PyYAML's C loader calls itself for each level, and far deeper ones would end the process."""
_NO_YAML = "the front matter is not YAML and was passed over"

_TITLES = ("title", "episode_title", "headline")
_EVENT_DATES = (
    "event_date",
    "date_recorded",
    "recorded",
    "recorded_on",
    "recorded_at",
    "recording_date",
    "date",
)
_PUBLICATION_DATES = (
    *("air_date", "aired", "publish_date", "publication_date", "published", "published_on", "published_at"),
    *(
        "published_date",
        "published_time",
        "date_published",
        "datepublished",
        "pubdate",
        "pub_date",
        "release_date",
    ),
)
_DATES = (*_EVENT_DATES, *_PUBLICATION_DATES)
"""The event's own day comes before that on which its recording was published."""
_URLS = (
    "url",
    "source_url",
    "canonical_url",
    "canonical",
    "permalink",
    "link",
    "page_url",
    "original_url",
    "source",
)
_MEDIA = (
    *(
        "media",
        "media_url",
        "video",
        "video_url",
        "youtube_url",
        "youtube",
        "vimeo_url",
        "recording",
        "recording_url",
    ),
    *("audio", "audio_url", "podcast_url", "mp3"),
)
_VENUES = ("venue", "location", "place")
_LANGUAGES = ("language", "lang", "locale")
_SPEAKERS = (
    *("speakers", "speaker", "guests", "guest", "hosts", "host", "interviewer", "interviewers", "interviewee"),
    *("interviewees", "moderator", "moderators", "panelists", "presenters", "presenter", "participants"),
)
_MOST_SPEAKERS = 500
_LONGEST_NAME = 80
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+(?:and|&)\s+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NO_NAME = re.compile(r"[/@:<>\[\]{}\d]|\.\w{2}")
_LIKE_AN_ADDRESS = re.compile(r"[.:/]")


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
    try:
        fields = _loaded(match["yaml"])
    except (yaml.YAMLError, UnicodeEncodeError):
        return FrontMatter(Metadata(), match.end(), (_NO_YAML,))
    if not isinstance(fields, dict):
        return FrontMatter(Metadata(), match.end())
    found = Fields({_key(name): value for name, value in reversed(fields.items())})
    warnings: list[str] = []
    media = _address(found, _MEDIA, "recording's address", warnings)
    metadata = Metadata(
        id=found.text("id"),
        title=own_title(found.text(*_TITLES)),
        date=_date(found, warnings),
        # Where only the recording has an address, that is where the transcript is from.
        url=_address(found, _URLS, "url", warnings) or media,
        venue=found.text(*_VENUES),
        language=language_code(found.text(*_LANGUAGES)),
        media=media,
        speakers=_speakers(found),
    )
    return FrontMatter(metadata, match.end(), tuple(warnings))


def _loaded(text: str) -> object:
    """What YAML says, all values as strings: the base loader guesses no dates and builds no objects.

    Raises:
        yaml.YAMLError: the text is no YAML, or nested deeper than `_DEEPEST`.
        UnicodeEncodeError: it has half of a surrogate pair.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.YAMLError(f"nested deeper than {_DEEPEST} levels")
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader builds nothing


class Fields(msgspec.Struct, frozen=True):
    """The fields of front matter, by their names in lower case with underscores."""

    values: dict[str, Any]

    def texts(self, names: Iterable[str]) -> Iterator[str]:
        """The texts of the fields that have one, on a single line."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and value.strip():
                yield " ".join(value.split())

    def text(self, *names: str) -> str | None:
        """The text of the first field that has one."""
        return next(self.texts(names), None)


def _key(name: object) -> str:
    """`publishDate`, `publish-date` and `Publish Date` as `publish_date`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(name).strip())
    return re.sub(r"[\s\-]+", "_", words).casefold()


def _date(fields: Fields, warnings: list[str]) -> datetime.date | None:
    texts = list(fields.texts(_DATES))
    date = next((day for text in texts if (day := written_day(text))), None)
    if texts and date is None:
        warnings.append(f"the front matter's date {texts[0][:40]!r} is not like 2022-02-16 and was passed over")
    return date


def _address(fields: Fields, names: Iterable[str], field: str, warnings: list[str]) -> str | None:
    texts = list(fields.texts(names))
    address = next((text for text in texts if is_web_address(text)), None)
    if address is None and any(map(_LIKE_AN_ADDRESS.search, texts)):
        warnings.append(
            f"the front matter's {field} does not begin with http:// or https:// and was passed over"
        )
    return address


def _speakers(fields: Fields) -> tuple[str, ...]:
    """The names that the fields for speakers, hosts and guests list, each once and in their order."""
    listed = (name for field in _SPEAKERS for name in _names(fields.values.get(field)))
    return tuple(dict.fromkeys(name for entry in listed if (name := _person(entry))))[:_MOST_SPEAKERS]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        parts = _BETWEEN_NAMES.split(" ".join(value.split()))
        # "Jane Roe, Mayor" and "King, Jr." are one person each.
        yield from parts if all(map(_is_whole_name, parts)) else [value]
        return
    for part in value[:_MOST_SPEAKERS] if isinstance(value, list) else [value]:
        name = part.get("name") if isinstance(part, dict) else part
        if isinstance(name, str):
            yield name


def _is_whole_name(text: str) -> bool:
    """Whether a text is a name of several capitalised words, without a post."""
    words = text.split()
    posts = titles()
    return len(words) > 1 and all(word[0].isupper() and word.casefold() not in posts for word in words)


def _person(listed: str) -> str | None:
    """The name in an entry of a list, which may say more: `Jane Roe (Times)`, `Jane Roe, Mayor`; None if in doubt."""
    name, comma, _ = " ".join(_IN_BRACKETS.sub("", listed).split()).partition(",")
    if comma and " " not in name:
        return None
    is_name = 0 < len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) and not _NO_NAME.search(name)
    return name if is_name else None
