"""All benchmarks, side by side in one run: `make bench`, or

    python -m eval.benchmarks [--sizes 1000,10000,100000] [--texts FOLDER] [--queries FILE] [--keep FOLDER] [--out FILE]

One subprocess a contender; prints a table, and writes the figures as JSON with a plot beside them. Passages are made of
sentences that ship, or of those in FOLDER; `python -m eval.benchmarks.spread FOLDER` compares both. A million passages
are one more size: it takes about half an hour and 6 GB of disk.
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
from eval.benchmarks.synthetic import OfSentences, sentences_of, write_transcripts
from eval.extra import ExtraCommand
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths

CONTENDERS = ("sentence-transformers", "fp32", "bf16", "int8")
PASSAGES = 600
QUESTIONS = 12_000
"""More than are asked of one server: each is new."""


@click.command(cls=ExtraCommand)
@click.option("--sizes", default="1000,10000,100000", show_default=True, help="Passages of each index.")
@click.option("--texts", type=click.Path(path_type=Path), help="Markdown transcripts to take sentences from.")
@click.option("--queries", type=click.Path(path_type=Path), help="Queries, one a line.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the indexes here for the next run.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("bench.json"), show_default=True)
def main(sizes: str, texts: Path | None, queries: Path | None, keep: Path | None, out: Path) -> None:
    """Run all benchmarks."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as temporary:
        work = keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        pool = sentences_of(texts)
        asked = queries or _queries(work, pool)
        click.echo(processor())
        found: dict[str, Any] = {"processor": processor(), "encoding": _encoding(work, pool), "sizes": {}}
        wanted = {int(part): work / f"index-{part.strip()}" for part in sizes.split(",")}
        if not all(index.exists() for index in wanted.values()):
            encoder = OfSentences(open_encoder(DEFAULT_MODEL), pool)
        for size, index in wanted.items():
            made = {} if index.exists() else _made(index, encoder, pool, size)
            found["sizes"][size] = made | {
                "recall": _contender("recall", index, asked),
                **_contender("serving", index, asked),
            }
            click.echo(f"{size}: {json.dumps(found['sizes'][size])}", err=True)
    out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    _plot(found, out.with_suffix(".png"))
    click.echo(_table(found))


def _contender(module: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", f"eval.benchmarks.{module}", *(str(one) for one in arguments)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return figures


def _queries(work: Path, pool: list[str]) -> Path:
    path = work / "queries.txt"
    path.write_text("".join(f"{question}\n" for question in questions(pool, QUESTIONS)), "utf-8")
    return path


def _encoding(work: Path, pool: list[str]) -> dict[str, Any]:
    path = work / "texts.txt"
    # Passages are two or three sentences; the same for all contenders.
    passages = [" ".join(pool[(7 * at + step) % len(pool)] for step in range(3)) for at in range(PASSAGES)]
    path.write_text("\n".join(passages) + "\n", "utf-8")
    return {name: _contender("encoding", name, path) for name in CONTENDERS}


def _made(index: Path, encoder: OfSentences, pool: list[str], size: int) -> dict[str, float]:
    source = index.with_name(f"{index.name}-files")
    if not source.exists():
        write_transcripts(source, pool, size)
    began = time.perf_counter()
    index_paths(index, [source], encoder)
    took = time.perf_counter() - began
    return {"index_without_encoding_s": took, "bytes": sum(one.stat().st_size for one in index.rglob("*.*"))}


def _table(found: dict[str, Any]) -> str:
    base = found["encoding"]["sentence-transformers"]["rate"]
    lines = []
    for name, one in found["encoding"].items():
        times = one["rate"] / base
        lines.append(
            f"{name:<24}{one['rate']:>8.1f} passages/s {times:>6.2f} times {one['query_ms']:>7.2f} ms a query"
        )
    for size, figures in found["sizes"].items():
        lines.append(f"{size} passages")
        lines += [f"  {name:<26}{value:>10.2f}" for name, value in figures.items() if isinstance(value, float)]
        lines += [f"  new, {stage:<21}{ms:>10.2f} ms" for stage, ms in figures["new_stages_ms"].items()]
        lines += [
            f"  recall@10 of {share:<13}{one['recall@10']:>10.3f}   {one['ms']:.2f} ms"
            for share, one in figures["recall"].items()
        ]
    return "\n".join(lines)


def _plot(found: dict[str, Any], path: Path) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    names = list(found["encoding"])
    left.barh(names, [found["encoding"][name]["rate"] for name in names])
    left.set_xlabel("passages a second")
    sizes = list(found["sizes"])
    for name in ("new_p50_ms", "new_p99_ms", "again_p50_ms", "plain_p50_ms", "plain_p99_ms"):
        right.plot(sizes, [found["sizes"][size][name] for size in sizes], marker="o", label=name)
    right.set_xscale("log")
    right.set_xlabel("passages")
    right.set_ylabel("milliseconds a question")
    right.legend()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
