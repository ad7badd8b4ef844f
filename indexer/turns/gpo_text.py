"""Text as the U.S. Government Publishing Office prints it: indentation separates paragraphs, headings and inserts.

Labels are `Mr. BREAUX.`, `Ms. JACKSON LEE of Texas.`, `The PRESIDING OFFICER (Mr. Kyl).`: a surname or
post in capitals at the beginning of a paragraph, then a full stop. Hearings also print `Mr. Garrett.` and `Chairman
Dodd.`

A speaker's paragraphs are indented by two spaces (four in hearings) and continue at the margin. Headings are centred.
Matter printed into the Record is indented further. What clerks, reporters and rules add is not speech.
"""

import re
from collections.abc import Iterator

import msgspec

from indexer.model import Kind, NonSpeech, Role, Utterance
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
    r"|(?:Mr|MR|Mrs|Ms|MS|Miss|Messrs|Mses)\.? .{2,160}? (?:changed (?:his|her|their) votes?)\b"
    r"|\[(?:The|Whereupon|Laughter|Applause|Recess|Disturbance|Rollcall|Prepared|Additional|Questions?|Responses?|"
    r"Additional|Submitted|Information|Material|Slide|Chart|Graphic|Video|Pause|Witness)"
    r"|\((?:Mr|Mrs|Ms|The|Disturbance|Applause|Laughter)\b"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern whose spaces, written alone or as `[ ]`, are spaces or no-break spaces."""
    return re.compile(pattern.replace("[ ]", " ").replace(" ", "[ \xa0]"))


_U = "A-ZÀ-ÖØ-ÞĀ-ſ"
_L = "a-zà-öø-ÿĀ-ſ"
_COURTESY = r"(?:Mr|MR|Mrs|MRS|Ms|MS|Miss|MISS|Dr|DR|Hon|HON|Messrs)\.?"
_TITLE = (
    r"(?:Gen|Adm|Lt|Col|Maj|Capt|Amb|Rev|Prof|Gov|Sen|Rep|Sgt|Sec|Atty|Cmdr|Supt)\.(?: (?:Gen|Col|Adm|Cmdr)\.)?|"
    r"Senator|Representative|Delegate|Congressman|Congresswoman|Vice Chairman|Vice Chair|Ranking Member|"
    r"Co-Chairman|Cochairman|Chairman|Chairwoman|Chairperson|Chair|Secretary|Director|Administrator|Commissioner|"
    r"Lieutenant General|Major General|Brigadier General|General|Rear Admiral|Vice Admiral|Admiral|"
    r"Lieutenant Colonel|Colonel|Captain|Major|Commander|Sergeant|Lieutenant|Ambassador|Governor|Mayor|Judge|"
    r"Chief Justice|Justice|Attorney General|Under Secretary|Assistant Secretary|Deputy Secretary|Sheriff|Chief|"
    r"Superintendent|Reverend|Rabbi|Bishop|Father|Sister|President|Professor|Treasurer|Comptroller|Counsel"
)
_TITLES = rf"(?:{_COURTESY}|{_TITLE})(?: (?:{_TITLE}))?"
_PARTICLES = (
    r"(?:(?:[Dd]e|[Dd]el|[Ll]a|[Ll]os|[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Dd]a|[Dd]i|[Dd]u|[Ll]e|[Tt]en|[Tt]er|[Aa]p|al|"
    r"AP|DE|LA|VAN|DER|VON|DEN|DA|DI|DU|St\.|ST\.) ){0,3}"
)
_CAPITAL_WORD = (
    rf"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|St\.|ST\.)?[ ]?(?:[{_U}]['’]|al-|AL-)?"
    rf"[{_U}][{_U}'’\-]+(?:-Mc[A-Z]+)?"
)
_MIXED_WORD = rf"(?:[{_U}]['’]|al-)?[{_U}][{_L}]+(?:[{_U}][{_L}]+)*(?:[-'’][{_U}]?[{_L}]+(?:[{_U}][{_L}]+)?)*"
_STATE = r"(?: of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
_INITIALS = r"(?:[A-Z]\. ?){0,3}"
_SUFFIX = r"(?:,? (?:Jr|Sr|JR|SR|II|III)\.?)?"
_NAME = rf"{_PARTICLES}(?:[A-Z]\. )?{_CAPITAL_WORD}(?:,? (?:{_CAPITAL_WORD}|[A-Z]\.)){{0,3}}{_SUFFIX}{_STATE}"
_MIXED_NAME = rf"{_INITIALS}{_PARTICLES}{_MIXED_WORD}(?: (?:{_MIXED_WORD}|[A-Z]\.)){{0,2}}{_SUFFIX}{_STATE}"
_POST = (
    r"(?:ACTING |DEPUTY )?(?:PRESIDING OFFICER|PRESIDENT pro tempore|VICE PRESIDENT|PRESIDENT|CHIEF JUSTICE|"
    r"SPEAKER pro tempore|SPEAKER|(?:Acting )?CHAIR(?:MAN|WOMAN|PERSON)?(?: pro tempore)?|CLERK|CHAPLAIN|"
    r"SERGEANT AT ARMS|SECRETARY)"
)
_MIXED_POST = (
    r"(?:Acting |Vice |Co-)?(?:Chairman|Chairwoman|Chairperson|Chair|Presiding Officer|Clerk|Moderator|Witness|"
    r"Interpreter|Speaker|President|Vice President)"
)
_GROUP = r"(?: (?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))?"
_END = r"(?<! St)\.(?=\s|$)(?P<aside> ?\((?:during|after|before|continuing|presiding|off)[^()\n]{1,60}\)\.?)?"
_LABEL = _compiled(rf"(?P<label>(?:{_TITLES} {_NAME}|The {_POST}){_GROUP}{_GROUP}){_END}")
_MIXED_LABEL = _compiled(rf"(?P<label>(?:{_TITLES} {_MIXED_NAME}|The {_MIXED_POST}){_GROUP}){_END}")
_CHAIRS = re.compile(r"The .*(?:OFFICER|PRESIDENT|SPEAKER|CHAIR|JUSTICE|Chair|Officer)|Chair")


class GpoLabel(msgspec.Struct, frozen=True):
    """A label and the offset of the words after it; `role` is None for members and witnesses."""

    label: str
    body: int
    role: Role | None


def label_at(text: str, start: int, *, mixed_case: bool = False) -> GpoLabel | None:
    """The label with which the paragraph at `start` begins, or None; also one in mixed case, as hearings print them."""
    match = _LABEL.match(text, start) or (_MIXED_LABEL.match(text, start) if mixed_case else None)
    if match is None:
        return None
    role: Role | None = "chair" if _CHAIRS.match(match["label"]) else None
    return GpoLabel(" ".join(match["label"].split()), match.end(), role)


class Block(msgspec.Struct, frozen=True):
    """A paragraph, heading, mark or inserted matter, with its offsets: `text[start:end]`."""

    kind: Kind | str
    start: int
    end: int


class Indentation(msgspec.Struct, frozen=True):
    """The least and the most spaces before a speaker's paragraphs, and whether labels are in mixed case."""

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
