"""Writing a gold transcript in a layout with noises: a page whose words have known owners."""

import html
from collections.abc import Sequence
from random import Random

from eval.reading.gold import GoldTranscript
from eval.reading.pages.noise import Noise
from eval.reading.pages.page import MARKUP, GoldPage, LabelledTurn, Line, is_blank, spans_of
from eval.reading.pages.turns import Layout, Speaking


def render(transcript: GoldTranscript, layout: Layout, noises: Sequence[Noise], random: Random) -> GoldPage:
    """The page of a transcript in a layout with some noises, the same for the same state of `random`."""
    ordered = sorted(noises, key=lambda noise: noise.order)
    for noise in ordered:
        if noise.words is not None:
            transcript = noise.words(transcript, random)
    lines = list(layout.head(transcript))
    labelled: list[LabelledTurn] = []
    before: int | None = None
    for ordinal, turn in enumerate(transcript.turns):
        person = transcript.people[turn.person]
        following = transcript.turns[ordinal + 1 : ordinal + 2]
        end_time = following[0].start_time if following else turn.start_time + 5
        speaking = Speaking(person, turn.person, ordinal, turn.paragraphs, turn.start_time, before, end_time)
        label = layout.label(speaking)
        lines += layout.turn(speaking, label)
        labelled.append(LabelledTurn((label.text, *label.also), person.name, label.carries_name))
        before = turn.person
    for noise in ordered:
        if noise.page is not None and (
            layout.medium == "text" or (layout.medium == "html" and noise.in_markup)
        ):
            lines = noise.page(lines, transcript, random)
    text, spans = spans_of(lines)
    return GoldPage(
        f"page{layout.suffix}", _file(lines, text, layout, transcript).encode(), text, spans, tuple(labelled)
    )


def _file(lines: list[Line], text: str, layout: Layout, transcript: GoldTranscript) -> str:
    if layout.medium == "html":
        title = html.escape(transcript.title)
        body = "\n".join(map(_html_line, lines))
        return (
            f'<!doctype html>\n<html lang="{transcript.language}"><head><meta charset="utf-8">'
            f"<title>{title}</title></head><body><article><h1>{title}</h1>\n{body}\n</article></body></html>\n"
        )
    if layout.medium == "captions":
        body = "\n".join("".join(piece.text for piece in line) for line in lines)
        return f"WEBVTT\n\n{body}\n" if layout.suffix == ".vtt" else _with_numbers(body)
    return text


def _html_line(line: Line) -> str:
    content = "".join(
        piece.text if piece.owner == MARKUP else html.escape(piece.text, quote=False) for piece in line
    )
    if is_blank(line) or any(piece.owner == MARKUP for piece in line):
        return content
    return f"<p>{content}</p>"


def _with_numbers(body: str) -> str:
    """Cues with their numbers, as SRT has them."""
    cues = [cue for cue in body.split("\n\n") if cue.strip()]
    return "\n\n".join(f"{number}\n{cue.strip()}" for number, cue in enumerate(cues, start=1)) + "\n"
