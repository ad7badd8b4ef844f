"""A leaner graph of the same arithmetic, before its products are quantized.

An exported transformer spends as long on small nodes, of shapes and masks and heads, as on some of its products; for
one short question that is a quarter of the time.
"""

from collections import defaultdict
from collections.abc import Container
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, helper, numpy_helper


def fuse(exported: Path, heads: int, width: int) -> ModelProto:
    """The graph with attention and activations as one node each where they are of a known form, else as they were.

    Attention takes its three products as they come, which are left to be quantized. Layer norms stay by themselves:
    on a processor, ONNX Runtime's fused ones are slower than their parts. `heads` are those of attention, `width` is
    that of a token's hidden state; 0 where they are not known.
    """
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options: Any = FusionOptions("bert")
    options.use_multi_head_attention = True
    options.enable_skip_layer_norm = False
    options.enable_bias_skip_layer_norm = False
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(exported), "bert", heads, width, optimization_options=options, opt_level=0
    )
    graph: ModelProto = fused.model
    return graph


def join_products(graph: ModelProto) -> None:
    """Multiply what several constant matrices are multiplied with once, by all of them side by side.

    Attention's queries, keys and values are such products. Each column of each of them stays as it was.
    """
    weights = {tensor.name: tensor for tensor in graph.graph.initializer}
    products: dict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.graph.node:
        if _multiplies(node, weights):
            products[node.input[0]].append(node)
    nodes: list[NodeProto] = []
    for node in graph.graph.node:
        beside = products[node.input[0]] if _multiplies(node, weights) else []
        if len(beside) < 2:
            nodes.append(node)
        elif node.output[0] == beside[0].output[0]:
            # Layers may share their matrices.
            name = "+".join(one.input[1] for one in beside)
            if name not in weights:
                matrices = [numpy_helper.to_array(weights[one.input[1]]) for one in beside]
                weights[name] = numpy_helper.from_array(np.concatenate(matrices, axis=1), name)
                widths = np.array([matrix.shape[1] for matrix in matrices], np.int64)
                weights[f"{name}/widths"] = numpy_helper.from_array(widths, f"{name}/widths")
            found = [one.output[0] for one in beside]
            nodes.append(helper.make_node("MatMul", [node.input[0], name], [f"{found[0]}/joined"]))
            nodes.append(helper.make_node("Split", [f"{found[0]}/joined", f"{name}/widths"], found, axis=-1))
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(weights.values())


def _multiplies(node: NodeProto, weights: Container[str]) -> bool:
    return node.op_type == "MatMul" and node.input[1] in weights
