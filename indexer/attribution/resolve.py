"""Who one label means in one transcript: the label's own name, or evidence for exactly one person."""

import datetime
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec

from indexer.attribution.calls import called_on
from indexer.attribution.full_names import contradicts, full_names
from indexer.attribution.identity import Identity, distinct, identify, of_entry
from indexer.attribution.introductions import (
    Introduction,
    find_introductions,
    find_own_names,
    find_presentations,
    others_of_that_surname,
)
from indexer.attribution.labels import Label, full_name, parse_label, possible_name, surname_of
from indexer.attribution.names import is_title_or_post
from indexer.attribution.nonspeech import nonspeech_of
from indexer.attribution.occurrences import Occurrences
from indexer.attribution.roster import Present, labelled, roster
from indexer.directory.records import Directory, name_key, surnames
from indexer.languages import language_of, name_suffixes
from indexer.languages.language import Language
from indexer.model import (
    KEEP_LABEL,
    Attribution,
    Document,
    Evidence,
    NonSpeech,
    Speaker,
    Tenure,
    Utterance,
)

_LONGEST_CALL = 120
"""How many characters at the end of a turn may name the next speaker."""


class TranscriptContext(msgspec.Struct, frozen=True, dict=True):
    """What the labels of a transcript are resolved with.

    `outside` is its text outside turns, `labels` are those resolved, `full_names` the names that labels carry, by label, `roster` the people present
    whose full names it gives, `setting` the metadata and the text around the turns, case folded. `text` and `heading` hold the occurrences of the labels' surnames in the
    transcript's text and title. What depends on the whole transcript is computed once, however many labels it has.
    """

    document: Document
    language: Language
    directory: Directory
    outside: tuple[NonSpeech, ...]
    labels: tuple[Label, ...]
    full_names: Mapping[str, str]
    roster: tuple[Present, ...]
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
    def by_part(self) -> dict[str, list[Present]]:
        """The people of the roster by the first word of their names, and by the last words: one, two and more."""
        people: dict[str, list[Present]] = {}
        for present in self.roster:
            words = name_key(present.identity.name).split(" ")
            while len(words) > 2 and words[-1] in name_suffixes():
                words.pop()
            for at in range(1, len(words)):
                people.setdefault(" ".join(words[at:]), []).append(present)
            people.setdefault(f"{words[0]} ", []).append(present)
        return people

    @functools.cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Where turns and parts outside them begin or end; and the beginnings of turns."""
        spans = [*self.document.utterances, *self.outside]
        starts = [utterance.start for utterance in self.document.utterances]
        return sorted({at for span in spans for at in (span.start, span.end)}), starts

    def is_within_one_part(self, evidence: Evidence) -> bool:
        """Whether evidence lies in one turn, or in one part outside the turns."""
        if evidence.start is None or evidence.end is None:
            return True
        bounds = self._bounds[0]
        return bisect_right(bounds, evidence.start) == bisect_left(bounds, evidence.end)

    def turn_of(self, evidence: Evidence) -> Utterance | None:
        """The turn in which evidence is said."""
        if evidence.start is None:
            return None
        at = bisect_right(self._bounds[1], evidence.start) - 1
        turn = self.document.utterances[at] if at >= 0 else None
        return turn if turn and evidence.start < turn.end else None

    def is_called(self, title: tuple[str, ...], name: str) -> bool:
        """Whether the text has a full name after a title; perhaps with a line end between, since it is no evidence."""
        gap = r"[ \xa0]*\n?[ \xa0]*"
        words = gap.join(map(re.escape, (*title, *name.split())))
        return re.search(rf"\b{words}\b", self.document.text, re.IGNORECASE) is not None

    @functools.cached_property
    def speaker_map(self) -> dict[str, str]:
        """The speaker map of the metadata; labels as they are compared."""
        return {_spelled(label): name.strip() for label, name in self.document.metadata.speaker_map.items()}

    def is_mapped(self, label: str) -> bool:
        """Whether the speaker map says whom a label means, or that it is kept."""
        return _spelled(label) in self.speaker_map

    @functools.cached_property
    def _last_words(self) -> dict[str, str]:
        """The last words of labels with a name, in lower case."""
        return {label.text: label.name[-1].lower() for label in self.labels if label.name}

    @functools.cached_property
    def called(self) -> dict[str, list[Identity]]:
        """By label, those who are called on by full name at the end of the turn before it."""
        people: dict[str, list[Identity]] = {}
        text = self.document.text
        for before, turn in pairwise(self.document.utterances):
            surname = self._last_words.get(turn.label, "")
            tail = max(before.start, before.end - _LONGEST_CALL)
            if before.doubtful or not surname or surname not in text[tail : before.end].lower():
                continue
            name = called_on(text[before.start : before.end], self.language)
            if name and name.is_call and " " in name.name:
                evidence = Evidence(start=before.start + name.start, end=before.start + name.end)
                people.setdefault(turn.label, []).append(Identity(name.name, evidence))
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


def context_of(
    document: Document, directory: Directory, labels: Mapping[str, Label], counts: Mapping[str, int]
) -> TranscriptContext:
    """What the labels of a document are resolved with. `counts` has the number of turns of each label."""
    surnames_of_labels = {surname_of(label) for label in labels.values()}
    metadata = document.metadata
    parts = nonspeech_of(document)
    around = (document.text[part.start : part.end] for part in parts if part.kind not in {"label", "mark"})
    setting = "\n".join([metadata.title or "", metadata.url or "", metadata.venue or "", *around])
    language = language_of(metadata.language)
    present = roster(document, parts, language)
    elsewhere = {name_key(person.identity.name) for person in present}
    by_turns = {label: counts[text] for text, label in labels.items()}
    names = full_names(by_turns, document.text, elsewhere, directory, language)
    return TranscriptContext(
        document,
        language,
        directory,
        parts,
        tuple(by_turns),
        names,
        (*labelled(document, names, labels), *present),
        setting.replace("\xa0", " ").casefold(),
        Occurrences(document.text, surnames_of_labels),
        Occurrences(metadata.title or "", surnames_of_labels),
    )


def resolve(label: Label, context: TranscriptContext) -> Attribution:
    """The person whom a label means, if the evidence names one."""
    language = context.language
    if mapped := context.speaker_map.get(_spelled(label.text)):
        return _mapped(mapped, context)
    if name := context.full_names.get(label.text):
        return _decided("named", identify(Identity(name), context.directory, context.day))
    if people := _holders_of(label, context):
        return _decided("resolved", people)
    if label.generic:
        return Attribution("label")
    people = distinct(_candidates(label, context), language)
    if len(people) == 1 and people[0].evidence not in {
        Evidence(metadata="title"),
        Evidence(metadata="speakers"),
    }:
        rivals = others_of_that_surname(people[0], label, context.text, context.directory, language)
        people = distinct([*people, *rivals], language) if _by_courtesy(label, language) else people
    return _decided("resolved", people)


def of_markup(name: str, label: str, context: TranscriptContext) -> Attribution | None:
    """The person to whom the source's own markup assigns a turn; None where the markup gives a post."""
    person_name = _person_of_markup(name, context.language)
    if person_name is None:
        return None
    people = identify(Identity(person_name), context.directory, context.day)
    if name_key(person_name) in name_key(label):
        return _decided("named", people)
    evidence = Evidence(metadata="speaker")
    return _decided("resolved", [Identity(person.name, evidence, person.person) for person in people])


def _person_of_markup(name: str, language: Language) -> str | None:
    parsed = parse_label(name, language)
    if person := full_name(parsed, language) or possible_name(parsed, language):
        return person
    # A name in a script without capitals, or with words that this language has as titles, is the source's own.
    words = name.split()
    trusted = not parsed.is_titled and not parsed.generic and not any(map(str.isdigit, name))
    return name if trusted and (len(words) > 1 or not name.isascii()) and _is_named(words, language) else None


def _is_named(words: list[str], language: Language) -> bool:
    return not any(is_title_or_post(word, language) for word in (words[0], words[-1]))


def _mapped(name: str, context: TranscriptContext) -> Attribution:
    """What the speaker map says of a label."""
    if name.casefold() == KEEP_LABEL:
        return Attribution("label")
    people = identify(Identity(name, Evidence(metadata="speakers")), context.directory, context.day)
    return _decided("resolved", people)


def _spelled(label: str) -> str:
    return " ".join(label.split()).casefold()


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
    # Without a title only a single word, or a surname of two, is short for a name: BLITZER after WOLF BLITZER.
    if not label.is_titled and (
        len(label.name) > 2 or any(is_title_or_post(word, language) for word in label.name)
    ):
        return _in_directory(label, surname, context)
    identities = [*_introduced(label, surname, context), *_present(label, surname, context)]
    people = [
        person
        for identity in identities
        for person in identify(identity, context.directory, context.day)
        if _may_be_addressed(person, label, context)
    ]
    return [*people, *_in_directory(label, surname, context)]


def _may_be_addressed(person: Identity, label: Label, context: TranscriptContext) -> bool:
    """Whether the directory lets somebody have the label's courtesy title."""
    entry = context.directory.by_id.get(person.person or "")
    courtesy = set(label.title) & context.language.labels.courtesy
    return entry is None or not entry.courtesy or courtesy <= set(entry.courtesy)


def _introduced(label: Label, surname: str, context: TranscriptContext) -> Iterator[Identity]:
    """Those whom the text or the title introduces under the label's title, or as present."""
    if label.is_abbreviation:
        return
    for found in _introductions(label, surname, context):
        if context.is_within_one_part(found.evidence):
            yield Identity(found.name, found.evidence)
    key = name_key(surname)
    for called in context.called.get(label.text, ()):
        words = name_key(called.name).split(" ")
        if key in {words[-1], " ".join(words[-2:])} or (not label.is_titled and words[0] == key):
            yield called


def _introductions(label: Label, surname: str, context: TranscriptContext) -> Iterator[Introduction]:
    language = context.language
    if label.title:
        yield from find_introductions(label.title, surname, context.text, context.heading, language)
    for found in find_presentations(label, context.text, language):
        turn = context.turn_of(found.evidence)
        # Somebody presents another person, not himself.
        if turn and turn.label != label.text:
            yield found
    for found in find_own_names(label, context.text, language):
        turn = context.turn_of(found.evidence)
        if turn and turn.label == label.text and not turn.doubtful:
            yield found


def _present(label: Label, surname: str, context: TranscriptContext) -> Iterator[Identity]:
    """The people of the roster whom a label may be short for: by surname, without a title also by given name."""
    key = name_key(surname)
    people = list(context.by_part.get(key, ()))
    if not label.is_titled:
        people += context.by_part.get(f"{key} ", ())
    for present in people:
        carrier = present.label
        if contradicts(label, present.titles, context.language) and not context.is_called(
            label.title, present.identity.name
        ):
            continue
        # DE is no surname, but LEE is where JANE LEE is a label too.
        if label.is_abbreviation and not (carrier and not carrier.is_titled and carrier.text.isupper()):
            continue
        yield present.identity


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
    return not label.foreign and set(label.title) <= language.labels.courtesy
