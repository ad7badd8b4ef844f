"""The command line: output formats, exit codes, and one sentence for each kind of invalid input."""

import contextlib
import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import onrecord
from indexer.catalog.read import Catalog
from indexer.sample import sample_folder
from tests.assertions import assert_one_sentence

Program = Callable[..., tuple[int, str, str]]
SAMPLE = sample_folder() / "blinken-morning-joe.txt"


def test_demo_answers_with_turn_16_and_its_question() -> None:
    """In a process of its own, as `make demo` runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "demo"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""
    first = done.stdout.split("1. ")[1].split("\n2. ")[0]
    assert first.startswith("Antony Blinken (SECRETARY BLINKEN; resolved)")
    assert "turn 16, characters 6097 to 6626" in first
    assert "asked by QUESTION (turn 15)" in first
    # The last lines are the next steps.
    assert done.stdout.endswith(
        '\n\n   onrecord index FOLDER\n   onrecord search "your question"\n   onrecord serve\n'
    )


def test_every_command_has_help(program: Program) -> None:
    for command in onrecord.COMMANDS:
        code, out, _ = program(command, "--help")
        assert code == 0
        assert "Usage:" in out
        if command not in ("parse", "demo", "eval", "keys"):
            assert "--index" in out
    assert set(onrecord.COMMANDS) == {
        "index", "search", "serve", "parse", "status", "remove", "verify", "repair",
        "backup", "export", "eval", "demo", "mcp", "keys", "check",
    }  # fmt: skip


def test_parse_prints_the_documented_json(program: Program) -> None:
    code, out, _ = program("parse", "--json", SAMPLE)
    assert code == 0
    shown = json.loads(out)
    fields = "id title date url format language media text_sha256 turns warnings outside"
    assert set(shown) == set(fields.split())
    assert shown["language"] == "en"
    assert (shown["date"], len(shown["turns"])) == ("2022-02-16", 40)
    turn = shown["turns"][16]
    assert {"ordinal", "label", "name", "status", "role", "evidence", "start", "end", "text"} <= set(turn)
    text = SAMPLE.read_bytes().decode()
    assert turn["text"] == text[turn["start"] : turn["end"]]
    evidence = turn["evidence"]
    assert "Antony Blinken" in text[evidence["start"] : evidence["end"]]
    assert shown["turns"][2]["evidence"] is None
    assert "[resolved: Antony Blinken]" in program("parse", SAMPLE)[1]


def test_search_as_json_is_the_http_body(program: Program, sample_index: Path) -> None:
    code, out, _ = program("search", "what did Blinken say about music", "--index", sample_index, "--json")
    assert code == 0
    assert set(json.loads(out)) == {
        "query",
        "interpretation",
        "answered",
        "answer_probability",
        "results",
        "next_cursor",
    }
    code, out, _ = program(
        "search", "cyber attacks", "--index", sample_index, "--speaker", "blinken", "--from", "2022-01-01",
        "--to", "2022-12-31", "--transcript", "blinken-morning-joe", "--limit", 1, "--json",
    )  # fmt: skip
    assert [result["turn"]["ordinal"] for result in json.loads(out)["results"]] == [16]


def test_index_status_export_remove(program: Program, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert "1 added" in program("index", sample_folder(), "--index", index)[1]
    assert "1 unchanged" in program("index", sample_folder(), "--index", index)[1]
    status = json.loads(program("status", "--index", index, "--json")[1])
    assert status["counts"]["turns"] == 40
    assert status["encoder"]["model"] == "all-MiniLM-L6-v2"
    assert f"passages     {status['counts']['passages']}" in program("status", "--index", index)[1]
    exported = json.loads(program("export", "--index", index)[1])
    assert (len(exported["turns"]), exported["turns"][16]["name"]) == (40, "Antony Blinken")
    rows = list(csv.DictReader(io.StringIO(program("export", "--format", "csv", "--index", index)[1])))
    assert [row["text"] for row in rows] == [turn["text"] for turn in exported["turns"]]
    assert program("remove", "blinken-morning-joe", "--index", index)[0] == 0
    assert json.loads(program("status", "--index", index, "--json")[1])["counts"]["passages"] == 0
    assert program("verify", "--index", index)[0] == 0
    code, out, _ = program("search", "music", "--index", index)
    assert (code, "Nothing in the index matches." in out) == (0, True)


def test_refused_inputs_are_reported_and_the_others_indexed(program: Program, tmp_path: Path) -> None:
    invalid: dict[str, tuple[bytes, str]] = {
        "empty.txt": (b"", "empty"),
        "binary.txt": (b"\0\1\2", "binary"),
        "prose.txt": (b"No turns here.", "no line opens a turn"),
        "list.jsonl": (b'{"turns": [{"text": "a"}]}\n[]\n', "list.jsonl:2: a transcript must be an object"),
        "dated.txt": (b"Q: Why?", "dated.meta.toml"),
        "linked.txt": (b"Q: Why?", "url must begin with"),
    }
    for name, (data, _) in invalid.items():
        (tmp_path / name).write_bytes(data)
    # In another encoding, which is guessed.
    (tmp_path / "latin.txt").write_bytes("Q: Où est le café, près de l’été?".encode("cp1252"))
    (tmp_path / "dated.meta.toml").write_text('date = "16 February"')
    (tmp_path / "linked.meta.toml").write_text('url = "javascript:alert(1)"')
    index = tmp_path / "index"
    code, out, errors = program("index", tmp_path, SAMPLE, tmp_path / "missing.txt", "--index", index)
    assert code == 3
    assert f"2 added, 0 updated, 0 unchanged, 0 renamed, 0 removed, {len(invalid) + 1} refused" in out
    lines = errors.strip().splitlines()
    assert len(lines) == len(invalid) + 1
    for name, (_, words) in invalid.items():
        assert any(name.split(".")[0] in line and words in line for line in lines), name
    assert any("missing.txt: there is no such file" in line for line in lines)
    assert "latin.txt: the file is not in UTF-8 and was read as" in out
    with contextlib.closing(Catalog(index)) as catalog:
        (warning,) = catalog.warnings("latin")
        assert "not in UTF-8" in warning
        assert "l’été" in catalog.text("latin")
    assert program("verify", "--index", index)[0] == 0


@pytest.mark.parametrize(
    ("sidecar", "words"),
    [
        ("date = 2022-02-30", "not TOML"),
        ('date = "2022-02-30"', "date (as 2022-02-16)"),
        ("titel = 'x'", "unknown field `titel`"),
        ("id = 'a/b'", "id must be"),
        ("id = '..'", "id must be"),
    ],
)
def test_invalid_sidecars(program: Program, tmp_path: Path, sidecar: str, words: str) -> None:
    (tmp_path / "a.txt").write_text("Q: Why?")
    (tmp_path / "a.meta.toml").write_text(sidecar)
    code, _, errors = program("parse", tmp_path / "a.txt")
    assert code == 3
    assert words in errors
    assert_one_sentence(errors)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("search", ""), 2, "the query is empty"),
        (("search", "a" * 1001), 2, "1,001 characters"),
        (("search", "a", "--limit", "0"), 2, "limit: 0 is out of range"),
        (("search", "a", "--limit", "101"), 2, "out of range"),
        (("search", "a", "--speaker", "Blinkin"), 2, "did you mean Antony Blinken"),
        (("remove", "nothing"), 2, "no transcript has the id 'nothing'"),
    ],
)
def test_invalid_requests(
    program: Program, sample_index: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    exit_code, _, errors = program(*arguments, "--index", sample_index)
    assert exit_code == code
    assert words in errors
    assert_one_sentence(errors)


@pytest.mark.parametrize(
    "arguments",
    [("search",), ("search", "a", "--from", "yesterday"), ("nonsense",), ("export", "--format", "xml")],
)
def test_wrong_usage_exits_with_2(program: Program, sample_index: Path, arguments: tuple[str, ...]) -> None:
    extra = ("--index", sample_index) if arguments[0] != "nonsense" else ()
    assert program(*arguments, *extra)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [("search", "a"), ("status",), ("verify",), ("export",), ("remove", "a"), ("repair",), ("serve",)],
)
def test_a_folder_that_is_not_an_index(program: Program, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "stranger.txt").write_text("mine")
    code, _, errors = program(*arguments, "--index", tmp_path)
    assert code == 2
    assert "holds no index" in errors
    assert_one_sentence(errors)
    assert [path.name for path in tmp_path.iterdir()] == ["stranger.txt"]


def change_catalog(index: Path, statement: str) -> None:
    connection = sqlite3.connect(index / "catalog.sqlite3")
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("arguments", [("search", "a"), ("index", str(SAMPLE))])
def test_a_newer_schema_and_another_model(program: Program, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    index = tmp_path / "index"
    assert program("index", SAMPLE, "--index", index)[0] == 0
    settings = "UPDATE meta SET value = replace(value, '\"normalised\":true', '\"normalised\":false')"
    change_catalog(index, settings)
    code, _, errors = program(*arguments, "--index", index)
    assert (code, "made with the model" in errors) == (2, True)
    assert_one_sentence(errors)
    change_catalog(index, "PRAGMA user_version = 99")
    code, _, errors = program(*arguments, "--index", index)
    assert (code, "update onrecord" in errors) == (1, True)
    assert_one_sentence(errors)


def test_other_passage_settings(program: Program, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert program("index", SAMPLE, "--index", index)[0] == 0
    change_catalog(index, "UPDATE meta SET value = replace(value, '\"max_words\":110', '\"max_words\":50')")
    code, _, errors = program("index", SAMPLE, "--index", index)
    assert (code, "other passage settings" in errors) == (2, True)
    assert_one_sentence(errors)
    assert json.loads(program("status", "--index", index, "--json")[1])["counts"]["turns"] == 40


def test_a_transcript_cannot_control_the_terminal(program: Program, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Q: Hello \x1b[2J\x1b]0;owned\x07 there.")
    program("index", tmp_path / "a.txt", "--index", tmp_path / "index")
    out = program("search", "hello", "--index", tmp_path / "index")[1]
    assert "there." in out
    assert "\x1b" not in out
    assert "\x1b" not in program("parse", tmp_path / "a.txt")[1]
