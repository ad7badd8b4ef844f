"""Graphs made lean: of models of several kinds, with weights at random, against the models themselves."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import AlbertConfig, AutoModel, AutoTokenizer, BertConfig, MPNetConfig, PretrainedConfig

from embeddings.encoder import EncoderSpec
from embeddings.graph import GRAPH, make_graph
from embeddings.models import find_model
from embeddings.onnx import OnnxEncoder

TEXTS = [
    "We will reply.",
    "A cyber attack on a pipeline is taken as seriously as any other, and they know it.",
    "x",
]
SMALL: dict[str, Any] = {
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "max_position_embeddings": 130,
    "pad_token_id": 0,
}


def small_model(kind: type[PretrainedConfig], folder: Path) -> Any:
    """A model of two layers with the default model's tokenizer."""
    import torch

    tokenizer = AutoTokenizer.from_pretrained(str(find_model("all-MiniLM-L6-v2")))
    torch.manual_seed(0)
    AutoModel.from_config(kind(**{"vocab_size": len(tokenizer), **SMALL})).save_pretrained(folder)  # type: ignore[no-untyped-call]  # transformers lacks the annotation
    tokenizer.save_pretrained(folder)
    layers = Transformer(str(folder), max_seq_length=100)
    return SentenceTransformer(modules=[layers, Pooling(SMALL["hidden_size"])], device="cpu").eval()


@pytest.mark.parametrize(
    ("kind", "fused", "products"),
    # ALBERT's layers share their weights, and only its first is of a known form; none of MPNet's is.
    [(BertConfig, 2, 8), (AlbertConfig, 1, 9), (MPNetConfig, 0, 8)],
)
def test_a_lean_graph_gives_the_vectors_of_its_model(
    kind: type[PretrainedConfig], fused: int, products: int, tmp_path: Path
) -> None:
    network = small_model(kind, tmp_path / "model")
    config: Any = network[0].auto_model.config
    attention = config._attn_implementation
    record = make_graph(network, tmp_path)
    nodes = Counter(node.op_type for node in onnx.load(tmp_path / GRAPH).graph.node)
    assert nodes["MultiHeadAttention"] == fused
    assert nodes["MatMulIntegerToFloat"] == products
    assert config._attn_implementation == attention
    exact = network.encode(TEXTS, normalize_embeddings=True)
    spec = EncoderSpec(kind.model_type, "", record.dimension, precision="int8")
    found = OnnxEncoder(tmp_path, record, spec).encode_passages(TEXTS)
    assert np.sum(exact * found, axis=1).min() > 0.999
    assert np.abs(found - exact).max() < 0.02
