"""Archives, well made and hostile."""

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from indexer.errors import InputRefused
from indexer.sources.archives import LARGEST_MEMBER, Member, members
from indexer.sources.files import Loaded, UnknownFormat, load
from tests.conftest import Program

TALK = b"QUESTION: Why?\n\nMAYOR DOE: Because of rain.\n"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return path


def names(path: Path) -> tuple[list[str], list[str]]:
    """The names of the members that are read, and the refusals."""
    results = list(load(path))
    return (
        [result.source.name.partition("!/")[2] for result in results if isinstance(result, Loaded)],
        [str(result) for result in results if isinstance(result, InputRefused)],
    )


MEMBERS = {
    "day/one.txt": TALK,
    "day/one.meta.toml": b'title = "Day one"',
    ".hidden.txt": TALK,
    "__MACOSX/one.txt": TALK,
    "picture.png": b"\x89PNG",
}


@pytest.mark.parametrize("make", [zipped, tarred])
def test_members_are_sources_and_sidecars_apply(tmp_path: Path, make: type) -> None:
    path = make(tmp_path / "talks.bin", MEMBERS)
    loaded, unknown = load(path)
    assert isinstance(loaded, Loaded)
    assert unknown == UnknownFormat(f"{path}!/picture.png")
    assert loaded.source.name == f"{path}!/day/one.txt"
    assert loaded.source.sidecar.title == "Day one"


@pytest.mark.parametrize("name", ["../up.txt", "/etc/x.txt", "a/../../b.txt", "bell\x07.txt"])
def test_names_that_lead_out_are_refused_and_other_members_read(tmp_path: Path, name: str) -> None:
    taken, refused = names(zipped(tmp_path / "a.zip", {name: TALK, "good.txt": TALK}))
    assert taken == ["good.txt"]
    assert ["leads out" in refusal for refusal in refused] == [True]


def test_a_bomb_is_refused_by_its_unpacked_size(tmp_path: Path) -> None:
    taken, refused = names(
        zipped(tmp_path / "a.zip", {"big.txt": b"a" * (LARGEST_MEMBER + 1), "good.txt": TALK})
    )
    assert taken == ["good.txt"]
    assert "larger than" in refused[0]


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": TALK}).read_bytes()
    taken, refused = names(zipped(tmp_path / "a.zip", {"inner.zip": inner, "good.txt": TALK}))
    assert taken == ["good.txt"]
    assert "archive in an archive" in refused[0]


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar.gz", {f"{n}.txt": os.urandom(20_000) for n in range(9)})
    path.write_bytes(path.read_bytes()[:60_000])
    taken, refused = names(path)
    assert taken
    assert "damaged" in refused[0]


def test_an_archive_is_indexed_like_a_folder(program: Program, tmp_path: Path) -> None:
    path = zipped(tmp_path / "talks.zip", {"one.txt": TALK, "two.txt": TALK + b"\n", "bad.txt": b"prose"})
    code, out, err = program("index", path, "--index", tmp_path / "index")
    assert (code, "2 added" in out) == (3, True)
    assert "talks.zip!/bad.txt" in err
    assert "2 unchanged" in program("index", path, "--index", tmp_path / "index")[1]


def test_parse_shows_what_can_be_read_and_names_the_rest(program: Program, tmp_path: Path) -> None:
    path = zipped(tmp_path / "talks.zip", {"bad.txt": b"prose", "one.txt": TALK})
    code, out, err = program("parse", path)
    assert code == 3
    assert "MAYOR DOE" in out
    assert "bad.txt" in err


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a file" in names(tmp_path / "pipe.txt")[1][0]


def test_a_file_without_a_name_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.md", "Q: Why?\n\nA: So.\n")
        archive.writestr("b.txt", "Q: Why?\n\nA: So.\n")
    # A name ends at a zero byte.
    path.write_bytes(path.read_bytes().replace(b"x.md", b"\0.md"))
    nameless, named = members(path)
    assert isinstance(nameless, InputRefused)
    assert "no name" in nameless.reason
    assert isinstance(named, Member)
    assert named.name == "b.txt"
