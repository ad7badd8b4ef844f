"""The layout of the packages and the tests, and the directions in which their modules import each other."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.project.imports import (
    PACKAGES,
    child_imports,
    imported_modules,
    imported_names,
    is_folder,
    module_files,
    modules,
)
from tests.project.rooms import PICTURES, picture

MOST_ROOMS, MOST_MODULES = 12, 15
REGISTRIES = {"indexer.languages": re.compile(r"[a-z]{2,3}")}
"""Folders with records that are found by name, one module each: nobody surveys them, and they may be many."""


@pytest.mark.parametrize("path", module_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    package = PACKAGES.index(path.relative_to(ROOT).parts[0])
    for name in imported_names(path):
        top = name.split(".")[0]
        assert top not in {"tests", "onrecord"}
        if top in PACKAGES:
            assert PACKAGES.index(top) <= package, f"{path} imports {name}"


@pytest.mark.parametrize("folder", [name for name in modules() if is_folder(name, modules())])
def test_no_circle_of_imports_in_a_folder(folder: str) -> None:
    """Neither between its folders, nor between its folders and the modules next to them."""
    imports = child_imports(folder, modules())
    # Raises CycleError, which names the circle.
    assert set(TopologicalSorter(imports).static_order()) >= set(imports)


def test_the_doors_do_not_import_each_other() -> None:
    """HTTP API, pages and MCP share other rooms, and nothing of each other."""
    doors = [f"search_api.{name}" for name in ("http", "web", "mcp")]
    known = modules()
    for door in doors:
        others = tuple(other for other in doors if other != door)
        for name in known:
            if name.startswith(door):
                targets = imported_modules(known[name], known)
                assert not [target for target in targets if target.startswith(others)], name


@pytest.mark.parametrize("folder", [name for name in modules() if is_folder(name, modules())])
def test_a_folder_is_small_enough_to_survey(folder: str) -> None:
    known = modules()
    records = REGISTRIES.get(folder, re.compile(r"(?!)"))
    children = [
        name
        for name in known
        if name.rpartition(".")[0] == folder and not records.fullmatch(name.rpartition(".")[2])
    ]
    rooms = [name for name in children if is_folder(name, known)]
    assert len(rooms) <= MOST_ROOMS
    assert len(children) - len(rooms) <= MOST_MODULES


@pytest.mark.parametrize("package", PICTURES)
def test_the_pictures_of_the_rooms_are_current(package: str) -> None:
    drawn = (ROOT / PICTURES[package]).read_text("utf-8")
    assert drawn == picture(package), "run `python -m tests.project.rooms`"


def test_only_the_catalog_has_sql() -> None:
    outside = [
        path
        for path in module_files()
        if path.parent.name != "catalog" and "import sqlite3" in path.read_text("utf-8")
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
        for name in imported_names(path):
            room, module = ".".join(name.split(".")[:2]), ".".join(name.split(".")[2:3])
            # The keys' module asks whether there is a catalog, and a searcher turns SQLite's errors into ours.
            if room in PROTOCOLS and module != "connect":
                assert module in PROTOCOLS[room], f"{path} imports {name}"


def imported_at_once(path: Path) -> Iterator[str]:
    """What a module imports as soon as it is imported itself."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


UNIX_ONLY = {"resource", "fcntl", "grp", "pwd", "pty", "termios", "uvloop"}
"""Modules that Windows lacks."""


def test_modules_can_be_imported_on_every_system() -> None:
    for path in module_files():
        assert not UNIX_ONLY & set(imported_at_once(path)), path
        # macOS and Windows do not report the cores of a process.
        assert "sched_getaffinity" not in path.read_text("utf-8") or path.name == "processor.py", path


def test_no_test_module_imports_another() -> None:
    """What several of them need is in a module without tests, such as tests/builders.py."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for name in imported_names(path):
            is_test = name.startswith("tests.") and ".test_" in name
            assert not is_test, f"{path} imports {name}"
