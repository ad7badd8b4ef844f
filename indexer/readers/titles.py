"""Titles: what of a heading or a field is the document's title."""

import re

from indexer.turns.dates import is_date

_SEPARATORS = " \t|-–—·»:•"
_NO_TITLES = frozenset(
    "agenda,attendance,attendees,contents,introduction,minutes,notes,prayer,prayers,summary,table of contents,"
    "transcript,transcription,untitled,welcome".split(",")
)
"""Headings of parts that documents begin with."""
_LONGEST = 300
_NAME_OF_FILE = re.compile(
    r"microsoft word|word document|\.(?:docx?|pdf|indd|rtf|qxp|wpd|odt|tex)$", re.IGNORECASE
)
_TOP_HEADING = re.compile(r"^#[ \t]+(?P<words>\S[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_MARKS = re.compile(r"[*_`]+|\{[^{}]*\}\s*$")


def own_title(words: str | None) -> str | None:
    """A title on a single line without separators at its ends; None if it is only a date or a part's heading."""
    title = " ".join((words or "").split()).strip(_SEPARATORS)
    bare = title.strip(" .:*_[](){}").casefold()
    if not bare or bare in _NO_TITLES or len(title) > _LONGEST:
        return None
    return None if is_date(title) else title


def property_title(words: str | None) -> str | None:
    """The title in a file's properties; None if the program that made the file wrote its own there."""
    return None if _NAME_OF_FILE.search((words or "").strip()) else own_title(words)


def heading_title(text: str, begin: int) -> str | None:
    """The title in Markdown: the only heading of the first level, if `text[begin:]` begins with it."""
    matches = _TOP_HEADING.finditer(text, begin)
    first = next(matches, None)
    if first is None or text[begin : first.start()].strip() or next(matches, None):
        return None
    return own_title(_MARKS.sub("", first["words"]))
