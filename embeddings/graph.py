"""Int8 graphs for ONNX Runtime, made from models that sentence-transformers loads and cached by their hash.

The folder of a graph holds `model.onnx`, `tokenizer.json` and `graph.json`. The last is written last, with the SHA-256
of the others. If it is missing or the hashes differ, the graph is made again.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from embeddings.agreement import Agreement, probes
from embeddings.encoder import ARITHMETIC
from embeddings.quantize import WeightForm

GRAPH, TOKENIZER, RECORD = "model.onnx", "tokenizer.json", "graph.json"


class GraphRecord(msgspec.Struct, frozen=True):
    """The SHA-256 of a graph's files, its inputs and prompts, and its agreement with the model in fp32.

    `longest` is the maximum number of tokens of a text. A graph that did not agree is kept with `accepted` false, so
    that it is not made again.
    """

    files: dict[str, str]
    inputs: tuple[str, ...]
    dimension: int
    longest: int
    query_prompt: str
    passage_prompt: str
    agreement: Agreement
    accepted: bool


class GraphUnavailable(Exception):
    """No graph can be made of a model; the message is a clause that says why."""


def graph_folder(fingerprint: str, form: WeightForm) -> Path:
    """The folder for the graph of a model, in $ONRECORD_CACHE or else in the user's cache.

    Processors that need different forms may share a cache.
    """
    cache = (
        os.environ.get("ONRECORD_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "onrecord"
    )
    return Path(cache).expanduser() / "graphs" / f"{fingerprint[:32]}-int8-{ARITHMETIC}-{form}"


def read_graph(folder: Path) -> GraphRecord | None:
    """The record of a graph, or None if its files do not match it."""
    try:
        record = msgspec.json.decode((folder / RECORD).read_bytes(), type=GraphRecord)
        is_intact = all(_sha256(folder / name) == digest for name, digest in record.files.items())
    except (OSError, ValueError):
        return None
    return record if is_intact else None


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A temporary folder that replaces `folder` when the block ends without an error.

    Raises:
        GraphUnavailable: the cache cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix="draft-", dir=folder.parent))
    except OSError as error:
        raise GraphUnavailable(f"{folder.parent} cannot be written ({error.strerror})") from error
    try:
        yield temporary
        # If another process was faster, its graph is in use already and is just as good.
        if read_graph(folder) is None:
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_record(folder: Path, record: GraphRecord) -> None:
    """Write the record that completes a graph."""
    (folder / RECORD).write_bytes(msgspec.json.format(msgspec.json.encode(record)))


def make_graph(network: Any, folder: Path, form: WeightForm) -> GraphRecord:
    """Write the int8 graph and the tokenizer of a sentence-transformers model into a folder; its agreement is not
    measured.

    Its channels are balanced (`embeddings.balance`), its products are in int8 (`embeddings.quantize`), and its softmax
    is the same on every processor (`embeddings.portable`).

    Raises:
        GraphUnavailable: the model cannot be exported.
    """
    import onnx
    import torch

    from embeddings.balance import balance_channels
    from embeddings.portable import expand_softmax
    from embeddings.quantize import quantize

    tokenizer = getattr(network.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise GraphUnavailable("it has no fast tokenizer")
    plain = folder / "plain.onnx"
    batch = dict(network.tokenizer(["one text", "and a longer one"], padding=True, return_tensors="pt"))
    inputs = tuple(batch)

    class TextEncoder(torch.nn.Module):
        """The whole model, from token ids to vectors of length 1."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, *values: Any) -> Any:
            embedding = self.network(dict(zip(inputs, values, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(embedding, p=2, dim=1)

    dynamic_axes = {name: {0: "batch", 1: "tokens"} for name in inputs}
    try:
        # The exporter gives many harmless warnings.
        with warnings.catch_warnings(action="ignore"), _plain_attention(network):
            torch.onnx.export(
                TextEncoder().eval(),
                tuple(batch.values()),
                str(plain),
                input_names=list(inputs),
                output_names=["vector"],
                dynamic_axes={**dynamic_axes, "vector": {0: "batch"}},
                opset_version=17,
                dynamo=False,
            )
        graph = onnx.load(plain)
        balance_channels(graph, _probe_inputs(network, tuple(given.name for given in graph.graph.input)))
        expand_softmax(graph)
        quantize(graph, form)
        onnx.save(graph, folder / GRAPH)
    except Exception as error:
        # Exporters raise all kinds of errors; each means that this model needs torch.
        raise GraphUnavailable(f"it cannot be exported ({type(error).__name__}: {str(error)[:80]})") from error
    plain.unlink()
    (folder / TOKENIZER).write_text(tokenizer.to_str(), "utf-8")
    prompts = network.prompts
    return GraphRecord(
        {name: _sha256(folder / name) for name in (GRAPH, TOKENIZER)},
        # The tokenizer may return inputs that the model, and so the graph, does not use.
        tuple(given.name for given in graph.graph.input),
        int(network.get_embedding_dimension()),
        int(network.max_seq_length or 512),
        prompts.get("query") or "",
        next((prompts[name] for name in ("document", "passage", "corpus") if prompts.get(name)), ""),
        agreement=Agreement(0, 0, 0),
        accepted=False,
    )


@contextlib.contextmanager
def _plain_attention(network: Any) -> Iterator[None]:
    """Use eager attention within the block: other implementations are exported as more nodes."""
    model = getattr(network[0], "auto_model", None)
    implementation = getattr(getattr(model, "config", None), "_attn_implementation", None)
    if model is None or implementation is None:
        yield
        return
    model.set_attn_implementation("eager")
    try:
        yield
    finally:
        model.set_attn_implementation(implementation)


def _probe_inputs(network: Any, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Every fourth probe passage, as inputs of a graph by name."""
    for text in probes()[0][::4]:
        batch = network.tokenizer(
            [text], truncation=True, max_length=int(network.max_seq_length or 512), return_tensors="np"
        )
        yield {name: batch[name].astype("int64") for name in names}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
