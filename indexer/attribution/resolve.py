"""Who one label means in one transcript: the label's own name, or evidence for exactly one person."""

from collections.abc import Iterator

from indexer.attribution.context import TranscriptContext, spelled
from indexer.attribution.full_names import contradicts
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
from indexer.directory.records import name_key
from indexer.languages.language import Language
from indexer.model import KEEP_LABEL, Attribution, Evidence

_SHORTEST_SURNAME = 3
"""Letters of a surname in capitals; fewer may be initials."""


def resolve(label: Label, context: TranscriptContext) -> Attribution:
    """The person whom a label means, if the evidence names one."""
    language = context.language
    if mapped := context.speaker_map.get(spelled(label.text)):
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
    """Whether the directory lets somebody have the label's title.

    A post that another of that surname held is not this person's: `FIRST LADY OBAMA` is not Barack Obama.
    """
    entry = context.directory.by_id.get(person.person or "")
    if entry is None:
        return True
    courtesy = set(label.title) & context.language.labels.courtesy
    if entry.courtesy and not courtesy <= set(entry.courtesy):
        return False
    surname, folded = name_key(entry.name).split(" ")[-1], context.folded(label.text)
    titled = {
        other.id
        for other in context.directory.by_id.values()
        for tenure in other.tenures
        if name_key(other.name).split(" ")[-1] == surname
        and any(folded.startswith(f"{title} ") for title in tenure.titles)
    }
    return not titled or entry.id in titled


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
    if not label.is_titled and not label.is_abbreviation:
        people += context.by_part.get(f"{key} ", ())
    for present in people:
        carrier = present.label
        if contradicts(label, present.titles, context.language) and not context.is_called(
            label.title, present.identity.name
        ):
            continue
        # DE is no surname, but LI is where JANE LI is a label too.
        is_initials = label.is_abbreviation and len(label.name[0]) < _SHORTEST_SURNAME
        if is_initials and not (carrier and not carrier.is_titled and carrier.text.isupper()):
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
