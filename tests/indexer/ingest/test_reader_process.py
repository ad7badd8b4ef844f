"""Reading in a separate process: the results, and the limits of time and memory."""

import json
import os
import signal
import sys
from contextlib import closing

import pytest

from indexer.directory.load import shipped
from indexer.errors import InputRefused
from indexer.ingest.reader_process import ReaderProcess, ReadLimits
from indexer.model import TimeMark
from indexer.passages import PassageSettings
from indexer.readers.source import Source
from tests.hostile.seeds import INTERVIEW, seeds

AMPLE = ReadLimits(cpu_seconds=60, seconds=120, memory=1024**3)


def reader_process() -> ReaderProcess:
    return ReaderProcess(shipped(), PassageSettings())


def test_it_reads_the_same_as_this_process() -> None:
    with closing(reader_process()) as reader:
        for name, data in seeds().items():
            source = Source(f"x-{name}", data)
            results = reader.read(source, AMPLE)
            assert any(result.transcript.turns for result in results)
            if name in {"interview", "transcript-json"}:
                assert results == reader.read_file(source)


def test_times_come_through() -> None:
    turn = {"speaker": "A", "text": "Yes. And no.", "start_time": 1, "times": [[0, 1.25], [5, 2.5]]}
    source = Source("x.json", json.dumps({"turns": [turn]}).encode())
    with closing(reader_process()) as reader:
        (result,) = reader.read(source, AMPLE)
        assert reader.read_file(source) == [result]
    assert result.transcript.times == (TimeMark(3, 1.25), TimeMark(8, 2.5))


def test_a_refusal_is_reported_and_the_next_file_is_read() -> None:
    with closing(reader_process()) as reader:
        with pytest.raises(InputRefused, match=r"x\.txt: no line opens a turn"):
            reader.read(Source("x.txt", b"No turn."), AMPLE)
        assert len(reader.read(Source("x.txt", INTERVIEW.encode()), AMPLE)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no limit of memory")
def test_too_much_memory_is_refused_and_the_next_file_is_read() -> None:
    many = "QUESTION: Why?\n\nSECRETARY DOE: Because.\n\n" * 100_000
    with closing(reader_process()) as reader:
        with pytest.raises(InputRefused, match="memory"):
            reader.read(Source("x.txt", many.encode()), ReadLimits(60, 120, 120 * 1024**2))
        assert len(reader.read(Source("x.txt", INTERVIEW.encode()), AMPLE)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time")
def test_too_much_time_is_refused_and_the_next_file_is_read() -> None:
    many = "QUESTION: Why?\n\nSECRETARY DOE: Because.\n\n" * 200_000
    with closing(reader_process()) as reader:
        with pytest.raises(InputRefused, match="more than 0 s"):
            reader.read(Source("x.txt", many.encode()), ReadLimits(0, 120, 4 * 1024**3))
        with pytest.raises(InputRefused, match="more than 60 s"):
            reader.read(Source("x.txt", many.encode()), ReadLimits(60, 0, 4 * 1024**3))
        assert len(reader.read(Source("x.txt", INTERVIEW.encode()), AMPLE)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_a_process_that_dies_is_reported_and_replaced(caplog: pytest.LogCaptureFixture) -> None:
    with closing(reader_process()) as reader:
        reader.read(Source("x.txt", INTERVIEW.encode()), AMPLE)
        process = reader._process
        assert process is not None
        os.kill(process.pid, signal.SIGSEGV)
        process.wait()
        with pytest.raises(InputRefused, match="its reader failed"):
            reader.read(Source("x.txt", INTERVIEW.encode()), AMPLE)
        assert "reading x.txt failed" in caplog.text
        assert len(reader.read(Source("x.txt", INTERVIEW.encode()), AMPLE)) == 1
