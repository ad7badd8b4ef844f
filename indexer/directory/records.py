"""The speaker directory: people, what they are called, and the posts they held."""

import datetime
import functools
import hashlib
import unicodedata

import msgspec
from slugify import slugify

from indexer.languages import name_suffixes
from indexer.model import Speaker

_HYPHENS = str.maketrans(dict.fromkeys("‐‑–", "-"))


class Directory(msgspec.Struct, frozen=True, dict=True):
    """Who is known beforehand. Ids are unique; names need not be."""

    speakers: tuple[Speaker, ...] = ()

    @functools.cached_property
    def by_id(self) -> dict[str, Speaker]:
        """The entries by their ids."""
        return {one.id: one for one in self.speakers}

    @functools.cached_property
    def _by_name(self) -> dict[str, list[Speaker]]:
        found: dict[str, list[Speaker]] = {}
        for one in self.speakers:
            for key in dict.fromkeys(name_key(own) for own in (one.name, *one.aliases)):
                found.setdefault(key, []).append(one)
        return found

    def called(self, name: str) -> list[Speaker]:
        """Everybody of a full name or alias, capitals and points aside."""
        return list(self._by_name.get(name_key(name), ()))

    def holders(self, title: str, day: datetime.date | None, surname: str | None = None) -> list[Speaker]:
        """Who bore a title (lower-case, no article) on a day: alone, or before a surname."""
        if day is None:
            return []
        return [
            one
            for one in self.speakers
            if (surname is None or surname.casefold() in surnames(one))
            and any(
                tenure.covers(day) and title in (tenure.alone if surname is None else tenure.titles)
                for tenure in one.tenures
            )
        ]


def name_key(name: str) -> str:
    """A name as it is compared: case, points and commas aside."""
    return " ".join(name.replace(".", " ").replace(",", " ").replace("’", "'").casefold().split())


def ascii_form(name: str) -> str:
    """A name in lower-case ASCII words joined by hyphens, for looking it up: several names may share it."""
    # Straight and curly apostrophes are one: O’Neil and O'Neil.
    return slugify(name.replace("’", "'"))


def speaker_id(name: str) -> str:
    """The id of a speaker by name alone: the ASCII form, and for a name that is not ASCII a hash behind it.

    Names that differ in more than capitals, points, commas and spaces are different speakers: accents and other
    scripts are lost in the ASCII form.
    """
    key = name_key(unicodedata.normalize("NFKC", name).translate(_HYPHENS))
    form = ascii_form(key)
    return form if form and key.isascii() else _told_apart(form, key)


def speaker_id_beside(name: str, directory: Directory) -> str:
    """The id of a speaker whom the directory does not have: never that of an entry."""
    identity = speaker_id(name)
    if all(entry.id != identity for entry in directory.speakers):
        return identity
    return _told_apart(identity, name_key(name))


def possible_ids(name: str) -> tuple[str, ...]:
    """The ids that a speaker of a name may have, whoever is in the directory."""
    identity = speaker_id(name)
    return identity, _told_apart(identity, name_key(name))


def _told_apart(form: str, key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{form}-{digest}" if form else digest


def surnames(speaker: Speaker) -> set[str]:
    """The last words of a speaker's names, case folded, generational suffixes aside."""
    found = set()
    for name in (speaker.name, *speaker.aliases):
        words = name_key(name).split()
        while len(words) > 1 and words[-1] in name_suffixes():
            words.pop()
        found.add(words[-1])
    return found
