"""A summary of an index."""

from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import msgspec

from embeddings.encoder import EncoderSpec
from indexer.catalog.read import Catalog
from indexer.catalog.schema import SCHEMA_VERSION
from indexer.passages import PassageSettings


class Status(msgspec.Struct, frozen=True):
    """Counts, sizes in bytes, settings and versions."""

    index: str
    counts: dict[str, int]
    bytes: int
    generation: int
    encoder: EncoderSpec
    passages: PassageSettings
    schema_version: int
    version: str
    transcripts: tuple[str, ...]


def status(folder: Path) -> Status:
    """The status of an index.

    Raises:
        IndexMissing, IndexTooNew, IndexDamaged: see `indexer.errors`.
    """
    with closing(Catalog(folder)) as catalog:
        settings = catalog.settings()
        return Status(
            index=str(folder),
            counts=catalog.counts(),
            bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
            generation=catalog.generation(),
            encoder=settings.encoder,
            passages=settings.passages,
            schema_version=SCHEMA_VERSION,
            version=version("onrecord"),
            transcripts=tuple(heading.id for heading in catalog.headings()),
        )
