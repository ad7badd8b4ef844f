"""Layouts and noises set aside from development: of the same kinds as the others, in other forms.

Nobody tunes readers on these. They are run only with `--set-aside`, to see what readers make of forms that their
authors did not have in mind.
"""

from random import Random

import msgspec

from eval.reading.gold import GoldTranscript
from eval.reading.pages.labels import host_or, named, nick, numbered, questions, surname
from eval.reading.pages.layouts import ENGLISH, SPANISH, hearing_head, record_head
from eval.reading.pages.noise import Noise, Place, at_head, between_turns, choice, inside_turns, lowered, said
from eval.reading.pages.page import OTHER, Line, Piece, opens_turn, speaker_of
from eval.reading.pages.turns import (
    Label,
    Layout,
    clock_srt,
    clock_vtt,
    cues,
    inline,
    log,
    own_line,
    printed,
    tags,
)

LAYOUTS: tuple[Layout, ...] = tuple(
    msgspec.structs.replace(layout, set_aside=True)
    for layout in (
        Layout("Surname:", surname("{surname}"), inline()),
        Layout("Ms Name (Constituency, Party):", named("{courtesy} {name} ({constituency}, {party})"), inline(),
               languages=ENGLISH),
        Layout("Hon NAME:", named("Hon {name}", capitals=True), inline(), languages=ENGLISH),
        Layout("Post Name:", named("Attorney General {name}"), inline(), languages=ENGLISH),
        Layout("*Name*:", named(left="*", right="*:"), inline(), ".md"),
        Layout("**Name** own line", named(left="**", right="**"), own_line(), ".md"),
        Layout("(time) Name:", named(left="({minutes}) "), inline()),
        Layout("Name [time]:", named(right=" [{minutes}]:"), inline()),
        Layout("Name: own line", named(), own_line()),
        Layout("Name -- Org -- Post", named("{name} -- {organisation} -- {post}", right=""), own_line()),
        Layout("QUESTION: / SECRETARY SURNAME:",
               questions(Label("QUESTION"), surname("SECRETARY {surname}", capitals=True)), inline("  "),
               languages=ENGLISH),
        Layout("CHAIR SURNAME. / NAME.", host_or("CHAIR HARBOR", named(right=".", capitals=True), "."), inline("  "),
               languages=ENGLISH),
        Layout("hearing Senator SURNAME.", surname("Senator {surname}", ".", capitals=True), printed(4, 72),
               languages=ENGLISH, head=hearing_head),
        Layout("Record Mr. SURNAME of State.", surname("{courtesy}. {surname} of New York", ".", capitals=True),
               printed(2, 70), languages=ENGLISH, head=record_head),
        Layout("Name. –", named(right=". –"), inline()),
        Layout("El señor SURNAME:", surname("{el} {señor} {surname}", capitals=True), inline(), languages=SPANISH),
        Layout("Mme Name. –", named("{courtesy_fr} {name}", right=". – "), inline(""), languages=("fr",)),
        Layout("Präsidentin: / Name (PARTY):", host_or("Präsidentin", named("{name} ({party})")), inline(),
               languages=("de",)),
        Layout("SURNAME І.:", surname("{surname} {initials}.", ":", capitals=True), inline(), languages=("uk",)),
        Layout("主席: own line", host_or("主席", named(right="：")), own_line(), languages=("zh",)),
        Layout("time <nick>", nick("{hms}\t<", ">\t"), log(12), ".log"),
        Layout(">> Name:", named(left=">> "), inline(blank=False)),
        Layout("[SPEAKER_00]:", numbered("SPEAKER_{0:02}", "[", "]:"), inline()),
        Layout("Speaker 1  time", numbered("Speaker {1}", right="  {hms}"), own_line()),
        Layout("MODERATOR: / Dr. Name:", host_or("MODERATOR", named("Dr. {name}")), inline(), languages=ENGLISH),
        Layout("## Name (time)", named(left="## ", right=" ({hms})"), own_line(gap=1), ".md"),
        Layout("* **Name:**", named(left="* **", right=":**"), inline(blank=False), ".md"),
        Layout("html <dt>Name</dt>", named(right=""), tags("<dl><dt>", "</dt>|<dd>", "\n", ("<dd>", "</dd>"), "</dl>"),
               ".html", medium="html"),
        Layout("html <h3>Name</h3>", named(right=""), tags("<h3>", "</h3>|<p>", "\n"), ".html", medium="html"),
        Layout("html <strong>Name</strong>", named(right=" ({minutes})"),
               tags("<p><strong>", "</strong><br>|", "\n"), ".html", medium="html"),
        Layout("vtt >> NAME:", named(left=">> ", capitals=True), cues(clock_vtt, words=7), ".vtt", medium="captions"),
        Layout("vtt <v Name>", named(), cues(clock_vtt, voice=True), ".vtt", medium="captions"),
        Layout("srt NAME:", named(capitals=True), cues(clock_srt, words=7), ".srt", medium="captions"),
    )
)  # fmt: skip
"""The layouts set aside."""


def _times(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    """The time of the recording on a line of its own before some turns."""
    result: list[Line] = []
    for line in lines:
        ordinal = speaker_of(line)
        if opens_turn(line) and ordinal is not None and random.random() < 0.3:
            seconds = int(transcript.turns[ordinal].start_time)
            result += [(Piece(f"00:{seconds // 60:02}:{seconds % 60:02}", OTHER),), ()]
        result.append(line)
    return result


def _votes(transcript: GoldTranscript, random: Random) -> list[str]:
    names = [person.surname for person in transcript.people]
    return random.choice(
        (
            [f"AYES: {', '.join(names)}", "NOES: none"],
            ["Tellers for the Ayes:", *(person.name for person in transcript.people[:2])],
            [f"Motion carried: {len(names)} to 0."],
        )
    )


def _scribe(transcript: GoldTranscript, random: Random) -> list[str]:
    person = random.choice(transcript.people)
    return [
        random.choice(
            (
                f"Scribe: {person.name}",
                f"scribenick: {person.given}",
                "Subtopic: Lamps",
                "RESOLUTION: Lamps stay on",
            )
        )
    ]


def _chat(transcript: GoldTranscript, random: Random) -> list[str]:
    person = random.choice(transcript.people)
    return [
        random.choice(
            (f"> {person.name}: +1", f"> {person.given}: see https://example.org/lamps", "> *present+*")
        )
    ]


def _preface(transcript: GoldTranscript, random: Random) -> list[str]:
    person = random.choice(transcript.people)
    return [
        f"Transcript of {transcript.title}",
        f"Guests: {', '.join(guest.name for guest in transcript.people)}",
        f"Host: {person.name}",
        "",
        "This is a rush transcript. It may be updated, and it may contain errors.",
    ]


def _list(paragraph: str, place: Place, random: Random) -> list[str]:
    """A list or a verse, which is said."""
    del place
    openings = random.choice(
        (("First: ", "Second: "), ("Matthew 5:3: ", "Verse 4: "), ("Number one: ", "Number two: "))
    )
    return [paragraph, *(opening + lowered(paragraph) for opening in openings)]


def _dialogue(paragraph: str, place: Place, random: Random) -> list[str]:
    """A conversation that somebody tells."""
    person = random.choice(place.transcript.people)
    return [f"{paragraph} And {person.given} goes: “{paragraph}” And I go: “Lamps: all of them.”"]


def _ragged(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
    """White space at the beginning and end of lines."""
    del transcript
    gaps = ("", "", "  ", "\t")
    return [
        (Piece(random.choice(gaps), OTHER), *line, Piece(random.choice(gaps), OTHER)) if line else ()
        for line in lines
    ]


def _running_head(transcript: GoldTranscript, random: Random) -> list[str]:
    return [f"{random.randint(2, 90)}", "", f"{transcript.title.upper()}", "Wednesday, 5 May 2021"]


NOISES: tuple[Noise, ...] = (
    Noise("time lines", page=_times, set_aside=True),
    Noise("votes", page=between_turns(_votes), in_markup=True, set_aside=True),
    Noise("scribe lines", page=between_turns(_scribe), in_markup=True, set_aside=True),
    Noise("chat lines", page=between_turns(_chat), set_aside=True),
    Noise("preface", page=at_head(_preface), order=60, set_aside=True),
    Noise("page breaks with running heads", page=inside_turns(_running_head), set_aside=True),
    Noise("clerk's notes", page=between_turns(choice(
        "The committee met at 9.30 a.m.", "The sitting was suspended.", "(The House adjourned at 6.02 p.m.)",
        "Question put and agreed to.", "Whereupon, at 12:03 p.m., the hearing was adjourned.")),
          in_markup=True, set_aside=True),
    Noise("lists in speech", words=said(_list), set_aside=True),
    Noise("dialogues in speech", words=said(_dialogue), set_aside=True),
    Noise("ragged white space", page=_ragged, order=85, set_aside=True),
)  # fmt: skip
"""The noises set aside."""
