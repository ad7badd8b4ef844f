"""Who asked: names for `QUESTION` and `Q` turns, where the talk gives them.

The question is handed over by name before it ("Jonathan Lemire."), or its answer greets the asker ("Well,
Jonathan, …"). Where both speak they must agree. A first name is completed only when exactly one person fits.
"""

from collections.abc import Iterable, Mapping

import msgspec

from indexer.attribution.calls import Called, called_on, greeted
from indexer.attribution.given_names import short_forms
from indexer.attribution.identity import Identity, identify
from indexer.attribution.resolve import TranscriptContext
from indexer.attribution.roster import named_in_title
from indexer.model import Attribution, Evidence, Speaker, Turn

_ASKING = tuple("anchor columnist correspondent editor host interviewer journalist moderator reporter".split())
"""Posts of a directory's entries whose holders ask: a president's name does not complete a reporter's."""
_GREETED = 400
"""How many characters of an answer may hold a greeting."""


def infer_askers(turns: tuple[Turn, ...], scene: TranscriptContext) -> tuple[Turn, ...]:
    """The turns, with names for those who asked; status `inferred`, the evidence where the name stands."""
    answering = {one.attribution.name for one in turns if one.attribution.name}
    words = {word.casefold() for name in answering for word in name.split()}
    words |= {
        word.casefold()
        for label in {one.label for one in turns if one.role == "speaker"}
        for word in label.split()
    }
    fullnames: dict[str, set[str]] = {}
    for name in _full_names(scene, answering):
        fullnames.setdefault(name.split()[0], set()).add(name)
    talk = _Talk(turns, scene, fullnames, words)
    return tuple(_with_asker(talk, ordinal) for ordinal in range(len(turns)))


class _Talk(msgspec.Struct, frozen=True):
    """What askers are found in. `fullnames` are by first name; `answering` are the words of those who answer."""

    turns: tuple[Turn, ...]
    scene: TranscriptContext
    fullnames: Mapping[str, set[str]]
    answering: set[str]


def _with_asker(talk: _Talk, ordinal: int) -> Turn:
    turns, scene, fullnames = talk.turns, talk.scene, talk.fullnames
    turn = turns[ordinal]
    if turn.role != "questioner" or turn.attribution.status != "label":
        return turn
    text = scene.document.text
    before = turns[ordinal - 1] if ordinal else None
    after = turns[ordinal + 1] if ordinal + 1 < len(turns) else None
    handed = _placed(called_on(text[before.start : before.end]), before) if before else None
    answered = after is not None and after.role == "speaker"
    greeting = None
    if after and answered:
        greeting = _placed(greeted(text[after.start : min(after.end, after.start + _GREETED)]), after)
    # Of several questions in a row the answer may greet any asker.
    if before and before.role == "questioner" and not handed:
        greeting = None
    name = _agreed(handed, greeting, fullnames)
    if name is None or _answers(name.name, talk.answering):
        return turn
    full = _completed(name.name, fullnames)
    people = identify(Identity(full), scene.directory, scene.day) if " " in full else [Identity(full)]
    if len(people) != 1 or (people[0].person and not _may_ask(people[0].person, scene)):
        return turn
    evidence = Evidence(start=name.start, end=name.end)
    attribution = Attribution("inferred", people[0].name, evidence, person=people[0].person)
    return msgspec.structs.replace(turn, attribution=attribution)


def _answers(name: str, answering: set[str]) -> bool:
    """Whether a name may be that of somebody who speaks under a label of their own: then it is no asker's."""
    called = {word.casefold() for word in name.split()}
    called |= {form for word in name.split()[:1] for form in short_forms(word.casefold())}
    return not called.isdisjoint(answering)


def _placed(called: Called | None, turn: Turn) -> Called | None:
    """A name with its place in the transcript's text."""
    if called is None:
        return None
    return msgspec.structs.replace(called, start=turn.start + called.start, end=turn.start + called.end)


def _agreed(handed: Called | None, greeting: Called | None, fullnames: Mapping[str, set[str]]) -> Called | None:
    """The name that stands. One that nothing but its capital tells must be known from elsewhere."""
    if handed and greeting:
        if handed.name.split()[0] == greeting.name.split()[0]:
            return handed
        # The answer may begin with any name; a greeting that is no known name does not contradict.
        return handed if handed.sure and not _known(greeting, fullnames) else None
    only = handed or greeting
    return only if only and _known(only, fullnames) else None


def _known(called: Called, fullnames: Mapping[str, set[str]]) -> bool:
    return called.sure or called.name in fullnames or called.name in fullnames.get(called.name.split()[0], ())


def _completed(name: str, fullnames: Mapping[str, set[str]]) -> str:
    if " " in name:
        return name
    fitting = fullnames.get(name, set())
    return next(iter(fitting)) if len(fitting) == 1 else name


def _full_names(scene: TranscriptContext, answering: set[str]) -> Iterable[str]:
    """Full names that a first name may be short for: of the title and of those in the directory who ask."""
    for name in named_in_title(scene.document.metadata.title):
        if not {one.name for one in identify(Identity(name), scene.directory, scene.day)} & answering:
            yield name
    if scene.day is not None:
        yield from (entry.name for entry in scene.directory.speakers if _asks(entry, scene))


def _may_ask(person: str, scene: TranscriptContext) -> bool:
    """Whether a person of the directory asks by trade, or holds no post there that day."""
    entry = scene.directory.by_id[person]
    day = scene.day
    holds = day is not None and any(tenure.covers(day) for tenure in entry.tenures)
    return not holds or _asks(entry, scene)


def _asks(entry: Speaker, scene: TranscriptContext) -> bool:
    return any(
        tenure.covers(scene.day) and any(word in tenure.title.casefold() for word in _ASKING)
        for tenure in entry.tenures
        if scene.day is not None
    )
