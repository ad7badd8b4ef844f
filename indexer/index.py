"""An index on disk: the catalog, the store that is derived from it, and the lock of the one writer."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock, Timeout

from embeddings.choose import Precision
from embeddings.encoder import Encoder, EncoderSpec
from indexer.catalog.connect import DRAFT, FILE, IndexSettings, create, exists, translated
from indexer.catalog.read import Catalog
from indexer.errors import FolderUnwritable, IndexBusy, IndexMismatch, IndexUnwritable
from indexer.passages import PassageSettings
from indexer.store.local import LocalStore
from indexer.store.protocol import PassageSource, RetrievalStore

_LOCK = "writer.lock"
_ATTEMPTS = 3


@contextlib.contextmanager
def writing(folder: Path, patience: float = 2.0) -> Iterator[None]:
    """Hold the writer's lock of an index; waits `patience` seconds for a process that repairs the store.

    Raises:
        IndexBusy: another process holds it.
        FolderUnwritable: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(folder / _LOCK), timeout=patience)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(f"{folder}: another process is writing to this index; try again later.") from error
    except OSError as error:
        raise FolderUnwritable(
            f"{folder}: the index cannot be written ({error.strerror or error}); check permissions and space."
        ) from error
    try:
        with translated(folder):
            yield
    finally:
        lock.release()


def is_being_written(folder: Path) -> bool:
    """Whether a process holds the writer's lock of an index."""
    try:
        with writing(folder, patience=0):
            return False
    except IndexBusy:
        return True
    except FolderUnwritable:
        return _is_locked(folder / _LOCK)


def _is_locked(path: Path) -> bool:
    """Whether a lock is held, without writing: another process may write what this one can only read."""
    try:
        import fcntl

        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        return False
    return False


def ensure(folder: Path, encoder: EncoderSpec) -> IndexSettings:
    """The settings of an index, which is created in an empty folder.

    Raises:
        IndexUnwritable: the folder holds other files.
        IndexMismatch: the index was made with another model or other passage settings.
    """
    current = IndexSettings(encoder, PassageSettings())
    if not exists(folder):
        foreign = [
            path.name
            for path in folder.iterdir()
            if path.name != _LOCK and not path.name.startswith(f"{FILE}{DRAFT}")
        ]
        if foreign:
            raise IndexUnwritable(
                f"{folder}: the folder holds other files ({foreign[0]}) and no index; name an empty --index."
            )
        create(folder, current).close()
        return current
    settings = recorded_settings(folder)
    _check_model(folder, settings, encoder)
    if settings.passages != current.passages:
        raise IndexMismatch(
            f"{folder}: the index was made with other passage settings ({settings.passages}); "
            "name a new --index and index again."
        )
    return settings


def recorded_settings(folder: Path) -> IndexSettings:
    """What an index was made with.

    Raises:
        IndexMissing, IndexTooNew, IndexDamaged: see `indexer.errors`.
    """
    with contextlib.closing(Catalog(folder)) as catalog:
        return catalog.settings()


def check_encoder(folder: Path, settings: IndexSettings, encoder: EncoderSpec) -> None:
    """Refuse an encoder whose vectors cannot be compared with those of the index.

    Raises:
        IndexMismatch: it has another model, or the index holds vectors of older arithmetic.
    """
    _check_model(folder, settings, encoder)
    if not settings.encoder.agrees(encoder):
        raise IndexMismatch(
            f"{folder}: the vectors of this index were made by int8 arithmetic that was wrong on some processors; "
            f"run `onrecord index PATH --index {folder}` over its files once, which encodes all passages again."
        )


def _check_model(folder: Path, settings: IndexSettings, encoder: EncoderSpec) -> None:
    if not settings.encoder.has_model_of(encoder):
        raise IndexMismatch(
            f"{folder}: the index was made with the model {settings.encoder.model} "
            f"({settings.encoder.fingerprint[:12]}), not {encoder.model} ({encoder.fingerprint[:12]}); "
            "leave out --model, or name a new --index."
        )


StoreFactory: TypeAlias = Callable[[Path, int, PassageSource], RetrievalStore]
"""Makes a store for the folder of an index, the dimension of its vectors, and the source of its passages."""
LOCAL_STORE: StoreFactory = LocalStore


class Index:
    """A catalog with the store that is derived from it, opened for searching."""

    def __init__(self, folder: Path, make_store: StoreFactory = LOCAL_STORE) -> None:
        self.folder = folder
        self.catalog = Catalog(folder)
        with translated(folder):
            self.settings = self.catalog.settings()
            self.store = make_store(folder, self.settings.encoder.dimension, self.catalog)

    @classmethod
    def open(cls, folder: Path, make_store: StoreFactory = LOCAL_STORE) -> "Index":
        """Open an index; what lags behind the catalog is rebuilt first, unless a writer is active.

        In a folder that cannot be written, a usable store is opened as it is.

        Raises:
            IndexMissing, IndexTooNew, IndexDamaged: see `indexer.errors`.
            IndexBusy: the store is not usable and another process is writing.
            IndexUnwritable: the store is not usable, and the folder cannot be written.
        """
        for attempt in range(_ATTEMPTS):
            index = cls(folder, make_store)
            if not index.store.is_lagging():
                break
            try:
                with writing(folder, patience=0):
                    # A writer may have ended since: its files are opened.
                    index.close()
                    index = cls(folder, make_store)
                    if index.store.is_lagging():
                        index.store.catch_up()
                break
            except FolderUnwritable as error:
                if index.store.is_usable():
                    break
                index.close()
                raise IndexUnwritable(
                    f"{folder}: what searches look into is missing or damaged, and cannot be made anew in a folder "
                    "that cannot be written; run `onrecord repair` where it can be written."
                ) from error
            except IndexBusy:
                if index.store.is_usable():
                    break
                index.close()
                # The files may just have been replaced.
                if attempt == _ATTEMPTS - 1:
                    raise
        return index

    def close(self) -> None:
        """Close the catalog's files."""
        self.catalog.close()


def open_encoder(model: str, precision: Precision | None = None) -> Encoder:
    """The encoder for a model, by name or folder; int8 on a CPU and fp16 on a GPU unless chosen.

    Raises:
        ModelUnavailable: it cannot be found or loaded.
    """
    from embeddings.choose import load_encoder
    from embeddings.models import ModelNotFound
    from indexer.errors import ModelUnavailable

    try:
        return load_encoder(model, precision)
    except ModelNotFound as error:
        raise ModelUnavailable(f"--model {error}") from error
