"""Fixtures for all tests: the real model and an index of the sample, made once, and the command line."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import onrecord
from embeddings.encoder import Encoder
from embeddings.models import DEFAULT_MODEL
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
from indexer.sample import sample_folder
from search_api.search.searcher import Searcher

Program = Callable[..., tuple[int, str, str]]

# Without a deadline: the first call of a kernel takes a second, since it is compiled.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def sample_index(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample, which tests must not change."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    index_paths(folder, [sample_folder()], encoder)
    return folder


@pytest.fixture(scope="session")
def searcher(sample_index: Path, encoder: Encoder) -> Iterator[Searcher]:
    opened = Searcher(sample_index, encoder)
    yield opened
    opened.close()


@pytest.fixture
def no_collection() -> Iterator[None]:
    """Collect no garbage during a test: a collection takes as long as all objects of earlier tests need."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    """Runs the command line in this process; returns the exit code, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            onrecord.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = stopped.value.code
        return (code if isinstance(code, int) else 0), captured.out, captured.err

    return run
