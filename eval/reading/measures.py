"""What reading got right and wrong on one page, counted by words and turns."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from eval.reading.alignment import common_words
from eval.reading.faults import Fault, FaultKind
from eval.reading.pages.page import LABEL, OTHER, GoldPage, LabelledTurn, Span
from indexer.languages.scripts import UNSPACED
from indexer.model import Attribution, Transcript, Turn

_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}][^\W{UNSPACED}]*(?:[’'\-][^\W_{UNSPACED}]+)*")
_KEY = re.compile(r"[^\W_]+")


class Counts(msgspec.Struct, frozen=True):
    """Counts of pages. Words of speech are those that somebody says in the gold transcript.

    `wrong_name_words` are words of speech in a turn that carries another person's name, `unlabelled_words` those in a
    turn without a label. `nameable` are the gold turns found whose label holds a full name, `missed_names` those of
    them without a name. `refused` pages have no turn; their words are lost.
    """

    pages: int = 0
    refused: int = 0
    speech_words: int = 0
    wrong_label_words: int = 0
    wrong_name_words: int = 0
    unlabelled_words: int = 0
    lost_words: int = 0
    turn_words: int = 0
    not_speech_words: int = 0
    gold_turns: int = 0
    labels_found: int = 0
    read_turns: int = 0
    false_labels: int = 0
    named_turns: int = 0
    wrong_names: int = 0
    nameable: int = 0
    missed_names: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """The counts of both."""
        return Counts(*(getattr(self, field) + getattr(other, field) for field in Counts.__struct_fields__))


class Measured(msgspec.Struct, frozen=True):
    """The counts of a page and its wrong places in order. `text` is the text that was read."""

    counts: Counts
    faults: tuple[Fault, ...]
    text: str


def refused(page: GoldPage, reason: str) -> Measured:
    """The measure of a page that the reader refused: all of its words are lost."""
    words = sum(owner >= 0 for _, _, owner in _owned_words(page.text, page.spans))
    counts = Counts(pages=1, refused=1, speech_words=words, lost_words=words, gold_turns=len(page.turns))
    return Measured(counts, (Fault("refused", 0, reason),), page.text)


def measure(page: GoldPage, read: Transcript) -> Measured:
    """Compare what was read with the gold page.

    Each word of the text that was read has the gold owner of the word it is aligned with (the same offsets if the texts
    are the same, else by the longest common subsequence of words), and the turn of `read` that it is in.
    """
    gold = list(_owned_words(page.text, page.spans))
    if read.text == page.text:
        words = [(start, end) for start, end, _ in gold]
        owners = [owner for _, _, owner in gold]
        unread = 0
    else:
        words = [match.span() for match in _WORD.finditer(read.text)]
        owners, unread = _aligned(page.text, gold, read.text, words)
    return _Comparison(page, read, words, owners, unread).measured()


class _Comparison:
    """The words of a text with their owners, and the turns that were read."""

    def __init__(
        self, page: GoldPage, read: Transcript, words: list[tuple[int, int]], owners: list[int], unread: int
    ) -> None:
        self.page = page
        self.read = read
        self.words = words
        self.owners = owners
        self.unread = unread
        self.turn_of_word = _turns_of_words(words, read.turns)
        self.first_speech: dict[int, int] = {}
        """The first word of speech of each turn that was read."""
        self.first_of_gold: dict[int, int] = {}
        for position, (owner, turn) in enumerate(zip(owners, self.turn_of_word, strict=True)):
            if owner >= 0:
                self.first_of_gold.setdefault(owner, position)
                if turn >= 0:
                    self.first_speech.setdefault(turn, position)
        self.found_by: dict[int, Turn] = {}
        """The turn that was read where a gold turn begins, for those with the right label."""
        for ordinal, position in self.first_speech.items():
            owner = owners[position]
            turn_read = read.turns[ordinal]
            if self.first_of_gold[owner] == position and is_label_of(turn_read.label, page.turns[owner]):
                self.found_by[owner] = turn_read
        self.faults: list[Fault] = []

    def measured(self) -> Measured:
        counts = self._words() + self._labels() + self._names()
        faults = sorted(self.faults, key=lambda fault: fault.start)
        return Measured(counts, tuple(faults), self.read.text)

    def _words(self) -> Counts:
        kinds: dict[FaultKind, int] = {}
        wrong_name = turn_words = 0
        previous: tuple[FaultKind | None, int, int] = (None, -1, -1)
        for position, (owner, ordinal) in enumerate(zip(self.owners, self.turn_of_word, strict=True)):
            turn_words += ordinal >= 0
            kind = self._kind(owner, ordinal)
            if owner >= 0 and ordinal >= 0:
                given = self.read.turns[ordinal].attribution
                wrong_name += given.name is not None and not is_name_of(given, self.page.turns[owner])
            if kind is not None:
                kinds[kind] = kinds.get(kind, 0) + 1
                if (kind, owner, ordinal) != previous:
                    self._add_word_fault(kind, position, owner, ordinal)
            previous = (kind, owner, ordinal)
        lost = kinds.get("words lost", 0) + self.unread
        if self.unread:
            self.faults.append(Fault("words lost", 0, f"{self.unread} words are not in the text"))
        return Counts(
            pages=1,
            speech_words=sum(owner >= 0 for owner in self.owners) + self.unread,
            wrong_label_words=kinds.get("words under a wrong label", 0),
            wrong_name_words=wrong_name,
            unlabelled_words=kinds.get("words without a label", 0),
            lost_words=lost,
            turn_words=turn_words,
            not_speech_words=kinds.get("words that nobody says", 0),
        )

    def _kind(self, owner: int, ordinal: int) -> FaultKind | None:
        if owner < 0:
            return "words that nobody says" if ordinal >= 0 else None
        if ordinal < 0:
            return "words lost"
        label = self.read.turns[ordinal].label
        if is_label_of(label, self.page.turns[owner]):
            return None
        return "words under a wrong label" if label else "words without a label"

    def _add_word_fault(self, kind: FaultKind, position: int, owner: int, ordinal: int) -> None:
        label = repr(self.read.turns[ordinal].label) if ordinal >= 0 else "no turn"
        right = (
            repr(self.page.turns[owner].labels[0])
            if owner >= 0
            else ("a label" if owner == LABEL else "not speech")
        )
        self.faults.append(Fault(kind, self.words[position][0], f"read {label}, gold {right}"))

    def _labels(self) -> Counts:
        for owner, position in self.first_of_gold.items():
            if owner not in self.found_by:
                ordinal = self.turn_of_word[position]
                label = repr(self.read.turns[ordinal].label) if ordinal >= 0 else "no turn"
                self.faults.append(
                    Fault(
                        "label missed",
                        self.words[position][0],
                        f"read {label}, gold {self.page.turns[owner].labels[0]!r}",
                    )
                )
        false = 0
        labelled = [turn for turn in self.read.turns if turn.label]
        for turn in labelled:
            gold = self._gold_of(turn)
            if gold is None or not is_label_of(turn.label, gold):
                false += 1
                right = repr(gold.labels[0]) if gold else "nobody"
                self.faults.append(Fault("false label", turn.start, f"read {turn.label!r}, gold {right}"))
        return Counts(
            gold_turns=len(self.page.turns),
            labels_found=len(self.found_by),
            read_turns=len(labelled),
            false_labels=false,
        )

    def _gold_of(self, turn: Turn) -> LabelledTurn | None:
        """The gold turn of the first word of speech in a turn; where it has none, of the next one after its start."""
        position = self.first_speech.get(turn.ordinal)
        if position is None:
            first = bisect_left(self.words, (turn.start, turn.start))
            position = next((at for at in range(first, len(self.words)) if self.owners[at] >= 0), None)
        return None if position is None else self.page.turns[self.owners[position]]

    def _names(self) -> Counts:
        named = [turn for turn in self.read.turns if turn.attribution.name is not None]
        wrong = 0
        for turn in named:
            gold = self._gold_of(turn)
            if gold is None or not is_name_of(turn.attribution, gold):
                wrong += 1
                right = repr(gold.name) if gold else "nobody"
                given = turn.attribution
                detail = f"read {given.name!r} ({given.status}) for {turn.label!r}, gold {right}"
                self.faults.append(Fault("wrong name", turn.start, detail))
        nameable = missed = 0
        for owner, turn in self.found_by.items():
            if self.page.turns[owner].carries_name:
                nameable += 1
                if turn.attribution.name is None:
                    missed += 1
                    detail = (
                        f"{turn.label!r} is {turn.attribution.status}, gold {self.page.turns[owner].name!r}"
                    )
                    self.faults.append(Fault("missed name", turn.start, detail))
        return Counts(named_turns=len(named), wrong_names=wrong, nameable=nameable, missed_names=missed)


@cache
def key_of(label: str) -> str:
    """The letters and digits of a label, in lower case, words divided by spaces."""
    return " ".join(_KEY.findall(unicodedata.normalize("NFC", label).casefold()))


def is_label_of(label: str, turn: LabelledTurn) -> bool:
    """Whether a label that was read is one of a gold turn, apart from case, punctuation and white space."""
    return key_of(label) in map(key_of, turn.labels)


def is_name_of(attribution: Attribution, turn: LabelledTurn) -> bool:
    """Whether the name that was given is that of the gold speaker, apart from case and white space; accents count.

    The first name alone is right where it is inferred from the conversation: it is all that may be known.
    """
    if turn.name is None or attribution.name is None:
        return False
    name, gold = _name_key(attribution.name), _name_key(turn.name)
    return name == gold or (attribution.status == "inferred" and name == gold.split()[0])


@cache
def _name_key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").casefold().split())


def _owned_words(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """The words of a text: start, end, and owner by the span in which a word begins."""
    at = 0
    for match in _WORD.finditer(text):
        while at < len(spans) and spans[at].end <= match.start():
            at += 1
        inside = at < len(spans) and spans[at].start <= match.start()
        yield match.start(), match.end(), spans[at].owner if inside else OTHER


def _aligned(
    gold_text: str, gold: list[tuple[int, int, int]], text: str, words: list[tuple[int, int]]
) -> tuple[list[int], int]:
    """The owner of each word of a text by the gold word with which it is aligned.

    Also how many gold words of speech are aligned with none.
    """
    ours = [text[start:end] for start, end in words]
    theirs = [gold_text[start:end] for start, end, _ in gold]
    owners = [OTHER] * len(words)
    matched = 0
    for their_position, our_position in common_words(theirs, ours):
        owner = gold[their_position][2]
        owners[our_position] = owner
        matched += owner >= 0
    return owners, sum(owner >= 0 for _, _, owner in gold) - matched


def _turns_of_words(words: list[tuple[int, int]], turns: Sequence[Turn]) -> list[int]:
    """The ordinal of the turn that holds the beginning of each word, or -1."""
    result = []
    at = 0
    for start, _ in words:
        while at < len(turns) and turns[at].end <= start:
            at += 1
        result.append(turns[at].ordinal if at < len(turns) and turns[at].start <= start else -1)
    return result
