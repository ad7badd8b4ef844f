"""The benchmarks of encoding, indexing, recall and serving in one run: `make bench`, or

    python -m eval.benchmarks [--sizes 1000,10000,100000] [--texts FOLDER] [--queries FILE] [--keep FOLDER] [--out FILE]

Each measurement is a process of its own. Prints a table, and writes the figures as JSON. Passages are made of generated
sentences, or of those in FOLDER; `python -m eval.benchmarks.vector_distribution FOLDER` compares the two. A size of
1000000 is possible: it takes about half an hour and 6 GB of disk.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from embeddings.models import DEFAULT_MODEL
from embeddings.processor import processor
from eval.benchmarks.questions import questions
from eval.benchmarks.synthetic import SentenceMeanEncoder, sentences_of, write_transcripts
from eval.extra import ExtraCommand
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths

ENCODERS = ("sentence-transformers", "fp32", "bf16", "int8")
PASSAGES = 600
QUESTIONS = 12_000
"""More than one server is asked, so that each question is new."""


_PATH = click.Path(path_type=Path)


@click.command(cls=ExtraCommand)
@click.option("--sizes", default="1000,10000,100000", show_default=True, help="Passages of each index.")
@click.option("--texts", type=_PATH, help="Folder of Markdown transcripts.  [default: generated sentences]")
@click.option("--queries", type=_PATH, help="File with a query per line.  [default: generated]")
@click.option("--keep", type=_PATH, help="Folder that keeps the indexes.  [default: a temporary folder]")
@click.option("--out", type=_PATH, default=Path("bench.json"), show_default=True, help="JSON file to write.")
def main(sizes: str, texts: Path | None, queries: Path | None, keep: Path | None, out: Path) -> None:
    """Measure encoding, indexing, recall and serving."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as temporary:
        work = keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        pool = sentences_of(texts)
        query_file = queries or work / "queries.txt"
        if queries is None:
            query_file.write_text("".join(f"{question}\n" for question in questions(pool, QUESTIONS)), "utf-8")
        click.echo(processor())
        report: dict[str, Any] = {"processor": processor(), "encoding": _encoding(work, pool), "sizes": {}}
        indexes = {int(part): work / f"index-{part.strip()}" for part in sizes.split(",")}
        if not all(index.exists() for index in indexes.values()):
            encoder = SentenceMeanEncoder(open_encoder(DEFAULT_MODEL), pool)
        for size, index in indexes.items():
            indexing = {} if index.exists() else _make_index(index, encoder, pool, size)
            report["sizes"][size] = indexing | {
                "recall": _measured("recall", index, query_file),
                **_measured("serving", index, query_file),
            }
            click.echo(f"{size}: {json.dumps(report['sizes'][size])}", err=True)
    out.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    click.echo(_table(report))


def _measured(module: str, *arguments: object) -> dict[str, Any]:
    """The figures that a benchmark prints, run as a process of its own."""
    command = [sys.executable, "-m", f"eval.benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _encoding(work: Path, pool: list[str]) -> dict[str, Any]:
    path = work / "texts.txt"
    # A passage is three sentences; all encoders get the same.
    passages = [
        " ".join(pool[(7 * number + step) % len(pool)] for step in range(3)) for number in range(PASSAGES)
    ]
    path.write_text("\n".join(passages) + "\n", "utf-8")
    return {name: _measured("encoding", name, path) for name in ENCODERS}


def _make_index(index: Path, encoder: SentenceMeanEncoder, pool: list[str], size: int) -> dict[str, float]:
    source = index.with_name(f"{index.name}-files")
    if not source.exists():
        write_transcripts(source, pool, size)
    began = time.perf_counter()
    index_paths(index, [source], encoder)
    took = time.perf_counter() - began
    return {"index_without_encoding_s": took, "bytes": sum(path.stat().st_size for path in index.rglob("*.*"))}


def _table(report: dict[str, Any]) -> str:
    base = report["encoding"]["sentence-transformers"]["rate"]
    lines = []
    for name, figures in report["encoding"].items():
        rate, query_ms = figures["rate"], figures["query_ms"]
        lines.append(f"{name:<24}{rate:>8.1f} passages/s {rate / base:>6.2f} times {query_ms:>7.2f} ms a query")
    for size, figures in report["sizes"].items():
        lines.append(f"{size} passages")
        lines += [f"  {name:<26}{value:>10.2f}" for name, value in figures.items() if isinstance(value, float)]
        lines += [f"  new, {stage:<21}{ms:>10.2f} ms" for stage, ms in figures["new_stages_ms"].items()]
        lines += [
            f"  recall@10 of {share:<13}{recall['recall@10']:>10.3f}   {recall['ms']:.2f} ms"
            for share, recall in figures["recall"].items()
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
