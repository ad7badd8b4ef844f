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
            "abstain|abstained|abstentions|action|action item|action items|agenda|agenda item|aim|aims|appendix"
            "|attachments|audio|ayes|background|breaking|categories|category|cc|chapter|contact|copyright"
            "|correction|corrections|credits|date|disclaimer|division|duration|e-mail|edited by|editor's note"
            "|editor note|editors' note|email|end|episode|event|example|examples|exclusive|fax|figure"
            "|filed under|footnote|footnotes|for immediate release|from|hashtags|image|isbn|issn|item|jingle"
            "|keywords|language|length|license|licence|link|links|location|media contact|meeting|meeting date"
            "|minutes|more|music|noes|note|notes|original source|p.s|pages|part|phone|photo|photos|place"
            "|posted|prepared by|previous|proposal|proposed|ps|published|question number|re|read more"
            "|recorded|recorded on|recording date|recording of|references|related|release|resolution|resolved"
            "|result|reviewed by|rrsagent|scribe|scribe(s)|scribenick|scribes|season|section|see also|series"
            "|show notes|slides|source|sources|sponsor|sponsored by|sponsors|subject|subjects|summary|table"
            "|tags|tel|telephone|time|title|to|topic|topics|transcribed by|transcript|transcript by"
            "|transcription by|translated by|translation by|update|updated|url|venue|video|vol|volume|vote"
            "|votes|warning|website"
        ).split("|")
    ),
    particles=frozenset("al bin da de del della den der di du el la le van von y and of the for".split()),
    small_words=frozenset(
        "a an and as at by for from in into nor of off on or over the to vs via with".split()
    ),
    endings=("end", "ends", "end of (?:transcript|interview|video|call)"),
    months={
        name: number
        for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
    },
    function_words=frozenset(
        """
        a about and are as at be been but by can do for from has have he i if in is it of on or our not so that the
        their there they this to was we were what which will with would you
        """.split()
    ),
    speech_titles=(re.compile(_EXCERPTS, re.IGNORECASE), re.compile(_BY, re.IGNORECASE)),
    name_ends=frozenset(
        """
        about after ahead amid and announcing as at before celebrating commemorating during en following for from
        honoring in introducing marking on of opening regarding signing to upon while with
        """.split()
    ),
    conjunctions=frozenset({"and", "&"}),
)
