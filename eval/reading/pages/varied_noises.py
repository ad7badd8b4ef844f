"""Noises for training, made of the transcript's own words, so that no heading or phrase can be learned by heart."""

from random import Random

from eval.reading.gold import GoldTranscript
from eval.reading.pages.noise import Noise, Place, at_end, at_head, between_turns, inside_turns, lowered, said

_LEAST_LETTERS = 4
_ENDS = ".,;:?!\"“”()’'…»«¿¡"


def _words(transcript: GoldTranscript, random: Random, count: int) -> list[str]:
    """Some of the longer words of a turn, in their order."""
    turn = random.choice(transcript.turns)
    words = [word.strip(_ENDS) for paragraph in turn.paragraphs for word in paragraph.split()[:80]]
    usable = [word for word in words if len(word) >= _LEAST_LETTERS and word.isalpha()] or ["Agenda"]
    first = random.randrange(max(1, len(usable) - count + 1))
    return usable[first : first + count]


def _title(transcript: GoldTranscript, random: Random) -> str:
    words = _words(transcript, random, random.choice((1, 1, 2, 2, 2, 3, 4, 5)))
    return " ".join(
        word.capitalize() if number == 0 or random.random() < 0.8 else word.lower()
        for number, word in enumerate(words)
    )


def _value(transcript: GoldTranscript, random: Random) -> str:
    return random.choice(
        (
            _title(transcript, random),
            " ".join(_words(transcript, random, 3)).lower(),
            f"{random.randint(1, 28)} March {random.randint(1990, 2024)}",
            f"{random.randint(1, 12)}:{random.randint(10, 59)}",
            f"{random.randint(2, 99)} to {random.randint(2, 99)}",
            ", ".join(person.name for person in transcript.people[:3]),
        )
    )


def _heading(transcript: GoldTranscript, random: Random) -> list[str]:
    title = _title(transcript, random)
    return [
        random.choice(
            (
                title,
                title,
                title.upper(),
                f"{title}:",
                f"{title}: {_value(transcript, random)}",
                f"{random.randint(1, 12)}. {title}",
                f"## {title}",
                f"**{title}**",
                f"- {title}",
                f"[{title}]",
                f"({title})",
            )
        )
    ]


def _fields(transcript: GoldTranscript, random: Random) -> list[str]:
    count = random.choice((1, 2, 3, 5))
    return [f"{_title(transcript, random)}: {_value(transcript, random)}" for _ in range(count)]


def _people(transcript: GoldTranscript, random: Random) -> list[str]:
    names = [person.name for person in transcript.people]
    form = random.choice(("{}", "- {}", "* {}", "{},", "{}"))
    return [f"{_title(transcript, random)}{random.choice(('', ':'))}", *map(form.format, names)]


def _dateline(transcript: GoldTranscript, random: Random) -> list[str]:
    day = f"{random.choice(('March', 'May', 'June'))} {random.randint(1, 28)}, {random.randint(1990, 2024)}"
    lines = [_title(transcript, random), "", day]
    if random.random() < 0.5:
        lines += ["", f"{random.randint(1, 12)}:{random.randint(10, 59)} {random.choice('AP')}.M."]
    return lines


def _ending(transcript: GoldTranscript, random: Random) -> list[str]:
    return random.choice((["END"], ["# # #"], [_title(transcript, random)], _fields(transcript, random)))


def _opening(paragraph: str, place: Place, random: Random) -> list[str]:
    """Words and a colon before a paragraph, or before each item of a list in it."""
    del place
    words = [word.strip(_ENDS) for word in paragraph.split()[:40]]
    usable = [word for word in words if word.isalpha()] or ["Well"]

    def phrase() -> str:
        count = random.choice((1, 1, 1, 2, 3, 4, 6))
        first = random.randrange(max(1, len(usable) - count + 1))
        return " ".join(usable[first : first + count]).capitalize()

    if random.random() < 0.5:
        return [f"{phrase()}: {random.choice((lowered(paragraph), paragraph))}"]
    items = [
        f"{phrase()}: {sentence}" for sentence in paragraph.split(". ")[: random.randint(2, 4)] if sentence
    ]
    return [paragraph, *items]


NOISES: tuple[Noise, ...] = (
    Noise("varied headings", page=between_turns(_heading, 0.1)),
    Noise("varied headings in turns", page=inside_turns(_heading, 0.05)),
    Noise("varied fields", page=between_turns(_fields, 0.08)),
    Noise("varied head", page=at_head(_fields), order=60),
    Noise("varied list of people", page=at_head(_people), order=60),
    Noise("varied dateline", page=at_head(_dateline), order=65),
    Noise("varied end", page=at_end(_ending)),
    Noise("varied openings", words=said(_opening, 0.08)),
)
