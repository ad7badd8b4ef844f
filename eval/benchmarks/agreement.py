"""How near the vectors of an encoder are to those in fp32.

    python -m eval.benchmarks.agreement FOLDER [--precision int8] [--passages 1000]

prints the processor, and as JSON the mean and worst cosine. The passages are those that indexing makes of the files in
FOLDER, or a sample of them at equal distances.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from embeddings.choose import PRECISIONS, load_encoder
from embeddings.models import DEFAULT_MODEL
from embeddings.processor import processor
from indexer.errors import InputRefused
from indexer.ingest.reading import read_sources
from indexer.passages import PassageSettings, split_turn
from indexer.sources.folders import find


@click.command(context_settings={"show_default": True})
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--precision", type=click.Choice(PRECISIONS), default="int8", help="Compared with fp32.")
@click.option("--passages", type=click.IntRange(1), default=1000, help="Maximum number of passages.")
def main(folder: Path, precision: str, passages: int) -> None:
    """Print the mean and worst cosine between the vectors of an encoder and those in fp32."""
    texts = list(passage_texts(folder))
    chosen = [texts[int(number)] for number in np.linspace(0, len(texts) - 1, min(passages, len(texts)))]
    encoder = load_encoder(DEFAULT_MODEL, precision)  # type: ignore[arg-type]  # click has checked it
    exact = load_encoder(DEFAULT_MODEL, "fp32")
    cosines = np.sum(encoder.encode_passages(chosen) * exact.encode_passages(chosen), axis=1)
    click.echo(processor(), err=True)
    figures = {
        "precision": encoder.spec.precision,
        "passages": len(chosen),
        "mean": round(float(cosines.mean()), 5),
        "worst": round(float(cosines.min()), 5),
    }
    click.echo(json.dumps(figures))


def passage_texts(folder: Path) -> Iterator[str]:
    """The distinct texts of all passages in the files of a folder, in the order of the files."""
    seen: set[str] = set()
    for file in find([folder]).files:
        for result in read_sources(file):
            for transcript in [] if isinstance(result, InputRefused) else result:
                for turn in transcript.turns:
                    for passage in split_turn(transcript.text, turn, PassageSettings()):
                        text = transcript.text[passage.start : passage.end]
                        if text not in seen:
                            seen.add(text)
                            yield text


if __name__ == "__main__":
    main()
