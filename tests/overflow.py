"""An int8 encoder as kernels for signed weights work it out without VNNI: sums of pairs saturate at 16 bits."""

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
def saturated(rows: Any, weights: Any) -> Any:
    """Sums of products, uint8 (m, k) by int8 (k, n), pair by pair in int16 as `vpmaddubsw` adds them."""
    found = np.zeros((rows.shape[0], weights.shape[1]), np.int32)
    for row in range(rows.shape[0]):
        for at in range(0, rows.shape[1], 2):
            first, second = np.int32(rows[row, at]), np.int32(rows[row, at + 1])
            for column in range(weights.shape[1]):
                pair = first * weights[at, column] + second * weights[at + 1, column]
                found[row, column] += min(max(pair, np.int32(-32768)), np.int32(32767))
    return found


class MatMulIntegerToFloat(OpRun):
    """The runtime's operator with the fault."""

    op_domain = "com.microsoft"

    def _run(self, *inputs: Any) -> Any:
        rows, weights, row_scale, scale, zero, *unsigned = inputs
        if unsigned:
            weights = (weights.astype(np.int16) - zero).astype(np.int8)
        flat = np.ascontiguousarray(rows.reshape(-1, rows.shape[-1]))
        sums = saturated(flat, weights) - np.int32(zero) * weights.sum(axis=0, dtype=np.int32)
        return ((sums * (row_scale * scale)).astype(np.float32).reshape(*rows.shape[:-1], -1),)


class Erf(OpRun):
    """The reference's own calls Python for each value."""

    def _run(self, values: Any) -> Any:
        return (erf(values).astype(values.dtype),)


class OverflowingEncoder:
    """The default model's graph, of either form, worked out in numpy with products that saturate."""

    def __init__(self, folder: Path, spec: EncoderSpec) -> None:
        self._graph = ReferenceEvaluator(onnx.load(folder / GRAPH), new_ops=[MatMulIntegerToFloat, Erf])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self.spec = spec

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector a row, of length 1."""
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        """A vector of length 1."""
        ids = np.array([self._tokenizer.encode(text).ids[:256]], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        wanted = {name: value for name, value in fed.items() if name in self._graph.input_names}
        found: Any = self._graph.run(None, wanted)
        return np.asarray(found[0][0], np.float32)
