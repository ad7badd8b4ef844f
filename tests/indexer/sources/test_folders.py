"""Folders: files of formats that are not known are counted and named, never passed over silently."""

import zipfile
from pathlib import Path

from indexer.sources.folders import find
from tests.conftest import Program

TALK = "QUESTION: Why?\n\nMAYOR DOE: Because of rain.\n"


def folder_of(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(f"{TALK}{name}\n")
    return path


def test_files_of_unknown_formats_are_found_but_no_sidecars_and_hidden_files(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", "x.txt", "y.xyz", "b/README", "x.meta.toml", ".hidden", ".git/config")
    findings = find([folder])
    assert findings.files == (folder / "x.txt",)
    assert findings.unknown == (folder / "b" / "README", folder / "y.xyz")


def test_a_file_that_is_given_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", "y.xyz")
    findings = find([folder, folder / "y.xyz"])
    assert (findings.files, findings.unknown) == ((folder / "y.xyz",), ())


def test_the_summary_counts_and_names_them(tmp_path: Path, program: Program) -> None:
    folder = folder_of(tmp_path / "a", "x.txt", "one.xyz")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("in/two.xyz", "words")
        archive.writestr("in/talk.txt", TALK)
    code, out, err = program("index", folder, "--index", folder / "index")
    assert (code, err) == (0, "")
    first, second = out.splitlines()
    assert first.startswith("2 added")
    inside = f"{folder}/z.zip!/in/two.xyz"
    assert second == f"2 files were skipped, because the format is not known: {folder}/one.xyz, {inside}."
    # The index itself lies in the folder, and is none of its files.
    assert program("index", folder, "--index", folder / "index")[1].splitlines()[1] == second


def test_many_of_them_are_counted_by_their_suffixes(tmp_path: Path, program: Program) -> None:
    folder = folder_of(tmp_path / "a", "x.txt", *(f"{number}.xyz" for number in range(20, 33)), "zz.abc", "zzz")
    _, out, _ = program("index", folder, "--index", tmp_path / "index")
    assert out.splitlines()[1].startswith("15 files were skipped")
    assert out.splitlines()[1].endswith("29.xyz and 5 more (3 .xyz, 1 .abc, 1 without a suffix).")
