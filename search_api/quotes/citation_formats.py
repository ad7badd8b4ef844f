"""A quote as a citation: plain text, Markdown, BibTeX, RIS, CSL JSON. Pure functions.

A citation has no name that the attribution does not have: a speaker who is known by a label alone is cited by the
label, and an inferred name is always marked as such. A person's name is never split ("Xi Jinping" begins with the
family name), so every format gets it as one literal.

RIS needs its line ends escaped, and CSL JSON is JSON. BibTeX has eleven characters and a few pairs to escape, and is
read as UTF-8; a library that writes TeX for every accent would only make it harder to read.
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
    """A quote to cite: `words` are `text[start:end]` of the text with `text_sha256`, in code points.

    `name` is None unless the attribution has one. `link` is the address of our page with the quote. `revised` is set
    where the text was revised since it was cited first: the words are in the same place (stands) or in another (moved),
    or the source is the turn as it is now (turn).
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


def cite(source: CitationSource, form: CitationFormat) -> str:
    """A quote as a citation in a format, with a line end at its end."""
    return {"text": _text, "markdown": _markdown, "bibtex": _bibtex, "ris": _ris, "csl": _csl}[form](source)


def credited(name: str | None, label: str, status: Status) -> str:
    """The credit of a citation: the name, marked where it was inferred; else the label."""
    if name is not None and status in {"named", "resolved"}:
        return _line(name)
    if name is not None and status == "inferred":
        return f"{_line(name)} [name inferred]"
    return _line(label) or "[speaker not named]"


def _author(source: CitationSource) -> str:
    return credited(source.name, source.label, source.status)


_REVISED: dict[Revised, str] = {
    "stands": "The transcript was revised since; these words still stand.",
    "moved": "The transcript was revised since; these words still stand, in another place.",
    "turn": "The transcript was revised since; this is the turn as it is now.",
}


def _note(source: CitationSource) -> str:
    """The place of the words, how the speaker is known where no name is certain, and whether the text was revised."""
    attribution = {
        "inferred": f"The transcript labels the speaker {_line(source.label) or 'not at all'}; the name is inferred.",
        "ambiguous": "The transcript names the speaker by this label alone, which fits more than one person.",
        "label": "The transcript names the speaker by this label alone." if _line(source.label) else "",
    }.get(source.status, "")
    place = (
        f"Transcript {_line(source.transcript)}, turn {source.turn}, characters {source.start} to {source.end} "
        f"of the text with SHA-256 {source.text_sha256}."
    )
    revised = _REVISED[source.revised] if source.revised else ""
    return " ".join(filter(None, [place, attribution, revised]))


def source_of(source: CitationSource) -> str:
    """A citation in plain text without the words, over several lines."""
    said = ". ".join(filter(None, [_author(source), _title(source), _venue(source), _long_date(source.date)]))
    # Addresses have lines of their own, so that no full stop follows them.
    return "\n".join(filter(None, [f"— {said}.", _source(source), _note(source), _link(source)]))


def _text(source: CitationSource) -> str:
    return f"“{source.words}”\n{source_of(source)}\n"


def _markdown(source: CitationSource) -> str:
    quoted = "\n".join(f"> {_escaped(line.strip())}".rstrip() for line in source.words.splitlines())
    title = _escaped(_title(source))
    address = _source(source)
    event = [
        f"[{title}]({_markdown_address(address)})" if address else title,
        _escaped(_venue(source)),
        _escaped(_long_date(source.date)),
        f"[{_escaped('this quote in its transcript')}]({_markdown_address(source.link)})"
        if source.link
        else "",
    ]
    who = _escaped(_author(source))
    return f"{quoted}\n\n— {who}. {'. '.join(filter(None, event))}.\n{_escaped(_note(source))}\n"


def _bibtex(source: CitationSource) -> str:
    fields = {
        # A second pair of braces keeps BibTeX from taking a name apart at its spaces and at "and".
        "author": f"{{{_tex(_author(source))}}}",
        "title": f"{{{_tex(_title(source))}}}",
        "howpublished": _tex(_venue(source)),
        "year": str(source.date.year) if source.date else "",
        "month": str(source.date.month) if source.date else "",
        "date": source.date.isoformat() if source.date else "",
        # Read verbatim, so it must hold no brace: `_address` sees to that.
        "url": _source(source) or _link(source),
        "abstract": _tex(_line(source.words)),
        "note": _tex(_note(source)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(source)},\n" + ",\n".join(lines) + "\n}\n"


def _ris(source: CitationSource) -> str:
    fields = [
        ("TY", "GEN"),
        ("ID", _key(source)),
        ("AU", _author(source)),
        ("TI", _title(source)),
        ("PB", _venue(source)),
        ("PY", str(source.date.year) if source.date else ""),
        ("DA", source.date.strftime("%Y/%m/%d") if source.date else ""),
        ("AB", _line(source.words)),
        ("N1", _note(source)),
        ("UR", _source(source)),
        ("UR", _link(source)),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _csl(source: CitationSource) -> str:
    day = source.date
    item = {
        "id": _key(source),
        "type": "speech",
        "author": [{"literal": _author(source)}],
        "title": _title(source),
        "event-place": _venue(source),
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": _source(source) or _link(source),
        "abstract": _line(source.words),
        "note": _note(source),
    }
    kept = {name: value for name, value in item.items() if value}
    return msgspec.json.format(msgspec.json.encode([kept]), indent=2).decode() + "\n"


def _title(source: CitationSource) -> str:
    # Cataloguers put a title of their own in brackets.
    return _line(source.title or "") or f"[Transcript {_line(source.transcript)}]"


def _venue(source: CitationSource) -> str:
    return _line(source.venue or "")


def _source(source: CitationSource) -> str:
    return _address(source.url) if source.url and is_web_address(source.url) else ""


def _link(source: CitationSource) -> str:
    return _address(source.link) if source.link else ""


def _long_date(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _line(text: str) -> str:
    """A text on one line, without control characters, so that it cannot end a field of a line-based format."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text).split()
    )


def _key(source: CitationSource) -> str:
    """The key of an entry: letters, digits and hyphens of the transcript's id, turn, start and end."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", source.transcript).strip("-") or source.text_sha256[:12]
    return f"{words}-{source.turn}-{source.start}-{source.end}"


def _address(url: str) -> str:
    # An address has no blanks or line ends. What is percent-encoded already is kept.
    return percent(url.strip(), safe=":/?#[]@!$&'()*+,;=%~-._")


_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
})  # fmt: skip
# TeX sets "--" as a dash, two straight quotation marks as a curly one, and so on.
_LIGATURES = re.compile(r"([-',<>])(?=\1)")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#&|~!])|^([-+=]|\d+(?=[.)]))", re.MULTILINE)


def _tex(text: str) -> str:
    return _LIGATURES.sub(r"\1{}", text.translate(_TEX))


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKDOWN.sub(lambda match: _escape(match[1], match[2]), text)


def _escape(anywhere: str | None, beginning: str | None) -> str:
    if anywhere is not None:
        return f"\\{anywhere}"
    # "1." at the beginning of a line is a list: the escape goes after the number.
    return f"{beginning}\\" if (beginning or "").isdigit() else f"\\{beginning}"


def _markdown_address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")
