"""A quote as a citation: plain text, Markdown, BibTeX, RIS, CSL JSON. Pure.

No name is claimed that the attribution does not have: who is known by a label alone is cited by the label, and a name
that was inferred says so wherever it stands. A person's name is never taken apart ("Xi Jinping" has no first name
first), so every format gets it as one literal.

RIS and CSL JSON need no escaping but that of line ends and of JSON. BibTeX has eleven characters and a few pairs to
escape, and is read as UTF-8; a library that writes TeX for every accent would only make it harder to read.
"""

import datetime
import re
from typing import Literal, TypeAlias
from urllib.parse import quote as percent

import msgspec

from indexer.model import Status
from indexer.web_address import is_web_address

CitationFormat: TypeAlias = Literal["text", "markdown", "bibtex", "ris", "csl"]
FORMATS: tuple[CitationFormat, ...] = ("text", "markdown", "bibtex", "ris", "csl")

MEDIA_TYPES: dict[CitationFormat, str] = {
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}

Revised: TypeAlias = Literal["stands", "moved", "turn"]


class CitationSource(msgspec.Struct, frozen=True):
    """What is cited: `words` are `text[start:end]` of the text with `text_sha256`, in code points.

    `name` is None unless the attribution has one. `link` is where our own page shows the quote. `revised` says that the
    text is no longer the one that was cited first, and what became of the words: they stand in their place, have moved,
    or it is only the turn as it is now.
    """

    words: str
    name: str | None
    label: str
    status: Status
    transcript: str
    turn: int
    start: int
    end: int
    text_sha256: str
    title: str | None = None
    date: datetime.date | None = None
    venue: str | None = None
    url: str | None = None
    link: str | None = None
    revised: Revised | None = None


def cite(cited: CitationSource, form: CitationFormat) -> str:
    """A quote in the form of a citation, with a line end at its end."""
    return {"text": _text, "markdown": _markdown, "bibtex": _bibtex, "ris": _ris, "csl": _csl}[form](cited)


def credited(name: str | None, label: str, status: Status) -> str:
    """Whom a citation names: the name; one that was inferred says so; else the label."""
    if name is not None and status in {"named", "resolved"}:
        return _line(name)
    if name is not None and status == "inferred":
        return f"{_line(name)} [name inferred]"
    return _line(label) or "[speaker not named]"


def _author(cited: CitationSource) -> str:
    return credited(cited.name, cited.label, cited.status)


_REVISED: dict[Revised, str] = {
    "stands": "The transcript was revised since; these words still stand.",
    "moved": "The transcript was revised since; these words still stand, in another place.",
    "turn": "The transcript was revised since; this is the turn as it is now.",
}


def _note(cited: CitationSource) -> str:
    """Where the words stand, how the speaker is known where that is not plain, and whether the text was revised."""
    known = {
        "inferred": f"The transcript labels the speaker {_line(cited.label) or 'not at all'}; the name is inferred.",
        "ambiguous": "The transcript names the speaker by this label alone, which fits more than one person.",
        "label": "The transcript names the speaker by this label alone." if _line(cited.label) else "",
    }.get(cited.status, "")
    place = (
        f"Transcript {_line(cited.transcript)}, turn {cited.turn}, characters {cited.start} to {cited.end} "
        f"of the text with SHA-256 {cited.text_sha256}."
    )
    revised = _REVISED[cited.revised] if cited.revised else ""
    return " ".join(filter(None, [place, known, revised]))


def source_of(cited: CitationSource) -> str:
    """A citation in plain text without the words themselves, over several lines."""
    said = ". ".join(filter(None, [_author(cited), _title(cited), _venue(cited), _long_date(cited.date)]))
    # Addresses stand on lines of their own: no point sticks to them.
    return "\n".join(filter(None, [f"— {said}.", _source(cited), _note(cited), _link(cited)]))


def _text(cited: CitationSource) -> str:
    return f"“{cited.words}”\n{source_of(cited)}\n"


def _markdown(cited: CitationSource) -> str:
    quoted = "\n".join(f"> {_escaped(line.strip())}".rstrip() for line in cited.words.splitlines())
    title = _escaped(_title(cited))
    source = _source(cited)
    event = [
        f"[{title}]({_markdown_address(source)})" if source else title,
        _escaped(_venue(cited)),
        _escaped(_long_date(cited.date)),
        f"[{_escaped('this quote in its transcript')}]({_markdown_address(cited.link)})" if cited.link else "",
    ]
    who = _escaped(_author(cited))
    return f"{quoted}\n\n— {who}. {'. '.join(filter(None, event))}.\n{_escaped(_note(cited))}\n"


def _bibtex(cited: CitationSource) -> str:
    fields = {
        # A second pair of braces keeps BibTeX from taking a name apart at its spaces and at "and".
        "author": f"{{{_tex(_author(cited))}}}",
        "title": f"{{{_tex(_title(cited))}}}",
        "howpublished": _tex(_venue(cited)),
        "year": str(cited.date.year) if cited.date else "",
        "month": str(cited.date.month) if cited.date else "",
        "date": cited.date.isoformat() if cited.date else "",
        # Read verbatim, so it must hold no brace: `_address` sees to that.
        "url": _source(cited) or _link(cited),
        "abstract": _tex(_line(cited.words)),
        "note": _tex(_note(cited)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(cited)},\n" + ",\n".join(lines) + "\n}\n"


def _ris(cited: CitationSource) -> str:
    fields = [
        ("TY", "GEN"),
        ("ID", _key(cited)),
        ("AU", _author(cited)),
        ("TI", _title(cited)),
        ("PB", _venue(cited)),
        ("PY", str(cited.date.year) if cited.date else ""),
        ("DA", cited.date.strftime("%Y/%m/%d") if cited.date else ""),
        ("AB", _line(cited.words)),
        ("N1", _note(cited)),
        ("UR", _source(cited)),
        ("UR", _link(cited)),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _csl(cited: CitationSource) -> str:
    day = cited.date
    item = {
        "id": _key(cited),
        "type": "speech",
        "author": [{"literal": _author(cited)}],
        "title": _title(cited),
        "event-place": _venue(cited),
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": _source(cited) or _link(cited),
        "abstract": _line(cited.words),
        "note": _note(cited),
    }
    kept = {name: value for name, value in item.items() if value}
    return msgspec.json.format(msgspec.json.encode([kept]), indent=2).decode() + "\n"


def _title(cited: CitationSource) -> str:
    # What stands in brackets is ours, as cataloguers write it.
    return _line(cited.title or "") or f"[Transcript {_line(cited.transcript)}]"


def _venue(cited: CitationSource) -> str:
    return _line(cited.venue or "")


def _source(cited: CitationSource) -> str:
    return _address(cited.url) if cited.url and is_web_address(cited.url) else ""


def _link(cited: CitationSource) -> str:
    return _address(cited.link) if cited.link else ""


def _long_date(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _line(text: str) -> str:
    """A text on one line, without control characters: what no line-based format can be broken out of."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text).split()
    )


def _key(cited: CitationSource) -> str:
    """The key of an entry: letters, digits and hyphens of the transcript's id, and the place."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", cited.transcript).strip("-") or cited.text_sha256[:12]
    return f"{words}-{cited.turn}-{cited.start}-{cited.end}"


def _address(url: str) -> str:
    # Blanks and line ends have no place in an address; what is escaped already stays as it is.
    return percent(url.strip(), safe=":/?#[]@!$&'()*+,;=%~-._")


_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
})  # fmt: skip
# "--" would be set as a dash, two straight quotation marks as a curly one, and so on.
_LIGATURES = re.compile(r"([-',<>])(?=\1)")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#&|~!])|^([-+=]|\d+(?=[.)]))", re.MULTILINE)


def _tex(text: str) -> str:
    return _LIGATURES.sub(r"\1{}", text.translate(_TEX))


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKDOWN.sub(lambda found: _escape_one(found[1], found[2]), text)


def _escape_one(anywhere: str | None, beginning: str | None) -> str:
    if anywhere is not None:
        return f"\\{anywhere}"
    # "1." at a line's beginning is a list: the escape goes behind the number.
    return f"{beginning}\\" if (beginning or "").isdigit() else f"\\{beginning}"


def _markdown_address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")
