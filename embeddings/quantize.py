"""int8 arithmetic in a graph: every product with weights, the weights by column, what they are multiplied with by row.

A row is a token. ONNX Runtime's own dynamic quantization takes one scale for a whole batch, so that a text's vector
depends on its company, and a few large values cost all others their precision. With a scale a row it depends on
the text alone, and lies three times nearer to the model's own.
"""

from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, helper, numpy_helper

WeightForm: TypeAlias = Literal["signed", "unsigned"]
"""How weights of 8 bits are stored: around 0 (int8), or around 128 (uint8). Both stand for the same whole numbers."""
FORMS: tuple[WeightForm, ...] = get_args(WeightForm)
"""Signed first: where its products are exact, it is several times faster."""
STEPS = 127
"""The largest magnitude of a value in steps."""
ZERO = 128
"""What stands for 0 in uint8."""

_SCALE, _ZERO, _LEAST, _ONE = "int8/scale", "int8/zero", "int8/least", "int8/one"
_DOMAIN = "com.microsoft"


def quantize(graph: ModelProto, form: WeightForm) -> None:
    """Put int8 products in the place of those of float32 with constant weights; all else stays as it is.

    A product X W becomes top(X) * scale(W) * (Q(X) Q(W)): `top` is the largest magnitude of each row, Q(X) holds
    X / top(X) in 127 steps to either side of 128 (uint8), and Q(W) holds W / scale(W) in as many steps around 0, where
    scale(W) is the largest magnitude of each column over 127. The form of Q(W) changes how it is stored, no product.
    """
    weights = {tensor.name: tensor for tensor in graph.graph.initializer}
    nodes: list[NodeProto] = []
    constants: dict[str, npt.NDArray[Any]] = {
        _SCALE: np.array(1 / STEPS, np.float32),
        _ZERO: np.array(ZERO, np.uint8),
        # A row of zeros is divided by this.
        _LEAST: np.array(1e-9, np.float32),
        _ONE: np.array(1, np.float32),
    }
    rows: set[str] = set()
    for node in graph.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        given, weight = node.input
        if given not in rows:
            rows.add(given)
            nodes += _row_nodes(given)
        if f"{weight}/int8" not in constants:
            constants |= _columns(weight, numpy_helper.to_array(weights[weight]), form)
        nodes += _product_nodes(given, weight, node.output[0], form)
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    if all(opset.domain != _DOMAIN for opset in graph.opset_import):
        graph.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    left = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.graph.initializer if tensor.name in left]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
    graph.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())


def stored_weights(held: npt.NDArray[np.int8], form: WeightForm) -> npt.NDArray[Any]:
    """Weights in steps around 0, as a form stores them."""
    return held if form == "signed" else (held.astype(np.int16) + ZERO).astype(np.uint8)


def product_node(factors: tuple[str, str], scales: tuple[str, str], found: str, form: WeightForm) -> NodeProto:
    """The node that multiplies rows (uint8) with stored weights and scales their products, to float32.

    The graph holds the constant `int8/zero`, which is `ZERO`.
    """
    # The runtime's own operator multiplies and scales in one pass.
    inputs = [*factors, *scales, _ZERO, *([_ZERO] if form == "unsigned" else [])]
    return helper.make_node("MatMulIntegerToFloat", inputs, [found], domain=_DOMAIN)


def _columns(name: str, weight: npt.NDArray[Any], form: WeightForm) -> dict[str, npt.NDArray[Any]]:
    """A matrix in 8 bits, and what a step of each of its columns is worth, in steps of the rows."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / STEPS
    held = np.clip(np.rint(weight / scale), -STEPS, STEPS).astype(np.int8)
    return {f"{name}/int8": stored_weights(held, form), f"{name}/worth": (scale / STEPS).astype(np.float32)}


def _row_nodes(given: str) -> list[NodeProto]:
    return [
        helper.make_node("Abs", [given], [f"{given}/size"]),
        helper.make_node("ReduceMax", [f"{given}/size"], [f"{given}/most"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{given}/most", _LEAST], [f"{given}/top"]),
        helper.make_node("Div", [given, f"{given}/top"], [f"{given}/unit"]),
        helper.make_node("QuantizeLinear", [f"{given}/unit", _SCALE, _ZERO], [f"{given}/int8"]),
    ]


def _product_nodes(given: str, weight: str, found: str, form: WeightForm) -> list[NodeProto]:
    factors, scales = (f"{given}/int8", f"{weight}/int8"), (_ONE, f"{weight}/worth")
    return [
        product_node(factors, scales, f"{found}/product", form),
        helper.make_node("Mul", [f"{found}/product", f"{given}/top"], [found]),
    ]
