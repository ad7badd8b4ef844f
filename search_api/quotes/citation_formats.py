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

from indexer.recording_times import clock
from indexer.stored_records import Heading
from indexer.web_address import is_web_address, recording_address
from search_api.contract.records import SourceRef, SpeakerRef

CitationFormat: TypeAlias = Literal["text", "markdown", "bibtex", "ris", "csl"]

MEDIA_TYPES: dict[CitationFormat, str] = {
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}

Revised: TypeAlias = Literal["stands", "moved", "turn"]


class CitationSource(msgspec.Struct, frozen=True):
    """A quote to cite: `words` are those of a turn, by its ordinal, at `place`, which counts in code points, as people
    read them.

    The speaker has no name unless the attribution has one. `link` is the address of our page with the quote. `revised`
    is set where the text was revised since it was cited first: the words are in the same place (stands) or in another
    (moved), or the source is the turn as it is now (turn).
    """

    words: str
    speaker: SpeakerRef
    turn: int
    place: SourceRef
    heading: Heading
    link: str | None = None
    revised: Revised | None = None


def cite(source: CitationSource, form: CitationFormat) -> str:
    """A quote as a citation in a format, with a line end at its end."""
    if form == "text":
        return f"“{source.words}”\n{source_of(source)}\n"
    return {"markdown": _markdown, "bibtex": _bibtex, "ris": _ris, "csl": _csl}[form](source)


def credited(speaker: SpeakerRef) -> str:
    """The credit of a citation: the name, marked where it was inferred; else the label."""
    if speaker.name is not None and speaker.status in {"named", "resolved"}:
        return _line(speaker.name)
    if speaker.name is not None and speaker.status == "inferred":
        return f"{_line(speaker.name)} [name inferred]"
    return _line(speaker.label) or "[speaker not named]"


_REVISED: dict[Revised, str] = {
    "stands": "The transcript was revised since; these words still stand.",
    "moved": "The transcript was revised since; these words still stand, in another place.",
    "turn": "The transcript was revised since; this is the turn as it is now.",
}


def _note(source: CitationSource) -> str:
    """The place and time of the words, how the speaker is known if by no certain name, and whether it was revised."""
    label, place = _line(source.speaker.label), source.place
    attribution = {
        "inferred": f"The transcript labels the speaker {label or 'not at all'}; the name is inferred.",
        "ambiguous": "The transcript names the speaker by this label alone, which fits more than one person.",
        "label": "The transcript names the speaker by this label alone." if label else "",
    }.get(source.speaker.status, "")
    where = (
        f"Transcript {_line(source.heading.id)}, turn {source.turn}, characters {place.start} to {place.end} "
        f"of the text with SHA-256 {source.heading.text_sha256}."
    )
    if place.start_time is not None:
        where += f" At {clock(place.start_time)} of the recording."
    revised = _REVISED[source.revised] if source.revised else ""
    return " ".join(filter(None, [where, attribution, revised]))


def source_of(source: CitationSource) -> str:
    """A citation in plain text without the words, over several lines."""
    said = ". ".join(
        filter(
            None, [credited(source.speaker), _title(source), _venue(source), _long_date(source.heading.date)]
        )
    )
    # Addresses have lines of their own, so that no full stop follows them.
    lines = [f"— {said}.", _source(source), _note(source), _recording(source), _link(source)]
    return "\n".join(filter(None, lines))


def _markdown(source: CitationSource) -> str:
    quoted = "\n".join(f"> {_escaped(line.strip())}".rstrip() for line in source.words.splitlines())
    title = _escaped(_title(source))
    address = _source(source)
    event = [
        f"[{title}]({_markdown_address(address)})" if address else title,
        _escaped(_venue(source)),
        _escaped(_long_date(source.heading.date)),
        f"[{_escaped('this quote in its transcript')}]({_markdown_address(source.link)})"
        if source.link
        else "",
        f"[{_escaped('the recording')}]({_markdown_address(recording)})"
        if (recording := _recording(source))
        else "",
    ]
    who = _escaped(credited(source.speaker))
    return f"{quoted}\n\n— {who}. {'. '.join(filter(None, event))}.\n{_escaped(_note(source))}\n"


def _bibtex(source: CitationSource) -> str:
    day = source.heading.date
    fields = {
        # A second pair of braces keeps BibTeX from taking a name apart at its spaces and at "and".
        "author": f"{{{_tex(credited(source.speaker))}}}",
        "title": f"{{{_tex(_title(source))}}}",
        "howpublished": _tex(_venue(source)),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "date": day.isoformat() if day else "",
        # Read verbatim, so it must hold no brace: `_address` sees to that.
        "url": _source(source) or _link(source),
        "abstract": _tex(_line(source.words)),
        "note": _tex(_note_with_recording(source)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(source)},\n" + ",\n".join(lines) + "\n}\n"


def _ris(source: CitationSource) -> str:
    day = source.heading.date
    fields = [
        ("TY", "GEN"),
        ("ID", _key(source)),
        ("AU", credited(source.speaker)),
        ("TI", _title(source)),
        ("PB", _venue(source)),
        ("PY", str(day.year) if day else ""),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("AB", _line(source.words)),
        ("N1", _note(source)),
        ("UR", _source(source)),
        ("UR", _link(source)),
        ("UR", _recording(source)),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _csl(source: CitationSource) -> str:
    day = source.heading.date
    item = {
        "id": _key(source),
        "type": "speech",
        "author": [{"literal": credited(source.speaker)}],
        "title": _title(source),
        "event-place": _venue(source),
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": _source(source) or _link(source),
        "abstract": _line(source.words),
        "note": _note_with_recording(source),
    }
    kept = {name: value for name, value in item.items() if value}
    return msgspec.json.format(msgspec.json.encode([kept]), indent=2).decode() + "\n"


def _title(source: CitationSource) -> str:
    # Cataloguers put a title of their own in brackets.
    return _line(source.heading.title or "") or f"[Transcript {_line(source.heading.id)}]"


def _venue(source: CitationSource) -> str:
    return _line(source.heading.venue or "")


def _source(source: CitationSource) -> str:
    return _address(source.heading.url) if source.heading.url and is_web_address(source.heading.url) else ""


def _link(source: CitationSource) -> str:
    return _address(source.link) if source.link else ""


def _recording(source: CitationSource) -> str:
    """The address of the recording at the time of the words, or of all of it where the time is not known."""
    media = source.heading.media
    if media is None or not is_web_address(media):
        return ""
    return _address(recording_address(media, source.place.start_time) or media)


def _note_with_recording(source: CitationSource) -> str:
    recording = _recording(source)
    return f"{_note(source)} Recording: {recording}" if recording else _note(source)


def _long_date(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _line(text: str) -> str:
    """A text on one line, without control characters, so that it cannot end a field of a line-based format."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text).split()
    )


def _key(source: CitationSource) -> str:
    """The key of an entry: letters, digits and hyphens of the transcript's id, turn, start and end."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", source.heading.id).strip("-") or source.heading.text_sha256[:12]
    return f"{words}-{source.turn}-{source.place.start}-{source.place.end}"


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
    # "1." at the beginning of a line is a list: the escape goes after the number.
    return _MARKDOWN.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text)


def _markdown_address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")
