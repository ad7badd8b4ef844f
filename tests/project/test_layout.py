"""The layout that the design promises."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.paths import ROOT

MOST_ROOMS, MOST_MODULES = 12, 15
ORDER = ("embeddings", "indexer", "search_api", "eval")


def modules() -> list[Path]:
    return [path for package in ORDER for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    mine = ORDER.index(path.relative_to(ROOT).parts[0])
    for name in imported(path):
        package = name.split(".")[0]
        assert package not in ("tests", "onrecord")
        if package in ORDER:
            assert ORDER.index(package) <= mine, f"{path} imports {name}"


def names_of_modules() -> dict[str, Path]:
    return {
        ".".join(path.with_suffix("").relative_to(ROOT).parts).removesuffix(".__init__"): path
        for path in modules()
    }


def targets(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ours that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in known else str(node.module)


def folders() -> list[str]:
    return [name for name, path in names_of_modules().items() if path.name == "__init__.py"]


@pytest.mark.parametrize("folder", folders())
def test_what_a_folder_holds_imports_in_no_circle(folder: str) -> None:
    """Neither its folders each other, nor its folders the modules beside them that import folders."""
    known = names_of_modules()
    imports: dict[str, set[str]] = {}

    def child(name: str) -> str | None:
        inside = name.removeprefix(f"{folder}.")
        return None if inside == name else inside.split(".")[0]

    for name, path in known.items():
        if (importer := child(name)) is not None:
            others = {child(target) for target in targets(path, known)} - {importer, None}
            imports.setdefault(importer, set()).update(filter(None, others))
    # Raises CycleError, which names the circle.
    assert set(TopologicalSorter(imports).static_order()) >= set(imports)


@pytest.mark.parametrize("folder", folders())
def test_a_folder_can_be_taken_in_at_a_glance(folder: str) -> None:
    known = names_of_modules()
    here = [name for name in known if name.rpartition(".")[0] == folder]
    rooms = [name for name in here if known[name].name == "__init__.py"]
    assert len(rooms) <= MOST_ROOMS
    assert len(here) - len(rooms) <= MOST_MODULES


def test_sql_stands_in_the_catalog_alone() -> None:
    outside = [
        path for path in modules() if path.parent.name != "catalog" and "import sqlite3" in path.read_text()
    ]
    # The benchmark keeps vectors in a table of its own, which is no index.
    outside.remove(ROOT / "eval" / "stored_vectors.py")
    # The pipeline passes a connection on and verify catches its error; neither holds a statement.
    for path in outside:
        text = path.read_text("utf-8")
        assert not any(word in text for word in ("SELECT ", "INSERT ", "DELETE FROM", "UPDATE ")), path


PROTOCOLS = {
    "indexer.store": {"protocol", "analysis", "sorted_lookup"},
    "indexer.catalog": {"protocol", "listing"},
}
"""Rooms that searches reach through a protocol alone, and what they may import of them."""


def test_searches_reach_stores_through_their_protocols() -> None:
    for path in sorted((ROOT / "search_api").rglob("*.py")):
        for name in imported(path):
            room, module = ".".join(name.split(".")[:2]), ".".join(name.split(".")[2:3])
            # Keys are kept in the catalog's file, and a searcher turns SQLite's errors into ours.
            if room in PROTOCOLS and module != "connect":
                assert module in PROTOCOLS[room], f"{path} imports {name}"


def at_import(path: Path) -> Iterator[str]:
    """What a module imports as soon as it is imported itself."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


UNIX_ALONE = {"resource", "fcntl", "grp", "pwd", "pty", "termios", "uvloop"}
"""Modules that Windows lacks."""


def test_modules_can_be_imported_on_every_system() -> None:
    for path in modules():
        assert not UNIX_ALONE & set(at_import(path)), path
        # macOS and Windows do not tell the cores of a process.
        assert "sched_getaffinity" not in path.read_text("utf-8") or path.name == "cores.py", path
