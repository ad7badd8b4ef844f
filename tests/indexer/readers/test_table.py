"""Tables with a column of speakers and one of their words."""

import csv
import datetime
import io
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.export.transcripts import COLUMNS, write_csv
from indexer.model import Document, Metadata
from indexer.readers import read, reader_of
from indexer.readers.assemble import SpokenPart, assemble
from indexer.readers.source import Source

DEBATE = """Line,Speaker,Text,Date
1,Finch,"Welcome to the debate on lamps, ladies and gentlemen.",3/4/21
2,Vale,"I want more lamps.",3/4/21
3,Lark,"I want fewer.",3/4/21
"""


def table(text: str, name: str = "t.csv") -> Document:
    (document,) = read(Source(name, text.encode()))
    return document


def turns(document: Document) -> list[tuple[str, str]]:
    return [(turn.label, document.text[turn.start : turn.end]) for turn in document.utterances]


def test_a_row_is_a_turn() -> None:
    document = table(DEBATE)
    assert document.format == "table"
    assert turns(document) == [
        ("Finch", "Welcome to the debate on lamps, ladies and gentlemen."),
        ("Vale", "I want more lamps."),
        ("Lark", "I want fewer."),
    ]
    # The third of April, or the fourth of March.
    assert document.metadata.date is None
    assert len(document.warnings) == 1


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.txt", "t"])
def test_any_separator_line_end_and_mark(separator: str, mark: str, end: str, name: str) -> None:
    out = io.StringIO()
    rows = [
        ["id", "WORDS", "Who "],
        ["0", "One, two; three | four\tfive.", "Vale"],
        ["1", 'So "it" is.', "Lark"],
    ]
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    assert turns(table(mark + out.getvalue(), name)) == [
        ("Vale", "One, two; three | four\tfive."),
        ("Lark", 'So "it" is.'),
    ]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_column_may_have_no_name(separator: str) -> None:
    text = separator.join(["", "speaker", "text"]) + "\n" + separator.join(["0", "Vale", "Yes."]) + "\n"
    assert turns(table(text)) == [("Vale", "Yes.")]


@pytest.mark.parametrize("speaker", ["Speaker Name", "SPEAKER", "label", "Who", "name"])
@pytest.mark.parametrize("words", ["Text", "Speech", "utterance", "Words", "content", "TRANSCRIPT"])
def test_columns_are_found_by_their_names(speaker: str, words: str) -> None:
    assert turns(table(f"id,{words},{speaker}\n7,Hello.,Lena Finch\n")) == [("Lena Finch", "Hello.")]


def test_full_names_are_named_and_surnames_are_not() -> None:
    document = table("speaker,text\nLena Finch,Yes.\nMr. Vale,No.\n")
    assert [turn.attribution.name for turn in attribute(document, "x").turns] == ["Lena Finch", None]


@pytest.mark.parametrize("cell", ["", " ", "17", "17.0", "None", "nan", "N/A"])
def test_ids_and_missing_values_are_no_labels(cell: str) -> None:
    assert turns(table(f"speaker,text\n{cell},Hello.\n")) == [("", "Hello.")]


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (("2022-02-03", "2022-02-03"), datetime.date(2022, 2, 3)),
        (("2022-02-03", ""), datetime.date(2022, 2, 3)),
        (("3 February 2022", "3 February 2022"), datetime.date(2022, 2, 3)),
        (("2022-02-03", "2022-02-04"), None),
        (("03/02/2022", "03/02/2022"), None),
        (("", ""), None),
    ],
)
def test_a_day_that_all_rows_share_is_the_transcripts(
    cells: tuple[str, str], day: datetime.date | None
) -> None:
    document = table(f"speaker,text,date\nVale,Yes.,{cells[0]}\nLark,No.,{cells[1]}\n")
    assert document.metadata.date == day
    assert bool(document.warnings) is (day is None and any(cells))


def test_metadata_that_all_rows_share() -> None:
    document = table(
        "speaker,text,title,url,venue\nVale,Yes.,Lamps,https://lamps.example/1,Hall\nLark,No.,Lamps,javascript:1,Barn\n"
    )
    metadata = document.metadata
    assert (metadata.title, metadata.url, metadata.venue) == ("Lamps", None, None)


@pytest.mark.parametrize(
    ("cells", "times"),
    [
        (("0.5", "12"), [0.5, 12]),
        (("00:05", "01:10"), [5, 70]),
        (("[0:00:05]", "1:00:10.5"), [5, 3610.5]),
        (("0:05", ""), [5, None]),
        (("09:30", "09:31"), [None, None]),
        (("10:30:00", "10:31:00"), [None, None]),
        (("20", "10"), [None, None]),
        (("1", "noon"), [None, None]),
        (("250", "4000000"), [None, None]),
        (("-1", "nan"), [None, None]),
        (("0", "4000"), [None, None]),
        (("00:00:03:12", "00;00;07;00"), [3.4, 7]),
    ],
)
def test_times_of_a_recording_are_read_and_times_of_day_are_not(
    cells: tuple[str, str], times: list[float | None]
) -> None:
    document = table(f"time,speaker,text\n{cells[0]},Vale,Yes.\n{cells[1]},Lark,No.\n")
    assert [turn.start_time for turn in document.utterances] == times


def test_whole_numbers_that_leave_more_time_than_speech_takes_are_milliseconds() -> None:
    words = "I want more lamps on the pier, and I want them before winter."
    rows = "".join(f"{start},SPEAKER_00,{words!r}\n".replace("'", '"') for start in (0, 4200, 8400))
    assert [turn.start_time for turn in table(f"start,speaker,text\n{rows}").utterances] == [0, 4.2, 8.4]


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_the_line_in_which_a_spreadsheet_names_the_separator_is_no_head(line: str) -> None:
    assert turns(table(f"{line}Name;Words\nVale;Yes.\nLark;No, thanks.\n")) == [
        ("Vale", "Yes."),
        ("Lark", "No, thanks."),
    ]


def test_rows_that_nobody_speaks_are_no_turns() -> None:
    document = table(
        '"Speaker","Speech","Type","Comments"\n'
        '"Ms. Finch","LAMP FUNDING","Heading"," "\n'
        '"The Chairman","Order.","Chair",""\n'
        '"Mr. Vale","My statement.","Statement","STATEMENT OF THE HONORABLE OTTO VALE"\n'
        '"","(Applause.)","procedure",""\n'
        '"","","","(Recess.)"\n'
    )
    assert turns(document) == [("The Chairman", "Order."), ("Mr. Vale", "My statement.")]
    assert [turn.role for turn in document.utterances] == ["chair", None]
    transcript = attribute(document, "x")
    assert "STATEMENT OF THE HONORABLE OTTO VALE" in transcript.text
    assert {turn.attribution.name for turn in transcript.turns} <= {None, "Otto Vale"}


def test_a_cell_may_have_several_lines() -> None:
    document = table('speaker,text\nVale,"One.\n\nTwo."\nLark,No.\n')
    assert turns(document) == [("Vale", "One.\n\nTwo."), ("Lark", "No.")]
    assert not any(turn.doubtful for turn in document.utterances)


@pytest.mark.parametrize("line", ["Otto Vale,No.", "Otto Vale: No.", '"Otto Vale"; no'])
def test_nobody_is_named_where_a_cell_swallowed_a_row(line: str) -> None:
    separator = ";" if ";" in line else ","
    quoted = line.replace('"', '""')
    text = f'speaker,text\nLena Finch,"Yes.\n{quoted}"\nOtto Vale,Well.\n'.replace(",text", f"{separator}text")
    text = text.replace("Finch,", f"Finch{separator}").replace("Vale,Well", f"Vale{separator}Well")
    document = table(text)
    assert [turn.attribution.name for turn in attribute(document, "x").turns] == [None, "Otto Vale"]
    assert "the first at line 2 with 'Otto Vale'" in document.warnings[0]


def test_quotation_marks_of_a_table_with_tabs_may_be_words() -> None:
    text = 'speaker\ttext\nVale\t"Yes" is my answer.\nLark\tNo.\n'
    assert turns(table(text)) == [("Vale", '"Yes" is my answer.'), ("Lark", "No.")]


def test_a_column_tells_transcripts_apart_and_an_export_is_read_again() -> None:
    sources = [Source(f"{name}.txt", f"VALE: {name}?\n\nLARK: No.\n".encode()) for name in ("One", "Two")]
    out = io.StringIO()
    write_csv([attribute(read(source)[0], source.name) for source in sources], out)
    first, second = read(Source("export.csv", out.getvalue().encode()))
    assert (first.metadata.id, second.metadata.id) == ("One.txt", "Two.txt")
    assert (turns(first), turns(second)) == (
        [("VALE", "One?"), ("LARK", "No.")],
        [("VALE", "Two?"), ("LARK", "No.")],
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Day,Member,Vote\n1,Vale,Aye\n",
            "t.csv: it looks like a table with the columns `Day`, `Member`, `Vote`; name",
        ),
        ("Speaker,Vote\nVale,Aye\n", "columns `Speaker`, `Vote`; name the column of speakers `speaker`"),
        ("speaker,text,text\nVale,Yes.,No.\n", "columns `speaker`, `text`"),
        ("| speaker | text |\n| --- | --- |\n| Vale | Yes. |\n", "it looks like a table"),
        ("speaker,text\n", "t.csv: the table holds no words"),
        ("speaker,text\nVale,\n", "t.csv: the table holds no words"),
        ("speaker,text\nVale,Yes.\nLark,No, never.\n", "t.csv:3: the row has 3 cells and the first line 2"),
        ("line,speaker,text\n1,Vale,Yes.\n2,No.\n", "t.csv:3: the row has 2 cells and the first line 3"),
        ('speaker,text\nVale,"Yes.\nLark,No.\n', "t.csv:2: the row is not CSV"),
        ('speaker,text\nVale,"a\nb"\nLark,"No" and so.\n', "t.csv:4: the row is not CSV"),
        ('speaker\ttext\nVale\t"Yes\tand so.\nLark\t"No.\n', "t.csv:2: the row"),
        ("speaker,text\nVale,Y\0es.\n", "t.csv: the file is binary"),
        ("speaker,text\nVale,\udc81\udc90\n", "t.csv: line 2 is not valid UTF-8"),
    ],
)
def test_damaged_tables_are_refused_by_line(text: str, words: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(Source("t.csv", text.encode("utf-8", "surrogateescape")))
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "Speaker: Text and so on.\n",
        "| Speaker | Text |\n|---|---|\n",
        "Speaker, text\u0301s\n",
        "Speaker\nText\n",
    ],
)
def test_other_texts_are_no_tables(text: str) -> None:
    reader = reader_of(Source("t.md", text.encode()))
    assert reader is not None
    assert reader.format == "text"


def test_formulas_are_words() -> None:
    assert turns(table('speaker,text\n=cmd|A1,"=HYPERLINK(""http://x"")"\n')) == [
        ("=cmd|A1", '=HYPERLINK("http://x")')
    ]


@pytest.mark.parametrize(
    "text",
    [
        "speaker,text\nVale," + "word " * 1_000_000,
        'speaker,text\nVale,"' + "\n" * 1_000_000,
        'speaker,text\nVale,"' + "Vale,\n" * 500_000 + '"\n',
        'speaker,text\nVale,"' + '""' * 1_000_000 + '"\n',
        "speaker,text\n" + "Vale,a\n" * 200_000,
        "speaker,text\n" + '"",""\n' * 300_000,
        "speaker,text" + "," * 1_000_000 + "\nVale,a\n",
        "speaker,text,date\n" + "".join(f"Speaker {at},a,{at}\n" for at in range(100_000)),
        "speaker,text,transcript_id\n" + "".join(f"Vale,a,{at}\n" for at in range(50_000)),
    ],
    ids=lambda text: text[:30],
)
def test_huge_cells_and_many_rows_take_linear_time(text: str) -> None:
    begin = time.process_time()
    try:
        read(Source("t.csv", text.encode()))
    except InputRefused as refusal:
        assert len(str(refusal)) < 1_000  # noqa: PT017 - whether it is refused depends on the text
    assert time.process_time() - begin < 10


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=40)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_writes_is_read(rows: list[tuple[str, str]], separator: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([("speaker", "text"), *(("Ann Vale", f"w {words}") for _, words in rows)])
    read_again = [words for _, words in turns(table(out.getvalue()))]
    assert read_again == [f"w {words}".strip() for _, words in rows]


def test_an_export_is_read_as_it_was_written() -> None:
    parts = [
        SpokenPart("=SUM(A1)", '-- No, "no".', 4000.5, "questioner"),
        SpokenPart("12", " Two\nlines: of words. ", 90_000.0, "chair"),
        SpokenPart("", "", None, "speaker"),
        SpokenPart("VALE", "'Tis so.\nLARK: No.", 3.25, "audience"),
    ]
    metadata = Metadata(
        title="@Home",
        date=datetime.date(2022, 2, 3),
        url="https://lamps.example/1",
        venue="Hall",
        media="https://lamps.example/1.mp3",
    )
    written = [attribute(assemble("x", parts, metadata), f"lamps-{number}") for number in (1, 2)]
    out = io.StringIO()
    write_csv(written, out)
    exported = out.getvalue()
    # Earlier versions wrote fewer columns.
    rows = list(csv.reader(io.StringIO(exported, newline="")))
    earlier = io.StringIO()
    csv.writer(earlier).writerows(row[: COLUMNS.index("text") + 1] for row in rows)
    for data in (exported, earlier.getvalue(), f"\ufeff{exported}"):
        documents = read(Source("export.csv", data.encode()))
        assert [document.metadata.id for document in documents] == ["lamps-1", "lamps-2"]
        for document in documents:
            assert document.format == "exported-table"
            media = metadata.media if data != earlier.getvalue() else None
            expected = msgspec.structs.replace(metadata, id=document.metadata.id, media=media)
            assert msgspec.structs.replace(document.metadata, language=None) == expected
            assert [
                (turn.label, document.text[turn.start : turn.end], turn.start_time, turn.role)
                for turn in document.utterances
            ] == [(part.label, part.text, part.start_time, part.role) for part in parts]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,,,,,0,Q,,,,,,Yes.\n", "t.csv:2: the row has 13 cells and the first line 14"),
        ("a,,,,,0,Q,,,,,,soon,Yes.\n", "t.csv:2: the start time is no number"),
        ('a,,,,,0,Q,,,,,,,"Yes.\n', "t.csv:2: the row is not CSV"),
        ("a,,,,,0,Q,,,,,,,\n", "no words"),
        ("", "holds no transcript"),
    ],
)
def test_a_damaged_export_is_refused(rows: str, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        read(Source("t.csv", f"{','.join(COLUMNS[:14])}\n{rows}".encode()))
