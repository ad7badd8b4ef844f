"""The speaker directory: people, what they are called, and the posts they held."""

import datetime
import functools

import msgspec

from indexer.model import Speaker


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


def surnames(speaker: Speaker) -> set[str]:
    """The last words of a speaker's names, case folded, generational suffixes aside."""
    found = set()
    for name in (speaker.name, *speaker.aliases):
        words = name_key(name).split()
        while len(words) > 1 and words[-1] in {"jr", "sr", "ii", "iii", "iv"}:
            words.pop()
        found.add(words[-1])
    return found
