"""Graphs of several kinds of models with random weights, compared with the models themselves."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from scipy.special import softmax
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import AlbertConfig, AutoModel, AutoTokenizer, BertConfig, MPNetConfig, PretrainedConfig

from embeddings.encoder import ARITHMETIC, EncoderSpec
from embeddings.exactness import exact_form, is_exact
from embeddings.graph import GRAPH, make_graph
from embeddings.models import find_model
from embeddings.onnx import OnnxEncoder
from embeddings.portable import expand_softmax
from embeddings.quantize import FORMS

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
    """A model of two layers with the tokenizer of the default model."""
    import torch

    tokenizer = AutoTokenizer.from_pretrained(str(find_model("all-MiniLM-L6-v2")))
    torch.manual_seed(0)
    AutoModel.from_config(kind(**{"vocab_size": len(tokenizer), **SMALL})).save_pretrained(folder)  # type: ignore[no-untyped-call]  # transformers lacks the annotation
    tokenizer.save_pretrained(folder)
    layers = Transformer(str(folder), max_seq_length=100)
    return SentenceTransformer(modules=[layers, Pooling(SMALL["hidden_size"])], device="cpu").eval()


# Six products with weights per layer. The layers of ALBERT share their weights, and most are exported as other nodes.
@pytest.mark.parametrize(("kind", "products"), [(BertConfig, 12), (AlbertConfig, 7), (MPNetConfig, 12)])
def test_a_graph_gives_the_vectors_of_its_model(
    kind: type[PretrainedConfig], products: int, tmp_path: Path
) -> None:
    network = small_model(kind, tmp_path / "model")
    config: Any = network[0].auto_model.config
    attention = config._attn_implementation
    form = exact_form()
    assert form is not None
    record = make_graph(network, tmp_path, form)
    nodes = Counter(node.op_type for node in onnx.load(tmp_path / GRAPH).graph.node)
    assert nodes["MatMulIntegerToFloat"] == products
    # The sums of a softmax node would depend on the processor.
    assert not nodes["Softmax"]
    assert config._attn_implementation == attention
    exact = network.encode(TEXTS, normalize_embeddings=True)
    spec = EncoderSpec(kind.model_type, "", record.dimension, precision="int8", arithmetic=ARITHMETIC)
    vectors = OnnxEncoder(tmp_path, record, spec).encode_passages(TEXTS)
    assert np.sum(exact * vectors, axis=1).min() > 0.999
    assert np.abs(vectors - exact).max() < 0.02


def test_both_forms_of_a_graph_give_the_same_vectors(tmp_path: Path) -> None:
    network = small_model(BertConfig, tmp_path / "model")
    vectors = []
    for form in FORMS:
        if not is_exact(form):
            pytest.skip(f"products of {form} weights overflow on this processor")
        (tmp_path / form).mkdir()
        record = make_graph(network, tmp_path / form, form)
        spec = EncoderSpec("bert", "", record.dimension, precision="int8", arithmetic=ARITHMETIC)
        vectors.append(OnnxEncoder(tmp_path / form, record, spec).encode_passages(TEXTS))
    np.testing.assert_array_equal(vectors[0], vectors[1])


def test_the_steps_of_a_softmax_give_the_same_result() -> None:
    scores = np.random.default_rng(0).normal(0, 5, (2, 3, 7)).astype(np.float32)
    # The value with which attention masks padding.
    scores[1, :, 4:] = np.finfo(np.float32).min
    shapes = [helper.make_tensor_value_info(name, TensorProto.FLOAT, scores.shape) for name in ("x", "y")]
    node = helper.make_node("Softmax", ["x"], ["y"], axis=-1)
    graph = helper.make_model(
        helper.make_graph([node], "softmax", shapes[:1], shapes[1:]),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    expand_softmax(graph)
    assert "Softmax" not in {step.op_type for step in graph.graph.node}
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    (output,) = session.run(None, {"x": scores})
    np.testing.assert_allclose(output, softmax(scores, axis=-1), atol=1e-6)
