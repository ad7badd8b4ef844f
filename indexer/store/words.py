"""The lexical index: Tantivy's BM25 over the words of `indexer.store.analysis`, derived from the catalog.

Two fields hold exact words with their positions: `words` those of a passage, and `turn_words`, on the first passage of
a turn with several, those of the whole turn. So a phrase is found over the ends of passages, the number of documents
stays that of passages, on which BM25 depends, and a turn's words are removed with its passages. On 56,579 passages of
briefings with 18.9 MB of text the two take 12.7 MB beside 4.8, and indexing them 2.4 s beside 2.5.
"""

import datetime
import json
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from indexer.filters import Filters
from indexer.languages import default
from indexer.store import checksums
from indexer.store.analysis import (
    ANALYSIS,
    EXACT_ANALYSIS,
    add_words,
    exact_analyzer,
    exact_spaced,
    exact_words,
    is_spelling,
    tantivy_analyzer,
)
from indexer.store.protocol import MOST_STEMS, Scores
from indexer.stored_records import Keys, PassageRow

FOLDER = "lexical"
_HEAP = 64_000_000
_MARK = 0
_TOKENIZER = f"words-{ANALYSIS}"
"""Tantivy records it in the schema: it tells which analysis made an index."""
_EXACT_TOKENIZER = f"exact-words-{EXACT_ANALYSIS}"
_FEW = 1000
"""Up to how many passages a query names each one that it may find."""


class LexicalIndex:
    """Passages by their words. `generation` is that of the catalog that it holds, None where it holds none.

    `is_settled` is false while a writer is active, or where one stopped before it had recorded what it wrote.

    The generation is a document of its own, under the passage key 0 that no passage has: it is committed in one
    step with its passages, and readers see the old commit or the new one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.generation: int | None = None
        self.is_settled = self.folder.is_dir() and checksums.complete(self.folder)
        self._index: Any = None
        # Tantivy panics over damaged segments. They are never rewritten, so that checksums find altered ones.
        if self.folder.is_dir() and checksums.unaltered(self.folder) and _is_current(self.folder):
            try:
                self._open()
                self.generation = self._read_generation()
            except BaseException as error:
                # Damaged: the caller rebuilds it from the catalog.
                if not isinstance(error, ValueError | OSError) and type(error).__name__ != "PanicException":
                    raise
                self._index = None

    def _open(self) -> None:
        try:
            self._index = tantivy.Index.open(str(self.folder))
            self._prepare()
        except ValueError as error:
            if "Lockfile" not in str(error):
                raise
            # Tantivy creates a lock file even to read. Where it cannot, it reads links to the same files
            # in a temporary folder.
            self._shadow = tempfile.TemporaryDirectory(prefix="onrecord-")
            for path in self.folder.iterdir():
                if path.suffix != ".lock":
                    (Path(self._shadow.name) / path.name).symlink_to(path.resolve())
            self._index = tantivy.Index.open(self._shadow.name)
            self._prepare()

    def _prepare(self) -> None:
        self._index.register_tokenizer(_TOKENIZER, tantivy_analyzer(default()))
        self._index.register_tokenizer(_EXACT_TOKENIZER, exact_analyzer())
        self._schema = self._index.schema
        # Of one commit, also when a writer commits another.
        self._searcher = self._index.searcher()

    def _read_generation(self) -> int | None:
        hits = self._searcher.search(self._of_passage(_MARK), 1).hits
        values = self._searcher.fast_field_values("generation", [address for _, address in hits])
        return int(values[0]) if values else None

    def _of_passage(self, key: int) -> Any:
        return tantivy.Query.term_query(self._schema, "passage", key)

    def rebuild(self, rows: Iterable[PassageRow], generation: int) -> None:
        """Rebuild the index from all passages of the catalog."""
        if self._index is None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            self._index = tantivy.Index(_schema(), path=str(self.folder))
            self._prepare()
        writer = self._index.writer(_HEAP, 1)
        writer.delete_all_documents()
        self._commit(writer, rows, generation)

    def apply(self, added: Iterable[PassageRow], removed: Sequence[int], generation: int) -> None:
        """Remove passages and add passages."""
        writer = self._index.writer(_HEAP, 1)
        for key in (_MARK, *removed):
            # By query: deletion by a term of an unsigned field matches nothing, without an error.
            writer.delete_documents_by_query(self._of_passage(key))
        self._commit(writer, added, generation)

    def _commit(self, writer: Any, added: Iterable[PassageRow], generation: int) -> None:
        for _, turn in groupby(added, key=lambda row: row.turn):
            for document in _documents([*turn]):
                writer.add_document(document)
        mark = tantivy.Document()
        mark.add_unsigned("passage", _MARK)
        mark.add_unsigned("generation", generation)
        writer.add_document(mark)
        try:
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:
            raise OSError(f"{self.folder}: {error}") from error
        self._index.reload()
        self._searcher = self._index.searcher()
        self.generation = generation
        _share(self.folder)
        checksums.write(self.folder)
        self.is_settled = True

    def is_whole(self) -> bool:
        """Whether the files are, byte for byte, those that were written."""
        return checksums.agree(self.folder)

    def key_set(self) -> set[int]:
        """The keys of all passages."""
        hits = self._searcher.search(tantivy.Query.all_query(), max(1, self._searcher.num_docs)).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return {int(key) for key in keys} - {_MARK}

    def spellings(self, prefix: str) -> list[str]:
        """The words that begin with a prefix, as they are spelled in passages; some may have gone with passages."""
        terms = self._searcher.terms_with_prefix("words", prefix)
        return sorted({word for word, _ in terms if is_spelling(word)})

    def document_share(self, stem: str) -> float:
        """The share of passages that hold a stem, from 0 to 1."""
        holding: int = self._searcher.doc_freq("text", stem)
        return holding / max(1, int(self._searcher.num_docs))

    def search(
        self, stems: Sequence[str], filters: Filters, limit: int, among: Keys | None = None
    ) -> tuple[Keys, Scores]:
        """The best passages for stems within filters, best first: keys int64, BM25 scores float64, shape (n,) both.

        `among` are the passages that all filters let through; without them, filters on words are not read.
        """
        if not stems or (among is not None and not len(among)):
            return np.empty(0, np.int64), np.empty(0)
        words = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(stem)) for stem in stems])
        conditions = self._conditions(filters)
        if among is not None and len(among) <= _FEW:
            few = tantivy.Query.term_set_query(self._schema, "passage", among.tolist())
            conditions, among = [(tantivy.Occur.Must, tantivy.Query.const_score_query(few, 0.0))], None
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, words), *conditions])
        keys, scores = self._best(query, limit)
        found, wanted = len(keys), limit
        while among is not None:
            kept = np.isin(keys, among)
            if found < wanted or np.count_nonzero(kept) >= limit:
                return keys[kept][:limit], scores[kept][:limit]
            wanted *= 4
            keys, scores = self._best(query, wanted)
            found = len(keys)
        return keys, scores

    def _best(self, query: Any, limit: int) -> tuple[Keys, Scores]:
        hits = self._searcher.search(query, min(limit, max(1, self._searcher.num_docs)), count=False).hits
        keys = np.array(self._searcher.fast_field_values("passage", [address for _, address in hits]), np.int64)
        scores = np.array([score for score, _ in hits], np.float64)
        # Equal scores in the order of keys: results do not change from run to run.
        order = np.lexsort((keys, -scores))
        return keys[order], scores[order]

    def passages_holding(self, stems: Sequence[str]) -> tuple[Keys, npt.NDArray[np.int64]]:
        """All passages that hold any of up to `MOST_STEMS` stems, and which, a bit a stem: int64, shape (n,) both.

        One query: each stem scores its own power of two, so that a passage's score says which stems it holds
        (24 bits fit the mantissa of a 32-bit float).
        """
        if not stems:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        bits = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(self._term(stem), float(1 << bit)))
            for bit, stem in enumerate(stems[:MOST_STEMS])
        ]
        words = tantivy.Query.boolean_query(bits)
        hits = self._searcher.search(words, max(1, self._searcher.num_docs), count=False).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in hits])
        scores = np.fromiter((score for score, _ in hits), np.float64, len(hits))
        return np.array(keys, np.int64), scores.astype(np.int64)

    def holding_phrases(self, phrases: Sequence[str]) -> Keys:
        """The passages that hold the words of all phrases in sequence."""
        return self._with_words(tantivy.Occur.Must, "words", phrases)

    def turns_holding_phrases(self, phrases: Sequence[str]) -> Keys:
        """The first passages of the turns of several passages that hold them."""
        return self._with_words(tantivy.Occur.Must, "turn_words", phrases)

    def holding_any(self, phrases: Sequence[str]) -> Keys:
        """The passages that hold the words of any of some phrases in sequence."""
        return self._with_words(tantivy.Occur.Should, "words", phrases)

    def _with_words(self, occur: Any, field: str, phrases: Sequence[str]) -> Keys:
        sequences = [sequence for sequence in map(exact_words, phrases) if sequence]
        conditions = [
            (occur, tantivy.Query.const_score_query(self._in_sequence(field, sequence), 0.0))
            for sequence in sequences
        ]
        query = tantivy.Query.boolean_query(conditions) if conditions else tantivy.Query.empty_query()
        hits = self._searcher.search(query, max(1, self._searcher.num_docs), count=False).hits
        return np.array(self._searcher.fast_field_values("passage", [address for _, address in hits]), np.int64)

    def _in_sequence(self, field: str, words: list[str]) -> Any:
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, field, words[0])
        return tantivy.Query.phrase_query(self._schema, field, [*words])

    def _term(self, stem: str) -> Any:
        return tantivy.Query.term_query(self._schema, "text", stem)

    def _conditions(self, filters: Filters) -> list[tuple[Any, Any]]:
        conditions: list[Any] = [
            tantivy.Query.term_set_query(self._schema, field, list(values))
            for field, values in (
                ("transcript", filters.transcripts),
                ("role", filters.roles),
                ("answered_by", filters.answered_by),
            )
            if values
        ]
        if filters.speakers or filters.labels:
            said_by = [
                (tantivy.Occur.Should, tantivy.Query.term_set_query(self._schema, field, list(values)))
                for field, values in (("speaker", filters.speakers), ("label", filters.labels))
                if values
            ]
            conditions.append(tantivy.Query.boolean_query(said_by))
        if filters.date_from or filters.date_to:
            conditions.append(
                tantivy.Query.range_query(
                    self._schema,
                    "day",
                    tantivy.FieldType.Unsigned,
                    (filters.date_from or datetime.date.min).toordinal(),
                    (filters.date_to or datetime.date.max).toordinal(),
                )
            )
        return [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(condition, 0.0)) for condition in conditions
        ]


_EXACT = ("speaker", "label", "transcript", "role", "answered_by")
"""The fields whose whole values are filtered by."""


def _is_current(folder: Path) -> bool:
    """Whether an index was made by this version of the analysis, with all fields."""
    try:
        schema = json.loads((folder / "meta.json").read_text("utf-8"))["schema"]
        fields = {field["name"] for field in schema}
        tokenizers = {field["options"]["indexing"]["tokenizer"] for field in schema if field["type"] == "text"}
        return tokenizers.issuperset((_TOKENIZER, _EXACT_TOKENIZER)) and fields.issuperset(_EXACT)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _share(folder: Path) -> None:
    """Give the files that Tantivy keeps private the permissions of the folder."""
    for path in folder.glob("*.json"):
        path.chmod(stat.S_IMODE(folder.stat().st_mode) & 0o666)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("generation", fast=True)
    builder.add_text_field("text", stored=False, tokenizer_name=_TOKENIZER, index_option="freq")
    for field in ("words", "turn_words"):
        builder.add_text_field(field, stored=False, tokenizer_name=_EXACT_TOKENIZER, index_option="position")
    for field in _EXACT:
        builder.add_text_field(field, stored=False, tokenizer_name="raw", index_option="basic")
    # Days since 0001-01-01; 0 where there is no date, which is outside every bound.
    builder.add_unsigned_field("day", stored=False, indexed=True, fast=True)
    return builder.build()


def _documents(turn: Sequence[PassageRow]) -> Iterator[Any]:
    """The documents of all passages of a turn, in order."""
    texts = [exact_spaced(row.text) for row in turn]
    for number, row in enumerate(turn):
        document = _document(row)
        document.add_text("words", texts[number])
        if number == 0 and len(turn) > 1:
            document.add_text("turn_words", " ".join(texts))
        yield document


def _document(row: PassageRow) -> Any:
    document = tantivy.Document()
    document.add_unsigned("passage", row.key)
    add_words(document, "text", row.text, row.language)
    document.add_text("transcript", row.transcript)
    document.add_text("role", row.role)
    document.add_text("label", row.label)
    if row.speaker is not None:
        document.add_text("speaker", row.speaker)
    if row.answered_by is not None:
        document.add_text("answered_by", row.answered_by)
    document.add_unsigned("day", row.date.toordinal() if row.date else 0)
    return document
