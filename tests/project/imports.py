"""Which modules of ours import which, read from their source."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.paths import ROOT

PACKAGES = ("embeddings", "indexer", "search_api", "eval")
"""Each may import itself and those before it."""


def module_files() -> list[Path]:
    """The source files of all packages."""
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def modules() -> dict[str, Path]:
    """Source files by their modules' dotted names; a folder's name is that of its `__init__.py`."""
    dotted = {".".join(path.with_suffix("").relative_to(ROOT).parts): path for path in module_files()}
    return {name.removesuffix(".__init__"): path for name, path in dotted.items()}


def imported_names(path: Path) -> Iterator[str]:
    """The dotted names of all imports of a source file, ours and others'; they must be absolute."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_modules(path: Path, known: Mapping[str, Path]) -> set[str]:
    """The modules of ours that a source file imports."""
    found = set()
    for name in imported_names(path):
        found.update({name, name.rpartition(".")[0]} & known.keys() if name not in known else {name})
    return found


def is_folder(name: str, known: Mapping[str, Path]) -> bool:
    """Whether a dotted name is that of a folder."""
    return known[name].name == "__init__.py"


def child_imports(folder: str, known: Mapping[str, Path]) -> dict[str, set[str]]:
    """The folders and modules that lie directly in a folder, each with those among them that it imports."""
    children: dict[str, set[str]] = {}

    def child_of(name: str) -> str | None:
        inside = name.removeprefix(f"{folder}.")
        return None if inside == name else inside.split(".")[0]

    for name, path in known.items():
        if (child := child_of(name)) is not None:
            targets = {child_of(target) for target in imported_modules(path, known)} - {child, None}
            children.setdefault(child, set()).update(filter(None, targets))
    return children
