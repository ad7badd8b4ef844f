"""Large indexes for tests, with synthetic vectors."""

from pathlib import Path

from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.synthetic import SentenceMeanEncoder, sentences_of, write_transcripts
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths


def synthetic_index(folder: Path, passages: int) -> Path:
    """An index with a number of passages, which is made if it does not exist."""
    index = folder / f"index-{passages}"
    if not index.exists():
        # Each sentence must be encoded, and a small index needs few.
        pool = sentences_of(None)[: max(100, passages // 10)]
        write_transcripts(folder / f"files-{passages}", pool, passages)
        index_paths(
            index, [folder / f"files-{passages}"], SentenceMeanEncoder(open_encoder(DEFAULT_MODEL), pool)
        )
    return index
