"""An index in a read-only folder can be searched, verified and exported."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.ingest.pipeline import index_paths
from tests.builders import write_exchange
from tests.fake_encoder import FakeEncoder

_DROPPED = "-dac_override,-dac_read_search"
pytestmark = pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"), reason="setpriv drops the rights of root"
)


def onrecord(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program without the right of root to bypass permissions."""
    rights = ["setpriv", f"--bounding-set={_DROPPED}", f"--inh-caps={_DROPPED}"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*rights, sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def lock(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)


def unlock(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def locked(sample_index: Path, tmp_path: Path) -> Iterator[Path]:
    folder = Path(shutil.copytree(sample_index, tmp_path / "index"))
    lock(folder)
    yield folder
    unlock(folder)


def test_commands_that_only_read_work(locked: Path) -> None:
    before = sorted(locked.rglob("*"))
    done = onrecord("search", "what did Blinken say about cyber attacks", "--index", locked, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"][0]["turn"]["ordinal"] == 16
    assert "turns        40" in onrecord("status", "--index", locked).stdout
    assert onrecord("verify", "--index", locked).stdout == "The index is sound.\n"
    assert len(json.loads(onrecord("export", "--index", locked).stdout)["turns"]) == 40
    assert sorted(locked.rglob("*")) == before


def test_a_lagging_index_is_searched_and_a_missing_one_is_reported(locked: Path) -> None:
    unlock(locked)
    connection = sqlite3.connect(locked / "catalog.sqlite3")
    connection.execute("UPDATE meta SET value = 2 WHERE key = 'generation'")
    connection.commit()
    connection.close()
    lock(locked)
    assert onrecord("search", "cyber attacks", "--index", locked).returncode == 0
    done = onrecord("verify", "--index", locked)
    assert (done.returncode, "holds generation 1, the catalog 2" in done.stderr) == (1, True)
    unlock(locked)
    shutil.rmtree(locked / "lexical")
    lock(locked)
    done = onrecord("search", "cyber attacks", "--index", locked)
    assert (done.returncode, "run `onrecord repair` where it can be written" in done.stderr) == (1, True)
    assert len(done.stderr.splitlines()) == 1
    assert onrecord("export", "--index", locked).returncode == 0


def test_an_unreadable_journal_is_reported(locked: Path) -> None:
    unlock(locked)
    writer = sqlite3.connect(locked / "catalog.sqlite3")
    writer.execute("INSERT INTO meta VALUES ('x', 'y')")
    writer.commit()
    copy = Path(shutil.copytree(locked, locked.with_name("copy"), ignore=shutil.ignore_patterns("*-shm")))
    writer.close()
    lock(copy)
    done = onrecord("status", "--index", copy)
    unlock(copy)
    assert (done.returncode, "are in a journal that cannot be read" in done.stderr) == (1, True)


def test_changes_by_the_owner_are_seen(tmp_path: Path) -> None:
    """The reader opens the file as immutable, and checks whether it has changed."""
    index = tmp_path / "index"
    index_paths(index, [write_exchange(tmp_path / "a.txt", "zebras")], FakeEncoder())
    lock(index)
    code = (
        "import sys; from pathlib import Path; from indexer.catalog.read import Catalog\n"
        "catalog = Catalog(Path(sys.argv[1])); print(catalog.counts()['transcripts'], flush=True)\n"
        "sys.stdin.readline(); print(catalog.counts()['transcripts'], flush=True)"
    )
    rights = ["setpriv", f"--bounding-set={_DROPPED}", f"--inh-caps={_DROPPED}"] if os.geteuid() == 0 else []
    with subprocess.Popen(
        [*rights, sys.executable, "-c", code, str(index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        assert reader.stdout.readline() == "1\n"
        unlock(index)
        index_paths(index, [write_exchange(tmp_path / "b.txt", "walruses")], FakeEncoder())
        lock(index)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "2\n"
    unlock(index)
