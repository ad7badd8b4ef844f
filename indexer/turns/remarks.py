"""Remarks without any label: the title names the speaker of the whole text.

"Remarks by President Biden at …", "Statement by Press Secretary Karine Jean-Pierre on …". A document with front matter
whose title names no speaker (a fact sheet, a readout) is kept as a single turn of narration, with a warning.
"""

import re

from indexer.languages import language_of
from indexer.languages.language import Language
from indexer.model import Kind, Metadata, NonSpeech, Utterance
from indexer.turns.dates import is_dated
from indexer.turns.layout import Example, Layout, LayoutResult
from indexer.turns.lines import lines, paragraphs
from indexer.turns.margins import after_last_turn, is_heading, is_heading_lines, speech_end

_NAME_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W\d_][^\W\d_]*(?:[’'\-][^\W\d_]+)*\.?")


def recognises(text: str) -> bool:
    """Any text that is not blank: this layout comes last."""
    return bool(text.strip())


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """A single turn by the title's speaker, else of narration if the text has front matter, else no turn."""
    speaker = speaker_in(metadata.title or "", language_of(metadata.language))
    if speaker is None and not begin:
        return LayoutResult()
    head = []
    spans = list(paragraphs(lines(text, begin)))
    while len(spans) > 1 and is_heading_lines(text[spans[0].start : spans[0].end]):
        span = spans.pop(0)
        kind: Kind = "dateline" if is_dated(text[span.start : span.end]) else "heading"
        head.append(NonSpeech(kind, span.start, span.end))
    if not spans or is_heading(text[spans[0].start : spans[0].end]):
        return LayoutResult()
    start = spans[0].start
    end = speech_end(text, start, len(text))
    utterance = Utterance(speaker or "", start, end, role=None if speaker else "narration")
    warnings = () if speaker else ("no line opens a turn and the title names no speaker: nobody is named",)
    return LayoutResult((utterance,), (*head, *after_last_turn(text, end)), warnings=warnings)


def speaker_in(title: str, language: Language) -> str | None:
    """The person whose words a title announces; None if it names nobody, or several people."""
    title = " ".join(title.replace("\xa0", " ").replace("\u2060", "").split())
    layout = language.layout
    match = next((match for form in layout.speech_titles if (match := form.match(title))), None)
    if match is None:
        return None
    words = match["rest"].split()
    name_words: list[str] = []
    for position, word in enumerate(words):
        bare = word.strip(",;:–—")
        if not _NAME_WORD.fullmatch(bare) or bare.casefold() in layout.name_ends:
            break
        if not bare[0].isupper() and not (position == 0 and bare == language.labels.article):
            break
        if len(name_words) > 1 and len(bare) > 6 and bare.endswith("ing"):
            break
        name_words.append(bare)
        if bare != word:
            break
    following = words[len(name_words)].casefold() if len(name_words) < len(words) else ""
    # "by President Biden and President Yoon": two people speak, and only labels could tell them apart.
    is_article = name_words == [language.labels.article]
    if not name_words or following in layout.conjunctions or len(name_words) > 8 or is_article:
        return None
    return " ".join(name_words)


_EXAMPLE = Example(
    "remarks",
    "---\ntitle: Remarks by President Biden at a Dinner\n---\n\nThank you.  We begin with the ferries.\n",
    "remarks without any label",
    "the title: `Remarks by President Biden at a Dinner`",
)
LAYOUT = Layout("remarks", recognises, read, (_EXAMPLE,))
