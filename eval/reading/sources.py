"""Where gold transcripts come from: invented sentences, QMSum, the Congressional Record, parliaments' XML."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from eval.datasets.qmsum import bare_label, read_meetings
from eval.reading.gold import GoldTranscript, GoldTurn, Person
from eval.reading.people import invented_people, person_of
from indexer import readers
from indexer.errors import InputRefused, RequestInvalid
from indexer.readers.source import Source

LONGEST_TURN = 260
"""Words of a turn, after which its further paragraphs are left out: an excerpt holds several turns."""

_MARKS = re.compile(r"\{[a-z]+\}")
_SPACE_BEFORE = re.compile(r"\s+([.,?!;:%)\]]|'(?:s|re|ve|ll|d|m|t)\b|n't\b)")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"])")
_ROLE = re.compile(r"^(?:Grad|PhD|Postdoc|Professor|Undergrad)\b|^[A-Z]$|^(?:Project Manager|Marketing|User Interface|"
                   r"Industrial Designer|Unknown|Speaker|Disfluency)\b")  # fmt: skip
_NAME = re.compile(r"[^\W\d_][\w.'’\-]+(?: [^\W\d_][\w.'’\-]*){1,4}")
_TITLE = re.compile(r"(?:The|Mr|Mrs|Ms|Miss|Dr|Hon|Sir|Prof|An|Adv|Chief|Deputy|Lord|Senator)\b|"
                    r".*\b(?:Speaker|Chair|President)\b", re.IGNORECASE)  # fmt: skip
_RECORD_LABEL = re.compile(
    r"^\s*(?:The |Mr\. |Ms\. |Mrs\. |Miss |Dr\. )?[A-Z][\w'’\- ]{1,40}?"
    r"(?: of [A-Z][\w ]+?)?(?: [(\[][^)\]]{1,60}[)\]])?\. "
)
_ADDRESSED = re.compile(r"(?:Mr|Ms|Mrs)\. [A-Z'’ ]+ addressed the Chair\.")
"""Procedure inside the speeches of the Congressional Record."""
_NOTE = re.compile(r"\[[^\]]{0,80}\]|[\[\]]")
"""Notes inside the words of QMSum, as [Laughter.], and brackets without a partner."""


def invented(count: int, random: Random) -> Iterator[GoldTranscript]:
    """Transcripts made of invented sentences, most of them in English."""
    languages = tomllib.loads(Path(__file__).with_name("invented.toml").read_text("utf-8"))
    for number in range(count):
        language = "en" if number % 3 else list(languages)[number // 3 % len(languages)]
        yield _made(f"invented-{number}", language, languages[language], random)


def _made(key: str, language: str, sentences: dict[str, Any], random: Random) -> GoldTranscript:
    people = invented_people(random.choice((2, 3, 4, 6)), language, random)
    turns: list[GoldTurn] = []
    gap = "" if language == "zh" else " "
    speaker = 0
    for number in range(random.choice((5, 12, 24, 40))):
        if speaker == 0 and number % 2 == 0:
            paragraphs = [random.choice(sentences["questions"])]
        else:
            paragraphs = [
                gap.join(random.choices(sentences["answers"], k=random.choice((1, 1, 2, 4))))
                for _ in range(random.choice((1, 1, 1, 2)))
            ]
        turns.append(GoldTurn(speaker, tuple(paragraphs)))
        others = [person for person in range(len(people)) if person != speaker]
        speaker = 0 if speaker and random.random() < 0.6 else random.choice(others)
    return GoldTranscript(key, sentences["title"], language, people, tuple(turns))


def qmsum(folder: Path, random: Random) -> Iterator[GoldTranscript]:
    """The meetings of QMSum's train split; speakers known only by a role are given invented names."""
    for meeting in read_meetings(folder, ["train"]):
        labels = list(dict.fromkeys(turn.speaker for turn in meeting.meeting_transcripts))
        people = _people(labels, "en", random, {label: bare_label(label) for label in labels})
        turns = [
            (labels.index(turn.speaker), _paragraphs(_clean(turn.content)))
            for turn in meeting.meeting_transcripts
        ]
        yield _transcript(f"qmsum-{meeting.id}", "Meeting of the lamp board", "en", people, turns)


def congressional_record(folder: Path, random: Random) -> Iterator[GoldTranscript]:
    """The speeches of all pages of a parse of the Congressional Record, in order; speakers have invented names."""

    class Item(msgspec.Struct):
        kind: str
        text: str
        speaker: str | None = None

    class Page(msgspec.Struct):
        content: list[Item] = []

    speeches: list[tuple[str, tuple[str, ...]]] = []
    for path in sorted(folder.glob("*.json")):
        for item in msgspec.json.decode(path.read_bytes(), type=Page).content:
            if item.kind == "speech" and item.speaker:
                paragraphs = re.split(r"\n {2,3}(?=\S)", _RECORD_LABEL.sub("", item.text, count=1))
                joined = (" ".join(paragraph.split()) for paragraph in paragraphs)
                spoken = tuple(paragraph for paragraph in joined if not _ADDRESSED.fullmatch(paragraph))
                speeches.append((item.speaker, spoken))
    labels = list(dict.fromkeys(label for label, _ in speeches))
    people = _people(labels, "en", random, {})
    turns = [(labels.index(label), paragraphs) for label, paragraphs in speeches]
    yield _transcript("congressional-record", "Debate on lamps", "en", people, turns)


def parliament(folder: Path, random: Random) -> Iterator[GoldTranscript]:
    """ParlaMint and Akoma Ntoso files of a folder, as the project's readers of XML read their markup."""
    for path in sorted(folder.glob("*.xml")):
        source = Source(path.name, path.read_bytes())
        reader = readers.reader_of(source)
        if reader is None or reader.format not in {"parlamint-tei", "akoma-ntoso"}:
            continue
        try:
            documents = reader.read(source)
        except InputRefused:
            continue
        for document in documents:
            labels = list(dict.fromkeys(utterance.label for utterance in document.utterances))
            language = document.metadata.language or "en"
            names = {utterance.label: utterance.name or "" for utterance in document.utterances}
            people = _people(labels, language, random, names)
            turns = [
                (
                    labels.index(utterance.label),
                    tuple(
                        " ".join(paragraph.split())
                        for paragraph in document.text[utterance.start : utterance.end].split("\n\n")
                    ),
                )
                for utterance in document.utterances
            ]
            yield _transcript(path.stem, "Sitting of the assembly", language, people, turns)


SOURCES: dict[str, Callable[[Path, Random], Iterator[GoldTranscript]]] = {
    "qmsum": qmsum,
    "congressional-record": congressional_record,
    "parliament": parliament,
}
"""How the gold in a folder is read, by the name of the source."""


def read_sources(named: tuple[str, ...], seed: int) -> dict[str, list[GoldTranscript]]:
    """The transcripts of sources given as NAME=PATH, by name.

    Raises:
        RequestInvalid: the name is unknown, or the folder holds no gold.
    """
    result = {}
    for text in named:
        name, _, path = text.partition("=")
        if name not in SOURCES or not path:
            known = ", ".join(f"{source}=DIR" for source in SOURCES)
            raise RequestInvalid("--source", f"{text!r} is not a source; give one of {known}.")
        result[name] = list(SOURCES[name](Path(path), Random(f"{seed} {name}")))  # noqa: S311 - repeatable, not secret
        if not result[name]:
            raise RequestInvalid("--source", f"{path} holds no transcript for {name}; give another folder.")
    return result


def _people(labels: list[str], language: str, random: Random, names: dict[str, str]) -> tuple[Person, ...]:
    """A person for each label: by the full name where one is known, else invented."""
    made = iter(invented_people(len(labels), language, random))
    people = []
    for label in labels:
        name = names.get(label, "")
        courtesy = "Ms" if re.match(r"(?:Mrs|Ms|Miss)\b", label) else "Mr"
        is_known = _NAME.fullmatch(name) is not None and not _ROLE.search(name) and not _TITLE.match(name)
        person = person_of(name, courtesy, random) if is_known else next(made)
        people.append(person)
    return tuple(people)


def _transcript(
    key: str, title: str, language: str, people: tuple[Person, ...], turns: list[tuple[int, tuple[str, ...]]]
) -> GoldTranscript:
    kept = [GoldTurn(person, _shortened(paragraphs)) for person, paragraphs in turns]
    return GoldTranscript(key, title, language, people, tuple(turn for turn in kept if turn.paragraphs))


def _shortened(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    words = 0
    for paragraph in paragraphs:
        if not any(character.isalnum() for character in paragraph):
            continue
        if kept and words + len(paragraph.split()) > LONGEST_TURN:
            break
        kept.append(" ".join(paragraph.split()[:LONGEST_TURN]))
        words += len(paragraph.split())
    return tuple(kept)


def _clean(words: str) -> str:
    """The words of QMSum without its marks in braces and without spaces before punctuation."""
    return _SPACE_BEFORE.sub(r"\1", " ".join(_NOTE.sub(" ", _MARKS.sub(" ", words)).split()))


def _paragraphs(text: str) -> tuple[str, ...]:
    """A text in paragraphs of a few sentences."""
    paragraphs: list[str] = []
    current: list[str] = []
    words = 0
    for sentence in _SENTENCE_END.split(text):
        current.append(sentence)
        words += len(sentence.split())
        if words >= 70:
            paragraphs.append(" ".join(current))
            current, words = [], 0
    return tuple(paragraphs + ([" ".join(current)] if current else []))
