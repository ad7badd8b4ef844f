"""A full disk is reported in one sentence, nothing is lost, and the next run completes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from tests.builders import index_content, transcript_ids, write_transcript
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
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk")
    files = folder / "files"
    files.mkdir()
    write_transcript(files, "a", *(f"Turn {turn} of the first talk." for turn in range(60)), title="a")
    index_paths(folder / "index", [files], FakeEncoder())
    write_transcript(files, "b", *(f"Turn {turn} of the second talk." for turn in range(60)), title="b")
    return folder


# From room for no file to room for some of the files that a run writes.
@pytest.mark.parametrize("limit", [1_000, 4_000, 12_000, 40_000, 90_000])
def test_a_file_size_limit_loses_nothing(original: Path, tmp_path: Path, limit: int) -> None:
    index = Path(shutil.copytree(original / "index", tmp_path / "index"))
    before = index_content(index)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), str(index), str(original / "files")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("IndexUnwritable"), (done.stdout, done.stderr)
    assert "check permissions and free space" in done.stdout
    assert done.stdout.count("\n") == 1
    assert transcript_ids(index) in (["a"], ["a", "b"])
    assert index_content(index)[0] == before[0]
    index_paths(index, [original / "files"], FakeEncoder())
    assert transcript_ids(index) == ["a", "b"]
    assert verify(index) == []
