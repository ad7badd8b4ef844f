"""What a text looks like in which no layout finds a turn, and what would make it readable: for refusals."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

_SAMPLE = 100_000
"""Code points that are looked at."""
_NAME = r"[^\W\d_a-z][\w.'’\-]*(?: (?:(?:de|van|von|of|the|and) )?[^\W\d_a-z][\w.'’\-]*){0,5}"
_ADDITION = r"(?: \([^()\n]{1,60}\))?"
_ROOT = re.compile(
    r"\s*(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!(?!--)[^\[>]*(?:\[[^\]]*\]\s*)?>)\s*)*+<(?P<root>[A-Za-z][\w:.\-]*)",
    re.DOTALL,
)
_CAPTION_TIMES = re.compile(r"\d{1,3}:\d{2}[\d:.,]{0,16}[ \t]{0,8}-->")
_CHAT = re.compile(r"^(?:\[?[\dT:.Z\- ]{4,30}\]?\s+)?<(?P<label>[^<>\s]{1,60})>\s", re.MULTILINE)
_TIMED = re.compile(r"^[\[(]?(?P<label>\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)\b", re.MULTILINE)
_COLON = re.compile(rf"^(?P<label>{_NAME}{_ADDITION})[ \t]*:(?=\s|$)", re.MULTILINE)
_PERIOD = re.compile(
    r"^[ \t]*(?P<label>(?:[A-Z][a-z]{1,3}\. )?[A-Z][A-Z'’\-]+(?: [A-Z][A-Z.'’\-]+){0,4}"
    r"|[A-Z][a-z]{1,8}\.? [A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})\.[ \t]+(?=\S)",
    re.MULTILINE,
)
_DASH = re.compile(rf"^(?P<label>{_NAME}{_ADDITION})\.? ?[–—] ?(?=\S)", re.MULTILINE)
_INSIDE = re.compile(r"(?<=[^\nA-Z])(?P<label>[A-Z]{3,}(?: [A-Z]{2,})?):")
_OWN_LINE = re.compile(rf"^(?P<label>{_NAME})$", re.MULTILINE)
_SENTENCE = re.compile(r"[.?!…][\"'”’)\]]*(?:\s|$)")
_SEPARATORS = "\t;,|"
_LABELS = (
    "write each speaker as a label in capitals and a colon at the beginning of a line, as `JANE ROE: Yes.`"
)
_EXPORT = f"{_LABELS}, or convert it to JSON Lines"
_COLUMNS = "name the column of speakers `speaker` and that of their words `text`"
_TITLE = "name the only speaker in the title of front matter, as `title: Remarks by Jane Roe`"


def appearance(text: str) -> str:
    """What a text looks like and, after a semicolon, what would make it readable."""
    found = (look(text[:_SAMPLE]) for look in _LOOKS)
    return next(filter(None, found), f"it looks like running text without labels; {_LABELS}, or {_TITLE}")


def root_of(text: str) -> str | None:
    """The name of the root element if a text begins like XML."""
    match = _ROOT.match(text)
    return match["root"][:40] if match else None


def shown(words: Iterable[str], most: int = 3) -> str:
    """The first different words, each between backticks."""
    different = [word for word in dict.fromkeys(words) if word]
    return ", ".join(f"`{word[:40]}`" for word in different[:most]) + (", …" if len(different) > most else "")


def _xml(text: str) -> str | None:
    root = root_of(text)
    return f"it looks like XML with the root <{root}>; {_EXPORT}" if root else None


def _captions(text: str) -> str | None:
    if not _CAPTION_TIMES.search(text):
        return None
    return "it looks like captions that do not begin as SRT or WebVTT do; save them as one of these"


def _chat(text: str) -> str | None:
    names = _labels_of(_CHAT, text)
    example = shown(f"<{name}>" for name in names)
    return f"it looks like a chat log, with lines such as {example}; {_EXPORT}" if len(names) > 2 else None


def _timed(text: str) -> str | None:
    times = _labels_of(_TIMED, text)
    if len(times) < 2:
        return None
    return (
        f"it has lines that begin with a time, such as {shown(times)}; convert it to SRT or WebVTT, "
        "or write the speaker after the time, as `[00:01:02] JANE ROE: Yes.`"
    )


def _table(text: str) -> str | None:
    """A table: nearly all of the first lines have as many cells as the first."""
    lines = [line for line in text.split("\n")[:20] if line.strip()]
    for separator in _SEPARATORS:
        if len(lines) < 2 or separator not in lines[0]:
            continue
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            continue
        same = sum(len(row) == len(rows[0]) for row in rows)
        if same * 5 >= len(rows) * 4 and (len(rows[0]) > 2 or separator in "\t|"):
            columns = shown((cell.strip() for cell in rows[0]), 6)
            return f"it looks like a table with the columns {columns}; {_COLUMNS}, or {_EXPORT}"
    return None


def _labels(text: str) -> str | None:
    colons = _labels_of(_COLON, text)
    if len(set(colons)) > 1:
        once = ", each only once" if len(set(colons)) == len(colons) else ""
        return (
            f"it has lines that begin with words such as {shown(colons)} and a colon{once}, which in small letters are "
            f"only read as labels where several people speak and return; {_LABELS}"
        )
    for form, sign in ((_PERIOD, "a period"), (_DASH, "a dash")):
        labels = _labels_of(form, text)
        # What prose begins its lines with seldom returns.
        returning = [label for label, count in Counter(labels).items() if count > 1]
        if returning and len(set(labels)) > 1:
            return f"it has lines that begin with words such as {shown(returning)} and {sign}; {_LABELS}"
    inside = _labels_of(_INSIDE, text)
    if len(inside) > 2 and len(set(inside)) < len(inside):
        return f"it has labels such as {shown(inside)} inside its lines; begin a new line with each"
    return None


def _names(text: str) -> str | None:
    """Names on lines of their own: above what was said, or alone."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    names = _labels_of(_OWN_LINE, text)
    if len(names) < 2 or len(names) * 5 < len(lines):
        return None
    if not any(_SENTENCE.search(line) for line in lines):
        return f"it looks like a list of names or headings, such as {shown(names)}; leave it out, or add what was said"
    return (
        f"it has lines that are only a name or a heading, such as {shown(names)}, which are read as labels where the "
        f"same people return; {_LABELS}"
    )


def _labels_of(form: re.Pattern[str], text: str) -> list[str]:
    return [" ".join(match["label"].split()) for match in form.finditer(text)]


_LOOKS: Sequence[Callable[[str], str | None]] = (_xml, _captions, _chat, _timed, _table, _labels, _names)
