"""The packaged model and its vectors, and other models by name or folder."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder
from embeddings.models import DEFAULT_MODEL, ModelNotFound, find_model, fingerprint
from indexer.errors import ModelUnavailable
from indexer.index import open_encoder

PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_the_packaged_weights_are_the_published_ones() -> None:
    weights = (find_model(DEFAULT_MODEL) / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == PUBLISHED


def test_vectors_have_length_one_and_mean_something(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(["A cyber attack.", "Ransomware hit a pipeline.", "I love your music."])
    assert vectors.shape == (3, encoder.spec.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    query = encoder.encode_query("hackers")
    assert query.shape == (encoder.spec.dimension,)
    assert (vectors @ query).argmin() == 2
    assert encoder.encode_passages([]).shape == (0, encoder.spec.dimension)


def test_a_folder_is_a_model_and_the_same_one_agrees(encoder: Encoder) -> None:
    by_folder = open_encoder(str(find_model(DEFAULT_MODEL)))
    assert by_folder.spec.agrees(encoder.spec)


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"one")
    before = fingerprint(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert fingerprint(tmp_path) != before


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="holds no model"):
        find_model(str(tmp_path))
    with pytest.raises(ModelUnavailable, match="--model"):
        open_encoder(str(tmp_path))


def test_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelNotFound, match="no model of this name or folder"):
        find_model("no-such-model-anywhere")
