"""Training the map of queries from a file of pairs, and writing it with its card."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from eval.query_map import query_map_file
from eval.running import stored_encoder, working
from eval.training.pairs.mining import texts_of
from eval.training.pairs.writing import read_allowed, read_pairs
from eval.training.query_map import FORMS, MapSettings, PairVectors, first_shares, pair_vectors, train_map

FOLDS = 5
QUERY_MAP, CARD = "query_map.npz", "QUERY_MAP.md"


def train_queries(pairs: Path, folders: tuple[Path, ...], out: Path, work: Path | None) -> Iterator[str]:
    """Train the map and write it with its card; yields the lines of a report.

    Raises:
        InputRefused: a transcript or a pair cannot be read, or a transcript of the pairs is missing.
    """
    settings = MapSettings()
    mined = read_pairs(pairs)
    text_of = texts_of(mined, read_allowed(folders))
    with working(work) as folder, stored_encoder(None, folder) as encoder:
        vectors = pair_vectors(mined, text_of, encoder)
        fingerprint = encoder.spec.fingerprint
    rows = list(_cross_validated(vectors, fingerprint, settings))
    for form, count, plain, mapped in rows:
        yield f"{form:<10}{count:>7} questions, the answer first at its event: {plain:.3f}, mapped {mapped:.3f}"
    query_map = train_map(vectors, fingerprint, settings, range(len(mined)))
    (out / QUERY_MAP).write_bytes(query_map_file(query_map))
    template = (Path(__file__).parent / "query_map_card.md").read_text("utf-8")
    card = template.format(
        rank=settings.rank,
        maps=settings.maps,
        temperature=settings.temperature,
        anchor=settings.anchor,
        epochs=settings.epochs,
        batch=settings.batch,
        step=settings.step,
        seed=settings.seed,
        weights=query_map.down.size + query_map.up.size,
        fingerprint=fingerprint,
        pairs=len(mined),
        events=len(set(vectors.events.tolist())),
        digest=hashlib.sha256(pairs.read_bytes()).hexdigest(),
        folds=FOLDS,
        table="\n".join(
            f"| {form} | {count} | {plain:.3f} | {mapped:.3f} |" for form, count, plain, mapped in rows
        ),
    )
    (out / CARD).write_text(card, "utf-8")
    yield f"wrote {out / QUERY_MAP}"


def _cross_validated(
    vectors: PairVectors, fingerprint: str, settings: MapSettings
) -> Iterator[tuple[str, int, float, float]]:
    """For each form: its questions, and the share whose answer is first, without a map and by one trained without the
    question's event.
    """
    folds = vectors.events % FOLDS
    plain = first_shares(vectors, None, np.arange(len(folds)))
    mapped = np.full_like(plain, np.nan)
    for number in range(FOLDS):
        query_map = train_map(vectors, fingerprint, settings, np.flatnonzero(folds != number).tolist())
        held_out = np.flatnonzero(folds == number)
        mapped[held_out] = first_shares(vectors, query_map, held_out)
    for number, form in enumerate(FORMS):
        asked = ~np.isnan(plain[:, number])
        yield form, int(asked.sum()), float(plain[asked, number].mean()), float(mapped[asked, number].mean())
