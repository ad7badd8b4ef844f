"""A judgement in plain words: what is right or wrong with a quote, the gravest difference first. Pure."""

from collections.abc import Sequence

from search_api.quotes.judging.differences import Difference
from search_api.quotes.judging.pasted import Insertion
from search_api.quotes.judging.records import QuoteMatch, Verdict

_SHOWN = 3
"""How many differences a sentence names."""
_LONGEST = 80
_GRAVE = {"negation": "A negation was changed", "number": "A number was changed"}


def explain(
    verdict: Verdict, matches: Sequence[QuoteMatch], names: Sequence[str], insertions: Sequence[Insertion]
) -> str:
    """The verdict in a sentence or two; `names` are those of whom the words are said to be."""
    sentences = [_verdict(verdict, matches, names)]
    if matches and verdict in {"altered", "other_speaker"} and matches[0].differences:
        sentences.append(_differences(matches[0].differences))
    if verdict == "verbatim" and matches[0].left_out:
        sentences.append("Words were left out at the ellipsis or in brackets: read them before you quote.")
    if verdict in {"verbatim", "altered"} and (before := matches[0].negation_before):
        sentences.append(f"“{before}” stands directly before it: read the whole sentence before you quote.")
    if insertions:
        own = ", ".join(_cut(insertion.text) for insertion in insertions[:_SHOWN])
        sentences.append(f"The words in square brackets are the quoter's own: {own}.")
    return " ".join(sentences)


def _verdict(verdict: Verdict, matches: Sequence[QuoteMatch], names: Sequence[str]) -> str:
    named = " or ".join(names)
    if verdict == "not_found":
        return f"Nothing in this index has {named + ' saying ' if named else ''}these words."
    speakers = list(dict.fromkeys(map(_name, matches)))
    first = speakers[0]
    if verdict == "verbatim":
        others = " (and others)" if len(speakers) > 1 else ""
        return f"{first}{others} said this word for word."
    if verdict == "altered":
        only = all(each.kind == "punctuation" for each in matches[0].differences)
        return (
            f"{first} said these words, with other punctuation."
            if only
            else f"{first} said this, but not in these words."
        )
    if verdict == "spliced":
        whose = first if len(speakers) == 1 else " and ".join(speakers)
        return f"{whose} said these words, but not together: the quote joins {len(matches)} parts of one transcript."
    how = "these words are" if not matches[0].differences else "similar words are"
    return f"On record {how} said by {first}, not by {named}."


def _name(match: QuoteMatch) -> str:
    return match.speaker.name or match.speaker.label.strip() or "Somebody without a name"


def _differences(found: Sequence[Difference]) -> str:
    worst = found[0].kind
    lead = _GRAVE.get(worst, "The difference" if len(found) == 1 else "The differences")
    alike = [each for each in found if each.kind == worst] if worst in _GRAVE else found
    shown = "; ".join(map(_change, alike[:_SHOWN]))
    more = len(found) - len(alike[:_SHOWN])
    rest = f"; and {more} more {'difference' if more == 1 else 'differences'}" if more else ""
    return f"{lead}: {shown}{rest}."


def _change(difference: Difference) -> str:
    given, said = _cut(difference.given), _cut(difference.said)
    if not given:
        return f"the quote leaves out “{said}”"
    if not said:
        return f"the quote adds “{given}”"
    return f"the quote has “{given}” for “{said}”"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
