"""int8 arithmetic in a graph: every product with weights, the weights by column, what they are multiplied with by row.

A row is a token. ONNX Runtime's own dynamic quantization takes one scale for a whole batch, so that a text's vector
depends on its company, and a few large values cost all others their precision. With a scale a row it depends on
the text alone, and lies three times nearer to the model's own.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, helper, numpy_helper

_STEPS = 127
_SCALE, _ZERO, _LEAST, _ONE = "int8/scale", "int8/zero", "int8/least", "int8/one"
_DOMAIN = "com.microsoft"


def quantize(graph: ModelProto) -> None:
    """Put int8 products in the place of those of float32 with constant weights; all else stays as it is.

    A product X W becomes top(X) * scale(W) * (Q(X) Q(W)): `top` is the largest magnitude of each row, Q(X) holds
    X / top(X) in 127 steps to either side of 128 (uint8), and Q(W) holds W / scale(W) in as many of 0 (int8), where
    scale(W) is the largest magnitude of each column over 127.
    """
    weights = {tensor.name: tensor for tensor in graph.graph.initializer}
    nodes: list[NodeProto] = []
    constants: dict[str, npt.NDArray[Any]] = {
        _SCALE: np.array(1 / _STEPS, np.float32),
        _ZERO: np.array(_STEPS + 1, np.uint8),
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
            constants |= _columns(weight, numpy_helper.to_array(weights[weight]))
        nodes += _product_nodes(given, weight, node.output[0])
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    if all(opset.domain != _DOMAIN for opset in graph.opset_import):
        graph.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    left = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.graph.initializer if tensor.name in left]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
    graph.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())


def _columns(name: str, weight: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    """A matrix in int8, and what a step of each of its columns is worth, in steps of the rows it is multiplied with."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / _STEPS
    held = np.clip(np.rint(weight / scale), -_STEPS, _STEPS).astype(np.int8)
    return {f"{name}/int8": held, f"{name}/worth": (scale / _STEPS).astype(np.float32)}


def _row_nodes(given: str) -> list[NodeProto]:
    return [
        helper.make_node("Abs", [given], [f"{given}/size"]),
        helper.make_node("ReduceMax", [f"{given}/size"], [f"{given}/most"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{given}/most", _LEAST], [f"{given}/top"]),
        helper.make_node("Div", [given, f"{given}/top"], [f"{given}/unit"]),
        helper.make_node("QuantizeLinear", [f"{given}/unit", _SCALE, _ZERO], [f"{given}/int8"]),
    ]


def _product_nodes(given: str, weight: str, found: str) -> list[NodeProto]:
    # The runtime's own operator multiplies and scales in one pass.
    product = [f"{given}/int8", f"{weight}/int8", _ONE, f"{weight}/worth", _ZERO]
    return [
        helper.make_node("MatMulIntegerToFloat", product, [f"{found}/unit"], domain=_DOMAIN),
        helper.make_node("Mul", [f"{found}/unit", f"{given}/top"], [found]),
    ]
