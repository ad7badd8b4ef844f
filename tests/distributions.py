"""The requirements of the project, and the distributions that installing them brings."""

import tomllib
from collections.abc import Iterable
from importlib import metadata
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT


def declared() -> dict[str, list[Requirement]]:
    """The requirements in pyproject.toml, by extra; those of the base install under ""."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = {"": project["dependencies"], **project["optional-dependencies"]}
    return {extra: [Requirement(line) for line in lines] for extra, lines in lists.items()}


def closure(requirements: Iterable[Requirement]) -> set[str]:
    """The names of all distributions that installing these requirements brings in this environment.

    Raises:
        PackageNotFoundError: this environment lacks one.
    """
    pending = [requirement for requirement in requirements if applies(requirement)]
    visited: set[tuple[str, str]] = set()
    while pending:
        requirement = pending.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) not in visited:
                visited.add((name, extra))
                pending += _required(name, extra)
    return {name for name, _ in visited}


def applies(requirement: Requirement, extra: str = "") -> bool:
    """Whether the marker of a requirement holds in this environment, with an extra or without."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _required(name: str, extra: str) -> list[Requirement]:
    requirements = map(Requirement, metadata.distribution(name).requires or [])
    return [requirement for requirement in requirements if applies(requirement, extra)]
