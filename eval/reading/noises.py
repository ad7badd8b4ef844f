"""The noises for development: text that nobody says between turns and inside them, and words that look like labels."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

import msgspec

from eval.reading.gold import GoldTranscript, GoldTurn
from eval.reading.page import LABEL, OTHER, Line, Piece, is_blank, opens_turn, other, speaker_of, wrap

WordsEdit: TypeAlias = Callable[[GoldTranscript, Random], GoldTranscript]
PageEdit: TypeAlias = Callable[[list[Line], GoldTranscript, Random], list[Line]]


class Noise(msgspec.Struct, frozen=True):
    """A noise: a change of what is said, or of the lines of a page. The changes of several are made in their order.

    `in_markup` is whether the change of lines makes sense in HTML too. A noise that is set aside is not for
    development.
    """

    name: str
    words: WordsEdit | None = None
    page: PageEdit | None = None
    order: int = 50
    in_markup: bool = False
    set_aside: bool = False


def between_turns(texts: Callable[[GoldTranscript, Random], list[str]], share: float = 0.25) -> PageEdit:
    """Lines put before some of the turns, with blank lines around them where the page has blank lines."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        has_blanks = any(is_blank(line) for line in lines)
        result: list[Line] = []
        for line in lines:
            if opens_turn(line) and speaker_of(line) != 0 and random.random() < share and _may_stop(result):
                result += [other(text) for text in texts(transcript, random)]
                if has_blanks:
                    result.append(())
            result.append(line)
        return result

    return edit


def inside_turns(texts: Callable[[GoldTranscript, Random], list[str]], share: float = 0.15) -> PageEdit:
    """Lines put into the middle of some turns' words, with blank lines around them."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        result: list[Line] = []
        for position, line in enumerate(lines):
            result.append(line)
            following = lines[position + 1] if position + 1 < len(lines) else ()
            if speaker_of(line) is None or random.random() >= share:
                continue
            if speaker_of(following) == speaker_of(line) and not opens_turn(following):
                # A broken paragraph: the page ends in the middle of a sentence.
                result += [(), *(other(text) for text in texts(transcript, random)), ()]
            elif (halves := _halves(line)) is not None:
                result[-1:] = [
                    halves[0],
                    (),
                    *(other(text) for text in texts(transcript, random)),
                    (),
                    halves[1],
                ]
        return result

    return edit


def at_head(texts: Callable[[GoldTranscript, Random], list[str]]) -> PageEdit:
    """Lines before everything else."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        return [*(other(text) if text else () for text in texts(transcript, random)), (), *lines]

    return edit


def at_end(texts: Callable[[GoldTranscript, Random], list[str]]) -> PageEdit:
    """Lines after everything else."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        return [*lines, (), *(other(text) if text else () for text in texts(transcript, random))]

    return edit


def said(change: Callable[[str, GoldTurn, GoldTranscript, Random], list[str]], share: float = 0.2) -> WordsEdit:
    """Some paragraphs replaced by others that are said too."""

    def edit(transcript: GoldTranscript, random: Random) -> GoldTranscript:
        turns = []
        for turn in transcript.turns:
            paragraphs: list[str] = []
            for paragraph in turn.paragraphs:
                if random.random() < share:
                    paragraphs += change(paragraph, turn, transcript, random)
                else:
                    paragraphs.append(paragraph)
            turns.append(msgspec.structs.replace(turn, paragraphs=tuple(paragraphs)))
        return msgspec.structs.replace(transcript, turns=tuple(turns))

    return edit


def choice(*texts: str) -> Callable[[GoldTranscript, Random], list[str]]:
    """One of some lines."""
    return lambda _, random: [random.choice(texts)]


def _may_stop(written: list[Line]) -> bool:
    return not written or is_blank(written[-1]) or speaker_of(written[-1]) is not None


def _halves(line: Line) -> tuple[Line, Line] | None:
    """A line cut between two words of its last piece, or None if that is short."""
    *before, last = line
    words = last.text.split(" ")
    if last.owner < 0 or len(words) < 12:
        return None
    middle = len(words) // 2
    return (
        (*before, Piece(" ".join(words[:middle]), last.owner)),
        (Piece(" ".join(words[middle:]), last.owner),),
    )


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


def _like_label(paragraph: str, turn: GoldTurn, transcript: GoldTranscript, random: Random) -> list[str]:
    """Prose that begins like a label."""
    del turn, transcript
    opening = random.choice(
        ("The answer is simple: ", "Two things: ", "Note: ", "One more point: ", "So: ", "Remember: ", "To be clear: ",
         "Question: ", "My advice: ", "Lamps: ")
    )  # fmt: skip
    lower = opening + paragraph[:1].lower() + paragraph[1:]
    return [lower] if random.random() < 0.4 else [paragraph, lower]


def _quotation(paragraph: str, turn: GoldTurn, transcript: GoldTranscript, random: Random) -> list[str]:
    """The words of somebody else, quoted."""
    del turn
    person = random.choice(transcript.people)
    opening = random.choice(
        (f"{person.name} said: ", "He said: ", f"And I quote {person.name}: ", "The report says: ")
    )
    return (
        [f"{paragraph} {opening}“{paragraph}”"]
        if random.random() < 0.5
        else [f"{opening}“{paragraph}”", paragraph]
    )


def _address(paragraph: str, turn: GoldTurn, transcript: GoldTranscript, random: Random) -> list[str]:
    """A turn that opens with the name of somebody else."""
    others = [person for rank, person in enumerate(transcript.people) if rank != turn.person]
    person = random.choice(others)
    lower = paragraph[:1].lower() + paragraph[1:]
    form = random.choice(
        ("{given}, {rest}", "{name}, {rest}", "{courtesy}. {surname}, {rest}", "{given}. {whole}")
    )
    return [
        form.format(
            given=person.given, name=person.name, surname=person.surname, courtesy=person.courtesy, rest=lower,
            whole=paragraph,
        )
    ]  # fmt: skip


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
    "[Editor's note: the sound failed here for a minute.]", "Note: this transcript was made by a machine.",
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
        "END", "", "Contact:", person.name, "Phone: 555 0123", "Email: lamps@example.org", "https://example.org/lamps", "",
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
    Noise("turns that open with a name", words=said(_address)),
)
"""The noises that readers may be developed on."""
