"""Text as the U.S. Government Publishing Office prints it: indentation separates paragraphs, headings and inserts.

A speaker's paragraphs are indented by two spaces (four in hearings) and continue at the margin. Headings are centred.
Matter printed into the Record is indented further. What clerks, reporters and rules add is not speech.
"""

import re
from collections.abc import Iterator

import msgspec

from indexer.model import Kind, NonSpeech, Utterance
from indexer.turns.gpo_labels import GpoLabel, label_at
from indexer.turns.layout import LayoutResult

_RULE = re.compile(r"[_\-=*—]{4,}$|(?:\* ){2,}\*?$")
_MARK = re.compile(r"\[\[Page [A-Z]*\d+\]\]|\{time\}.*|\[?(?:Time|Pages?) [A-Z]?\d[\d\-A-Z]*\]?$")
_PROCEDURE = re.compile(
    r"There being no objection,"
    r"|The (?:(?:senior )?assistant |senior )*(?:legislative |bill |journal |reading |executive )?clerk\b"
    r"|The (?:Chief|Sergeant|Secretary of the Senate|Chaplain)\b[^.]{0,80} (?:read|called|administered|offered)"
    r"|(?:Mr|Mrs|Ms|Miss)\. [A-Z][A-Z'’\-a-z]+(?: and (?:Mr|Mrs|Ms)\. [A-Z'’\-a-z]+)? addressed the Chair"
    r"|Several Senators addressed the Chair"
    r"|The (?:yeas and nays|result was announced|question was taken|vote was taken|motion was|motions? to)\b"
    r"|The (?:amendments?|resolutions?|concurrent resolution|joint resolution|preamble|bill|nominations?|text|"
    r"material|letters?|articles?|statements?|summary|report|table)\b[^.]{0,160}"
    r" (?:was|were|is as follows|are as follows|follows?|reads?|read as follows|with its preamble)\b"
    r"|The Senate (?:proceeded|met|resumed|adjourned|continued|then|will)\b|The House met\b"
    r"|Thereupon,|Whereupon,|So the |A message from|By unanimous consent,"
    r"|(?:Mr|MR|Mrs|Ms|MS|Miss|Messrs|Mses)\.? [^.]{2,200}? (?:changed (?:his|her|their) votes?)\b"
    r"|\[(?:The|Whereupon|Laughter|Applause|Recess|Disturbance|Rollcall|Prepared|Additional|Questions?|Responses?|"
    r"Additional|Submitted|Information|Material|Slide|Chart|Graphic|Video|Pause|Witness)"
    r"|\((?:Mr|Mrs|Ms|The|Disturbance|Applause|Laughter)\b"
)


class Block(msgspec.Struct, frozen=True):
    """A paragraph, heading, mark or inserted matter, with its offsets: `text[start:end]`."""

    kind: Kind | str
    start: int
    end: int


class Indentation(msgspec.Struct, frozen=True):
    """The least and the most spaces by which a speaker's paragraphs are indented, and whether labels are in mixed case."""

    least: int
    most: int
    mixed_case: bool = False


def read_blocks(text: str, begin: int, indentation: Indentation) -> Iterator[Block]:
    """The blocks of `text[begin:]` in order. Kinds are `paragraph`, `inserted`, `heading`, `mark` and `procedure`."""
    at = begin
    current: Block | None = None
    blank = True
    for line in text[begin:].split("\n"):
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        start, end = at + indent, at + len(line.rstrip())
        at += len(line) + 1
        if not stripped:
            blank = True
            continue
        kind = _kind(stripped, indent, indentation, blank=blank)
        if current is not None and _runs_on(current.kind, kind, blank=blank):
            current = Block(current.kind, current.start, end)
        else:
            if current is not None:
                yield current
            current = Block("inserted" if kind == "run-on" else kind, start, end)
        blank = False
    if current is not None:
        yield current


def _runs_on(current: str, kind: str, *, blank: bool) -> bool:
    if kind == "run-on":
        return current != "mark"
    return kind == current and kind in {"inserted", "heading"} and not blank


def _kind(stripped: str, indent: int, indentation: Indentation, *, blank: bool) -> str:
    if _RULE.match(stripped) or _MARK.match(stripped):
        return "mark"
    if blank and indent and stripped.isupper() and stripped[-1] not in ".?!":
        return "heading"
    if indentation.least <= indent <= indentation.most:
        return "procedure" if _PROCEDURE.match(stripped) else "paragraph"
    if indent < indentation.least:
        # A page mark or a heading may interrupt a paragraph, which then continues at the margin.
        return "run-on"
    return "heading" if blank and indent > indentation.most + 4 else "inserted"


def read_turns(text: str, begin: int, indentation: Indentation) -> LayoutResult:
    """The turns and the non-speech of `text[begin:]`."""
    builder = _TurnBuilder(text, mixed_case=indentation.mixed_case)
    for block in read_blocks(text, begin, indentation):
        builder.add(block)
    builder.close()
    return LayoutResult(tuple(builder.utterances), tuple(builder.nonspeech))


class _TurnBuilder:
    """Collects blocks into turns; keeps who is speaking."""

    def __init__(self, text: str, *, mixed_case: bool) -> None:
        self.text = text
        self._mixed_case = mixed_case
        self.utterances: list[Utterance] = []
        self.nonspeech: list[NonSpeech] = []
        self._open_turn: tuple[GpoLabel, int] | None = None
        self._end = 0
        self._after_insert = False

    def add(self, block: Block) -> None:
        label = (
            label_at(self.text, block.start, mixed_case=self._mixed_case) if block.kind == "paragraph" else None
        )
        if label is not None:
            self._open(label, block)
        elif block.kind in {"paragraph", "inserted"}:
            if self._open_turn is not None:
                self._end = block.end
            elif self._after_insert:
                # Without a label, after a heading or the clerk's words: bills, lists, printed matter.
                self.nonspeech.append(NonSpeech("procedure", block.start, block.end))
        elif block.kind == "mark":
            # A page may end in the middle of a speech.
            if self._open_turn is None or not _MARK.match(self.text, block.start):
                self.close()
                self.nonspeech.append(NonSpeech("mark", block.start, block.end))
        else:
            self.close()
            self._after_insert = True
            kind: Kind = "heading" if block.kind == "heading" else "procedure"
            self.nonspeech.append(NonSpeech(kind, block.start, block.end))

    def _open(self, label: GpoLabel, block: Block) -> None:
        self.close()
        self._after_insert = False
        body = label.body
        while body < block.end and self.text[body].isspace():
            body += 1
        self._open_turn, self._end = (label, body), max(body, block.end)
        self.nonspeech.append(NonSpeech("label", block.start, label.body))

    def close(self) -> None:
        if self._open_turn is not None:
            label, start = self._open_turn
            self.utterances.append(Utterance(label.label, start, self._end, role=label.role))
            self._open_turn = None
