"""A judgement as text for a terminal."""

from indexer.recording_times import clock
from indexer.terminal import visible
from search_api.quotes.judging.differences import Difference
from search_api.quotes.judging.records import QuoteJudgement, QuoteMatch
from search_api.search.render import indented, speaker_line

_TITLES = {
    "verbatim": "Verbatim",
    "altered": "Altered",
    "spliced": "Spliced",
    "other_speaker": "Another speaker",
    "not_found": "Not found",
}


def render_judgement(judgement: QuoteJudgement) -> str:
    """The verdict with its explanation, and each place with what was said there; control characters are visible."""
    blocks = [f"{_TITLES[judgement.verdict]}. {visible(judgement.explanation)}"]
    blocks += [_match(number, match) for number, match in enumerate(judgement.matches, 1)]
    return "\n\n".join(blocks)


def _match(number: int, match: QuoteMatch) -> str:
    event = [match.transcript.date, match.transcript.title]
    time = match.source.start_time
    shown = [*(visible(str(part)) for part in event if part), *([] if time is None else [f"at {clock(time)}"])]
    lines = [f"{number}. {speaker_line(match.speaker)}"]
    if shown:
        lines.append(f"   {' · '.join(shown)}")
    lines.append(indented(f"“{match.readable}”"))
    lines += [indented(f"- {_difference(each)}") for each in match.differences]
    lines += [indented(f"- left out: “{words}”") for words in match.left_out]
    place = f"{match.transcript.id}, turn {match.turn.ordinal}"
    lines.append(f"   [{visible(place)}, characters {match.source.start} to {match.source.end}]")
    return "\n".join(lines)


def _difference(difference: Difference) -> str:
    if not difference.given:
        return f"{difference.kind}: the quote leaves out “{difference.said}”"
    if not difference.said:
        return f"{difference.kind}: the quote adds “{difference.given}”"
    return f"{difference.kind}: “{difference.given}” in the quote, “{difference.said}” on record"
