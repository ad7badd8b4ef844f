"""Press interviews and briefings in plain text and Markdown: `SPEAKER LABEL:` opens a turn, over paragraphs.

The form is that of the U.S. Department of State's transcripts. What stands before the first label (a web
page's banner) and after the last turn (links) belongs to no turn.
"""

import re
from collections.abc import Iterator

from indexer.model import Metadata, NonSpeech, Utterance
from indexer.readers.layouts.laid import Laid

NAME = "interview"

# A label stands at the start of a line: words in capitals (Mc, Mac and O' aside), then perhaps a
# parenthesis, then a colon and space or the end of the line. The White House writes Q without a colon.
_WORD = r"(?:Mc|Mac|O[’'])?[A-Z][A-Z.’'\-]*"
_LABEL = re.compile(
    rf"^(?:(?P<label>{_WORD}(?:,?[ \xa0]{_WORD}){{0,6}}(?:[ \xa0]\([^()\n]{{1,60}}\))?):(?=\s|$)"
    r"|(?P<bare>Q)(?=[ \xa0\t]{2,}|[ \xa0\t][A-Z(“\"—–…*]|[ \xa0\t]*$))[^\S\n]*",
    re.MULTILINE,
)
_ENDINGS = frozenset(".?!…—–-:)]\"”’'*>")
_NO_LABELS = frozenset({"NOTE", "EDITOR’S NOTE", "EDITOR'S NOTE", "FOR IMMEDIATE RELEASE", "PS", "P.S"})

_SENTENCE_END = re.compile(r"[.?!…—–:;,][\"'”’)\]*_]*$|[)\]]$")
_SMALL_WORDS = frozenset("a an and as at by for from in into nor of off on or over the to vs via with".split())


def recognises(text: str) -> bool:
    """Any text: this layout comes last."""
    return bool(text)


def read(text: str, begin: int, metadata: Metadata) -> Laid:
    """The turns of a text from an offset on."""
    del metadata
    openings = [match for match in _LABEL.finditer(text, begin) if _opens(text, match, begin)]
    labels = tuple(
        NonSpeech("label", match.start(), match.start() + len(match.group().rstrip())) for match in openings
    )
    return Laid(tuple(_utterances(text, openings)), labels)


def _utterances(text: str, openings: list[re.Match[str]]) -> Iterator[Utterance]:
    followers = [*openings[1:], None] if openings else []
    for opening, following in zip(openings, followers, strict=True):
        start = opening.end()
        if following is None:
            end = start + _speech_length(text[start:])
        else:
            end = start + len(text[start : following.start()].rstrip())
        # A label with nothing behind it keeps its (empty) turn, so that ordinals are those of the source.
        start = min(start + _leading_space(text[start:end]), end)
        yield Utterance(_name(opening), start, max(start, end))


def _name(match: re.Match[str]) -> str:
    return match["label"] or match["bare"]


def _opens(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether what looks like a label opens a turn: lines that are wrapped can begin with anything.

    So the line before must be blank or end like a sentence or a label; before a bare Q it must be blank.
    """
    if _name(match) in _NO_LABELS:
        return False
    if match.start() <= begin:
        return True
    before = text[text.rfind("\n", begin, match.start() - 1) + 1 : match.start()].strip()
    return not before or (match["label"] is not None and before[-1] in _ENDINGS)


def _leading_space(text: str) -> int:
    return len(text) - len(text.lstrip())


def _speech_length(tail: str) -> int:
    """How much of the last turn's rest is speech: links at the end read like headings, not sentences."""
    paragraphs = _paragraphs(tail)
    while len(paragraphs) > 1 and _is_heading(tail[slice(*paragraphs[-1])]):
        paragraphs.pop()
    return paragraphs[-1][1] if paragraphs else 0


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text lie, parted by blank lines; line by line, in linear time."""
    found: list[tuple[int, int]] = []
    reached, blank = 0, True
    for line in text.split("\n"):
        words = line.strip()
        if words:
            end = reached + len(line.rstrip())
            start = reached + line.index(words[0]) if blank else found.pop()[0]
            found.append((start, end))
        blank = not words
        reached += len(line) + 1
    return found


def _is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a title or a mark of the end, not something said: capitalised, and no sentence."""
    if not any(character.isalnum() for character in paragraph):
        return True
    if _SENTENCE_END.search(paragraph):
        return False
    words = [word.strip("“”‘’\"'(),:;") for word in paragraph.split()]
    principal = [word for word in words if word and word.lower() not in _SMALL_WORDS]
    return len(words) <= 20 and all(not word[0].islower() for word in principal)
