"""Keys: shown once, kept as hashes, gone at once."""

import hashlib
import shutil
import stat
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.errors import KeyFault, KeysUnusable
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from indexer.sample import sample_folder
from search_api.keys import FILE, add_key, holder_of, revoke_key, stored_keys
from tests.conftest import Program
from tests.served import served


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
    # 32 bytes in base64, after the prefix.
    assert len(key.removeprefix("onr_")) == 43


def test_keys_are_told_apart(index: Path) -> None:
    keys = {name: add_key(index, name) for name in ("a", "b", "c")}
    assert [key.name for key in stored_keys(index)] == ["a", "b", "c"]
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


DIGEST = "0" * 64
DAMAGED = [
    b"",
    b"[{}]",
    b'[{"bad": 1}]',
    b'[{"\xf3": 1}]',
    f'[{{"name": "a\\u001b[31m", "sha256": "{DIGEST}", "added": "2026-01-01T00:00:00Z"}}]'.encode(),
    '[{"name": "a", "sha256": "é", "added": "2026-01-01T00:00:00Z"}]'.encode(),
    None,
]
"""Bytes in the place of the keys; None is a folder, which cannot be read."""


def damage(index: Path, data: bytes | None) -> None:
    path = index / FILE
    path.unlink(missing_ok=True)
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_keys_open_nothing(program: Program, index: Path, data: bytes | None) -> None:
    key = add_key(index, "a")
    damage(index, data)
    with pytest.raises(KeysUnusable, match=FILE):
        holder_of(index, key)
    for arguments in (("list",), ("add", "b"), ("revoke", "a")):
        code, out, errors = program("keys", *arguments, "--index", index)
        assert (code, out) == (1, "")
        assert errors.count("\n") == 1
        assert str(index / FILE) in errors
        assert "\x1b" not in errors


def test_a_server_reads_on_without_its_keys(index: Path) -> None:
    key = {"Authorization": f"Bearer {add_key(index, 'a')}"}
    with served(index, "--metrics", "key") as server:
        for data in (b'[{"bad": 1}]', None):
            damage(index, data)
            for headers in ({}, key, {"Authorization": "Bearer x"}):
                assert server.client.get("/v1/search?q=music", headers=headers).status_code == 200
                assert (
                    server.client.post("/v1/search/batch", json={"queries": []}, headers=headers).status_code
                    == 400
                )
            for answer in (
                server.client.put(
                    "/v1/transcripts/new", content=b"a", headers=key | {"Content-Type": "text/plain"}
                ),
                server.client.delete("/v1/transcripts/blinken-morning-joe", headers=key),
                server.client.get("/metrics", headers=key),
            ):
                assert answer.status_code == 503
                assert answer.headers["content-type"] == "application/problem+json"
                assert FILE in answer.json()["detail"]
                assert str(index) not in answer.text
            assert server.client.delete("/v1/transcripts/blinken-morning-joe").status_code == 401
        (index / FILE).rmdir()
        key = {"Authorization": f"Bearer {add_key(index, 'b')}"}
        assert server.client.delete("/v1/transcripts/blinken-morning-joe", headers=key).status_code == 204
        # Whoever runs it reads what is wrong, once.
        assert sum("keys are damaged" in line for line in server.log) >= 1


def test_keys_are_no_damage_to_the_index(index: Path, encoder: Encoder) -> None:
    add_key(index, "a")
    assert verify(index) == []
    assert index_paths(index, [sample_folder()], encoder).unchanged == 1
