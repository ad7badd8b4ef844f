"""Int8 arithmetic in a graph: products with weights are quantized with a scale per row and per column of weights.

A row is a token. ONNX Runtime's own dynamic quantization has one scale for a whole batch: the vector of a text then
depends on the other texts, and a few large values cost all others their precision. With a scale per row the vector
depends on the text alone, and is three times nearer to that of the model.
"""

from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, helper, numpy_helper

WeightForm: TypeAlias = Literal["signed", "unsigned"]
"""How 8-bit weights are stored: around 0 (int8) or around 128 (uint8). Both represent the same integers."""
FORMS: tuple[WeightForm, ...] = get_args(WeightForm)
"""The faster form first, by several times, on processors where its products are exact."""
STEPS = 127
"""The largest magnitude of a quantized value."""
ZERO = 128
"""The zero point of uint8."""

_SCALE, _ZERO, _LEAST, _ONE = "int8/scale", "int8/zero", "int8/least", "int8/one"
_DOMAIN = "com.microsoft"


def quantize(graph: ModelProto, form: WeightForm) -> None:
    """Replace the float32 products with constant weights by int8 products; leave other nodes unchanged.

    A product X W becomes top(X) * scale(W) * (Q(X) Q(W)): `top` is the largest magnitude of each row, Q(X) is X /
    top(X) in 127 steps on either side of 128 (uint8), and Q(W) is W / scale(W) in as many steps on either side of 0,
    where scale(W) is the largest magnitude of each column divided by 127. The form affects only how Q(W) is stored.
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
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.graph.initializer if tensor.name in used]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
    graph.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())


def stored_weights(weights: npt.NDArray[np.int8], form: WeightForm) -> npt.NDArray[Any]:
    """Quantized weights, int8, in the form in which a graph stores them."""
    return weights if form == "signed" else (weights.astype(np.int16) + ZERO).astype(np.uint8)


def product_node(factors: tuple[str, str], scales: tuple[str, str], output: str, form: WeightForm) -> NodeProto:
    """The node that multiplies rows (uint8) by stored weights and scales the products to float32.

    The graph must hold the constant `int8/zero` with the value `ZERO`.
    """
    # This operator of ONNX Runtime multiplies and scales in one pass.
    inputs = [*factors, *scales, _ZERO, *([_ZERO] if form == "unsigned" else [])]
    return helper.make_node("MatMulIntegerToFloat", inputs, [output], domain=_DOMAIN)


def _columns(name: str, weight: npt.NDArray[Any], form: WeightForm) -> dict[str, npt.NDArray[Any]]:
    """The constants of a matrix: its 8-bit values, and the scale of each column for products with quantized rows."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / STEPS
    quantized = np.clip(np.rint(weight / scale), -STEPS, STEPS).astype(np.int8)
    worth = (scale / STEPS).astype(np.float32)
    return {f"{name}/int8": stored_weights(quantized, form), f"{name}/worth": worth}


def _row_nodes(given: str) -> list[NodeProto]:
    return [
        helper.make_node("Abs", [given], [f"{given}/size"]),
        helper.make_node("ReduceMax", [f"{given}/size"], [f"{given}/most"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{given}/most", _LEAST], [f"{given}/top"]),
        helper.make_node("Div", [given, f"{given}/top"], [f"{given}/unit"]),
        helper.make_node("QuantizeLinear", [f"{given}/unit", _SCALE, _ZERO], [f"{given}/int8"]),
    ]


def _product_nodes(given: str, weight: str, output: str, form: WeightForm) -> list[NodeProto]:
    factors, scales = (f"{given}/int8", f"{weight}/int8"), (_ONE, f"{weight}/worth")
    return [
        product_node(factors, scales, f"{output}/product", form),
        helper.make_node("Mul", [f"{output}/product", f"{given}/top"], [output]),
    ]
