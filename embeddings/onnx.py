"""An encoder that runs the int8 graph of a model on ONNX Runtime, without torch."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from embeddings.encoder import EncoderSpec, Vectors
from embeddings.graph import GRAPH, TOKENIZER, GraphRecord
from embeddings.processor import usable_cores

BATCH_TOKENS = 512
"""The maximum number of tokens in a batch, with padding; batches that fit into the processor cache are fastest."""


class OnnxEncoder:
    """An `Encoder` that runs a graph with its tokenizer. Batches run in parallel, one per core."""

    def __init__(
        self, folder: Path, record: GraphRecord, spec: EncoderSpec, threads: int | None = None
    ) -> None:
        options = onnxruntime.SessionOptions()
        # Two batches on one core each are faster than one batch on two cores.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graph = str(folder / GRAPH)
        self._session: Any = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(record.longest)
        self._record = record
        self.spec = spec
        self._threads = threads or usable_cores()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self._record.dimension), np.float32)
        if not texts:
            return vectors
        prompted = [self._record.passage_prompt + text for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(prompted)]
        with ThreadPoolExecutor(self._threads) as pool:
            batches = list(_batches([len(ids) for ids in tokens]))
            results = pool.map(lambda batch: self._run([tokens[position] for position in batch]), batches)
            for batch, result in zip(batches, results, strict=True):
                vectors[batch] = result
        return vectors

    def encode_query(self, text: str) -> Vectors:
        # Not as a batch, which would start threads.
        tokens = self._tokenizer.encode(self._record.query_prompt + text).ids
        return np.ascontiguousarray(self._run([tokens])[0], np.float32)

    def _run(self, rows: list[list[int]]) -> Vectors:
        width = max(len(row) for row in rows)
        ids = np.zeros((len(rows), width), np.int64)
        mask = np.zeros((len(rows), width), np.int64)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        values = {"input_ids": ids, "attention_mask": mask}
        inputs = {name: values.get(name, np.zeros_like(ids)) for name in self._record.inputs}
        return np.asarray(self._session.run(None, inputs)[0], np.float32)


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """The positions of texts, in batches of similar length with at most `BATCH_TOKENS` tokens, longest first."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(position)
    yield batch
