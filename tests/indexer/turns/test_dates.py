"""Which day a transcript is of: fields, names of files, datelines."""

import datetime

import pytest

from indexer.readers import read
from indexer.readers.source import Source
from indexer.turns.dates import file_name_day

TURNS = "QUESTION: Why?\n\nMAYOR DOE: Because.\n"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2018-Apr-26-HARB.txt", "2018-04-26"),
        ("/a/2020-02-13-lamps-irc.log", "2020-02-13"),
        ("interview-harbor-2015-07-19.txt", "2015-07-19"),
        ("presser20130918.pdf", "2013-09-18"),
        ("19780919meeting.pdf", "1978-09-19"),
        ("briefing_April-03-2020.html", "2020-04-03"),
        ("talks.zip!/a/3 May 2021.txt", "2021-05-03"),
        ("2020_debate1_part1.txt", None),
        ("2020-02-13_to_2020-02-15.txt", None),
        ("2020-13-01-lamps.txt", None),
        ("12324877-en.xml", None),
        ("reply-to-2019-03-04-letter.txt", None),
        ("lamps.txt", None),
    ],
)
def test_a_day_at_either_end_of_a_files_name(name: str, day: str | None) -> None:
    assert file_name_day(name) == (datetime.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("name", "head", "day"),
    [
        ("2021-03-04-ferries.txt", "", "2021-03-04"),
        ("2021-03-04-ferries.txt", "March 3, 2021\n\n", "2021-03-03"),
        ("2021-03-04-ferries.txt", "May 3, 2019\n\n", "2021-03-04"),
        ("2021-03-04-ferries.txt", "---\ndate: 2020-01-01\n---\n", "2020-01-01"),
        ("ferries.txt", "March 3, 2021\n\n", "2021-03-03"),
    ],
)
def test_a_source_that_says_its_day_is_not_overruled_by_its_text(name: str, head: str, day: str) -> None:
    document = read(Source(name, (head + TURNS).encode()))[0]
    assert document.metadata.date == datetime.date.fromisoformat(day)


def test_captions_have_the_day_of_their_files_name_and_a_file_of_many_transcripts_has_none() -> None:
    captions = b"1\n00:00:01,000 --> 00:00:02,000\nJANE: Hello\n"
    assert read(Source("2021-03-04.srt", captions))[0].metadata.date == datetime.date(2021, 3, 4)
    many = b'{"turns": [{"text": "Hi"}]}\n{"turns": [{"text": "Ho"}]}\n'
    assert [document.metadata.date for document in read(Source("2021-03-04.jsonl", many))] == [None, None]
