"""Large indexes for tests: synthetic vectors around those of real sentences."""

from pathlib import Path

from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.synthetic import SentenceMeanEncoder, sentences_of, write_transcripts
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths


def synthetic_index(folder: Path, passages: int) -> Path:
    """An index of so many passages, made if it is not there."""
    index = folder / f"index-{passages}"
    if not index.exists():
        # A small index needs few sentences, and each has to be encoded.
        pool = sentences_of(None)[: max(100, passages // 10)]
        write_transcripts(folder / f"files-{passages}", pool, passages)
        index_paths(
            index, [folder / f"files-{passages}"], SentenceMeanEncoder(open_encoder(DEFAULT_MODEL), pool)
        )
    return index
