"""The layout of the packages and the tests, and the directions in which their modules import each other."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.imports import imported_modules
from tests.paths import ROOT

MAX_SUBPACKAGES, MAX_MODULES = 12, 15
ORDER = ("embeddings", "indexer", "search_api", "eval")
"""The packages; each imports only those before it."""
UNIX_MODULES = {"resource", "fcntl", "grp", "pwd", "pty", "termios", "uvloop"}
"""Modules that Windows lacks."""


def module_paths() -> list[Path]:
    return [path for package in ORDER for path in sorted((ROOT / package).rglob("*.py"))]


def path_of_module() -> dict[str, Path]:
    return {
        ".".join(path.with_suffix("").relative_to(ROOT).parts).removesuffix(".__init__"): path
        for path in module_paths()
    }


def packages() -> list[str]:
    return [name for name, path in path_of_module().items() if path.name == "__init__.py"]


def imported_by(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The project's modules that a file imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in known else str(node.module)


def imported_at_once(path: Path) -> Iterator[str]:
    """What a module imports as soon as it is imported itself."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", module_paths(), ids=lambda path: str(path.relative_to(ROOT)))
def test_packages_import_in_one_direction(path: Path) -> None:
    level = ORDER.index(path.relative_to(ROOT).parts[0])
    for name in imported_modules(path):
        package = name.split(".")[0]
        assert package not in ("tests", "onrecord")
        if package in ORDER:
            assert ORDER.index(package) <= level, f"{path} imports {name}"


@pytest.mark.parametrize("package", packages())
def test_a_package_has_no_import_cycle(package: str) -> None:
    """Neither between its subpackages, nor between these and the modules next to them."""
    known = path_of_module()
    imports: dict[str, set[str]] = {}

    def child(name: str) -> str | None:
        inside = name.removeprefix(f"{package}.")
        return None if inside == name else inside.split(".")[0]

    for name, path in known.items():
        if (importer := child(name)) is not None:
            children = {child(target) for target in imported_by(path, known)} - {importer, None}
            imports.setdefault(importer, set()).update(filter(None, children))
    # Raises CycleError, which names the cycle.
    assert set(TopologicalSorter(imports).static_order()) >= set(imports)


@pytest.mark.parametrize("package", packages())
def test_a_package_stays_small(package: str) -> None:
    known = path_of_module()
    children = [name for name in known if name.rpartition(".")[0] == package]
    subpackages = [name for name in children if known[name].name == "__init__.py"]
    assert len(subpackages) <= MAX_SUBPACKAGES
    assert len(children) - len(subpackages) <= MAX_MODULES


def test_only_the_catalog_holds_sql() -> None:
    outside = [
        path
        for path in module_paths()
        if path.parent.name != "catalog" and "import sqlite3" in path.read_text("utf-8")
    ]
    # The benchmark keeps vectors in a table of its own, which is not an index.
    outside.remove(ROOT / "eval" / "stored_vectors.py")
    # The pipeline passes a connection on and verify catches its error; neither holds a statement.
    for path in outside:
        text = path.read_text("utf-8")
        assert not any(word in text for word in ("SELECT ", "INSERT ", "DELETE FROM", "UPDATE ")), path


def test_modules_can_be_imported_on_every_system() -> None:
    for path in module_paths():
        assert not UNIX_MODULES & set(imported_at_once(path)), path
        # macOS and Windows do not report the cores of a process.
        assert "sched_getaffinity" not in path.read_text("utf-8") or path.name == "cores.py", path


def test_no_test_module_imports_another() -> None:
    """What several of them need is in a module without tests, such as tests/builders.py."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for name in imported_modules(path):
            is_test = name.startswith("tests.") and name.rpartition(".")[2].startswith("test_")
            assert not is_test, f"{path} imports {name}"
