"""An answer as text for a terminal."""

import textwrap

from indexer.recording_times import clock
from indexer.terminal import visible
from indexer.web_address import recording_address
from search_api.contract.records import Interpretation, Result, SearchAnswer, SpeakerMention, SpeakerRef
from search_api.questions.wanted_words import ORDERS, WANTED, counted_turns

_WIDTH = 96


def render(answer: SearchAnswer) -> str:
    """The interpretation of the query and the results, a block each; control characters are made visible."""
    blocks = [interpretation_line(answer)]
    unknown = " or ".join(map(visible, answer.interpretation.unknown))
    if unknown:
        blocks.append(f"Nobody in this index speaks under the name {unknown}.")
    if answer.count is not None:
        blocks.append(counted_turns(answer.count))
    if not answer.results:
        blocks.append("Nothing in the index matches.")
    elif unknown and not answer.answered:
        blocks.append("Passages by others, which may mention the name:")
    elif not answer.answered:
        blocks.append(f"{unanswered(answer.interpretation)} The nearest passages:")
    blocks += [_result(result) for result in answer.results]
    return "\n\n".join(blocks)


def unanswered(interpretation: Interpretation) -> str:
    """A sentence that says that nothing answers, with the words that would have to be in a quote."""
    phrases = " and ".join(f"“{visible(phrase)}”" for phrase in interpretation.phrases)
    return (
        f"Nothing indexed has the words {phrases} and answers this."
        if phrases
        else "Nothing indexed answers this."
    )


def interpretation_line(answer: SearchAnswer) -> str:
    """The interpretation of a query, on one line."""
    interpretation = answer.interpretation
    parts = [f"topic: {visible(interpretation.topic)}"] if interpretation.topic else []
    if interpretation.roles:
        parts.append(f"only: {', '.join(interpretation.roles)}")
    parts += [f"answered by: {_meant(mention)}" for mention in interpretation.answered_by]
    parts += [
        f"{'speaker' if mention.narrows else 'first'}: {_meant(mention)}" for mention in interpretation.speakers
    ]
    parts += [f"speaks nowhere: {visible(name)}" for name in interpretation.unknown]
    parts += [
        f"corrected: {visible(correction.given)} to {visible(correction.searched)}"
        for correction in interpretation.corrections
    ]
    parts += [f"word for word: {visible(phrase)}" for phrase in interpretation.phrases]
    parts += [f"without: {visible(word)}" for word in interpretation.excluded]
    if interpretation.date_from:
        parts.append(f"from {interpretation.date_from}")
    if interpretation.date_to:
        parts.append(f"to {interpretation.date_to}")
    if wanted := WANTED[interpretation.intent]:
        parts.append(f"wanted: {wanted}")
    if interpretation.sort != "relevance":
        parts.append(ORDERS[interpretation.sort])
    return " · ".join(parts)


def _meant(mention: SpeakerMention) -> str:
    """Who is meant; of several, also the ids: each is a speaker to choose."""
    labels = f"whoever is labelled {', '.join(map(visible, mention.labels))}" if mention.labels else ""
    several = ", ".join(f"{visible(person.name)} [{visible(person.id)}]" for person in mention.candidates)
    people = visible(mention.name) if mention.name else ""
    if several:
        people = f"{visible(mention.mention)} (any of {several})"
    return " or ".join(filter(None, (people, labels)))


def _result(result: Result) -> str:
    event = " · ".join(visible(str(part)) for part in (result.transcript.date, result.transcript.title) if part)
    place = (
        f"{visible(result.transcript.id)}, turn {result.turn.ordinal}, "
        f"characters {result.source.start} to {result.source.end}, score {result.score:.2f}"
    )
    lines = [f"{result.rank}. {speaker_line(result.speaker)}"]
    time = result.source.start_time
    if event or time is not None:
        lines.append("   " + " · ".join(filter(None, [event, "" if time is None else f"at {clock(time)}"])))
    if recording := recording_address(result.source.media_url, time) or result.source.media_url:
        lines.append(f"   {visible(recording)}")
    if result.question:
        asked = f"asked by {speaker_line(result.question.speaker)} (turn {result.question.turn.ordinal})"
        lines.append(indented(f"{asked}: “{result.question.readable}”"))
    lines += [indented(f"“{result.readable}”"), f"   [{place}]"]
    return "\n".join(lines)


def speaker_line(speaker: SpeakerRef) -> str:
    """A speaker with the label and how the name is known; the label alone where no name is."""
    label = visible(speaker.label) or "no label"
    return f"{visible(speaker.name)} ({label}; {speaker.status})" if speaker.name else label


def indented(text: str) -> str:
    """A text in wrapped lines, indented below the number of a result."""
    # Lines are wrapped for interpretation; --json has the exact quote.
    paragraphs = [visible(part) for part in text.split("\n") if part.strip()]
    return "\n".join(
        textwrap.fill(part, _WIDTH, initial_indent="   ", subsequent_indent="   ", break_long_words=False)
        for part in paragraphs
    )
