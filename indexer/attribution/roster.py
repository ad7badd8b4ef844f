"""The people present whose full names a transcript gives: in labels, lists of those present, its title and metadata.

Somebody who is only mentioned is not among them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from indexer.attribution.identity import Identity
from indexer.attribution.labels import Label, full_name, parse_label, possible_name
from indexer.attribution.names import (
    GAP,
    begins_with_particle,
    capitalised,
    has_form,
    is_given_name,
    is_initial,
    is_title_or_post,
    key,
    without_titles,
)
from indexer.languages import layout_words, name_particles
from indexer.languages.language import Language
from indexer.model import Document, Evidence, NonSpeech

_PART = r"[^\W\d_][\w’'\-]*\.?"
# A line of a list: `Jane Doe, Secretary of the Interior`, `- John Smith (Reuters)`, `Jane Doe – Moderator`.
_LISTED = re.compile(rf"^[^\w\n]*(?P<name>{_PART}(?:{GAP}{_PART}){{1,5}})[ \xa0]*(?:[,;:(–—*]| - |$)")
_ITEM = re.compile(r"[^,;]+")
_HEADING = re.compile(r"^[\s*#_>\-•]*(?P<head>[^:\n]{3,40}?)[\s*_]*(?P<colon>[:：][\s*_]*(?P<rest>.*)|$)")
_MOST_HEADING_WORDS = 4
_LONGEST_LIST = 20_000
"""Characters of a list that are read."""
_TITLE_NAME = re.compile(r"\b[A-Z][\w’'\-]+(?:[ \xa0](?:[A-Z]\.|[A-Z][\w’'\-]+)){1,3}")
_TITLE_WORD = re.compile(r"[^\W_][\w.’'\-‐‑]*|[^\w\s]")
_LIST_MARKS = frozenset({",", "&", ";"})
_SECTION_MARKS = frozenset(":|—–-/(•·")


class Present(msgspec.Struct, frozen=True):
    """Somebody present, and the titles before the name. `label` is the label that carries the name, if one does."""

    identity: Identity
    titles: tuple[str, ...] = ()
    label: Label | None = None


def roster(document: Document, parts: Sequence[NonSpeech], language: Language) -> list[Present]:
    """The people whose full names lists of those present, the title and the metadata give.

    `parts` is the text outside turns.
    """
    return [
        *_of_metadata(document, language),
        *_in_title(document, language),
        *_listed(document, parts, language),
    ]


def labelled(document: Document, names: Mapping[str, str], labels: Mapping[str, Label]) -> Iterator[Present]:
    """The people whose full names labels carry; `names` are by label. The evidence is where a label has the name."""
    seen = set()
    for utterance in document.utterances:
        label = utterance.label
        if label in seen or label not in names:
            continue
        seen.add(label)
        at = document.text.rfind(label, max(0, utterance.start - len(label) - 200), utterance.start)
        if at >= 0:
            identity = Identity(names[label], Evidence(start=at, end=at + len(label)))
            yield Present(identity, labels[label].title, labels[label])


def names_in_title(title: str | None, language: Language) -> list[str]:
    """Runs of capitalised words of a transcript's title, which may be personal names of any people."""
    text = (title or "").replace("\xa0", " ")
    return [name for match in _TITLE_NAME.finditer(text) for name in _persons(match.group(), language)]


def _persons(run: str, language: Language) -> Iterator[str]:
    words = run.split()
    # Titles come before a name: "Secretary Antony J. Blinken".
    while words and is_title_or_post(words[0], language):
        words.pop(0)
    if 2 <= len(words) <= 4 and not any(is_title_or_post(word, language) for word in words):
        yield " ".join(words)


def _of_metadata(document: Document, language: Language) -> Iterator[Present]:
    for listed in document.metadata.speakers:
        if name := _name(listed, language):
            yield Present(Identity(name, Evidence(metadata="speakers")))


def _in_title(document: Document, language: Language) -> Iterator[Present]:
    for run in _runs_of_those_present(document.metadata.title or "", language):
        name = without_titles(run, language)
        titles = tuple(map(key, run[: len(run) - len(name)]))
        words = [word for word in name if not is_initial(word)] or [""]
        # After a title two words may be one surname: "President López Obrador".
        is_full = not titles or (is_given_name(words[0], language) and not begins_with_particle(words))
        if has_form(words, language) and is_full:
            yield Present(Identity(capitalised(" ".join(words)), Evidence(metadata="title")), titles)


def _runs_of_those_present(title: str, language: Language) -> Iterator[list[str]]:
    """The capitalised words that stand in a title where those who speak are named: first, or after "by" and "with".

    Whoever is named after other words is spoken of: "On the Death of John Doe".
    """
    words_of = language.layout
    run: list[str] = []
    is_present = True
    for word in [*_TITLE_WORD.findall(title), ";"]:
        folded = word.casefold().strip(".")
        if folded in language.introductions.present:
            opens, goes_on = True, False
        elif word in _LIST_MARKS or folded in words_of.conjunctions:
            opens, goes_on = is_present, False
        elif word in _SECTION_MARKS:
            opens, goes_on = True, False
        elif folded in words_of.name_ends or not (word[0].isupper() or (run and folded in name_particles())):
            opens, goes_on = False, False
        else:
            opens, goes_on = is_present, True
        if goes_on:
            run.append(word)
            continue
        if is_present and run:
            yield run
        run, is_present = [], opens


def _listed(document: Document, parts: Sequence[NonSpeech], language: Language) -> Iterator[Present]:
    """Names in text that belongs to no turn, in the lines under a heading that says that it lists people."""
    for part in parts:
        if part.kind in {"front matter", "label"}:
            continue
        end = min(part.end, part.start + _LONGEST_LIST)
        if not language.introductions.roll.search(document.text, part.start, end):
            continue
        for start, line in _list_lines(document.text, part.start, end, language):
            if name := _name(line, language):
                yield Present(Identity(name, Evidence(start=start, end=start + len(line))))


def _list_lines(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, str]]:
    """The entries under headings of lists, with their offsets: one a line, or several after the heading's colon."""
    is_list = False
    for line in text[start:end].splitlines(keepends=True):
        heading = _HEADING.match(line.rstrip())
        if heading and _is_roll(heading["head"], line, language):
            is_list = True
            if heading["rest"]:
                at = start + heading.start("rest")
                for item in _ITEM.finditer(heading["rest"]):
                    words = item.group().strip()
                    yield at + heading["rest"].index(words, item.start()), words
        elif line.strip() and is_list:
            entry = _LISTED.match(line.rstrip())
            is_list = entry is not None
            if entry:
                yield start + entry.start("name"), entry["name"]
        start += len(line)


def _is_roll(head: str, line: str, language: Language) -> bool:
    folded = head.strip().casefold()
    if folded in layout_words().rolls:
        return True
    return (
        len(folded.split()) <= _MOST_HEADING_WORDS
        and language.introductions.roll.search(head) is not None
        and (":" in line or head.isupper() or line.lstrip().startswith(("#", "*")))
    )


def _name(listed: str, language: Language) -> str | None:
    """The full name in an entry of a list. After a title two words may be one surname."""
    label = parse_label(listed, language)
    if label.holder:
        return None
    return full_name(label, language) or (None if label.is_titled else possible_name(label, language))
