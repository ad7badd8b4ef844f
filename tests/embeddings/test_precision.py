"""The int8 graph: it agrees with the model in fp32, is made once, and is replaced when damaged."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import agreement, processor
from embeddings.agreement import Agreement
from embeddings.choose import load_encoder
from embeddings.encoder import ARITHMETIC, Encoder, EncoderSpec
from embeddings.exactness import exact_form
from embeddings.graph import GRAPH, graph_folder, read_graph
from embeddings.models import DEFAULT_MODEL, find_model, fingerprint
from embeddings.onnx import OnnxEncoder
from embeddings.sentence_transformer import SentenceTransformerEncoder
from tests.overflow import OverflowingEncoder

TEXTS = [f"{'We had a long talk about the economy. ' * (at % 9)}Answer {at}." for at in range(70)]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    return tmp_path


@pytest.fixture
def few_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use every fifth passage, since an encoder in Python is slow."""
    passages, queries = agreement.probes()
    monkeypatch.setattr(agreement, "probes", lambda: (passages[::5], queries))


def test_int8_is_the_default_and_agrees_with_fp32(encoder: Encoder) -> None:
    exact = load_encoder(DEFAULT_MODEL, "fp32")
    assert encoder.spec.precision == "int8"
    assert exact.spec.precision == "fp32"
    assert encoder.spec.agrees(exact.spec)
    assert agreement.agreement(encoder, exact).suffices()
    fast, slow = encoder.encode_passages(TEXTS), exact.encode_passages(TEXTS)
    assert np.sum(fast * slow, axis=1).min() > 0.985
    # Batches are sorted by length: every vector comes back to its own text.
    np.testing.assert_array_equal((fast @ slow.T).argmax(1)[:9], np.arange(9))


@pytest.mark.usefixtures("few_probes")
def test_products_that_overflow_are_refused(encoder: Encoder) -> None:
    form = exact_form()
    assert form is not None
    exact = load_encoder(DEFAULT_MODEL, "fp32")
    overflowing = OverflowingEncoder(graph_folder(encoder.spec.fingerprint, form), encoder.spec)
    measured = agreement.agreement(exact, overflowing)
    assert measured.mean < agreement.MINIMUM.mean
    assert not measured.suffices()
    assert agreement.agreement(exact, encoder).suffices()


def test_bf16_agrees_with_fp32(encoder: Encoder) -> None:
    half = load_encoder(DEFAULT_MODEL, "bf16")
    assert half.spec.precision == "bf16"
    assert half.encode_query("hackers").dtype == np.float32
    assert agreement.agreement(half, encoder).suffices()


def test_bf16_warns_where_it_is_slow(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, flags, slow in (("old", "fma avx2", True), ("new", "fma avx2 avx512_bf16", False)):
        caplog.clear()
        (own_cache / name).write_text(f"processor : 0\nflags\t\t: {flags}\n")
        monkeypatch.setattr(processor, "_CPUINFO", own_cache / name)
        load_encoder(DEFAULT_MODEL, "bf16")
        assert ("has no bf16 instructions" in caplog.text) == slow


def test_int8_of_another_version_is_not_compared() -> None:
    now = EncoderSpec("m", "f", 384, precision="int8", arithmetic=ARITHMETIC)
    before = EncoderSpec("m", "f", 384, precision="int8")
    exact = EncoderSpec("m", "f", 384)
    assert now.agrees(now)
    assert now.agrees(exact)
    assert not any(before.agrees(spec) for spec in (before, now, exact))
    assert not now.agrees(EncoderSpec("m", "other", 384))


def test_a_graph_that_disagrees_is_not_used(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(agreement, "MINIMUM", Agreement(0.9999, 0.98, 0.98))
    for _ in range(2):
        chosen = load_encoder(DEFAULT_MODEL)
        assert isinstance(chosen, SentenceTransformerEncoder)
        assert "encoding in fp32" in caplog.text
        caplog.clear()
    assert any(own_cache.iterdir())


@pytest.fixture
def copied_graph(encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own with the graph that the tests share, which takes ten seconds to make."""
    form = exact_form()
    assert form is not None
    shared = graph_folder(encoder.spec.fingerprint, form)
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    shutil.copytree(shared, graph_folder(encoder.spec.fingerprint, form))


@pytest.mark.usefixtures("copied_graph")
def test_a_damaged_graph_is_made_again() -> None:
    form = exact_form()
    assert form is not None
    folder = graph_folder(fingerprint(find_model(DEFAULT_MODEL)), form)
    first = load_encoder(DEFAULT_MODEL).encode_query("hackers")
    graph = folder / GRAPH
    whole = graph.read_bytes()
    graph.write_bytes(whole[:5000] + b"\0" + whole[5001:])
    assert read_graph(folder) is None
    again = load_encoder(DEFAULT_MODEL)
    assert isinstance(again, OnnxEncoder)
    assert read_graph(folder) is not None
    np.testing.assert_array_equal(again.encode_query("hackers"), first)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_cache_that_cannot_be_written_means_fp32(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "file"))
    assert load_encoder(DEFAULT_MODEL).spec.precision == "fp32"
    assert "cannot be written" in caplog.text


def test_no_library_reports_how_it_is_used(sample_index: Path, tmp_path: Path) -> None:
    """ONNX Runtime would, and keeps a file for that in the home folder."""
    command = [sys.executable, "-m", "onrecord", "search", "cyber attacks", "--index", str(sample_index)]
    ran = subprocess.run(
        command,
        env={**os.environ, "HOME": str(tmp_path), "ORT_DISABLE_TELEMETRY": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    assert not [path for path in tmp_path.rglob("*") if "onnxruntime" in path.name]


def test_searching_loads_no_torch(sample_index: Path) -> None:
    script = (
        "import sys; from onrecord import main\n"
        "try: main(['search', 'cyber attacks', '--json', '--index', sys.argv[1]])\n"
        "except SystemExit as end: code = end.code\n"
        "print(code, [name for name in ('torch', 'transformers', 'lightgbm') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(sample_index)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "0 []", ran.stderr
