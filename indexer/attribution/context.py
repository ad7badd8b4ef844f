"""What the labels of one transcript are resolved with: its text, its people, the directory on its day."""

import datetime
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise

import msgspec

from indexer.attribution.calls import called_on
from indexer.attribution.full_names import full_names
from indexer.attribution.identity import Identity
from indexer.attribution.labels import Label, surname_of
from indexer.attribution.names import SAINTS, is_given_name
from indexer.attribution.nonspeech import nonspeech_of
from indexer.attribution.occurrences import Occurrences, unwrapped
from indexer.attribution.roster import Present, labelled, roster
from indexer.directory.records import Directory, name_key, surnames
from indexer.languages import language_of, name_suffixes
from indexer.languages.language import Language
from indexer.model import Document, Evidence, NonSpeech, Speaker, Tenure, Utterance

_LONGEST_CALL = 120
"""How many characters at the end of a turn may name the next speaker."""


_LONGEST_AMBIGUOUS = 3
"""Letters of given names that are also words: See, Art, Sue."""


_LABEL_MARKS = " \t\xa0\r:#*_>•-–—[]"


class TranscriptContext(msgspec.Struct, frozen=True, dict=True):
    """What the labels of a transcript are resolved with.

    `outside` is its text outside turns, `labels` are those that are resolved, `full_names` the names that labels carry,
    by label. `roster` has the people present whose full names it gives, `setting` the metadata and the text around the
    turns, case folded. `text` and `heading` hold the occurrences of the labels' surnames in the transcript's text and
    title. What depends on the whole transcript is computed once, however many labels it has.
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
    def _common_words(self) -> dict[str, bool]:
        return {}

    def is_common_word(self, word: str) -> bool:
        """Whether the text has a word in lower case, too: "See", "Do". Longer given names ("Mark") are names."""
        is_name = len(word) > _LONGEST_AMBIGUOUS and is_given_name(word, self.language)
        if is_name:
            return False
        if word not in self._common_words:
            lower = re.escape(word.casefold())
            found = re.search(rf"(?<![\w’'\-]){lower}(?![\w’'\-])", self.document.text)
            self._common_words[word] = found is not None
        return self._common_words[word]

    @functools.cached_property
    def holders(self) -> "tuple[Holder, ...]":
        """The people who hold a post on the day."""
        day = self.day
        return (
            ()
            if day is None
            else tuple(
                Holder(
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
                # St. John is a surname of two words, and John is another one.
                if at == 1 or words[at - 1] not in SAINTS:
                    people.setdefault(" ".join(words[at:]), []).append(present)
            people.setdefault(f"{words[0]} ", []).append(present)
        return people

    @functools.cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Where turns and parts outside them begin or end; and the beginnings of turns."""
        utterances = self.document.utterances
        bounds = {at for turn in utterances for at in (turn.start, turn.end)}
        bounds |= {at for part in self.outside for at in (part.start, part.end)}
        return sorted(bounds), [turn.start for turn in utterances]

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

    def is_under_other_label(self, ordinal: int) -> bool:
        """Whether a line inside a turn, or the last one before it, is another label that was not read as one."""
        text, utterances = self.document.text, self.document.utterances
        utterance = utterances[ordinal]
        own = _bare(utterance.label)
        lines = text[utterance.start : utterance.end].split("\n")
        # Most lines are longer than every label.
        short = (line for line in lines if len(line.strip(_LABEL_MARKS)) <= self._longest_label)
        inside = len(lines) > 1 and any(
            (bare := _bare(line)) in self._bare_labels and bare != own for line in short
        )
        # A turn that goes on after a heading has no label of its own.
        before = utterances[ordinal - 1] if ordinal else None
        if inside or before is None or before.label != utterance.label:
            return inside
        heading = _bare(text[before.end : utterance.start].rstrip().rpartition("\n")[2])
        return heading != own and heading in self._bare_labels

    @functools.cached_property
    def _bare_labels(self) -> frozenset[str]:
        return frozenset(
            _bare(label.text) for label in self.labels if not label.generic and not label.is_abbreviation
        )

    @functools.cached_property
    def _longest_label(self) -> int:
        return max(map(len, self._bare_labels), default=0)

    @functools.cached_property
    def speaker_map(self) -> dict[str, str]:
        """The speaker map of the metadata; labels as they are compared."""
        return {spelled(label): name.strip() for label, name in self.document.metadata.speaker_map.items()}

    def is_mapped(self, label: str) -> bool:
        """Whether the speaker map says whom a label means, or that it is kept."""
        return spelled(label) in self.speaker_map

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


class Holder(msgspec.Struct, frozen=True):
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
        Occurrences(unwrapped(document.text), surnames_of_labels),
        Occurrences(metadata.title or "", surnames_of_labels),
    )


def _bare(line: str) -> str:
    """A label without the marks around it."""
    return line.strip(_LABEL_MARKS).replace("\xa0", " ")


def spelled(label: str) -> str:
    """A label as the speaker map's are compared."""
    return " ".join(label.split()).casefold()
