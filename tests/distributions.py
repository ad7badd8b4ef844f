"""What distributions need, as their metadata says: the requirements of ours, and all that these bring along."""

import tomllib
from collections.abc import Iterable
from importlib import metadata
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT


def declared() -> dict[str, list[Requirement]]:
    """The requirements in pyproject.toml by extra; the base install's are under ""."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = {"": project["dependencies"], **project["optional-dependencies"]}
    return {extra: [Requirement(line) for line in lines] for extra, lines in lists.items()}


def closure(requirements: Iterable[Requirement]) -> set[str]:
    """The names of all distributions that an install of these brings, as this environment resolves them.

    Raises:
        PackageNotFoundError: this environment lacks one.
    """
    waiting = [one for one in requirements if one.marker is None or one.marker.evaluate()]
    found: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) not in found:
                found.add((name, extra))
                waiting += _required(name, extra)
    return {name for name, _ in found}


def _required(name: str, extra: str) -> list[Requirement]:
    lines = metadata.distribution(name).requires or []
    parsed = [Requirement(line) for line in lines]
    return [one for one in parsed if one.marker is None or one.marker.evaluate({"extra": extra})]
