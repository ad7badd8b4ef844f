"""A model as a graph for ONNX Runtime: int8 weights, made once from what sentence-transformers loads, kept by its hash.

The folder of a graph holds `model.onnx`, `tokenizer.json` and `graph.json`; the last is written last, and names the
SHA-256 of the others. A folder without it, or with other files than it names, is no graph and is made anew.
"""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from embeddings.agreement import Agreement, probes
from embeddings.cache import cache_folder
from embeddings.encoder import ARITHMETIC
from embeddings.quantize import WeightForm

GRAPH, TOKENIZER, RECORD = "model.onnx", "tokenizer.json", "graph.json"


class GraphRecord(msgspec.Struct, frozen=True):
    """What a graph is: its files by SHA-256, what texts are put in with, and how it agreed with the fp32 model.

    `accepted` is false where it did not agree: it is kept so that nobody makes it again.
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
    """A model cannot be made a graph; the message says why in a clause."""


def graph_folder(fingerprint: str, form: WeightForm) -> Path:
    """Where the graph of the model with this fingerprint lies, or would; processors of two kinds may share a cache."""
    return cache_folder() / "graphs" / f"{fingerprint[:32]}-int8-{ARITHMETIC}-{form}"


def read_graph(folder: Path) -> GraphRecord | None:
    """The record of a graph whose files are as it names them, else None."""
    try:
        record = msgspec.json.decode((folder / RECORD).read_bytes(), type=GraphRecord)
        whole = all(_sha256(folder / name) == digest for name, digest in record.files.items())
    except (OSError, ValueError):
        return None
    return record if whole else None


@contextlib.contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `folder` when the block ends well.

    Raises:
        GraphUnavailable: the cache cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="draft-", dir=folder.parent))
    except OSError as error:
        raise GraphUnavailable(f"{folder.parent} cannot be written ({error.strerror})") from error
    try:
        yield place
        # Another process may have been faster, and be reading its graph, which is as good.
        if read_graph(folder) is None:
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                place.rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def write_record(folder: Path, record: GraphRecord) -> None:
    """Name the files of a finished graph."""
    (folder / RECORD).write_bytes(msgspec.json.format(msgspec.json.encode(record)))


def make_graph(network: Any, folder: Path, form: WeightForm) -> GraphRecord:
    """Write the int8 graph and the tokenizer of a sentence-transformers model into a folder; not yet accepted.

    Its channels are balanced (`embeddings.balance`), its products are in int8 (`embeddings.quantize`), and its softmax
    is the same everywhere (`embeddings.portable`).

    Raises:
        GraphUnavailable: the model is of a kind that cannot be exported.
    """
    import onnx
    import torch

    from embeddings.balance import balance_channels
    from embeddings.portable import expand_softmax
    from embeddings.quantize import quantize

    tokenizer = getattr(network.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise GraphUnavailable("its tokenizer is not one of the fast ones")
    plain = folder / "plain.onnx"
    batch = dict(network.tokenizer(["one text", "and a longer one"], padding=True, return_tensors="pt"))
    inputs = tuple(batch)

    class Sentences(torch.nn.Module):
        """The whole model, from token ids to a vector of length 1."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, *values: Any) -> Any:
            found = self.network(dict(zip(inputs, values, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(found, p=2, dim=1)

    free = {name: {0: "batch", 1: "tokens"} for name in inputs}
    try:
        with _quiet(), _plain_attention(network):
            torch.onnx.export(
                Sentences().eval(),
                tuple(batch.values()),
                str(plain),
                input_names=list(inputs),
                output_names=["vector"],
                dynamic_axes={**free, "vector": {0: "batch"}},
                opset_version=17,
                dynamo=False,
            )
        graph = onnx.load(plain)
        balance_channels(graph, _probe_inputs(network, tuple(given.name for given in graph.graph.input)))
        expand_softmax(graph)
        quantize(graph, form)
        onnx.save(graph, folder / GRAPH)
    except Exception as error:
        # Exporters raise anything; all of it means that this model stays with torch.
        raise GraphUnavailable(f"it cannot be exported ({type(error).__name__}: {str(error)[:80]})") from error
    plain.unlink()
    (folder / TOKENIZER).write_text(tokenizer.to_str(), "utf-8")
    prompts = network.prompts
    return GraphRecord(
        {name: _sha256(folder / name) for name in (GRAPH, TOKENIZER)},
        # Tokenizers give some that the model does not use, which the graph does not take.
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
    """Attention in its plain steps while the block runs: other forms are exported as more nodes."""
    model = getattr(network[0], "auto_model", None)
    kind = getattr(getattr(model, "config", None), "_attn_implementation", None)
    if model is None or kind is None:
        yield
        return
    model.set_attn_implementation("eager")
    try:
        yield
    finally:
        model.set_attn_implementation(kind)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Exporting warns of a dozen things that are as they should be."""
    import logging
    import warnings

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.setLevel(level)


def _probe_inputs(network: Any, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Every fourth of the probe passages as inputs of a graph."""
    for text in probes()[0][::4]:
        batch = network.tokenizer(
            [text], truncation=True, max_length=int(network.max_seq_length or 512), return_tensors="np"
        )
        yield {name: batch[name].astype("int64") for name in names}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
