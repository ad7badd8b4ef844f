"""What one label stands for in one transcript: the label's own name, or evidence for exactly one person."""

import datetime
import functools
from collections.abc import Iterable

import msgspec

from indexer.attribution.identity import Identity, distinct, identify, of_entry
from indexer.attribution.introductions import COURTESY, find_introductions
from indexer.attribution.labels import Label, full_name, is_title_or_post, surname_of
from indexer.attribution.namesakes import others_of_that_surname
from indexer.attribution.outside import outside
from indexer.attribution.places import Places
from indexer.attribution.roster import roster
from indexer.directory.records import Directory, name_key, surnames
from indexer.model import Attribution, Document, Evidence, NonSpeech, Speaker, Tenure


class TranscriptContext(msgspec.Struct, frozen=True, dict=True):
    """A transcript as labels are resolved in it: text outside turns, who is named, where it takes place.

    `text` and `heading` tell where the labels' surnames stand in the transcript's text and in its title. What is
    worked out of the whole transcript is worked out once, however many labels there are.
    """

    document: Document
    directory: Directory
    outside: tuple[NonSpeech, ...]
    roster: tuple[Identity, ...]
    place: str
    text: Places
    heading: Places

    @property
    def day(self) -> datetime.date | None:
        """The day of the event."""
        return self.document.metadata.date

    @functools.cached_property
    def tenures(self) -> "tuple[_Holding, ...]":
        """Who holds a post on the day."""
        day = self.day
        return (
            ()
            if day is None
            else tuple(
                _Holding(
                    entry, tenure, surnames(entry) | {name_key(name) for name in (entry.name, *entry.aliases)}
                )
                for entry in self.directory.speakers
                for tenure in entry.tenures
                if tenure.covers(day)
            )
        )

    @functools.cached_property
    def by_surname(self) -> dict[str, list[Identity]]:
        """Those of the roster by the last words of their names: one, two and more."""
        found: dict[str, list[Identity]] = {}
        for one in self.roster:
            words = name_key(one.name).split(" ")
            for at in range(1, len(words)):
                found.setdefault(" ".join(words[at:]), []).append(one)
        return found

    @functools.cached_property
    def _mentioned(self) -> dict[str, bool]:
        return {}

    def mentions(self, entry: Speaker) -> bool:
        """Whether the text or the title has somebody's full name."""
        if entry.id not in self._mentioned:
            texts = (self.document.metadata.title or "", self.document.text)
            names = (entry.name, *entry.aliases)
            self._mentioned[entry.id] = any(name in text for name in names for text in texts)
        return self._mentioned[entry.id]

    @functools.cached_property
    def _held_here(self) -> dict[str, bool]:
        return {}

    def takes_place_at(self, context: Iterable[str]) -> bool:
        """Whether one of some words stands in the metadata, or around the turns."""
        for word in context:
            if word not in self._held_here:
                self._held_here[word] = word.casefold() in self.place
        return any(self._held_here[word] for word in context)


class _Holding(msgspec.Struct, frozen=True):
    """Somebody with a post; `ends` are what their names end in, and the names themselves."""

    entry: Speaker
    tenure: Tenure
    ends: set[str]


def scene_of(document: Document, directory: Directory, labels: Iterable[Label]) -> TranscriptContext:
    """What the labels of a document are resolved with."""
    sought = {surname_of(label) for label in labels}
    metadata = document.metadata
    parts = outside(document)
    around = (document.text[one.start : one.end] for one in parts if one.kind not in {"label", "mark"})
    place = "\n".join([metadata.title or "", metadata.url or "", metadata.venue or "", *around])
    place = place.replace("\xa0", " ").casefold()
    return TranscriptContext(
        document,
        directory,
        parts,
        tuple(roster(document, parts)),
        place,
        Places(document.text, sought),
        Places(metadata.title or "", sought),
    )


def resolve(label: Label, scene: TranscriptContext) -> Attribution:
    """The person behind a label, if the evidence names one."""
    if name := full_name(label):
        people = identify(Identity(name), scene.directory, scene.day)
        return _decided("named", people)
    if people := _alone(label, scene):
        return _decided("resolved", people)
    if label.generic:
        return Attribution("label")
    people = distinct(_candidates(label, scene))
    if len(people) == 1 and people[0].evidence != Evidence(metadata="title"):
        rivals = others_of_that_surname(people[0], label, scene.text, scene.directory)
        people = distinct([*people, *rivals]) if _by_courtesy(label) else people
    return _decided("resolved", people)


def of_markup(name: str, label: str, scene: TranscriptContext) -> Attribution:
    """The person whom the source's own markup ties to a turn."""
    people = identify(Identity(name), scene.directory, scene.day)
    if name_key(name) in name_key(label):
        return _decided("named", people)
    return _decided(
        "resolved", [Identity(one.name, Evidence(metadata="speaker"), one.person) for one in people]
    )


def _decided(status: str, people: list[Identity]) -> Attribution:
    if len(people) > 1:
        return Attribution("ambiguous", candidates=tuple(sorted(one.name for one in people)))
    if not people:
        return Attribution("label")
    only = people[0]
    if status == "named":
        return Attribution("named", only.name, person=only.person)
    return Attribution("resolved", only.name, only.evidence, person=only.person)


def _alone(label: Label, scene: TranscriptContext) -> list[Identity]:
    """Whoever holds the post that a label names without a name, if the transcript is from there."""
    title = _folded(label.text)
    return [
        of_entry(one.entry)
        for one in scene.tenures
        if title in one.tenure.alone and scene.takes_place_at(one.tenure.context)
    ]


def _candidates(label: Label, scene: TranscriptContext) -> list[Identity]:
    surname = surname_of(label)
    # Without a title only a bare surname can be looked up in the text: BLITZER after WOLF BLITZER.
    if not label.title and (len(label.name) > 2 or any(map(is_title_or_post, label.name))):
        return _in_directory(label, surname, scene)
    found = list(find_introductions(label.title, surname, scene.text, scene.heading))
    known = [Identity(one.name, one.evidence) for one in found]
    known += scene.by_surname.get(name_key(surname), ())
    people = [person for one in known for person in identify(one, scene.directory, scene.day)]
    return [*people, *_in_directory(label, surname, scene)]


def _in_directory(label: Label, surname: str, scene: TranscriptContext) -> list[Identity]:
    """Whom the directory has with that surname and that title on the day.

    A courtesy title or a bare surname says little: then the transcript must also give the person's full name.
    """
    folded = _folded(label.text)
    people = []
    key, by_courtesy, title = name_key(surname), _by_courtesy(label), set(label.title)
    for one in scene.tenures:
        entry = one.entry
        titled = any(
            folded.startswith(f"{post} ") and folded[len(post) + 1 :] in one.ends for post in one.tenure.titles
        )
        courteous = (
            by_courtesy
            and key in one.ends
            and (not entry.courtesy or title <= set(entry.courtesy))
            and scene.mentions(entry)
        )
        if titled or courteous:
            people.append(of_entry(entry))
    return people


def _by_courtesy(label: Label) -> bool:
    return set(label.title) <= COURTESY


def _folded(label: str) -> str:
    return name_key(label).removeprefix("the ")
