"""When words are said: marks in few bytes, asked for by place; and addresses of recordings at a time."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Attribution, TimeMark, Turn, Utterance
from indexer.recording_times import NO_TIMES, normalised, recording_times, unpacked
from indexer.web_address import recording_address

TEXT = "A: First words. (Second) part. B: Third."
FIRST = Turn(0, "A", "speaker", 3, 30, Attribution("label"), 1.0)
LAST = Turn(1, "B", "speaker", 34, 40, Attribution("label"), 9.5)
MARKS = (TimeMark(3, 1.25), TimeMark(17, 4.0))
TIMES = recording_times(MARKS)


@pytest.mark.parametrize(
    ("turn", "start", "time"),
    [
        (FIRST, 3, 1.25),
        (FIRST, 9, 1.25),
        # The mark is at the word, the passage begins with the bracket before it.
        (FIRST, 16, 4.0),
        (FIRST, 25, 4.0),
        # A mark of another turn says nothing; a turn's own time is that of its beginning alone.
        (LAST, 34, 9.5),
        (LAST, 36, None),
    ],
)
def test_words_begin_at_the_last_mark_of_their_turn(turn: Turn, start: int, time: float | None) -> None:
    assert TIMES.of(TEXT, turn, start) == time


def test_without_marks_a_turns_time_is_that_of_its_first_words() -> None:
    assert [NO_TIMES.of(TEXT, FIRST, start) for start in (3, 4)] == [1.0, None]
    indented = Turn(0, "A", "speaker", 2, 30, Attribution("label"), 1.0)
    assert NO_TIMES.of(TEXT, indented, 3) == 1.0


@given(
    st.dictionaries(st.integers(0, 10**7), st.integers(0, 10**10 - 1)).map(
        lambda marks: tuple(TimeMark(start, marks[start] / 1000) for start in sorted(marks))
    )
)
def test_marks_are_kept_exactly(marks: tuple[TimeMark, ...]) -> None:
    assert unpacked(recording_times(marks).packed()).within(0, 10**8) == marks


@given(
    st.text("a (.\n", max_size=30),
    st.dictionaries(st.integers(0, 29), st.integers(0, 99_999), max_size=8),
    st.tuples(st.integers(0, 29), st.integers(0, 29), st.integers(0, 29)).map(sorted),
    st.none() | st.just(0.5),
)
def test_the_time_of_words_is_as_defined(
    text: str, marks: dict[int, int], places: list[int], turn_time: float | None
) -> None:
    begin, start, end = (min(place, len(text)) for place in places)
    times = recording_times([TimeMark(at, marks[at] / 1000) for at in sorted(marks)])
    turn = Turn(0, "A", "speaker", begin, end, Attribution("label"), turn_time)
    first = next((at for at in range(start, end) if text[at].isalnum()), start)
    before = [at for at in marks if begin <= at <= first]
    own = turn_time if not text[begin:start].strip() else None
    assert times.of(text, turn, start) == (marks[max(before)] / 1000 if before else own)


def test_a_mark_takes_few_bytes() -> None:
    packed = recording_times([TimeMark(43 * n + n % 7, 2.75 * n + n % 5 / 8) for n in range(10_000)]).packed()
    assert packed is not None
    assert len(packed) < 40_000


@pytest.mark.parametrize("data", [b"", b"times", recording_times(MARKS).packed()])
def test_what_was_altered_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unpacked(data[:-5] + b"\0" * 3)


def test_only_times_of_a_recording_within_turns_are_kept() -> None:
    utterances = [Utterance("A", 3, 30), Utterance("B", 34, 40)]
    marks = [
        TimeMark(34, 7.00049),
        TimeMark(3, 1.0),
        TimeMark(3, 1.5),
        TimeMark(4, math.nan),
        TimeMark(5, -1.0),
        TimeMark(6, 1.7e9),
        TimeMark(31, 6.0),
        TimeMark(40, 9.0),
        TimeMark(-1, 0.0),
    ]
    assert normalised(marks, utterances) == (TimeMark(3, 1.5), TimeMark(34, 7.0))


@pytest.mark.parametrize(
    ("media", "address"),
    [
        ("https://example.org/a.mp4#x", "https://example.org/a.mp4#t=3723.5"),
        (
            "https://www.youtube.com/watch?v=a-b&t=9s&list=c",
            "https://www.youtube.com/watch?v=a-b&list=c&t=3723",
        ),
        ("https://youtu.be/a-b#c", "https://youtu.be/a-b?t=3723"),
        ("https://www.youtube-nocookie.com/embed/a-b", "https://www.youtube-nocookie.com/embed/a-b?start=3723"),
        ("https://notyoutube.com/watch?v=a", "https://notyoutube.com/watch?v=a#t=3723.5"),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        (None, ""),
    ],
)
def test_a_time_leads_into_the_recording(media: str | None, address: str) -> None:
    assert recording_address(media, 3723.5) == address
    assert not recording_address(media, None)
