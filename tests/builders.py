"""Small files, documents and tables that several test modules build, and what an index made of them holds."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import docx
import numpy as np

from indexer.catalog.read import Catalog
from indexer.index import Index
from indexer.store.centroids import centroids_of
from indexer.store.local import LocalStore
from indexer.store.passage_table import PassageTable, Rows

IndexContent = list[tuple[str, str, list[str], list[list[float]]]]
"""By transcript: its id, its text, the texts of its passages, and their vectors."""


def write_transcript(folder: Path, name: str, *turns: str, **fields: str) -> Path:
    """Write a transcript of one speaker as JSON; `fields` are metadata."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"turns": [{"speaker": "Ann Lee", "text": turn} for turn in turns]} | fields))
    return path


def write_exchange(path: Path, words: str, speaker: str = "SECRETARY DOE") -> Path:
    """Write a question and its answer about `words`, as JSON or plain text by the suffix of the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    turns = [("QUESTION", f"Why {words}?"), (speaker, f"Because of {words}.")]
    if path.suffix == ".json":
        path.write_text(json.dumps({"turns": [{"speaker": label, "text": text} for label, text in turns]}))
    else:
        path.write_text("".join(f"{label}: {text}\n\n" for label, text in turns))
    return path


def word_document(body: str) -> bytes:
    """A Word document with a question and its answer, and with `body`, WordprocessingML, after them."""
    document = docx.Document()
    document.add_paragraph("QUESTION: Why?")
    document.add_paragraph("SECRETARY DOE: Because.")
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(out, "w") as written:
        for part in parts.infolist():
            data = parts.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            written.writestr(part.filename, data)
    return out.getvalue()


def table_of(transcripts: list[int]) -> PassageTable:
    """A passage table with a row for each number, which is that of the row's transcript."""
    n = len(transcripts)
    zeros = np.zeros(n, np.int32)
    numbers = np.sort(np.array(transcripts, np.int32))
    return PassageTable(
        np.arange(1, n + 1, dtype=np.int64),
        numbers,
        np.arange(n, dtype=np.int64),
        zeros,
        zeros - 1,
        np.zeros(n, np.int8),
        zeros + 100,
        zeros,
        zeros - 1,
        np.zeros(n, np.int64),
        np.zeros(0, np.uint32),
        ("Q",),
        (),
        centroids_of(numbers, np.zeros((n, 4), np.float32)),
    )


def window_rows(table: PassageTable, rows: Rows, radius: int) -> Rows:
    """The rows of windows: int64, shape (len(rows), 2 * radius + 1); -1 outside the transcript."""
    return table.windows(rows, radius)[1]


def transcript_ids(folder: Path) -> list[str]:
    """The ids of the transcripts in an index, in order."""
    with contextlib.closing(Catalog(folder)) as catalog:
        return [heading.id for heading in catalog.headings()]


def index_content(folder: Path) -> IndexContent:
    """What an index holds, without its internal keys."""
    with contextlib.closing(Index(folder)) as index:
        stored = {
            int(key): row.tolist()
            for keys, rows in index.catalog.vectors()
            for key, row in zip(keys, rows, strict=True)
        }
        content: IndexContent = []
        for heading in index.catalog.headings():
            transcript = index.catalog.transcript(heading.id)
            hits = [hit for hit, _, _ in index.catalog.passages_of(heading.id)]
            passages = [transcript.text[hit.start : hit.end] for hit in hits]
            content.append((heading.id, transcript.text, passages, [stored[hit.passage] for hit in hits]))
        return content


def local_store(index: Index) -> LocalStore:
    """The store of an index, which tests of its parts look into."""
    assert isinstance(index.store, LocalStore)
    return index.store
