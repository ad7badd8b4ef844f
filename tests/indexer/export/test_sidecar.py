"""`parse --sidecar` prints a sidecar to fill in, which is TOML whatever a transcript holds."""

import datetime
import json
import tomllib
import zipfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.export.sidecar import sidecar_to_fill_in
from indexer.ingest.reading import read_file
from indexer.model import Attribution, Metadata, Transcript, Turn
from tests.conftest import Program

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


def transcript(turns: list[tuple[str, str]], title: str | None = None) -> Transcript:
    text, made = "", []
    for ordinal, (label, words) in enumerate(turns):
        made.append(Turn(ordinal, label, "speaker", len(text), len(text) + len(words), Attribution("label")))
        text += words
    return Transcript("a", "json", text, title, datetime.date(2022, 2, 3), None, None, tuple(made))


def form(label: str) -> str:
    return " ".join(label.split()).casefold().encode(errors="replace").decode()


@given(
    st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=6),
    ANY_TEXT,
    st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=3),
)
@example([('"]\n[x]', "\n# y = 1\r\u2028\x7f"), ("", "Hi"), ("a.b", "\\"), ("\ud800", "\ud800")], '"""', {})
def test_any_labels_and_words_give_toml_with_every_label(
    turns: list[tuple[str, str]], title: str, names: dict[str, str]
) -> None:
    printed = sidecar_to_fill_in(Path("a.json"), [transcript(turns, title)], Metadata(speaker_map=names))
    read = tomllib.loads(printed.encode().decode())
    assert printed.replace("\n", "").isprintable()
    assert (
        read["title"] == title.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        or not title.isprintable()
    )
    assert read["date"] == datetime.date(2022, 2, 3)
    assert {form(label.replace("\N{REPLACEMENT CHARACTER}", "?")) for label in read["speakers"]} == {
        form(label.replace("\N{REPLACEMENT CHARACTER}", "?"))
        for label in [*(label for label, _ in turns), *names]
    }


def test_what_is_filled_in_names_people(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "talk.json"
    turns = [("SPEAKER_00", "Go ahead."), ("Q\t 1", "Why?"), ("speaker_00", "Because, as\nI said.")]
    path.write_text(json.dumps({"title": "A “talk”", "turns": [{"speaker": s, "text": t} for s, t in turns]}))
    code, out, _ = program("parse", "--sidecar", path)
    assert code == 0
    assert list(tmp_path.iterdir()) == [path]
    assert '# 2 turns, 6 words: Go ahead.\nSPEAKER_00 = ""\n' in out
    assert 'title = "A “talk”"' in out
    # As printed it changes nothing.
    (tmp_path / "talk.json.meta.toml").write_text(out)
    assert [turn.attribution.name for turn in read_file(path)[0].turns] == [None] * 3
    filled_in = out.replace('SPEAKER_00 = ""', 'SPEAKER_00 = "Jane Roe"').replace(
        '"Q 1" = ""', '"Q 1" = "label"'
    )
    (tmp_path / "talk.json.meta.toml").write_text(filled_in)
    assert [turn.attribution.name for turn in read_file(path)[0].turns] == ["Jane Roe", None, "Jane Roe"]
    # Names that were given are printed again.
    assert program("parse", "--sidecar", path)[1] == filled_in


def test_names_that_were_read_are_shown(tmp_path: Path, program: Program) -> None:
    (tmp_path / "talk.txt").write_text("ROE: Yes.\n\nQ: Why?\n\nROE: Because.\n")
    (tmp_path / "talk.meta.toml").write_text('speakers = ["Jane Roe"]\n')
    _, out, _ = program("parse", "--sidecar", tmp_path / "talk.txt")
    assert "# Read as Jane Roe\nROE = " in out
    assert "lists those who speak: Jane Roe" in out


def test_several_transcripts_of_a_file_have_one_sidecar(tmp_path: Path, program: Program) -> None:
    lines = [{"title": t, "turns": [{"speaker": s, "text": "Yes."}]} for t, s in (("One", "A"), ("Two", "B"))]
    (tmp_path / "talks.jsonl").write_text("\n".join(map(json.dumps, lines)))
    _, out, _ = program("parse", "--sidecar", tmp_path / "talks.jsonl")
    assert tomllib.loads(out) == {"speakers": {"A": "", "B": ""}}


def test_an_archive_and_other_forms_are_refused(tmp_path: Path, program: Program) -> None:
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as archive:
        archive.writestr("talk.txt", "Q: Why?\n\nSECRETARY ROE: Because.\n")
    code, out, errors = program("parse", "--sidecar", tmp_path / "talks.zip")
    assert (code, out) == (3, "")
    assert "unpack" in errors
    code, _, errors = program("parse", "--sidecar", tmp_path / "no.txt")
    assert (code, "not a file" in errors) == (3, True)
    assert program("parse", "--sidecar", "--json", tmp_path / "talks.zip")[0] == 2
