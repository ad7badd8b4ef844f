"""Comparing what was read with what is expected: pure functions of records."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from eval.interpretation.records import (
    INTERPRETATION,
    Aspect,
    Fault,
    FirstRead,
    Judged,
    Mention,
    Question,
    Reading,
)

_ORDERS = {"first": {"oldest"}, "latest": {"newest"}, "turns": {"relevance", "oldest", "newest"}}
"""The right orders of results, by intent; for others, only `relevance`."""
_PRESENTATION = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-", "–": "-", "‑": "-"})


def judge(question: Question, reading: Reading) -> Judged:
    """The faults of a reading."""
    aspects: list[Aspect] = list(INTERPRETATION)
    faults = [
        *_whom(question, reading),
        *_when(question, reading),
        *_intent(question, reading),
        *_topic(question, reading),
        *_words(question, reading),
    ]
    if question.answered is not None:
        aspects.append("answered")
        if question.answered != reading.answered:
            faults.append(_fault("answered", question.answered, reading.answered))
    if question.answered:
        aspects.append("first")
        faults += _first(question, reading.first)
    return Judged(question, tuple(aspects), tuple(faults))


def same_name(expected: str, given: str) -> bool:
    """Whether a name or label is one of those expected, which `|` separates.

    Case, accents and punctuation do not matter, nor do names between the first and the last.
    """
    words = _fold(given)
    for alternative in map(_fold, expected.split("|")):
        if words and alternative == words:
            return True
        full = len(alternative) > 1 and len(words) > 1
        if full and (alternative[0], alternative[-1]) == (words[0], words[-1]):
            return True
    return False


def _fold(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _fault(aspect: Aspect, expected: object, read: object) -> Fault:
    return Fault(aspect, f"expected {_shown(expected)}, read {_shown(read)}")


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_shown, value)) or "nothing"
    if isinstance(value, Mention):
        return " or ".join((*value.names, *value.labels)) or "nobody"
    return "nothing" if value is None or value == "" else str(value)


def _whom(question: Question, reading: Reading) -> Iterator[Fault]:
    if not _are(question.speakers, question.candidates, reading.speakers):
        several = (f"one of {_shown(question.candidates)}",) if question.candidates else ()
        yield _fault("whom", (*question.speakers, *several), reading.speakers)
    if not _are(question.answered_by, (), reading.answered_by):
        yield _fault("whom", ("answers by", *question.answered_by), ("answers by", *reading.answered_by))
    if not _pair(question.unknown, reading.unknown, _share_words):
        yield _fault("whom", ("unknown:", *question.unknown), ("unknown:", *reading.unknown))
    if question.role and question.role not in reading.roles:
        yield _fault("whom", f"the role {question.role}", reading.roles)


def _are(speakers: Sequence[str], candidates: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Whether the mentions are these speakers and, where there are candidates, one mention of all of them."""
    left = list(mentions)
    for name in speakers:
        found = next((mention for mention in left if _is(name, mention)), None)
        if found is None:
            return False
        left.remove(found)
    if not candidates:
        return not left
    return len(left) == 1 and all(
        any(same_name(name, given) for given in (*left[0].names, *left[0].labels)) for name in candidates
    )


def _is(name: str, mention: Mention) -> bool:
    """Whether a mention means this speaker alone. Labels count where the index knows no name."""
    given = mention.names or mention.labels
    return bool(given) and all(same_name(name, one) for one in given)


def _pair(expected: Iterable[str], read: Iterable[str], fit: Callable[[str, str], bool]) -> bool:
    """Whether each of the one fits one of the other."""
    expected, read = list(expected), list(read)
    return all(any(fit(one, other) for other in read) for one in expected) and all(
        any(fit(one, other) for one in expected) for other in read
    )


def _share_words(expected: str, given: str) -> bool:
    """Whether one of the alternatives is part of the words given, or the other way round."""
    words = set(_fold(given))
    return any(
        alternative and words and (alternative <= words or words <= alternative)
        for alternative in (set(_fold(part)) for part in expected.split("|"))
    )


def _when(question: Question, reading: Reading) -> Iterator[Fault]:
    expected, read = (question.date_from, question.date_to), (reading.date_from, reading.date_to)
    if expected != read:
        yield Fault("when", f"expected {_range(*expected)}, read {_range(*read)}")


def _range(start: datetime.date | None, end: datetime.date | None) -> str:
    return f"{start or ''}..{end or ''}" if start or end else "no dates"


def _intent(question: Question, reading: Reading) -> Iterator[Fault]:
    if reading.intent not in question.intents:
        yield _fault("intent", question.intents, reading.intent)
    elif reading.sort not in (orders := _ORDERS.get(reading.intent, {"relevance"})):
        yield _fault("intent", tuple(sorted(orders)), reading.sort)


def _topic(question: Question, reading: Reading) -> Iterator[Fault]:
    words = set(_fold(reading.topic))
    missing = [one for one in question.topic if not any(set(_fold(part)) <= words for part in one.split("|"))]
    unwanted = [one for one in question.topic_without if words.intersection(_fold(one))]
    if question.topic_empty and words:
        yield Fault("topic", f"expected no topic, read {reading.topic!r}")
    if missing:
        yield Fault("topic", f"{_shown(missing)} missing in {reading.topic!r}")
    if unwanted:
        yield Fault("topic", f"{_shown(unwanted)} left in {reading.topic!r}")


def _words(question: Question, reading: Reading) -> Iterator[Fault]:
    if not _pair(question.phrases, reading.phrases, lambda one, other: _fold(one) == _fold(other)):
        yield _fault("words", ("phrases:", *question.phrases), ("phrases:", *reading.phrases))
    if not _pair(question.excluded, reading.excluded, _share_words):
        yield _fault("words", ("excluded:", *question.excluded), ("excluded:", *reading.excluded))
    if not _pair(question.corrections, reading.corrections, _share_words):
        yield _fault("words", ("corrections:", *question.corrections), ("corrections:", *reading.corrections))


def _first(question: Question, first: FirstRead | None) -> Iterator[Fault]:
    if first is None:
        yield Fault("first", "no result")
        return
    quote = _presented(first.quote)
    lacking = [phrase for phrase in question.phrases if _presented(phrase) not in quote]
    held = [word for word in question.excluded if set(_fold(word)) & set(_fold(first.quote))]
    if lacking:
        yield Fault("first", f"the quote lacks {_shown(lacking)}")
    if held:
        yield Fault("first", f"the quote has {_shown(held)}")
    expected = question.first
    if expected is None:
        return
    given = [first.label, *([first.name] if first.name else [])]
    if expected.by and not any(same_name(name, one) for name in expected.by for one in given):
        yield _fault("first", expected.by, " / ".join(given))
    if expected.role and first.role != expected.role:
        yield _fault("first", expected.role, first.role)
    if not _within(first.date, expected.date_from, expected.date_to):
        yield Fault("first", f"expected {_range(expected.date_from, expected.date_to)}, read {first.date}")


def _within(day: datetime.date | None, start: datetime.date | None, end: datetime.date | None) -> bool:
    if start is None and end is None:
        return True
    return day is not None and (start is None or start <= day) and (end is None or day <= end)


def _presented(text: str) -> str:
    """A text without case, kinds of quotation marks and dashes, and white space."""
    return " ".join(text.translate(_PRESENTATION).casefold().split())
