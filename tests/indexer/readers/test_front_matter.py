"""Front matter: one meaning under many names, and what is passed over."""

import datetime

import pytest

from indexer.model import Metadata
from indexer.readers import read
from indexer.readers.front_matter import FrontMatter, read_front_matter
from indexer.readers.source import Source

TURNS = "\nQUESTION: Why?\n\nMAYOR DOE: Because.\n"


def fields(yaml: str) -> FrontMatter:
    return read_front_matter(f"---\n{yaml}\n---\n{TURNS}")


def metadata(yaml: str) -> Metadata:
    return fields(yaml).metadata


@pytest.mark.parametrize(
    "line",
    [
        "date: 2023-05-28",
        "publish_date: 2023-05-28",
        "publishDate: '2023-05-28T10:00:00Z'",
        "Published: May 28, 2023",
        "pub-date: 2023/05/28",
        "published_at: Sun, 28 May 2023 10:00:00 +0000",
        "event_date: 28 May 2023",
        "date: soon\npublished: 2023-05-28",
        "published: 2023-06-01\ndate: 2023-05-28",
    ],
)
def test_a_date_has_many_names_and_the_events_own_comes_first(line: str) -> None:
    assert metadata(line).date == datetime.date(2023, 5, 28)


def test_a_date_in_no_known_form_is_passed_over_with_a_warning() -> None:
    assert fields("date: 5/6/23").warnings == (
        "the front matter's date '5/6/23' is not like 2022-02-16 and was passed over",
    )


@pytest.mark.parametrize("name", ["media", "youtube_url", "youtubeUrl", "video", "audio_url", "Recording"])
def test_the_recording_is_the_address_where_there_is_no_other(name: str) -> None:
    address = "https://video.example/watch?v=1"
    found = metadata(f"{name}: {address}")
    assert (found.media, found.url) == (address, address)
    found = metadata(f"{name}: {address}\nlink: https://page.example/")
    assert (found.media, found.url) == (address, "https://page.example/")


def test_fields_that_are_no_addresses_give_none() -> None:
    found = fields("video: true\nsource: Gazette\nurl: javascript:alert(1)")
    assert (found.metadata.media, found.metadata.url) == (None, None)
    assert found.warnings == (
        "the front matter's url does not begin with http:// or https:// and was passed over",
    )


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("guest: Lena Finch", ("Lena Finch",)),
        ("speakers:\n  - Lena Finch\n  - Otto Vale", ("Lena Finch", "Otto Vale")),
        ("host: Otto Vale\nguests: [Lena Finch, NVK]", ("Lena Finch", "NVK", "Otto Vale")),
        ("speakers: Lena Finch, Otto Vale and Bram Lark", ("Lena Finch", "Otto Vale", "Bram Lark")),
        ("speakers:\n  - name: Lena Finch\n    role: guest", ("Lena Finch",)),
        ("guest: Lena Finch (Lamp Works)", ("Lena Finch",)),
        ("guest: Lena Finch, Mayor of Harbor", ("Lena Finch",)),
        ("guest: Lena Finch, Prime Minister", ("Lena Finch",)),
        ("guest: Finch, Lena", ()),
        ("guest: https://lena.example/", ()),
        ("speakers: [[a], {b: c}, '']", ()),
        ("speakers: 3", ()),
    ],
)
def test_the_names_of_speakers_are_listed(yaml: str, names: tuple[str, ...]) -> None:
    assert metadata(yaml).speakers == names


def test_a_field_of_a_podcast_is_read_whole() -> None:
    found = metadata(
        "title: Lamps and piers | Lena Finch\npublish_date: 2023-05-28\n"
        "youtube_url: https://www.youtube.example/watch?v=abc\nguest: Lena Finch"
    )
    address = "https://www.youtube.example/watch?v=abc"
    assert found == Metadata(
        title="Lamps and piers | Lena Finch",
        date=datetime.date(2023, 5, 28),
        url=address,
        media=address,
        speakers=("Lena Finch",),
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ferries of Harbor\n" + TURNS, "Ferries of Harbor"),
        ("---\ntitle: Boats\n---\n# Ferries\n" + TURNS, "Boats"),
        ("---\ntitle: ' — 2018-11-30'\n---\n# Telco — *Minutes*\n{: .no_toc}\n" + TURNS, "Telco — Minutes"),
        ("# Transcript\n" + TURNS, None),
        ("# 3 March 2021\n" + TURNS, None),
        ("# Boats\n" + TURNS + "\n# Piers\n\nQUESTION: And?\n", None),
        ("Some words.\n\n# Ferries\n" + TURNS, None),
        ("## Ferries\n" + TURNS, None),
    ],
)
def test_a_markdown_document_is_titled_by_its_only_top_heading(text: str, title: str | None) -> None:
    assert read(Source("x.md", text.encode()))[0].metadata.title == title


@pytest.mark.parametrize(
    "yaml",
    [
        "title: " + "[" * 30_000,
        "title: " + "[" * 30_000 + "]" * 30_000,
        "- " * 30_000 + "x",
        "? " * 30_000 + "x",
        "- ? " * 15_000 + "x",
        "\n".join(f"{' ' * depth}a:" for depth in range(300)),
        "title: &a [*a]",
        "title: \ud800",
    ],
)
def test_deep_or_broken_yaml_is_passed_over_with_a_warning(yaml: str) -> None:
    found = fields(yaml)
    assert found.metadata == Metadata()
    assert found.warnings == ("the front matter is not YAML and was passed over",)


def test_a_long_list_is_not_deep() -> None:
    tags = ", ".join(f"[tag {number}]" for number in range(1_000))
    assert metadata(f"tags: [{tags}]\ntitle: Rain").title == "Rain"
