"""An answer as text for a terminal."""

import textwrap

from indexer.terminal import visible
from search_api.contract.records import Result, SearchAnswer, SpeakerMention, SpeakerRef, TurnQuote

_WIDTH = 96


def render(answer: SearchAnswer) -> str:
    """The reading of the query and the results, a block each; control characters are made visible."""
    blocks = [interpretation_line(answer)]
    if not answer.results:
        blocks.append("Nothing in the index matches.")
    elif not answer.answered:
        blocks.append("Nothing indexed answers this. The nearest passages:")
    blocks += [_result(result) for result in answer.results]
    return "\n\n".join(blocks)


def interpretation_line(answer: SearchAnswer) -> str:
    """How a query was read, on one line."""
    reading = answer.interpretation
    parts = [f"topic: {visible(reading.topic)}"] if reading.topic else []
    if reading.roles:
        parts.append(f"only: {', '.join(reading.roles)}")
    parts += [f"answered by: {visible(one.name or one.mention)}" for one in reading.answered_by]
    for mention in reading.speakers:
        known = visible(mention.name) if mention.name else f"{visible(mention.mention)} ({_several(mention)})"
        parts.append(f"{'speaker' if mention.narrows else 'first'}: {known}")
    if reading.date_from:
        parts.append(f"from {reading.date_from}")
    if reading.date_to:
        parts.append(f"to {reading.date_to}")
    return " · ".join(parts)


def _several(mention: SpeakerMention) -> str:
    return (
        f"any of {', '.join(map(visible, mention.candidates))}"
        if mention.candidates
        else "more than one person"
    )


def _result(result: Result) -> str:
    event = " · ".join(visible(str(part)) for part in (result.transcript.date, result.transcript.title) if part)
    place = (
        f"{visible(result.transcript.id)}, turn {result.turn.ordinal}, "
        f"characters {result.source.start} to {result.source.end}, score {result.score:.2f}"
    )
    lines = [f"{result.rank}. {_who(result.speaker)}"]
    if event:
        lines.append(f"   {event}")
    if result.question:
        lines.append(_asked(result.question))
    lines += [_indent(f"“{result.quote}”"), f"   [{place}]"]
    return "\n".join(lines)


def _who(speaker: SpeakerRef) -> str:
    label = visible(speaker.label) or "no label"
    return f"{visible(speaker.name)} ({label}; {speaker.status})" if speaker.name else label


def _asked(question: TurnQuote) -> str:
    who = _who(question.speaker)
    return _indent(f"asked by {who} (turn {question.turn.ordinal}): “{question.quote}”")


def _indent(text: str) -> str:
    # Lines are broken for reading alone; --json has the quote to the character.
    paragraphs = [visible(part) for part in text.split("\n") if part.strip()]
    return "\n".join(
        textwrap.fill(part, _WIDTH, initial_indent="   ", subsequent_indent="   ", break_long_words=False)
        for part in paragraphs
    )
