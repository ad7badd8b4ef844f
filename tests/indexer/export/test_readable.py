"""What people read and copy of a stored text: the same words, without marks and hard line breaks, with a map back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.export.readable import readable, readable_quote

MARKDOWN = "interview"
SEGMENTS = st.sampled_from([
    ("word", "word"), ("f***ing", "fing"), ("2 * 3 * 4", "234"), (" ", ""), ("  \n", ""), ("\\\n", ""), ("\n", ""),
    ("\n\n", ""), ("\xa0", ""), ("**", ""), ("*", ""), ("_", ""), ("~~", ""), ("<s>", ""), ("</s>", ""),
    ("<br />", ""), ('<span style="x: y">', ""), ("\\[", ""), ("\\]", ""), ("\\*", ""), ("\\", ""), ("[", ""),
    ("]", ""), ("[link](https://example.org/a_(b)_c*)", "link"), ("![picture](/a.png)", ""), ("(aside)", "aside"),
    ("&amp;", ""), ("R&D;", "RD"), ("<doe@example.org>", "doeexampleorg"), ("# ", ""), ("> ", ""), ("- ", ""),
    ("1. ", "1"), ("…", ""),
])  # fmt: skip


def read(text: str, source_format: str = MARKDOWN) -> str:
    return readable_quote(text, (0, len(text)), source_format)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("we plan <s>$798</s>\n\\[$698\\] million.\xa0 Next", "we plan $798 [$698] million. Next"),
        ("*a* _b_ **c** __d__ ***e*** ~~f~~", "a b c d e f"),
        ("“*Buy*.” (_laughs_) **<u>Costs</u>**", "“Buy.” (laughs) Costs"),
        ("January 6<sup>th</sup>, a<br>b<br />c &amp; &nbsp;d", "January 6th, a b c & d"),
        ('<p class="x">a</p>\n<p>b</p><td>c</td>, d', "a b c , d"),
        ("one  \ntwo\\\nthree\nfour \r\n five", "one two three four five"),
        ("one  \n\xa0  \ntwo\n\n\nthree", "one\n\ntwo\n\nthree"),
        ("[the\nplan](https://example.org/a_(b)), ![x](/y.png) <doe@example.org>", "the plan, doe@example.org"),
        ("Bring:\n- bread\n- salt\nby 10 to\n3. So", "Bring:\n- bread\n- salt by 10 to 3. So"),
        ("## Part\n> said\n> so", "Part said so"),
        ("soft\xadly\u200b", "softly"),
        ("世界\n和平 and\n和", "世界和平 and 和"),
        (" \n\nends\n ", "ends"),
    ],
)
def test_marks_and_line_breaks_are_gone(text: str, read_as: str) -> None:
    assert read(text) == read_as


@pytest.mark.parametrize(
    "text",
    [
        "f***ing and f***ing", "2 * 3 * 4, 5*3*2", "snake_case_name", "(*) he said (*)", "~5 and ~6", "____ and ____",
        "a *closing is missing", "[laughs](so he said)", "[Applause](yes)", "<a friend>", "<Mark>", "R&D; AT&T;",
        "C:\\temp", "a - b", "#hashtag #1", "`22",
    ],
)  # fmt: skip
def test_what_may_be_the_speakers_own_stays(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize("source_format", ["webvtt", "html/interview", "transcript-json", "chat-log"])
def test_other_formats_have_no_markdown(source_format: str) -> None:
    assert read("*a* <s>b</s>\nc\xa0\xa0d \\[e\\]\xad", source_format) == "*a* <s>b</s>\nc d \\[e\\]"


@pytest.mark.parametrize("source_format", ["hearing", "html/congressional-record", "pdf/interview"])
def test_lines_of_fixed_length_are_joined(source_format: str) -> None:
    text = "I *yield*\nto him.\n    Mr. Speaker, the\nbill passed."
    assert read(text, source_format) == "I *yield* to him.\nMr. Speaker, the bill passed."


def test_marks_are_paired_outside_of_a_quote() -> None:
    text = "*One sentence. Another [with\na link](https://example.org/).*\n\n*a"
    assert readable_quote(text, (0, 14), MARKDOWN) == "One sentence."
    assert readable_quote(text, (15, 31), MARKDOWN) == "Another with a"
    assert readable_quote(text, (15, len(text)), MARKDOWN) == "Another with a link.\n\n*a"


def test_offsets_are_carried_over_both_ways() -> None:
    text = "We plan <s>$798</s>\n\\[$698\\] million."
    shown = readable(text, (3, len(text)), MARKDOWN)
    assert shown.text == "plan $798 [$698] million."
    place = shown.text.index("$798 [$698]")
    start, end = shown.source(place, place + len("$798 [$698]"))
    assert text[start:end] == "$798</s>\n\\[$698\\]"
    assert (shown.place(start), shown.place(end)) == (place, place + len("$798 [$698]"))
    assert (shown.place(0), shown.place(len(text))) == (0, len(shown.text))


@given(st.lists(SEGMENTS, max_size=12))
def test_no_word_goes_and_no_letter_changes(segments: list[tuple[str, str]]) -> None:
    # Segments apart, so that no two make a mark together that neither is.
    text = "\xad".join(source for source, _ in segments)
    assert letters(read(text)) == "".join(visible for _, visible in segments)


@given(st.text("aB1 *_~\\[]`#>-.\n\r\t\xa0\xad|“”", max_size=60), st.sampled_from([MARKDOWN, "hearing", "srt"]))
def test_every_letter_is_found_in_the_source(text: str, source_format: str) -> None:
    shown = readable(text, (0, len(text)), source_format)
    assert letters(shown.text) == letters(text)
    places = [shown.place(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    for place, letter in enumerate(shown.text):
        start, end = shown.source(place, place + 1)
        assert text[start:end] == letter if letter.isalnum() else 0 <= start <= end <= len(text)
        assert not letter.isalnum() or shown.place(start) == place


@given(st.text("ab *_~\\[]()<>s/&;#1 \nht:p.", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_part_of_any_text_can_be_read(text: str, start: int, end: int) -> None:
    span = (min(start, len(text)), min(max(start, end), len(text)))
    shown = readable(text, span, MARKDOWN)
    assert len(shown.text) <= span[1] - span[0] + 1
    assert shown.places == sorted(shown.places)


def test_a_long_paragraph_of_openers_takes_no_quadratic_time() -> None:
    for mark in ("*a ", "[", "<a ", "[a](", "![", "_a* ", "\\", "&a", "<!--"):
        assert readable(mark * 20_000, (0, len(mark) * 20_000), MARKDOWN).text
