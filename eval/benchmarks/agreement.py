"""How near an encoder's vectors lie to fp32's, over passages of a folder.

    python -m eval.benchmarks.agreement FOLDER [--precision int8] [--passages 1000]

prints the processor and JSON: the mean and the worst cosine. Passages are those that indexing makes of the folder's
files; when there are more than wanted, as many are taken at equal distances.
"""

import json
from pathlib import Path

import click
import numpy as np

from embeddings.choose import PRECISIONS, load_encoder
from embeddings.models import DEFAULT_MODEL
from embeddings.processor import processor
from indexer.errors import InputRefused
from indexer.ingest.reading import read_sources
from indexer.passages import PassageSettings, split_turn
from indexer.sources.folders import find_files


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--precision", type=click.Choice(PRECISIONS), default="int8", show_default=True)
@click.option("--passages", type=click.IntRange(1), default=1000, show_default=True)
def main(folder: Path, precision: str, passages: int) -> None:
    """Print the cosines between both vectors of each passage."""
    texts = _texts(folder)
    chosen = [texts[int(at)] for at in np.linspace(0, len(texts) - 1, min(passages, len(texts)))]
    found = load_encoder(DEFAULT_MODEL, precision)  # type: ignore[arg-type]  # click has checked it
    exact = load_encoder(DEFAULT_MODEL, "fp32")
    cosines = np.sum(found.encode_passages(chosen) * exact.encode_passages(chosen), axis=1)
    click.echo(processor(), err=True)
    figures = {
        "precision": found.spec.precision,
        "passages": len(chosen),
        "mean": round(float(cosines.mean()), 5),
        "worst": round(float(cosines.min()), 5),
    }
    click.echo(json.dumps(figures))


def _texts(folder: Path) -> list[str]:
    """The texts of all passages, each once, in the order of the files."""
    settings = PassageSettings()
    texts: dict[str, None] = {}
    for file in find_files([folder]):
        for read in [] if isinstance(file, InputRefused) else read_sources(file):
            for transcript in [] if isinstance(read, InputRefused) else read:
                for turn in transcript.turns:
                    passages = split_turn(transcript.text, turn, settings)
                    texts |= dict.fromkeys(transcript.text[passage.start : passage.end] for passage in passages)
    return list(texts)


if __name__ == "__main__":
    main()
