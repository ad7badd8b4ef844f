"""Files of fp16 vectors with their passages' keys, append-only; a slot is the position of a vector in them.

See `indexer.store.append_only`.
"""

import zlib
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.store.append_only import append
from indexer.stored_records import Keys

Codes = npt.NDArray[np.uint8]
"""Vectors as bytes, little-endian fp16: uint8, shape (n, 2 * dimension). FAISS decodes them; numpy is slow at it."""


class FilesRecord(msgspec.Struct, frozen=True):
    """How many vectors of the files `rows.<serial>` count, and the CRC-32 of their bytes and of their keys'."""

    serial: int = 0
    count: int = 0
    crc_codes: int = 0
    crc_keys: int = 0


def append_vectors(folder: Path, record: FilesRecord, keys: Keys, vectors: Vectors) -> FilesRecord:
    """Append vectors to those of a record, and return the record of all; synced to disk."""
    codes = np.ascontiguousarray(vectors, "<f2").view(np.uint8)
    width = codes.shape[1]
    added = np.ascontiguousarray(keys, "<i8")
    append(codes_file(folder, record.serial), record.count * width, codes.data)
    append(keys_file(folder, record.serial), record.count * 8, added.data)
    return FilesRecord(
        record.serial,
        record.count + len(keys),
        zlib.crc32(codes.data, record.crc_codes),
        zlib.crc32(added.data, record.crc_keys),
    )


def read_keys(folder: Path, record: FilesRecord) -> Keys:
    """The passage keys of all slots: int64, ascending.

    Raises:
        OSError, ValueError: the file is missing or too short.
    """
    if not record.count:
        return np.empty(0, np.int64)
    keys = np.fromfile(keys_file(folder, record.serial), "<i8", record.count)
    if len(keys) != record.count:
        raise ValueError("the keys are cut short")
    return keys.astype(np.int64)


def open_codes(folder: Path, record: FilesRecord, dimension: int) -> Codes:
    """The vectors of all slots, mapped from disk: pages are read when they are used.

    Raises:
        OSError, ValueError: the file is missing or too short.
    """
    if not record.count:
        return np.empty((0, 2 * dimension), np.uint8)
    mapped = np.memmap(codes_file(folder, record.serial), np.uint8, "r", shape=(record.count, 2 * dimension))
    # As a plain array: rows are taken out of numpy's class for mapped files more slowly.
    return mapped.view(np.ndarray)


def is_whole(folder: Path, record: FilesRecord, dimension: int) -> bool:
    """Whether the files hold what the record says, byte for byte."""
    try:
        keys = np.ascontiguousarray(read_keys(folder, record), "<i8")
        codes = open_codes(folder, record, dimension)
    except (OSError, ValueError):
        return False
    return (zlib.crc32(codes.data), zlib.crc32(keys.data)) == (record.crc_codes, record.crc_keys)


def codes_file(folder: Path, serial: int) -> Path:
    """The file of the vectors of a series."""
    return folder / f"rows.{serial}.f16"


def keys_file(folder: Path, serial: int) -> Path:
    """The file of their passages' keys."""
    return folder / f"rows.{serial}.keys"
