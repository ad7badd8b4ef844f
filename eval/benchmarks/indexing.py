"""Indexing against encoding alone: the passages of an index, encoded once more and thrown away.

    python -m eval.benchmarks.indexing PATH

indexes PATH into a temporary folder, again with nothing changed, and encodes the same passages; prints JSON.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from embeddings.models import DEFAULT_MODEL
from indexer.catalog.read import Catalog
from indexer.index import open_encoder
from indexer.ingest.encoding import AT_ONCE


def main(source: Path) -> dict[str, float]:
    """Seconds of each, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        index = Path(folder) / "index"
        first, again = _indexed(source, index), _indexed(source, index)
        catalog = Catalog(index)
        # In the order of the text, as indexing meets them, each once.
        texts = list(dict.fromkeys(row.text for row in catalog.passage_rows()))
        catalog.close()
    encoder = open_encoder(DEFAULT_MODEL)
    began = time.perf_counter()
    for at in range(0, len(texts), AT_ONCE):
        encoder.encode_passages(texts[at : at + AT_ONCE])
    alone = time.perf_counter() - began
    return {
        "passages": len(texts),
        "index_s": first,
        "encoding_s": alone,
        "ratio": first / alone,
        "unchanged_s": again,
    }


def _indexed(source: Path, index: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "onrecord", "index", str(source), "--index", str(index)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
