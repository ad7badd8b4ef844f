"""What one label stands for in one transcript: the label's own name, or evidence for exactly one person."""

import datetime
from collections.abc import Iterable

import msgspec

from indexer.attribution.identity import Known, distinct, identify, of_entry
from indexer.attribution.introductions import COURTESY, find_introductions
from indexer.attribution.labels import Label, full_name, is_title_or_post
from indexer.attribution.namesakes import others_of_that_surname
from indexer.attribution.outside import outside
from indexer.attribution.roster import roster
from indexer.directory.records import Directory, name_key, surnames
from indexer.model import Attribution, Document, Evidence, NonSpeech, Speaker, Tenure


class Scene(msgspec.Struct, frozen=True):
    """A transcript as labels are resolved in it: text outside turns, who is named, where it takes place."""

    document: Document
    directory: Directory
    outside: tuple[NonSpeech, ...]
    roster: tuple[Known, ...]
    place: str

    @property
    def day(self) -> datetime.date | None:
        """The day of the event."""
        return self.document.metadata.date


def scene_of(document: Document, directory: Directory) -> Scene:
    """What the labels of a document are resolved with."""
    metadata = document.metadata
    parts = outside(document)
    around = (document.text[one.start : one.end] for one in parts if one.kind not in {"label", "mark"})
    place = "\n".join([metadata.title or "", metadata.url or "", metadata.venue or "", *around])
    place = place.replace("\xa0", " ").casefold()
    return Scene(document, directory, parts, tuple(roster(document, parts)), place)


def resolve(label: Label, scene: Scene) -> Attribution:
    """The person behind a label, if the evidence names one."""
    if name := full_name(label):
        people = identify(Known(name), scene.directory, scene.day)
        return _decided("named", people)
    if people := _alone(label, scene):
        return _decided("resolved", people)
    if label.generic:
        return Attribution("label")
    people = distinct(_candidates(label, scene))
    if len(people) == 1 and people[0].evidence != Evidence(metadata="title"):
        rivals = others_of_that_surname(people[0], label, scene.document.text, scene.directory)
        people = distinct([*people, *rivals]) if _by_courtesy(label) else people
    return _decided("resolved", people)


def of_markup(name: str, label: str, scene: Scene) -> Attribution:
    """The person whom the source's own markup ties to a turn."""
    people = identify(Known(name), scene.directory, scene.day)
    if name_key(name) in name_key(label):
        return _decided("named", people)
    return _decided("resolved", [Known(one.name, Evidence(metadata="speaker"), one.person) for one in people])


def _decided(status: str, people: list[Known]) -> Attribution:
    if len(people) > 1:
        return Attribution("ambiguous", candidates=tuple(sorted(one.name for one in people)))
    if not people:
        return Attribution("label")
    only = people[0]
    if status == "named":
        return Attribution("named", only.name, person=only.person)
    return Attribution("resolved", only.name, only.evidence, person=only.person)


def _alone(label: Label, scene: Scene) -> list[Known]:
    """Whoever holds the post that a label names without a name, if the transcript is from there."""
    title = _folded(label.text)
    return [
        of_entry(entry)
        for entry, tenure in _tenures(scene)
        if title in tenure.alone and any(word.casefold() in scene.place for word in tenure.context)
    ]


def _candidates(label: Label, scene: Scene) -> list[Known]:
    surname = label.surname or " ".join(label.name)
    document = scene.document
    # Without a title only a bare surname can be looked up in the text: BLITZER after WOLF BLITZER.
    if not label.title and (len(label.name) > 2 or any(map(is_title_or_post, label.name))):
        return _in_directory(label, surname, scene)
    found = list(find_introductions(label.title, surname, document.text, document.metadata.title))
    known = [Known(one.name, one.evidence) for one in found]
    known += [one for one in scene.roster if name_key(one.name).endswith(f" {name_key(surname)}")]
    people = [person for one in known for person in identify(one, scene.directory, scene.day)]
    return [*people, *_in_directory(label, surname, scene)]


def _in_directory(label: Label, surname: str, scene: Scene) -> list[Known]:
    """Whom the directory has with that surname and that title on the day.

    A courtesy title or a bare surname says little: then the transcript must also give the person's full name.
    """
    folded = _folded(label.text)
    people = []
    for entry, tenure in _tenures(scene):
        names = {name_key(name) for name in (entry.name, *entry.aliases)}
        ends = surnames(entry) | names
        titled = any(f"{title} {end}" == folded for title in tenure.titles for end in ends)
        courteous = (
            _by_courtesy(label)
            and name_key(surname) in ends
            and (not entry.courtesy or set(label.title) <= set(entry.courtesy))
            and _is_mentioned(entry, scene)
        )
        if titled or courteous:
            people.append(of_entry(entry))
    return people


def _tenures(scene: Scene) -> Iterable[tuple[Speaker, Tenure]]:
    day = scene.day
    if day is None:
        return []
    return (
        (entry, tenure) for entry in scene.directory.speakers for tenure in entry.tenures if tenure.covers(day)
    )


def _is_mentioned(entry: Speaker, scene: Scene) -> bool:
    text = f"{scene.document.metadata.title or ''}\n{scene.document.text}"
    return any(name in text for name in (entry.name, *entry.aliases))


def _by_courtesy(label: Label) -> bool:
    return set(label.title) <= COURTESY


def _folded(label: str) -> str:
    return name_key(label).removeprefix("the ")
