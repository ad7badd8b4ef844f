"""Arithmetic whose results are the same to the bit on processors of different kinds.

ONNX Runtime's softmax adds up as many terms at once as a register of the processor holds, so the last bit of its sums
depends on the processor (and that of its plain sum in float32 on the padding). Where a value lies between two steps of
8 bits, that bit becomes a step, and what follows moves vectors by as much as 8 bits do: by 0.001 of a cosine at worst.
"""

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

_LAST = "softmax/last"


def expand_softmax(graph: ModelProto) -> None:
    """Put the steps of every softmax over the last axis in its place, with sums that do not depend on their order."""
    nodes: list[NodeProto] = []
    for node in graph.graph.node:
        nodes += _steps(node) if _is_softmax(node) else [node]
    if len(nodes) > len(graph.graph.node):
        graph.graph.initializer.append(numpy_helper.from_array(np.array([-1], np.int64), _LAST))
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)


def _is_softmax(node: NodeProto) -> bool:
    # Without the attribute, the last axis is meant.
    axes = [attribute.i for attribute in node.attribute if attribute.name == "axis"]
    return node.op_type == "Softmax" and axes in ([], [-1])


def _steps(node: NodeProto) -> list[NodeProto]:
    (given,), (found,) = node.input, node.output
    top, below, power, terms, total, whole = (
        f"{found}/{name}" for name in ("top", "below", "power", "terms", "total", "whole")
    )
    return [
        helper.make_node("ReduceMax", [given], [top], axes=[-1], keepdims=1),
        helper.make_node("Sub", [given, top], [below]),
        helper.make_node("Exp", [below], [power]),
        # In float64 the order of a sum changes nothing that is left in float32.
        helper.make_node("Cast", [power], [terms], to=TensorProto.DOUBLE),
        helper.make_node("ReduceSum", [terms, _LAST], [total], keepdims=1),
        helper.make_node("Cast", [total], [whole], to=TensorProto.FLOAT),
        helper.make_node("Div", [power, whole], [found]),
    ]
