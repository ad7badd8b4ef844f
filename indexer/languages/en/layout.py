"""English words that lines of a transcript consist of, apart from names."""

import re

from indexer.languages.language import LayoutWords

_KIND = r"(?:remarks|statement|speech|address|testimony|keynote|comments|opening statement|prepared statement)"
_BY = rf"^\W*(?:[A-Z]\w+:\s+)?(?:\w+\s+){{0,2}}{_KIND}\b.*?\b(?:by|of|from)\s+(?P<rest>\S.*)$"
_EXCERPTS = rf"^excerpts?\s+(?:from|of)\s+(?P<rest>.{{1,60}}?)[’']s?\s.*\b{_KIND}\b"

LAYOUT = LayoutWords(
    rolls=frozenset(
        "participants|present|attendees|attendance|in attendance|also present|members present|witnesses|panelists"
        "|panellists|guests|speakers|on the call".split("|")
    ),
    no_labels=frozenset(
        (
            "audio|background|breaking|cc|contact|copyright|correction|date|end|editor's note|editors' note"
            "|exclusive|filed under|for immediate release|from|image|link|location|media contact|more|note"
            "|notes|photo|photos|p.s|place|ps|re|read more|related|release|source|sources|subject|summary"
            "|tags|time|title|to|topics|transcript|update|updated|url|venue|video|warning"
        ).split("|")
    ),
    asides=frozenset(
        (
            "ok|okay|so|now|also|again|remember|look|listen|first|second|third|fourth|finally|next|then|last|lastly"
            "|today|yesterday|tomorrow|example|for example|answer|reason|point|result|problem|solution|lesson"
            "|conclusion|bottom line|translation|quote|headline|reminder|fact|myth|truth|news|spoiler|tip|hint|meaning"
            "|number one|number two|number three|step one|step two|one|two|three|yes|no|well|thanks|friends|folks"
        ).split("|")
    ),
    particles=frozenset("al ap bin da de del della den der di du el la le van von y and of the for".split()),
    small_words=frozenset(
        "a an and as at by for from in into nor of off on or over the to vs via with".split()
    ),
    endings=("end", "ends", "end of (?:transcript|interview|video|call)"),
    months={
        name: number
        for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
    },
    speech_titles=(re.compile(_EXCERPTS, re.IGNORECASE), re.compile(_BY, re.IGNORECASE)),
    name_ends=frozenset(
        """
        about after ahead amid and announcing as at before celebrating commemorating during en following for from
        honoring in introducing marking on of opening regarding signing to upon while with
        """.split()
    ),
    conjunctions=frozenset({"and", "&"}),
)
