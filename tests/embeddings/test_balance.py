"""Balancing channels keeps the result of a graph, and one large channel then costs the others no precision."""

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnx import ModelProto, TensorProto, helper, numpy_helper

from embeddings.balance import balance_channels
from embeddings.exactness import exact_form
from embeddings.quantize import quantize

Matrix = npt.NDArray[np.float32]
CHANNELS, HIDDEN = 24, 48


def feed_forward(wide: Matrix, narrow: Matrix) -> ModelProto:
    """A graph that multiplies rows by `wide`, and the product by `narrow`."""
    nodes = [
        helper.make_node("MatMul", ["rows", "wide"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "narrow"], ["output"]),
    ]
    given, output = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, CHANNELS]) for name in ("rows", "output")
    )
    weights = [numpy_helper.from_array(wide, "wide"), numpy_helper.from_array(narrow, "narrow")]
    graph = helper.make_graph(nodes, "feed-forward", [given], [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def run(graph: ModelProto, rows: Matrix) -> Matrix:
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"rows": rows})[0], np.float32)


def rows_and_weights() -> tuple[Matrix, Matrix, Matrix]:
    """Rows with a channel fifty times as large as the others, and the weights `wide` and `narrow`."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(30, CHANNELS)).astype(np.float32)
    rows[:, 3] *= 50
    wide, narrow = (
        rng.normal(size=shape).astype(np.float32) for shape in ((CHANNELS, HIDDEN), (HIDDEN, CHANNELS))
    )
    wide[3] /= 50
    return rows, wide, narrow


def test_balancing_keeps_the_result() -> None:
    rows, wide, narrow = rows_and_weights()
    plain, balanced = feed_forward(wide, narrow), feed_forward(wide, narrow)
    balance_channels(balanced, [{"rows": rows}])
    kept = {tensor.name: numpy_helper.to_array(tensor) for tensor in balanced.graph.initializer}
    # Scales are powers of two, and products that narrow are not balanced.
    np.testing.assert_array_equal(np.frexp(kept["rows/inverse"])[0], 0.5)
    assert kept["rows/inverse"][3] < np.median(kept["rows/inverse"]) / 8
    np.testing.assert_array_equal(kept["narrow"], narrow)
    np.testing.assert_array_equal(run(balanced, rows), run(plain, rows))


def test_a_large_channel_costs_the_others_no_precision() -> None:
    rows, wide, narrow = rows_and_weights()
    form = exact_form()
    assert form is not None
    errors = []
    for is_balanced in (False, True):
        graph = feed_forward(wide, narrow)
        if is_balanced:
            balance_channels(graph, [{"rows": rows}])
        quantize(graph, form)
        errors.append(float(np.abs(run(graph, rows) - run(feed_forward(wide, narrow), rows)).mean()))
    assert errors[1] < errors[0] / 2


def test_a_graph_without_products_to_balance_is_not_changed() -> None:
    _, wide, narrow = rows_and_weights()
    graph = feed_forward(wide, narrow)
    del graph.graph.node[0]
    graph.graph.node[0].input[0] = "rows"
    graph.graph.input[0].type.tensor_type.shape.dim[1].dim_value = HIDDEN
    before = graph.SerializeToString()
    balance_channels(graph, [{"rows": np.zeros((1, HIDDEN), np.float32)}])
    assert graph.SerializeToString() == before
