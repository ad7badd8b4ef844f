"""A disk that is full: one sentence, nothing lost, and the next run goes on."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from tests.builders import index_content, write_transcript
from tests.fake_encoder import FakeEncoder

LIMITED = """
import resource, sys
from pathlib import Path
from indexer.errors import OnrecordError
from indexer.ingest.pipeline import index_paths
from tests.fake_encoder import FakeEncoder
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    index_paths(Path(sys.argv[2]), [Path(sys.argv[3])], FakeEncoder())
except OnrecordError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk")
    files = folder / "files"
    files.mkdir()
    write_transcript(files, "a", *(f"Turn {turn} of the first talk." for turn in range(60)), title="a")
    index_paths(folder / "index", [files], FakeEncoder())
    write_transcript(files, "b", *(f"Turn {turn} of the second talk." for turn in range(60)), title="b")
    return folder


# From no room at all to room for some of the files that a run writes.
@pytest.mark.parametrize("limit", [1_000, 4_000, 12_000, 40_000, 90_000])
def test_no_room(sound: Path, tmp_path: Path, limit: int) -> None:
    index = Path(shutil.copytree(sound / "index", tmp_path / "index"))
    before = index_content(index)
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), str(index), str(sound / "files")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("IndexUnwritable"), (ran.stdout, ran.stderr)
    assert "check permissions and free space" in ran.stdout
    assert ran.stdout.count("\n") == 1
    held = index_content(index)
    assert [found[0] for found in held] in (["a"], ["a", "b"])
    assert held[0] == before[0]
    index_paths(index, [sound / "files"], FakeEncoder())
    assert [found[0] for found in index_content(index)] == ["a", "b"]
    assert verify(index) == []
