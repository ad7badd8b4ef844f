"""The time of indexing compared with that of encoding the same passages.

    python -m eval.benchmarks.indexing PATH

indexes PATH into a temporary folder, indexes it again without changes, encodes the same passages, and prints JSON.
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
from indexer.ingest.encoding_queue import BATCH_SIZE


def main(source: Path) -> dict[str, float]:
    """Seconds of each, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        index = Path(folder) / "index"
        first, again = _indexed(source, index), _indexed(source, index)
        catalog = Catalog(index)
        # Distinct, and in the order in which indexing encodes them.
        texts = list(dict.fromkeys(row.text for row in catalog.passage_rows()))
        catalog.close()
    encoder = open_encoder(DEFAULT_MODEL)
    began = time.perf_counter()
    for start in range(0, len(texts), BATCH_SIZE):
        encoder.encode_passages(texts[start : start + BATCH_SIZE])
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
