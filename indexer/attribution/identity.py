"""Names that mean the same speaker, and the directory's entry for them."""

import datetime
from collections.abc import Iterable

import msgspec

from indexer.directory.records import Directory, speaker_id
from indexer.languages.language import Language
from indexer.model import Evidence, Speaker


class Identity(msgspec.Struct, frozen=True):
    """A person for whom there is evidence. `person` is the id of the directory's entry, where it has one."""

    name: str
    evidence: Evidence | None = None
    person: str | None = None

    @property
    def key(self) -> str:
        """What two records of one person share: the entry, else the name without case and points."""
        return self.person or speaker_id(self.name)


def identify(identity: Identity, directory: Directory, day: datetime.date | None) -> list[Identity]:
    """The person as the directory has them; several where it has namesakes whom the day cannot tell apart.

    A person whom it does not have is returned unchanged.
    """
    entries = directory.called(identity.name)
    if len(entries) > 1 and day is not None:
        entries = [entry for entry in entries if any(tenure.covers(day) for tenure in entry.tenures)] or entries
    if not entries:
        return [identity]
    return [of_entry(entry, identity.evidence) for entry in entries]


def of_entry(entry: Speaker, evidence: Evidence | None = None) -> Identity:
    """A person of the directory; the entry itself is the evidence where there is no other."""
    return Identity(entry.name, evidence or Evidence(directory=entry.id), entry.id)


def distinct(people: Iterable[Identity], language: Language) -> list[Identity]:
    """Each person once, the first record of each; short forms of one given name (Tony, Anthony) are one.

    Only for people whom one label of one transcript may mean: elsewhere a similar name is not the same person.
    """
    by_key: dict[str, Identity] = {}
    # By surname and given name: whether all people of that name are in the directory.
    in_directory: dict[tuple[str, str], bool] = {}
    for identity in people:
        words = identity.name.casefold().split()
        given, surname = words[0], words[-1]
        variants = [
            in_directory[surname, form]
            for form in language.names.short_forms(given)
            if (surname, form) in in_directory
        ]
        key = identity.key
        # Two entries of the directory are two people, however similar their names are.
        if key in by_key or not all(identity.person and listed for listed in variants):
            continue
        by_key[key] = identity
        in_directory[surname, given] = bool(identity.person) and in_directory.get((surname, given), True)
    return list(by_key.values())
