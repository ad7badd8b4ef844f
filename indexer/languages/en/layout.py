"""English words that lines of a transcript consist of, apart from names."""

import re

from indexer.languages.language import LayoutWords

_KIND = r"(?:remarks|statement|speech|address|testimony|keynote|comments|opening statement|prepared statement)"
_BY = rf"^\W*(?:[A-Z]\w+:\s+)?(?:\w+\s+){{0,2}}{_KIND}\b.*?\b(?:by|of|from)\s+(?P<rest>\S.*)$"
_EXCERPTS = rf"^excerpts?\s+(?:from|of)\s+(?P<rest>.{{1,60}}?)[’']s?\s.*\b{_KIND}\b"

LAYOUT = LayoutWords(
    rolls=frozenset(
        (
            "participants|present|present+|attendees|attendance|attending|in attendance|also present|also in attendance"
            "|members present|members absent|absent|apologies|apologies for absence|regrets|witnesses|panelists"
            "|panellists|guests|speakers|on the call|tellers|tellers for the ayes|tellers for the noes"
        ).split("|")
    ),
    no_labels=frozenset(
        (
            "breaking news|developing story|just in|news alert|"
            "definitions|disclosures|legal notice|preliminary transcript|edited transcript|"
            "abstain|abstained|abstentions|action|action item|action items|agenda|agenda item|appendix"
            "|attachments|audio|ayes|background|breaking|by|categories|category|cc|chapter|contact|copyright"
            "|correction|corrections|credits|date|disclaimer|division|duration|e-mail|edited by|editor's note"
            "|editor note|editors' note|email|end|episode|error|event|exclusive|fax|figure"
            "|filed under|footnote|footnotes|for immediate release|from|hashtags|image|isbn|issn|item|jingle"
            "|keywords|language|length|license|licence|link|links|location|media contact|meeting|meeting date"
            "|minutes|music|noes|note|notes|original source|p.s|pages|phone|photo|photos|place"
            "|posted|prepared by|previous|proposal|proposed|ps|published|question number|re|read more"
            "|recorded|recorded on|recording date|recording of|references|related|release"
            "|release date|release type|released by|transcript id|period of service|resolution|resolved"
            "|reviewed by|rrsagent|scribe|scribe(s)|scribenick|scribes|season|section|see also|series"
            "|show notes|slides|source|sources|sponsor|sponsored by|sponsors|subject|subjects|summary|table"
            "|tags|tel|telephone|time|title|to|topic|topics|transcribed by|transcript|transcript by"
            "|transcription by|translated by|translation by|update|updated|url|venue|video|vol|volume|vote"
            "|votes|warning|website|opening statement|opening statements|opening remarks|introductory remarks"
            "|closing remarks|closing statement|closing statements|questions and answers|question and answer|q&a"
            "|discussion|introduction|conclusion|conclusions|next steps|break|intermission|recess|lunch break"
            "|key points|key findings|executive summary"
        ).split("|")
    ),
    asides=frozenset(
        (
            "ok|okay|so|now|also|again|remember|look|listen|first|second|third|fourth|finally|next|then|last|lastly"
            "|today|yesterday|tomorrow|aim|aims|more|part|example|examples|for example"
            "|answer|reason|point|result|problem|solution|lesson"
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
