"""Rows of fp16 vectors on disk with their keys: appended to, never changed; see `indexer.store.append_only`."""

import zlib
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.store.append_only import crc_of, write_behind
from indexer.stored_records import Keys

Codes = npt.NDArray[np.uint8]
"""Rows as bytes, little-endian fp16: uint8, shape (n, 2 * dimension). FAISS decodes them; numpy is slow at it."""


class RowsRecord(msgspec.Struct, frozen=True):
    """How many rows of the files `rows.<serial>` count, and the CRC-32 of their bytes and of their keys'."""

    serial: int = 0
    count: int = 0
    crc_codes: int = 0
    crc_keys: int = 0


def append(folder: Path, record: RowsRecord, keys: Keys, vectors: Vectors) -> RowsRecord:
    """Write rows behind those of a record, and give the record with them; synced to disk."""
    codes = np.ascontiguousarray(vectors, "<f2").view(np.uint8)
    width = codes.shape[1]
    added = np.ascontiguousarray(keys, "<i8")
    write_behind(codes_file(folder, record.serial), record.count * width, codes.data)
    write_behind(keys_file(folder, record.serial), record.count * 8, added.data)
    return RowsRecord(
        record.serial,
        record.count + len(keys),
        zlib.crc32(codes.data, record.crc_codes),
        zlib.crc32(added.data, record.crc_keys),
    )


def read_keys(folder: Path, record: RowsRecord) -> Keys:
    """The keys of the rows: int64, ascending.

    Raises:
        OSError, ValueError: the file is missing or too short.
    """
    found = np.fromfile(keys_file(folder, record.serial), "<i8", record.count)
    if len(found) != record.count:
        raise ValueError("the keys are cut short")
    return found.astype(np.int64)


def open_codes(folder: Path, record: RowsRecord, dimension: int) -> Codes:
    """The rows, mapped from disk: pages are read when they are looked at.

    Raises:
        OSError, ValueError: the file is missing or too short.
    """
    if not record.count:
        return np.empty((0, 2 * dimension), np.uint8)
    mapped = np.memmap(codes_file(folder, record.serial), np.uint8, "r", shape=(record.count, 2 * dimension))
    # As a plain array: numpy's own class for mapped files takes longer to take rows out of.
    return mapped.view(np.ndarray)


def is_whole(folder: Path, record: RowsRecord, dimension: int) -> bool:
    """Whether the files hold what the record says, byte for byte."""
    try:
        return (
            crc_of(codes_file(folder, record.serial), record.count * 2 * dimension) == record.crc_codes
            and crc_of(keys_file(folder, record.serial), record.count * 8) == record.crc_keys
        )
    except OSError:
        return False


def codes_file(folder: Path, serial: int) -> Path:
    """Where the vectors of a series of rows lie."""
    return folder / f"rows.{serial}.f16"


def keys_file(folder: Path, serial: int) -> Path:
    """Where their keys lie."""
    return folder / f"rows.{serial}.keys"
