"""Names of those who ask, for `QUESTION` and `Q` turns, where the conversation gives them.

The question is handed over by name before it ("Jonathan Lemire."), or its answer greets the asker ("Well,
Jonathan, …"), or the asker gives a name ("My name is Lena Finch"). Where two of them name somebody they must agree. A
first name is completed only when exactly one person fits.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

import msgspec

from indexer.attribution.calls import CalledName, called_on, greeted, own_name, says_thanks_alone
from indexer.attribution.context import TranscriptContext
from indexer.attribution.identity import Identity, identify
from indexer.attribution.labels import parse_label
from indexer.attribution.roster import names_in_title
from indexer.languages.language import Language
from indexer.model import Attribution, Evidence, Speaker, Turn

_GREETED = 400
"""How many characters at the beginning of an answer may hold a greeting."""

_OWN_NAME = 160
"""How many characters at the beginning of a question may hold the asker's own name."""


def infer_askers(turns: tuple[Turn, ...], context: TranscriptContext) -> tuple[Turn, ...]:
    """The turns, with names for those who asked; status `inferred`, the evidence where the name is said."""
    calls = [_calls_of(turns, ordinal, context) for ordinal in range(len(turns))]
    if any(turn.label.strip(".:") == _ANSWER for turn in turns):
        calls = [_Calls(own=call.own) if call.own else _NONE for call in calls]
    if all(call is _NONE for call in calls):
        return turns
    plain = [call.handed for call in calls if call.handed and call.handed.is_call and not call.handed.is_open]
    called = {call.name.split()[0] for call in plain}
    calls = [_without_colleagues(call, called) for call in calls]
    answering = {turn.attribution.name for turn in turns if turn.attribution.name}
    words = {word.casefold() for name in answering for word in name.split()}
    words |= {
        word.casefold()
        for label in {turn.label for turn in turns if turn.role == "speaker"}
        for word in label.split()
    }
    full_names: dict[str, set[str]] = {}
    for name in _full_names(context, answering):
        full_names.setdefault(name.split()[0], set()).add(name)
    # Who is once called on by name is known where the call is less plain: "Well, Peadar, …".
    for call in calls:
        if call.handed and call.handed.sure and call.handed.name.split()[0] not in full_names:
            full_names[call.handed.name.split()[0]] = set()
    conversation = _Conversation(turns, context, full_names, words)
    return tuple(_with_asker(conversation, turn, call) for turn, call in zip(turns, calls, strict=True))


class _Conversation(msgspec.Struct, frozen=True):
    """What askers are found in. `full_names` are by first name; `answering` are words of the names of those
    who answer.
    """

    turns: tuple[Turn, ...]
    context: TranscriptContext
    full_names: Mapping[str, set[str]]
    answering: set[str]


class _Calls(msgspec.Struct, frozen=True):
    """The names by which an asker is called in the turn before and in the answer, and in the question itself."""

    handed: CalledName | None = None
    greeting: CalledName | None = None
    own: CalledName | None = None


_NONE = _Calls()
_CUT = ("-", "–", "—")
"""How a question ends that is interrupted."""
_ANSWER = "A"
"""The label of answers in an examination. There a name at the end of an answer is what was asked for, and names in
questions are of other people.
"""


def _calls_of(turns: Sequence[Turn], ordinal: int, context: TranscriptContext) -> _Calls:
    turn, utterances = turns[ordinal], context.document.utterances
    is_open = turn.role == "questioner" and turn.attribution.status == "label"
    if not is_open or utterances[ordinal].doubtful or context.is_mapped(turn.label):
        return _NONE
    text, language = context.document.text, context.language
    before = turns[ordinal - 1] if ordinal and not utterances[ordinal - 1].doubtful else None
    has_after = ordinal + 1 < len(turns) and not utterances[ordinal + 1].doubtful
    after = turns[ordinal + 1] if has_after else None
    handed = _in_text(called_on(text[before.start : before.end], language), before) if before else None
    greeting = None
    if after and after.role == "speaker":
        opening = text[after.start : min(after.end, after.start + _GREETED)]
        greeting = _in_text(greeted(opening, language), after)
    # Of several questions in a row the answer may greet any asker.
    if before and before.role == "questioner" and not handed:
        greeting = None
    # "Clara, please." may ask a colleague to answer, and so may "Clara?" between questions.
    if handed and handed.is_open:
        earlier = turns[ordinal - 2] if ordinal > 1 else None
        is_between = handed.is_call or earlier is None or earlier.role == "questioner"
        is_open = is_between and _may_be_called(before, after, language)
        handed = msgspec.structs.replace(handed, is_open=is_open)
    question = text[turn.start : turn.end].rstrip()
    if greeting and (
        says_thanks_alone(question, language) or (greeting.is_call and not question.endswith(_CUT))
    ):
        # Whoever is called or welcomed after the thanks of another asks next.
        greeting = None
    later = turns[ordinal + 2] if ordinal + 2 < len(turns) else None
    if greeting and greeting.is_open:
        greeting = msgspec.structs.replace(greeting, is_open=_may_be_called(after, later, language))
    opening = text[turn.start : min(turn.end, turn.start + _OWN_NAME)]
    return _Calls(handed, greeting, _in_text(own_name(opening, language), turn))


def _may_be_called(caller: Turn | None, turn: Turn | None, language: Language) -> bool:
    """Whether a call may be to the speaker of a turn: somebody else than the caller, whose given name is not known."""
    if caller is None or turn is None or turn.role != "speaker" or turn.label == caller.label:
        return False
    return turn.attribution.name is None and not parse_label(turn.label, language).generic


def _without_colleagues(calls: _Calls, askers: Container[str]) -> _Calls:
    """The calls without those that may be to somebody who answers, unless that name is plainly an asker's."""
    handed, greeting = (
        None if call and call.is_open and call.name.split()[0] not in askers else call
        for call in (calls.handed, calls.greeting)
    )
    return (
        calls if (handed, greeting) == (calls.handed, calls.greeting) else _Calls(handed, greeting, calls.own)
    )


def _with_asker(conversation: _Conversation, turn: Turn, calls: _Calls) -> Turn:
    context, full_names = conversation.context, conversation.full_names
    if calls is _NONE:
        return turn
    called = _agreed(calls.handed, calls.greeting, full_names)
    if own := calls.own:
        # A person's own name says more than a call, unless somebody else was called.
        called = own if called is None or called.name.split()[0] == own.name.split()[0] else None
    if called is None or context.is_common_word(called.name.split()[0]) or _answers(called.name, conversation):
        return turn
    name = _completed(called.name, full_names)
    people = identify(Identity(name), context.directory, context.day) if " " in name else [Identity(name)]
    if len(people) != 1 or (people[0].person and not _may_ask(people[0].person, context)):
        return turn
    evidence = Evidence(start=called.start, end=called.end)
    attribution = Attribution("inferred", people[0].name, evidence, person=people[0].person)
    return msgspec.structs.replace(turn, attribution=attribution)


def _answers(name: str, conversation: _Conversation) -> bool:
    """Whether a name may belong to somebody who speaks under a label of their own: then it is no asker's."""
    called = {word.casefold() for word in name.split()}
    short_forms = conversation.context.language.names.short_forms
    called |= {form for word in name.split()[:1] for form in short_forms(word.casefold())}
    return not called.isdisjoint(conversation.answering)


def _in_text(called: CalledName | None, turn: Turn) -> CalledName | None:
    """A name with its offsets in the transcript's text."""
    if called is None:
        return None
    return msgspec.structs.replace(called, start=turn.start + called.start, end=turn.start + called.end)


def _agreed(
    handed: CalledName | None, greeting: CalledName | None, full_names: Mapping[str, set[str]]
) -> CalledName | None:
    """The name that both agree on. One that only its capital shows to be a name must be known from elsewhere."""
    if handed and greeting:
        if handed.name.split()[0] == greeting.name.split()[0]:
            return handed
        # The answer may begin with any name; a greeting that is no known name does not contradict.
        return handed if handed.sure and not _is_known(greeting, full_names) else None
    only = handed or greeting
    return only if only and _is_known(only, full_names) else None


def _is_known(called: CalledName, full_names: Mapping[str, set[str]]) -> bool:
    name = called.name
    return called.sure or name in full_names or name in full_names.get(name.split()[0], ())


def _completed(name: str, full_names: Mapping[str, set[str]]) -> str:
    if " " in name:
        return name
    fitting = full_names.get(name, set())
    return next(iter(fitting)) if len(fitting) == 1 else name


def _full_names(context: TranscriptContext, answering: set[str]) -> Iterable[str]:
    """Full names that a first name may be short for: of the title and of those in the directory who ask."""
    metadata = context.document.metadata
    for name in (*names_in_title(metadata.title, context.language), *metadata.speakers):
        people = identify(Identity(name), context.directory, context.day)
        if not {person.name for person in people} & answering:
            yield name
    if context.day is not None:
        yield from (entry.name for entry in context.directory.speakers if _asks(entry, context))


def _may_ask(person: str, context: TranscriptContext) -> bool:
    """Whether a person of the directory asks by profession, or holds no post there that day."""
    entry = context.directory.by_id[person]
    day = context.day
    holds = day is not None and any(tenure.covers(day) for tenure in entry.tenures)
    return not holds or _asks(entry, context)


def _asks(entry: Speaker, context: TranscriptContext) -> bool:
    """Whether somebody holds a post on the day whose holders ask: a president's name does not complete a reporter's."""
    return any(
        tenure.covers(context.day)
        and any(word in tenure.title.casefold() for word in context.language.labels.asking)
        for tenure in entry.tenures
        if context.day is not None
    )
