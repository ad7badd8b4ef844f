"""Which form of 8-bit weights this processor multiplies without overflow.

On x86-64 without VNNI, kernels for signed weights add pairs of products in 16 bits and saturate. Kernels for unsigned
weights are exact there, but several times slower on processors with VNNI or AMX. There is no list of processors:
products of the most extreme operands are computed and compared.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import onnxruntime

from embeddings.quantize import FORMS, STEPS, ZERO, WeightForm, product_node, stored_weights

_ROWS, _SHARED, _COLUMNS = 37, 387, 53
"""A shape that is no multiple of the block size of any kernel."""


@cache
def exact_form() -> WeightForm | None:
    """The fastest form whose products are exact on this processor, or None."""
    return next((form for form in FORMS if is_exact(form)), None)


def is_exact(form: WeightForm) -> bool:
    """Whether products of the most extreme operands are exact, for one row and for many."""
    rows, weights = extremes(_ROWS, _SHARED, _COLUMNS)
    expected = (rows.astype(np.int64) - ZERO) @ weights.astype(np.int64)
    return all(
        np.array_equal(products(rows[:count], weights, form), expected[:count]) for count in (1, 2, _ROWS)
    )


def extremes(rows: int, shared: int, columns: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int8]]:
    """Rows, uint8 (rows, shared), and weights, int8 (shared, columns), of the largest magnitudes in any graph.

    The values of the first row and column have the same sign, so that every pair that can overflow does.
    """
    rng = np.random.default_rng(0)
    left = rng.choice(np.array([ZERO - STEPS, ZERO + STEPS], np.uint8), (rows, shared))
    right = rng.choice(np.array([-STEPS, STEPS], np.int8), (shared, columns))
    left[0], right[:, 0] = ZERO + STEPS, STEPS
    return left, right


def products(
    rows: npt.NDArray[np.uint8], weights: npt.NDArray[np.int8], form: WeightForm
) -> npt.NDArray[np.float32]:
    """The products of rows, less 128, with weights, float32 (rows, columns), as ONNX Runtime computes them."""
    from onnx import TensorProto, helper, numpy_helper

    constants = {
        "weights": stored_weights(weights, form),
        "one": np.array(1, np.float32),
        "int8/zero": np.array(ZERO, np.uint8),
    }
    graph = helper.make_graph(
        [product_node(("rows", "weights"), ("one", "one"), "sums", form)],
        "products",
        [helper.make_tensor_value_info("rows", TensorProto.UINT8, [None, weights.shape[0]])],
        [helper.make_tensor_value_info("sums", TensorProto.FLOAT, [None, weights.shape[1]])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return np.asarray(session.run(None, {"rows": rows})[0], np.float32)
