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
    """The people who are known in advance. Ids are unique; names need not be."""

    speakers: tuple[Speaker, ...] = ()

    @functools.cached_property
    def by_id(self) -> dict[str, Speaker]:
        """The entries by their ids."""
        return {speaker.id: speaker for speaker in self.speakers}

    @functools.cached_property
    def _by_name(self) -> dict[str, list[Speaker]]:
        by_name: dict[str, list[Speaker]] = {}
        for speaker in self.speakers:
            for key in dict.fromkeys(name_key(name) for name in (speaker.name, *speaker.aliases)):
                by_name.setdefault(key, []).append(speaker)
        return by_name

    def called(self, name: str) -> list[Speaker]:
        """All people of a full name or alias; capitals and points are ignored."""
        return list(self._by_name.get(name_key(name), ()))

    def holders(self, title: str, day: datetime.date | None, surname: str | None = None) -> list[Speaker]:
        """The holders of a title (lower-case, no article) on a day: alone, or before a surname."""
        if day is None:
            return []
        return [
            speaker
            for speaker in self.speakers
            if (surname is None or surname.casefold() in surnames(speaker))
            and any(
                tenure.covers(day) and title in (tenure.alone if surname is None else tenure.titles)
                for tenure in speaker.tenures
            )
        ]


def name_key(name: str) -> str:
    """A name as it is compared: without case, points and commas."""
    return " ".join(name.replace(".", " ").replace(",", " ").replace("’", "'").casefold().split())


def ascii_form(name: str) -> str:
    """A name in lower-case ASCII words joined by hyphens, as it is looked up; several names may share it."""
    # Straight and curly apostrophes are one: O’Neil and O'Neil.
    return slugify(name.replace("’", "'"))


def speaker_id(name: str) -> str:
    """The id of a speaker by name alone: the ASCII form, followed by a hash if the name is not ASCII.

    Names that differ in more than capitals, points, commas and spaces are different speakers: accents and other
    scripts are lost in the ASCII form.
    """
    key = name_key(unicodedata.normalize("NFKC", name).translate(_HYPHENS))
    form = ascii_form(key)
    return form if form and key.isascii() else _with_hash(form, key)


def unlisted_speaker_id(name: str, directory: Directory) -> str:
    """The id of a speaker who is not in the directory: never the id of an entry."""
    identity = speaker_id(name)
    if all(entry.id != identity for entry in directory.speakers):
        return identity
    return _with_hash(identity, name_key(name))


def possible_ids(name: str) -> tuple[str, ...]:
    """The ids that a speaker of a name may have, with any directory."""
    identity = speaker_id(name)
    return identity, _with_hash(identity, name_key(name))


def _with_hash(form: str, key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{form}-{digest}" if form else digest


def surnames(speaker: Speaker) -> set[str]:
    """The last words of a speaker's names, case folded, without generational suffixes."""
    last_words = set()
    for name in (speaker.name, *speaker.aliases):
        words = name_key(name).split()
        while len(words) > 1 and words[-1] in name_suffixes():
            words.pop()
        last_words.add(words[-1])
    return last_words
