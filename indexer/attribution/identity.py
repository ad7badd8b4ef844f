"""One person, however written: names that mean the same speaker, and the directory's entry for them."""

import datetime
from collections.abc import Iterable

import msgspec

from indexer.attribution.given_names import short_forms
from indexer.directory.records import Directory, speaker_id
from indexer.model import Evidence, Speaker


class Identity(msgspec.Struct, frozen=True):
    """A person that evidence speaks for. `person` is the id of the directory's entry, where it has one."""

    name: str
    evidence: Evidence | None = None
    person: str | None = None

    @property
    def key(self) -> str:
        """What two records of one person share: the entry, else the name without case and points."""
        return self.person or speaker_id(self.name)


def identify(known: Identity, directory: Directory, day: datetime.date | None) -> list[Identity]:
    """The person as the directory has them; several where it has namesakes whom the day cannot part.

    Whoever it does not have stays as known.
    """
    entries = directory.called(known.name)
    if len(entries) > 1 and day is not None:
        entries = [one for one in entries if any(tenure.covers(day) for tenure in one.tenures)] or entries
    if not entries:
        return [known]
    return [of_entry(entry, known.evidence) for entry in entries]


def of_entry(entry: Speaker, evidence: Evidence | None = None) -> Identity:
    """A person of the directory; the entry itself is the evidence where there is no other."""
    return Identity(entry.name, evidence or Evidence(directory=entry.id), entry.id)


def distinct(people: Iterable[Identity]) -> list[Identity]:
    """Each person once, the first record of each; short forms of one given name (Tony, Anthony) are one.

    Only for people whom one label of one transcript may mean: elsewhere a like name is not the same person.
    """
    found: dict[str, Identity] = {}
    # By surname and given name: whether all of these who were found are of the directory.
    names: dict[tuple[str, str], bool] = {}
    for one in people:
        words = one.name.casefold().split()
        given, surname = words[0], words[-1]
        variants = [names[surname, form] for form in short_forms(given) if (surname, form) in names]
        key = one.key
        # Two entries of the directory are two people, however alike their names are.
        if key in found or not all(one.person and known for known in variants):
            continue
        found[key] = one
        names[surname, given] = bool(one.person) and names.get((surname, given), True)
    return list(found.values())
