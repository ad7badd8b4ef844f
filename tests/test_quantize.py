"""Products in int8, against the same in numpy; what a text is encoded as, whatever it is encoded with."""

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import ModelProto, TensorProto, helper, numpy_helper

from embeddings.encoder import Encoder
from embeddings.fusion import join_products
from embeddings.quantize import quantize

Matrix = npt.NDArray[np.float32]


def two_products(first: Matrix, second: Matrix) -> ModelProto:
    """A graph of rows times `first`, and rows times `second`, which is all that it is; rows of any number."""
    nodes = [helper.make_node("MatMul", ["rows", name], [f"by_{name}"]) for name in ("first", "second")]
    outputs = [
        helper.make_tensor_value_info(f"by_{name}", TensorProto.FLOAT, [None, None])
        for name in ("first", "second")
    ]
    given_rows = [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, len(first)])]
    weights = [numpy_helper.from_array(first, "first"), numpy_helper.from_array(second, "second")]
    graph = helper.make_graph(nodes, "products", given_rows, outputs, weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def run(graph: ModelProto, rows: Matrix) -> list[Matrix]:
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    return [np.asarray(one, np.float32) for one in session.run(None, {"rows": rows})]


def steps(values: Matrix, axis: int) -> tuple[Matrix, Matrix]:
    top = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-9)
    return np.rint(values / top * 127), top / 127


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_products_are_those_of_whole_numbers(seed: int, joined: bool) -> None:
    rng = np.random.default_rng(seed)
    first, second, rows = (
        rng.normal(0, rng.uniform(0.01, 10), shape).astype(np.float32) for shape in ((8, 5), (8, 3), (6, 8))
    )
    rows[2] = 0
    graph = two_products(first, second)
    if joined:
        join_products(graph)
    quantize(graph)
    kinds = [node.op_type for node in graph.graph.node]
    assert kinds.count("MatMulIntegerToFloat") == 2 - joined
    held, worth = steps(rows, 1)
    for found, weight in zip(run(graph, rows), (first, second), strict=True):
        columns, each = steps(weight, 0)
        tall = float(np.abs(rows).max() * np.abs(weight).max())
        # Halves are rounded to either side.
        np.testing.assert_allclose(found, (held @ columns) * worth * each, atol=0.03 * tall)
        np.testing.assert_allclose(found, rows @ weight, atol=0.06 * tall)
        assert not found[2].any()


def test_a_row_is_multiplied_alike_in_any_company() -> None:
    rng = np.random.default_rng(1)
    weight = rng.normal(0, 1, (16, 4)).astype(np.float32)
    graph = two_products(weight, weight)
    quantize(graph)
    row = rng.normal(0, 0.01, (1, 16)).astype(np.float32)
    with_others = np.concatenate([row, rng.normal(0, 100, (3, 16)).astype(np.float32)])
    np.testing.assert_array_equal(run(graph, with_others)[0][0], run(graph, row)[0][0])


@pytest.mark.parametrize("company", [1, 7, 40])
def test_a_vector_depends_on_its_text_alone(encoder: Encoder, company: int) -> None:
    text = "We take a cyber attack on a pipeline as seriously as any other attack."
    others = [f"{'The Senate adjourned until Monday. ' * (at % 12)}{at}" for at in range(company)]
    alone = encoder.encode_passages([text])[0]
    np.testing.assert_allclose(encoder.encode_passages([*others, text])[-1], alone, atol=1e-6)
