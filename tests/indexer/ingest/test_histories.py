"""After any changes of the files, the index equals a new index of the same files."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.directory.load import directory_of, read_file
from indexer.directory.records import Directory, speaker_id
from indexer.ingest.pipeline import index_paths, remove
from indexer.integrity.verify import verify
from search_api.questions.people import People
from tests.builders import write_exchange
from tests.fake_encoder import FakeEncoder
from tests.hostile.histories import run, speakers_of, state

Program = Callable[..., tuple[int, str, str]]


def answers(index: Path) -> dict[str, str]:
    """The last word of the second turn, by transcript."""
    with contextlib.closing(Catalog(index)) as catalog:
        transcripts = [catalog.transcript(heading.id) for heading in catalog.headings()]
    return {
        transcript.id: transcript.text[: transcript.turns[1].end].split()[-1].strip(".")
        for transcript in transcripts
    }


def people(text: str) -> Directory:
    return directory_of("people.toml", read_file("people.toml", text.encode()))


@pytest.mark.parametrize("seed", range(1, 13))
def test_after_random_changes_the_index_equals_a_new_one(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, seed, FakeEncoder(), steps=6) == []


def test_a_history_with_the_real_encoder(tmp_path: Path, encoder: Encoder) -> None:
    assert run(tmp_path, 77, encoder, steps=3) == []


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([("a", "t"), ("b", "a"), ("t", "b")], {"a": "walruses", "b": "zebras", "c": "ferrets"}),
        ([("b", "a")], {"a": "walruses", "c": "ferrets"}),
        ([("a", "t"), ("b", "a"), ("c", "b"), ("t", "c")], {"a": "walruses", "b": "ferrets", "c": "zebras"}),
        ([("c", "d"), ("b", "c"), ("a", "b")], {"b": "zebras", "c": "walruses", "d": "ferrets"}),
    ],
)
def test_files_that_swap_names_are_indexed_by_their_content(
    tmp_path: Path, moves: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    for name, words in (("a", "zebras"), ("b", "walruses"), ("c", "ferrets")):
        write_exchange(files / f"{name}.txt", words)
    index_paths(index, [files], FakeEncoder())
    for source, target in moves:
        (files / f"{source}.txt").replace(files / f"{target}.txt")
    report = index_paths(index, [files], FakeEncoder())
    assert (report.refused, report.embedded) == ([], 0)
    assert answers(index) == expected
    assert verify(index) == []


def test_of_two_copies_the_first_by_name_is_indexed(tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    write_exchange(files / "b.txt", "zebras")
    index_paths(index, [files], FakeEncoder())
    shutil.copy(files / "b.txt", files / "a.txt")
    for _ in range(2):
        report = index_paths(index, [files], FakeEncoder())
        assert [refusal.source for refusal in report.refused] == [str(files / "b.txt")]
        assert answers(index) == {"a": "zebras"}
    (files / "a.txt").unlink()
    assert index_paths(index, [files], FakeEncoder()).refused == []
    assert list(answers(index).values()) == ["zebras"]


def test_a_transcript_taken_out_of_a_file_comes_back_with_the_next_run(tmp_path: Path) -> None:
    lines = [
        {"id": name, "turns": [{"speaker": "Q", "text": name}, {"speaker": "A", "text": name}]} for name in "xy"
    ]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)))
    index_paths(tmp_path / "index", [tmp_path / "two.jsonl"], FakeEncoder())
    remove(tmp_path / "index", ["x"])
    assert sorted(answers(tmp_path / "index")) == ["y"]
    assert index_paths(tmp_path / "index", [tmp_path / "two.jsonl"], FakeEncoder()).updated == 1
    assert sorted(answers(tmp_path / "index")) == ["x", "y"]


def test_an_empty_subfolder_is_reported_and_a_missing_one_is_removed(program: Program, tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    write_exchange(files / "a.txt", "zebras")
    for number, folder in enumerate(("mount/x", "mount/y", "old")):
        write_exchange(files / folder / f"{number}.txt", f"walruses{number}")
    assert program("index", files, "--index", index)[0] == 0
    shutil.rmtree(files / "old")
    for folder in ("x", "y"):
        shutil.rmtree(files / "mount" / folder)
    code, out, errors = program("index", files, "--index", index)
    assert (code, "1 removed, 1 refused" in out) == (3, True)
    assert f"{files / 'mount'}: no file is left in the folder; 2 indexed from it are kept" in errors
    assert "--allow-empty" in errors
    assert sorted(answers(index)) == ["0", "1", "a"]
    # A file of the empty folder that is found elsewhere was moved.
    write_exchange(files / "here.txt", "walruses1")
    assert "1 renamed" in program("index", files, "--index", index)[1]
    code, out, _ = program("index", files, "--index", index, "--allow-empty")
    assert (code, "1 removed, 0 refused" in out) == (0, True)
    assert sorted(answers(index)) == ["1", "a"]


def test_an_empty_mount_is_reported_even_if_a_path_in_it_is_given(tmp_path: Path) -> None:
    files, index = tmp_path / "mount", tmp_path / "index"
    path = write_exchange(files / "a.txt", "zebras")
    index_paths(index, [files], FakeEncoder())
    path.unlink()
    report = index_paths(index, [files, path], FakeEncoder())
    assert (report.removed, len(report.refused)) == (0, 1)
    assert answers(index) == {"a": "zebras"}


def test_a_hidden_file_that_was_given_explicitly_is_kept(tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    hidden = write_exchange(files / ".kept" / "a.txt", "zebras")
    write_exchange(files / "b.txt", "walruses")
    index_paths(index, [hidden], FakeEncoder())
    assert index_paths(index, [files], FakeEncoder()).removed == 0
    assert answers(index) == {"a": "zebras", "b": "walruses"}


@pytest.mark.skipif(not shutil.which("setpriv"), reason="rights are dropped by setpriv")
def test_a_folder_that_cannot_be_listed_is_refused_and_kept(tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    write_exchange(files / "a.txt", "zebras")
    write_exchange(files / "closed" / "b.txt", "walruses")
    index_paths(index, [files], FakeEncoder())
    (files / "closed").chmod(0)
    try:
        done = unprivileged(
            "from indexer.ingest.pipeline import index_paths; from tests.fake_encoder import FakeEncoder\n"
            f"report = index_paths(Path({str(index)!r}), [Path({str(files)!r})], FakeEncoder())\n"
            "print(report.removed, *report.refused)"
        )
    finally:
        (files / "closed").chmod(0o755)
    assert done.stdout.startswith(f"0 {files / 'closed'}: the folder cannot be listed (Permission denied)"), (
        done
    )
    assert answers(index) == {"a": "zebras", "b": "walruses"}
    assert index_paths(index, [files], FakeEncoder()).unchanged == 2


def unprivileged(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code without the right of root to bypass permissions."""
    dropped = "-dac_override,-dac_read_search"
    rights = ["setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*rights, sys.executable, "-c", f"from pathlib import Path\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )


BAD = {
    os.fsdecode(b"caf\xe9.txt"): "caf\\xe9.txt",
    "two\nlines.txt": "two\\nlines.txt",
    "bell\x07.txt": "bell\\x07.txt",
}


@pytest.mark.parametrize("name", BAD)
def test_an_invalid_file_name_is_one_refused_input(program: Program, tmp_path: Path, name: str) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    write_exchange(files / "a.txt", "zebras")
    bad = write_exchange(files / name, "walruses")
    write_exchange(files / name.removesuffix(".txt") / "inside.txt", "ferrets")
    for _ in range(2):
        code, out, errors = program("index", files, bad, "--index", index)
        assert (code, "2 refused" in out) == (3, True)
        assert len(errors.splitlines()) == 2
        assert BAD[name] in errors
    assert answers(index) == {"a": "zebras"}
    code, _, errors = program("parse", bad)
    assert (code, BAD[name] in errors, len(errors.splitlines())) == (3, True, 1)


def test_circular_and_broken_links_are_refused_inputs(program: Program, tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    write_exchange(files / "a.txt", "zebras")
    for name, target in (("circle.txt", "circle.txt"), ("ring", "ring"), ("nowhere.txt", "missing")):
        (files / name).symlink_to(files / target)
    code, out, errors = program("index", files, files / "ring", "--index", index)
    assert (code, "1 added" in out, "3 refused" in out) == (3, True, True)
    assert errors.count("a symbolic link") == 3
    assert program("parse", files / "circle.txt")[0] == 3


def test_bad_names_in_an_archive_are_refused_and_the_rest_is_read(program: Program, tmp_path: Path) -> None:
    good = write_exchange(tmp_path / "files" / "a.txt", "zebras")
    with tarfile.open(tmp_path / "old.tar", "w") as archive:
        archive.add(good, os.fsdecode(b"caf\xe9.txt"))
        archive.add(good, "a.txt")
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as packed:
        packed.writestr("two\nlines.txt", good.read_bytes())
        packed.writestr("b.txt", good.read_text().replace("zebras", "walruses"))
    code, out, errors = program(
        "index", tmp_path / "old.tar", tmp_path / "old.zip", "--index", tmp_path / "index"
    )
    assert (code, "2 added" in out, "2 refused" in out) == (3, True, True)
    assert all(f"!/{name}" in errors for name in ("caf\\xe9.txt", "two\\nlines.txt"))


def test_a_person_who_leaves_the_directory_leaves_no_alias(tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    for number in (1, 2):
        write_exchange(files / f"{number}.json", f"zebras{number}", "Jane Doe")
    outside = write_exchange(tmp_path / "outside.json", "ferrets", "Jane Doe")
    alias = people('[[person]]\nname = "Jane Doe"\naliases = ["Wrong Alias"]\n')
    index_paths(index, [files, outside], FakeEncoder(), directory=alias)
    assert any("Wrong Alias" in speaker.aliases for speaker in speakers_of(index))
    # The alias also disappears if some of the files are not indexed again.
    index_paths(index, [files], FakeEncoder(), directory=people(""))
    index_paths(tmp_path / "fresh", [files, outside], FakeEncoder(), directory=people(""))
    assert speakers_of(index) == speakers_of(tmp_path / "fresh")
    assert verify(index) == []


def test_two_names_with_one_ascii_form_are_two_people(tmp_path: Path) -> None:
    files = tmp_path / "files"
    names = ("Peter Müller", "Peter Muller", "Юлия Иванова", "Iuliia Ivanova")
    for number, name in enumerate(names):
        write_exchange(files / f"{number}.json", f"matter{number}", name)
    index_paths(tmp_path / "index", [files], FakeEncoder())
    index_paths(tmp_path / "other", sorted(files.iterdir(), reverse=True), FakeEncoder())
    speakers = speakers_of(tmp_path / "index")
    assert {speaker.name for speaker in speakers} == set(names)
    assert speakers == speakers_of(tmp_path / "other")
    everybody = People(speakers)
    # Without accents, a name may be either; with accents, it is one.
    assert {person.name for person in everybody.called("Peter Muller")} == {"Peter Müller", "Peter Muller"}
    assert [person.name for person in everybody.called("Peter Müller")] == ["Peter Müller"]
    assert [person.name for person in everybody.called("Юлия Иванова")] == ["Юлия Иванова"]


def test_an_id_of_the_directory_belongs_to_its_entry_alone(tmp_path: Path) -> None:
    files = tmp_path / "files"
    write_exchange(files / "a.json", "zebras", "Jane Doe")
    directory = people('[[person]]\nid = "jane-doe"\nname = "Jane Quinn Doe"\n')
    index_paths(tmp_path / "index", [files], FakeEncoder(), directory=directory)
    (speaker,) = speakers_of(tmp_path / "index")
    assert (speaker.name, speaker.id != "jane-doe") == ("Jane Doe", True)
    assert verify(tmp_path / "index") == []


def test_ids_of_names() -> None:
    assert speaker_id("Antony Blinken") == speaker_id("ANTONY BLINKEN") == "antony-blinken"
    assert speaker_id("Shane O’Neil, Jr.") == speaker_id("Shane O'Neil Jr") == "shane-o-neil-jr"
    assert speaker_id("José Díaz") == speaker_id("Jose\u0301 Di\u0301az") != speaker_id("Jose Diaz")
    assert len({speaker_id(name) for name in ("王毅", "王义", "Wang Yi", "\U00013000", "\U00013001")}) == 5


def test_the_name_of_a_speaker_does_not_depend_on_the_order(tmp_path: Path) -> None:
    for number, name in enumerate(("Jane W Roe", "Jane W. Roe")):
        write_exchange(tmp_path / "files" / f"{number}.json", f"matter{number}", name)
    files = sorted((tmp_path / "files").iterdir())
    for order in (files, files[::-1]):
        index = tmp_path / order[0].stem
        for path in order:
            index_paths(index, [path], FakeEncoder())
        speakers = [(speaker.id, speaker.name) for speaker in speakers_of(index)]
        assert speakers == [("jane-w-roe", "Jane W. Roe")]
    files[1].unlink()
    index_paths(index, [tmp_path / "files"], FakeEncoder())
    assert [speaker.name for speaker in speakers_of(index)] == ["Jane W Roe"]


def test_an_unreadable_sidecar_is_reported_by_its_name(tmp_path: Path) -> None:
    path = write_exchange(tmp_path / "files" / "a.txt", "zebras")
    index_paths(tmp_path / "index", [path], FakeEncoder())
    before = state(tmp_path / "index")
    (tmp_path / "files" / "a.meta.toml").symlink_to(tmp_path / "missing.toml")
    report = index_paths(tmp_path / "index", [tmp_path / "files"], FakeEncoder())
    assert [str(refusal).partition(":")[0] for refusal in report.refused] == [
        str(path.with_name("a.meta.toml"))
    ]
    assert state(tmp_path / "index") == before
