"""Remarks without any label: the title names who speaks, and the whole text is that person's.

"Remarks by President Biden at …", "Statement by Press Secretary Karine Jean-Pierre on …". A document with
front matter whose title names nobody (a fact sheet, a readout) is kept as one turn of narration,
with a warning.
"""

import re

from indexer.languages import language_of
from indexer.languages.language import Language
from indexer.model import Kind, Metadata, NonSpeech, Utterance
from indexer.turns.layout_result import LayoutResult
from indexer.turns.lines import lines, paragraphs
from indexer.turns.surroundings import after, is_dated, is_heading, is_heading_lines, speech_end

NAME = "remarks"

_NAME_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W\d_][^\W\d_]*(?:[’'\-][^\W\d_]+)*\.?")


def recognises(text: str) -> bool:
    """Any text; it is read only where no other layout finds a turn."""
    return bool(text.strip())


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """One turn: the title's speaker; or, behind front matter, narration; or nothing."""
    named = speaker_in(metadata.title or "", language_of(metadata.language))
    if named is None and not begin:
        return LayoutResult()
    head = []
    start = begin
    found = list(paragraphs(lines(text, begin)))
    while len(found) > 1 and is_heading_lines(text[found[0].start : found[0].end]):
        span = found.pop(0)
        kind: Kind = "dateline" if is_dated(text[span.start : span.end]) else "heading"
        head.append(NonSpeech(kind, span.start, span.end))
    if not found or is_heading(text[found[0].start : found[0].end]):
        return LayoutResult()
    start = found[0].start
    end = speech_end(text, start, len(text))
    utterance = Utterance(named or "", start, end, role=None if named else "narration")
    warnings = () if named else ("no line opens a turn and the title names no speaker: nobody is named",)
    return LayoutResult((utterance,), (*head, *after(text, end)), warnings=warnings)


def speaker_in(title: str, language: Language) -> str | None:
    """The one person whose words a title announces, or None where it names nobody or several."""
    title = " ".join(title.replace("\xa0", " ").replace("\u2060", "").split())
    layout = language.layout
    match = next((match for form in layout.speech_titles if (match := form.match(title))), None)
    if match is None:
        return None
    words = match["rest"].split()
    taken: list[str] = []
    for at, word in enumerate(words):
        bare = word.strip(",;:–—")
        if not _NAME_WORD.fullmatch(bare) or bare.casefold() in layout.name_ends:
            break
        if not bare[0].isupper() and not (at == 0 and bare == language.labels.article):
            break
        if len(taken) > 1 and len(bare) > 6 and bare.endswith("ing"):
            break
        taken.append(bare)
        if bare != word:
            break
    following = words[len(taken)].casefold() if len(taken) < len(words) else ""
    # "by President Biden and President Yoon": two speak, and without labels nobody can part them.
    if not taken or following in layout.conjunctions or len(taken) > 8 or taken == [language.labels.article]:
        return None
    return " ".join(taken)
