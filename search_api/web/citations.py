"""A citation in an address, `?start=&end=&sha=`, compared with the current transcript."""

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid, TextUnknown
from indexer.export.readable import readable_quote
from search_api.quotes.cited_quote import Edit, QuoteCheck, verify_quote, word_diff
from search_api.web.addresses import Parameters
from search_api.web.marked_text import Lit


class CitationCheck(msgspec.Struct, frozen=True):
    """What became of the cited words; None where nothing is cited, or where the citation is `wrong`: it fits no text
    that the transcript ever had. `diff` is the edits from the cited words to the current ones, as people read both.
    """

    check: QuoteCheck | None = None
    wrong: bool = False
    diff: tuple[Edit, ...] = ()

    @property
    def lit(self) -> Lit | None:
        """The passage to highlight."""
        place = self.check.current if self.check else None
        return Lit(place.start, place.end, "cited") if place else None


def check_citation(catalog: TranscriptReads, transcript_id: str, parameters: Parameters) -> CitationCheck:
    """Whether the citation in an address still stands, and where.

    Raises:
        RequestInvalid: start and end are not two whole numbers.
        TranscriptUnknown: no transcript has or had that id.
    """
    start, end = parameters.get("start", ""), parameters.get("end", "")
    if not start and not end:
        return CitationCheck()
    for name, value in (("start", start), ("end", end)):
        if not (value.isascii() and value.isdigit() and len(value) < 12):
            raise RequestInvalid(name, "a citation needs start and end; give whole numbers.")
    try:
        check = verify_quote(catalog, transcript_id, int(start), int(end), parameters.get("sha") or None)
    except (TextUnknown, RequestInvalid):
        return CitationCheck(wrong=True)
    if check.verdict != "changed":
        return CitationCheck(check)
    source_format = catalog.heading(transcript_id).format
    cited, quote = (
        readable_quote(words, (0, len(words)), source_format) for words in (check.cited, check.quote or "")
    )
    return CitationCheck(check, diff=tuple(word_diff(cited, quote)))
