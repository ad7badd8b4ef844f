"""The speed of encoding in a precision, or by SentenceTransformer.encode with its defaults.

    python -m eval.benchmarks.encoding PRECISION TEXTS

prints the passages per second and the milliseconds per query as JSON. PRECISION may be `sentence-transformers`. TEXTS
is a file with a passage per line.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

WARM_UP = 64


def main(precision: str, texts: list[str]) -> dict[str, float]:
    """The rate over all texts, after a warm-up, and the median milliseconds of a query."""
    from embeddings.models import DEFAULT_MODEL, find_model

    if precision == "sentence-transformers":
        from sentence_transformers import SentenceTransformer

        network = SentenceTransformer(str(find_model(DEFAULT_MODEL)), device="cpu")
        encode: Callable[[list[str]], object] = network.encode
        query: Callable[[str], object] = lambda text: network.encode([text])  # noqa: E731 - the counterpart of encode
    else:
        from embeddings.choose import load_encoder

        encoder = load_encoder(DEFAULT_MODEL, precision)  # type: ignore[arg-type]  # given by __main__
        encode, query = encoder.encode_passages, encoder.encode_query
    encode(texts[:WARM_UP])
    began = time.perf_counter()
    encode(texts)
    took = time.perf_counter() - began
    times = []
    for text in texts[:100]:
        began = time.perf_counter()
        query(text[:60])
        times.append(time.perf_counter() - began)
    return {"passages": len(texts), "rate": len(texts) / took, "query_ms": 1000 * sorted(times)[50]}


if __name__ == "__main__":
    lines = Path(sys.argv[2]).read_text("utf-8").splitlines()
    sys.stdout.write(json.dumps(main(sys.argv[1], lines)) + "\n")
