"""The noises for development: text that nobody says between turns and inside them, and words that look like labels."""

from random import Random

from eval.reading.gold import GoldTranscript
from eval.reading.pages.noise import (
    Noise,
    Place,
    at_end,
    at_head,
    between_turns,
    choice,
    inside_turns,
    lowered,
    said,
)
from eval.reading.pages.page import LABEL, OTHER, Line, Piece, is_blank, other, speaker_of, wrap


def _present(transcript: GoldTranscript, random: Random) -> list[str]:
    names = [person.name for person in transcript.people]
    posts = [f"{person.name}, {person.post}" for person in transcript.people]
    return random.choice(
        (
            ["PRESENT:", *names, ""],
            ["Participants", "", *posts, ""],
            [f"Attendees: {', '.join(names)}", ""],
            ["Present:", "", *(f"- {name}" for name in names), ""],
        )
    )


def _wrapped(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    del transcript, random
    return [part for line in lines for part in (wrap(line, 72) if speaker_of(line) is not None else [line])]


def _line_numbers(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    """Lines numbered from 1 to 25, page by page, as in depositions."""
    del transcript, random
    numbered: list[Line] = []
    number = 0
    for line in (line for line in lines if not is_blank(line)):
        number = number % 25 + 1
        if number == 1:
            numbered += [other(f"{'':56}{len(numbered) // 26 + 1}")]
        numbered.append((Piece(f"{number:2}   ", OTHER), *line))
    return numbered


def _crlf(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    del transcript, random
    return [(*line, Piece("\r", OTHER)) for line in lines]


def _no_break_spaces(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    """No-break spaces in some labels and words."""
    del transcript

    def edit(piece: Piece) -> Piece:
        if piece.owner == LABEL and random.random() < 0.5:
            return Piece(piece.text.replace(" ", "\xa0"), LABEL)
        if piece.owner >= 0 and random.random() < 0.3:
            return Piece(piece.text.replace(". ", ".\xa0 "), piece.owner)
        return piece

    return [tuple(map(edit, line)) for line in lines]


def _label_spacing(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    """Some labels with no space, or more spaces, around their colon."""
    del transcript

    def edit(piece: Piece) -> Piece:
        text = piece.text
        if piece.owner != LABEL or not text.endswith(": ") or random.random() > 0.2:
            return piece
        stem = text[:-2]
        return Piece(random.choice((f"{stem}:", f"{stem} : ", f"{stem}:   ", f"{stem} :")), LABEL)

    return [tuple(map(edit, line)) for line in lines]


def _like_label(paragraph: str, place: Place, random: Random) -> list[str]:
    """Prose that begins like a label."""
    del place
    opening = random.choice(
        ("The answer is simple: ", "Two things: ", "Note: ", "One more point: ", "So: ", "Remember: ", "To be clear: ",
         "Question: ", "My advice: ", "Lamps: ")
    )  # fmt: skip
    return (
        [opening + lowered(paragraph)] if random.random() < 0.4 else [paragraph, opening + lowered(paragraph)]
    )


def _quotation(paragraph: str, place: Place, random: Random) -> list[str]:
    """The words of somebody else, quoted."""
    person = random.choice(place.transcript.people)
    opening = random.choice(
        (f"{person.name} said: ", "He said: ", f"And I quote {person.name}: ", "The report says: ")
    )
    return (
        [f"{paragraph} {opening}“{paragraph}”"]
        if random.random() < 0.5
        else [f"{opening}“{paragraph}”", paragraph]
    )


def _address(paragraph: str, place: Place, random: Random) -> list[str]:
    """A turn that opens with the name of whoever spoke before."""
    person = place.person(-1)
    if person is None or not place.is_first:
        return [paragraph]
    forms = (
        "{given}, {rest}",
        "{name}, {rest}",
        "{courtesy}. {surname}, {rest}",
        "{given}. {whole}",
        "Thanks, {given}. {whole}",
    )
    form = random.choice(forms)
    return [
        form.format(
            given=person.given,
            name=person.name,
            surname=person.surname,
            courtesy=person.courtesy,
            rest=lowered(paragraph),
            whole=paragraph,
        )
    ]


def _hand_over(paragraph: str, place: Place, random: Random) -> list[str]:
    """A turn that ends by calling whoever speaks next."""
    person = place.person(1)
    if person is None or not place.is_last:
        return [paragraph]
    form = random.choice(
        ("Go ahead, {given}.", "{name}, please.", "Next is {name} from the {organisation}.", "{name}?")
    )
    call = form.format(given=person.given, name=person.name, organisation=person.organisation)
    return [f"{paragraph} {call}"] if random.random() < 0.6 else [paragraph, call]


def _introduction(paragraph: str, place: Place, random: Random) -> list[str]:
    """An introduction of all who speak, as a host says it at the beginning."""
    del random
    if place.ordinal or not place.is_first:
        return [paragraph]
    people = [f"{person.name}, {person.post}" for person in place.transcript.people]
    return [f"With us today are {'; '.join(people)}.", paragraph]


_HEADINGS = (
    "Lamps and Piers", "The State of the Harbour", "Opening Statements", "Questions and Answers", "Item 3. The Ferry",
    "North Pier Lamp Act 2021", "LAMP FUNDING", "Closing Remarks", "Ferry Services (Winter Timetable) Bill",
)  # fmt: skip
_COLON_HEADINGS = (
    "Lamps and Piers: The Budget", "Agenda item 3: Ferries", "Topic: Lamps", "Item 4: Any Other Business",
    "Oral Answers: Harbours", "Lamps:", "The North Pier:", "Motion 12:",
)  # fmt: skip
_DIRECTIONS = (
    "(Applause.)", "[Laughter]", "(Laughter and applause.)", "[Pause]", "(Break in transcript)", "[crosstalk]",
    "(Interruption)", "[The prepared statement follows:]", "(Off-mic.)",
)  # fmt: skip
_RULES = (
    "----------------------------------------",
    "* * * * *",
    "________________",
    "=================",
    "***",
)
_NOTES = (
    "[Editor's note: the sound failed here for a minute.]", "[Note: this transcript was made by a machine.]",
    "[Ed.: the speaker means the north pier.]", "(The following was added later: see the list of boats.)",
    "Editor's note: the names of two keepers were left out.",
)  # fmt: skip


def _centred(_: GoldTranscript, random: Random) -> list[str]:
    return [random.choice(_HEADINGS).upper().center(72).rstrip()]


def _page_mark(_: GoldTranscript, random: Random) -> list[str]:
    number = random.randint(2, 300)
    return random.choice(
        (
            [f"Page {number} of 312"],
            [f"[[Page S{number}]]"],
            [str(number)],
            [f"{number}", "The State of Lighthouses: transcript of 4 May 2021"],
            [f"www.example.org/lamps          {number}/312"],
        )
    )


def _contact(transcript: GoldTranscript, random: Random) -> list[str]:
    person = random.choice(transcript.people)
    return [
        "END", "", "Contact:", person.name, "Phone: 555 0123", "Email: lamps@example.org",
        "https://example.org/lamps", "",
        "About the Lamp Board: the board keeps forty lamps.",
    ]  # fmt: skip


def _front_matter(transcript: GoldTranscript, random: Random) -> list[str]:
    del random
    return ["---", f'title: "{transcript.title}"', "date: 2021-05-04", "---"]


DEVELOPMENT: tuple[Noise, ...] = (
    Noise("wrapped", page=_wrapped, order=10),
    Noise("headings", page=between_turns(choice(*_HEADINGS)), in_markup=True),
    Noise("headings with colon", page=between_turns(choice(*_COLON_HEADINGS)), in_markup=True),
    Noise("centred headings", page=between_turns(_centred)),
    Noise("rules", page=between_turns(choice(*_RULES))),
    Noise("stage directions", page=between_turns(choice(*_DIRECTIONS)), in_markup=True),
    Noise("editor's notes", page=between_turns(choice(*_NOTES)), in_markup=True),
    Noise("list of those present", page=at_head(_present), order=60),
    Noise("page marks", page=between_turns(_page_mark)),
    Noise("page breaks", page=inside_turns(_page_mark)),
    Noise("contact block", page=at_end(_contact), order=60),
    Noise("front matter", page=at_head(_front_matter), order=90),
    Noise("line numbers", page=_line_numbers, order=80),
    Noise("CRLF", page=_crlf, order=95),
    Noise("no-break spaces", page=_no_break_spaces, order=70),
    Noise("label spacing", page=_label_spacing, order=70),
    Noise("prose like labels", words=said(_like_label)),
    Noise("quotations", words=said(_quotation)),
    Noise("hand-overs by name", words=said(_hand_over, 0.4)),
    Noise("introductions", words=said(_introduction, 1.0)),
    Noise("turns that open with a name", words=said(_address, 0.4)),
)
"""The noises that readers may be developed on."""
