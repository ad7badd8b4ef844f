"""Reading a speaker directory: TOML in, `Directory` out, every entry checked."""

import datetime
import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

import msgspec
from slugify import slugify

from indexer.directory.records import Directory, speaker_id
from indexer.errors import DirectoryInvalid
from indexer.languages import default
from indexer.model import Speaker, Tenure


class Gap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first and the last of some days on which an office was vacant, and why."""

    why: str
    start: datetime.date = msgspec.field(name="from")
    end: datetime.date = msgspec.field(name="to")


class OfficeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that one person holds at a time; see `Tenure` for `titles`, `alone` and `context`."""

    title: str
    titles: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    since: datetime.date | None = None
    gaps: tuple[Gap, ...] = ()


class RoleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tenure: of an office of the file, or of a post that is described only here."""

    office: str | None = None
    title: str | None = None
    titles: tuple[str, ...] | None = None
    alone: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    start: datetime.date | None = msgspec.field(name="from", default=None)
    end: datetime.date | None = msgspec.field(name="to", default=None)


class PersonEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person; without an `id`, it is made from the name (`speaker_id`)."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    courtesy: tuple[str, ...] = ()
    roles: tuple[RoleEntry, ...] = ()


class DirectoryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of a directory file."""

    office: dict[str, OfficeEntry] = {}
    person: tuple[PersonEntry, ...] = ()


def shipped() -> Directory:
    """The directory that ships with the program: the heads of the U.S. executive branch since 1993."""
    name = "us_executive.toml"
    return directory_of(name, read_file(name, resources.files(__package__).joinpath(name).read_bytes()))


def load(path: Path) -> Directory:
    """A user's directory.

    Raises:
        DirectoryInvalid: the file cannot be read, or an entry is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DirectoryInvalid(f"{path}: the directory cannot be read ({error.strerror}); check it.") from error
    return directory_of(str(path), read_file(str(path), data))


def read_file(name: str, data: bytes) -> DirectoryFile:
    """The entries of a directory file.

    Raises:
        DirectoryInvalid: the file is not TOML, or an entry has a wrong form.
    """
    try:
        return msgspec.convert(tomllib.loads(data.decode("utf-8-sig")), DirectoryFile)
    except UnicodeDecodeError as error:
        raise DirectoryInvalid(f"{name}: the directory is not valid UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise DirectoryInvalid(f"{name}: the directory is not TOML ({error}); correct that line.") from error
    except msgspec.ValidationError as error:
        raise DirectoryInvalid(
            f"{name}: {error}; docs/index-your-archive.md has the form of a speaker directory."
        ) from error


def directory_of(name: str, entries: DirectoryFile) -> Directory:
    """The directory of some entries.

    Raises:
        DirectoryInvalid: two entries have one id, an office is unknown, or a tenure ends before it begins.
    """
    speakers = tuple(_speaker(name, entries, person) for person in entries.person)
    for identity, count in Counter(speaker.id for speaker in speakers).items():
        if count > 1:
            raise DirectoryInvalid(
                f"{name}: the id {identity!r} is used {count} times; give each person an id of their own."
            )
    return Directory(speakers)


def with_shipped(own: Directory) -> Directory:
    """The shipped directory with that of a user, whose entries replace those of the same id."""
    replaced = {speaker.id for speaker in own.speakers}
    return Directory(
        (*(speaker for speaker in shipped().speakers if speaker.id not in replaced), *own.speakers)
    )


def _speaker(name: str, entries: DirectoryFile, person: PersonEntry) -> Speaker:
    has_letters = any(map(str.isalpha, person.name))
    identity = person.id or (speaker_id(person.name) if has_letters else "")
    if not identity or identity != slugify(identity):
        raise DirectoryInvalid(
            f"{name}: {person.name!r} needs an id of lower-case letters, digits and hyphens; give it one."
        )
    tenures = tuple(_tenure(name, entries, person, role) for role in person.roles)
    return Speaker(identity, person.name, person.aliases, tenures, _folded(person.courtesy))


def _tenure(name: str, entries: DirectoryFile, person: PersonEntry, role: RoleEntry) -> Tenure:
    if role.start and role.end and role.end < role.start:
        raise DirectoryInvalid(f"{name}: a role of {person.name} ends before it begins; correct its dates.")
    if role.office is not None:
        office = entries.office.get(role.office)
        if office is None:
            raise DirectoryInvalid(
                f"{name}: {person.name} has the office {role.office!r}, which the file does not describe; "
                f"add [office.{role.office}]."
            )
        return Tenure(
            office.title, role.start, role.end, _folded(office.titles), _folded(office.alone), office.context
        )
    if role.title is None:
        raise DirectoryInvalid(f"{name}: a role of {person.name} has neither office nor title; give it one.")
    titles = _usual_titles(role.title) if role.titles is None else role.titles
    return Tenure(role.title, role.start, role.end, _folded(titles), _folded(role.alone), role.context)


def _usual_titles(title: str) -> tuple[str, ...]:
    """The forms of a title before a surname: "Mayor of Springfield" is "Mayor" too."""
    short = title
    for word in default().introductions.of_words:
        short = short.split(f" {word} ", maxsplit=1)[0]
    return (title, short)


def _folded(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(title.replace(".", "").casefold().split()) for title in titles))
