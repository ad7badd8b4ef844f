"""An int8 encoder that computes like kernels for signed weights without VNNI: sums of pairs saturate at 16 bits."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numba import njit
from onnx.reference import ReferenceEvaluator
from onnx.reference.op_run import OpRun
from scipy.special import erf
from tokenizers import Tokenizer

from embeddings.encoder import EncoderSpec, Vectors
from embeddings.graph import GRAPH, TOKENIZER


@njit
def saturating_product(rows: Any, weights: Any) -> Any:
    """The product of uint8 (m, k) and int8 (k, n), with pairs of products added in int16 as by `vpmaddubsw`."""
    sums = np.zeros((rows.shape[0], weights.shape[1]), np.int32)
    for row in range(rows.shape[0]):
        for k in range(0, rows.shape[1], 2):
            first, second = np.int32(rows[row, k]), np.int32(rows[row, k + 1])
            for column in range(weights.shape[1]):
                pair = first * weights[k, column] + second * weights[k + 1, column]
                sums[row, column] += min(max(pair, np.int32(-32768)), np.int32(32767))
    return sums


class MatMulIntegerToFloat(OpRun):
    """The operator of ONNX Runtime, with saturation."""

    op_domain = "com.microsoft"

    def _run(self, *inputs: Any) -> Any:
        rows, weights, row_scale, scale, zero, *unsigned = inputs
        if unsigned:
            weights = (weights.astype(np.int16) - zero).astype(np.int8)
        flat = np.ascontiguousarray(rows.reshape(-1, rows.shape[-1]))
        sums = saturating_product(flat, weights) - np.int32(zero) * weights.sum(axis=0, dtype=np.int32)
        return ((sums * (row_scale * scale)).astype(np.float32).reshape(*rows.shape[:-1], -1),)


class Erf(OpRun):
    """Replaces the operator of the reference evaluator, which calls Python for each value."""

    def _run(self, values: Any) -> Any:
        return (erf(values).astype(values.dtype),)


class OverflowingEncoder:
    """Computes the graph of the default model, of either form, in numpy with products that saturate."""

    def __init__(self, folder: Path, spec: EncoderSpec) -> None:
        self._graph = ReferenceEvaluator(onnx.load(folder / GRAPH), new_ops=[MatMulIntegerToFloat, Erf])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self.spec = spec

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, rows of length 1."""
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query: float32, of length 1."""
        ids = np.array([self._tokenizer.encode(text).ids[:256]], np.int64)
        values = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        inputs = {name: value for name, value in values.items() if name in self._graph.input_names}
        outputs: Any = self._graph.run(None, inputs)
        return np.asarray(outputs[0][0], np.float32)
