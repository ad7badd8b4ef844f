"""Int8 products compared with numpy, and vectors that do not depend on the other texts in a batch."""

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import ModelProto, TensorProto, helper, numpy_helper

from embeddings.encoder import Encoder
from embeddings.exactness import exact_form, extremes, is_exact, products
from embeddings.quantize import FORMS, ZERO, WeightForm, quantize

Matrix = npt.NDArray[np.float32]


def two_products(first: Matrix, second: Matrix) -> ModelProto:
    """A graph that multiplies any number of rows by `first`, and by `second`."""
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
    return [np.asarray(output, np.float32) for output in session.run(None, {"rows": rows})]


def quantized(values: Matrix, axis: int) -> tuple[Matrix, Matrix]:
    """Values in steps from -127 to 127, and the size of a step."""
    top = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-9)
    return np.rint(values / top * 127), top / 127


def form_here() -> WeightForm:
    form = exact_form()
    assert form is not None
    return form


# The shapes of the model, and shapes that are no multiple of a kernel's block. A single row has its own kernels.
@pytest.mark.parametrize("rows", [1, 2, 37])
@pytest.mark.parametrize(("shared", "columns"), [(384, 1536), (1536, 384), (384, 384), (387, 53), (5, 3)])
def test_products_at_the_extremes_are_exact(rows: int, shared: int, columns: int) -> None:
    left, right = extremes(rows, shared, columns)
    sums = (left.astype(np.int64) - ZERO) @ right
    # Sums of more than 24 bits are rounded to float32.
    np.testing.assert_array_equal(products(left, right, form_here()), sums.astype(np.float32))


def test_unsigned_weights_are_exact_on_every_processor() -> None:
    assert is_exact("unsigned")


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_products_are_those_of_integers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, second, rows = (
        rng.normal(0, rng.uniform(0.01, 10), shape).astype(np.float32) for shape in ((8, 5), (8, 3), (6, 8))
    )
    rows[2] = 0
    graph = two_products(first, second)
    quantize(graph, form_here())
    kinds = [node.op_type for node in graph.graph.node]
    assert kinds.count("MatMulIntegerToFloat") == 2
    row_values, row_step = quantized(rows, 1)
    for product, weight in zip(run(graph, rows), (first, second), strict=True):
        column_values, column_step = quantized(weight, 0)
        largest = float(np.abs(rows).max() * np.abs(weight).max())
        expected = (row_values @ column_values) * row_step * column_step
        # Halves may be rounded up or down.
        np.testing.assert_allclose(product, expected, atol=0.03 * largest)
        np.testing.assert_allclose(product, rows @ weight, atol=0.06 * largest)
        assert not product[2].any()


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_both_forms_give_the_same_products(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # Only one row of the weights is not zero, so that no pair of products can overflow on any processor.
    weight = np.zeros((16, 7), np.float32)
    weight[rng.integers(0, 16)] = rng.normal(0, 1, 7)
    rows = rng.normal(0, 10, (5, 16)).astype(np.float32)
    outputs = []
    for form in FORMS:
        graph = two_products(weight, weight)
        quantize(graph, form)
        outputs.append(run(graph, rows)[0])
    np.testing.assert_array_equal(outputs[0], outputs[1])


def test_the_product_of_a_row_does_not_depend_on_the_others() -> None:
    rng = np.random.default_rng(1)
    weight = rng.normal(0, 1, (16, 4)).astype(np.float32)
    graph = two_products(weight, weight)
    quantize(graph, form_here())
    row = rng.normal(0, 0.01, (1, 16)).astype(np.float32)
    with_others = np.concatenate([row, rng.normal(0, 100, (3, 16)).astype(np.float32)])
    np.testing.assert_array_equal(run(graph, with_others)[0][0], run(graph, row)[0][0])


@pytest.mark.parametrize("count", [1, 7, 40])
def test_a_vector_depends_on_its_text_alone(encoder: Encoder, count: int) -> None:
    text = "We take a cyber attack on a pipeline as seriously as any other attack."
    others = [f"{'The Senate adjourned until Monday. ' * (number % 12)}{number}" for number in range(count)]
    alone = encoder.encode_passages([text])[0]
    np.testing.assert_allclose(encoder.encode_passages([*others, text])[-1], alone, atol=1e-6)
