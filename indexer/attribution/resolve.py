"""Who one label means in one transcript: the label's own name, or evidence for exactly one person."""

import datetime
import functools
from collections.abc import Iterable

import msgspec

from indexer.attribution.identity import Identity, distinct, identify, of_entry
from indexer.attribution.introductions import find_introductions
from indexer.attribution.labels import Label, full_name, is_title_or_post, surname_of
from indexer.attribution.namesakes import others_of_that_surname
from indexer.attribution.nonspeech import nonspeech_of
from indexer.attribution.occurrences import Occurrences
from indexer.attribution.roster import roster
from indexer.directory.records import Directory, name_key, surnames
from indexer.languages import language_of
from indexer.languages.language import Language
from indexer.model import Attribution, Document, Evidence, NonSpeech, Speaker, Tenure


class TranscriptContext(msgspec.Struct, frozen=True, dict=True):
    """What the labels of a transcript are resolved with.

    `outside` is its text outside turns, `roster` the people whose full names it gives, `setting` the metadata and
    the text around the turns, case folded. `text` and `heading` hold the occurrences of the labels' surnames in the
    transcript's text and title. What depends on the whole transcript is computed once, however many labels it has.
    """

    document: Document
    language: Language
    directory: Directory
    outside: tuple[NonSpeech, ...]
    roster: tuple[Identity, ...]
    setting: str
    text: Occurrences
    heading: Occurrences

    @property
    def day(self) -> datetime.date | None:
        """The day of the event."""
        return self.document.metadata.date

    @functools.cached_property
    def holders(self) -> "tuple[_Holder, ...]":
        """The people who hold a post on the day."""
        day = self.day
        return (
            ()
            if day is None
            else tuple(
                _Holder(
                    entry, tenure, surnames(entry) | {name_key(name) for name in (entry.name, *entry.aliases)}
                )
                for entry in self.directory.speakers
                for tenure in entry.tenures
                if tenure.covers(day)
            )
        )

    @functools.cached_property
    def by_surname(self) -> dict[str, list[Identity]]:
        """The people of the roster by the last words of their names: one, two and more."""
        people: dict[str, list[Identity]] = {}
        for identity in self.roster:
            words = name_key(identity.name).split(" ")
            for at in range(1, len(words)):
                people.setdefault(" ".join(words[at:]), []).append(identity)
        return people

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
    def _in_setting(self) -> dict[str, bool]:
        return {}

    def takes_place_at(self, words: Iterable[str]) -> bool:
        """Whether the metadata or the text around the turns has one of some words."""
        for word in words:
            if word not in self._in_setting:
                self._in_setting[word] = word.casefold() in self.setting
        return any(self._in_setting[word] for word in words)

    def folded(self, label: str) -> str:
        """A label as posts are compared: case, points, commas and the article removed."""
        return name_key(label).removeprefix(f"{self.language.labels.article} ")


class _Holder(msgspec.Struct, frozen=True):
    """A person with a post. `ends` are the names and their last words."""

    entry: Speaker
    tenure: Tenure
    ends: set[str]


def context_of(document: Document, directory: Directory, labels: Iterable[Label]) -> TranscriptContext:
    """What the labels of a document are resolved with."""
    surnames_of_labels = {surname_of(label) for label in labels}
    metadata = document.metadata
    parts = nonspeech_of(document)
    around = (document.text[part.start : part.end] for part in parts if part.kind not in {"label", "mark"})
    setting = "\n".join([metadata.title or "", metadata.url or "", metadata.venue or "", *around])
    language = language_of(metadata.language)
    return TranscriptContext(
        document,
        language,
        directory,
        parts,
        tuple(roster(document, parts, language)),
        setting.replace("\xa0", " ").casefold(),
        Occurrences(document.text, surnames_of_labels),
        Occurrences(metadata.title or "", surnames_of_labels),
    )


def resolve(label: Label, context: TranscriptContext) -> Attribution:
    """The person whom a label means, if the evidence names one."""
    language = context.language
    if name := full_name(label, language):
        return _decided("named", identify(Identity(name), context.directory, context.day))
    if people := _holders_of(label, context):
        return _decided("resolved", people)
    if label.generic:
        return Attribution("label")
    people = distinct(_candidates(label, context), language)
    if len(people) == 1 and people[0].evidence != Evidence(metadata="title"):
        rivals = others_of_that_surname(people[0], label, context.text, context.directory, language)
        people = distinct([*people, *rivals], language) if _by_courtesy(label, language) else people
    return _decided("resolved", people)


def of_markup(name: str, label: str, context: TranscriptContext) -> Attribution:
    """The person to whom the source's own markup assigns a turn."""
    people = identify(Identity(name), context.directory, context.day)
    if name_key(name) in name_key(label):
        return _decided("named", people)
    evidence = Evidence(metadata="speaker")
    return _decided("resolved", [Identity(person.name, evidence, person.person) for person in people])


def _decided(status: str, people: list[Identity]) -> Attribution:
    if len(people) > 1:
        return Attribution("ambiguous", candidates=tuple(sorted(person.name for person in people)))
    if not people:
        return Attribution("label")
    person = people[0]
    if status == "named":
        return Attribution("named", person.name, person=person.person)
    return Attribution("resolved", person.name, person.evidence, person=person.person)


def _holders_of(label: Label, context: TranscriptContext) -> list[Identity]:
    """The holders of the post that a label names without a name, if the transcript is from there."""
    title = context.folded(label.text)
    return [
        of_entry(holder.entry)
        for holder in context.holders
        if title in holder.tenure.alone and context.takes_place_at(holder.tenure.context)
    ]


def _candidates(label: Label, context: TranscriptContext) -> list[Identity]:
    language, surname = context.language, surname_of(label)
    # Without a title only a surname alone can be looked up in the text: BLITZER after WOLF BLITZER.
    if not label.title and (
        len(label.name) > 2 or any(is_title_or_post(word, language) for word in label.name)
    ):
        return _in_directory(label, surname, context)
    introductions = find_introductions(label.title, surname, context.text, context.heading, language)
    identities = [Identity(introduction.name, introduction.evidence) for introduction in introductions]
    identities += context.by_surname.get(name_key(surname), ())
    people = [
        person for identity in identities for person in identify(identity, context.directory, context.day)
    ]
    return [*people, *_in_directory(label, surname, context)]


def _in_directory(label: Label, surname: str, context: TranscriptContext) -> list[Identity]:
    """The people of the directory with that surname and that title on the day.

    A courtesy title or a surname alone says little: then the transcript must also give the person's full name.
    """
    folded = context.folded(label.text)
    people = []
    key, by_courtesy, title = name_key(surname), _by_courtesy(label, context.language), set(label.title)
    for holder in context.holders:
        entry, ends = holder.entry, holder.ends
        titled = any(
            folded.startswith(f"{post} ") and folded[len(post) + 1 :] in ends for post in holder.tenure.titles
        )
        courteous = (
            by_courtesy
            and key in ends
            and (not entry.courtesy or title <= set(entry.courtesy))
            and context.mentions(entry)
        )
        if titled or courteous:
            people.append(of_entry(entry))
    return people


def _by_courtesy(label: Label, language: Language) -> bool:
    return set(label.title) <= language.labels.courtesy
