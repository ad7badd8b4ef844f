"""The names in an export that no words of the transcript give: those of a speaker map, of front matter, of markup.

Who is named is decided anew when an export is read. These names are not in the words, so they are taken over as a
speaker map.
"""

from collections.abc import Iterable

_OF_METADATA = frozenset({"speakers", "speaker"})
"""The fields of metadata that are evidence for a name: those of a file or its sidecar, and those of markup."""

_LONGEST_NAME = 200


def given_names(turns: Iterable[tuple[str, object, object]]) -> dict[str, str]:
    """A speaker map from the label, name and evidence of each turn.

    It has the labels all of whose turns have one name, given by metadata.
    """
    names: dict[str, set[str | None]] = {}
    for label, name, evidence in turns:
        given = name if isinstance(evidence, dict) and evidence.get("metadata") in _OF_METADATA else None
        names.setdefault(label, set()).add(given if isinstance(given, str) and _may_be_name(given) else None)
    single = ((label, next(iter(found))) for label, found in names.items() if label and len(found) == 1)
    return {label: name for label, name in single if name}


def _may_be_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable()
