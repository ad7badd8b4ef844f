"""Keys: shown once, kept as hashes, gone at once."""

import hashlib
import shutil
import stat
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.errors import IndexDamaged, KeyFault
from indexer.pipeline import index_paths
from indexer.sample import sample_folder
from indexer.verify import verify
from search_api.keys import FILE, add_key, holder_of, revoke_key, stored_keys
from tests.conftest import Program


@pytest.fixture
def index(sample_index: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample_index, tmp_path / "index")


def test_added_listed_revoked(program: Program, index: Path) -> None:
    code, key, _ = program("keys", "add", "press-desk", "--index", index)
    assert code == 0
    key = key.strip()
    assert program("keys", "list", "--index", index)[1].startswith("press-desk")
    assert key not in program("keys", "list", "--index", index)[1]
    assert holder_of(index, key) == "press-desk"
    assert program("keys", "revoke", "press-desk", "--index", index)[0] == 0
    assert holder_of(index, key) is None
    assert program("keys", "list", "--index", index)[1] == ""


def test_only_the_hash_is_kept_and_for_our_eyes_alone(index: Path) -> None:
    key = add_key(index, "a")
    held = (index / FILE).read_text("utf-8")
    assert key not in held
    assert hashlib.sha256(key.encode()).hexdigest() in held
    assert stat.S_IMODE((index / FILE).stat().st_mode) == 0o600
    # 32 bytes in base64, behind what keys begin with.
    assert len(key.removeprefix("onr_")) == 43


def test_each_key_is_told_from_the_others(index: Path) -> None:
    keys = {name: add_key(index, name) for name in ("a", "b", "c")}
    assert [one.name for one in stored_keys(index)] == ["a", "b", "c"]
    revoke_key(index, "b")
    assert {name: holder_of(index, key) for name, key in keys.items()} == {"a": "a", "b": None, "c": "c"}


@pytest.mark.parametrize("key", ["", "onr_", "é", "\x00", "a" * 100_000])
def test_what_is_no_key(index: Path, key: str) -> None:
    add_key(index, "a")
    assert holder_of(index, key) is None
    # A hash that was stolen from the file opens nothing.
    assert holder_of(index, stored_keys(index)[0].sha256) is None


@pytest.mark.parametrize("name", ["", "a b", "../a", "a\n", "é", "a" * 65])
def test_names_out_of_form(index: Path, name: str) -> None:
    with pytest.raises(KeyFault, match="NAME"):
        add_key(index, name)


def test_wrong_uses_end_with_2(program: Program, index: Path, tmp_path: Path) -> None:
    program("keys", "add", "a", "--index", index)
    for arguments in (("add", "a"), ("revoke", "b")):
        code, _, errors = program("keys", *arguments, "--index", index)
        assert code == 2
        assert errors.count("\n") == 1
    code, _, errors = program("keys", "add", "a", "--index", tmp_path / "none")
    assert (code, "holds no index" in errors) == (2, True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("damaged", [b"[{}]", b'[{"\xf3": 1}]'])
def test_damaged_keys_open_nothing(index: Path, damaged: bytes) -> None:
    key = add_key(index, "a")
    (index / FILE).write_bytes(damaged)
    with pytest.raises(IndexDamaged, match="damaged"):
        holder_of(index, key)


def test_keys_are_no_damage_to_the_index(index: Path, encoder: Encoder) -> None:
    add_key(index, "a")
    assert verify(index) == []
    assert index_paths(index, [sample_folder()], encoder).unchanged == 1
