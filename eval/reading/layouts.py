"""The layouts for development: forms of labels that publishers use."""

from collections.abc import Callable

from eval.reading.gold import GoldTranscript
from eval.reading.page import Line, other
from eval.reading.writing import (
    Label, Layout, Speaking, chat, clock_srt, clock_vtt, cues, deposition, hms, inline, log, minutes, own_line, printed,
    tags,
)  # fmt: skip

_ENGLISH = ("en",)
_SPANISH = ("es", "gl", "ca")


def named(
    form: str = "{name}", left: str = "", right: str = ":", *, capitals: bool = False
) -> Callable[[Speaking], Label]:
    """Labels with the full name. `form` and the marks may hold fields of the person, `hms` and `minutes`.

    The name alone, and the label without its last parentheses, count as the label too.
    """

    def write(turn: Speaking) -> Label:
        person = turn.person
        name = person.name.upper() if capitals else person.name
        fields = {
            "name": name,
            "courtesy": person.courtesy,
            "post": person.post,
            "organisation": person.organisation,
            "party": person.party,
            "constituency": person.constituency,
            "hms": hms(turn.start_time),
            "minutes": minutes(turn.start_time),
        }
        text = form.format(**fields)
        also = (name, text.partition(" (")[0])
        return Label(text, left.format(**fields), right.format(**fields), also, person.has_full_name)

    return write


def surname(
    form: str, right: str = ":", *, capitals: bool = False, left: str = ""
) -> Callable[[Speaking], Label]:
    """Labels with the surname, which do not hold the full name."""

    def write(turn: Speaking) -> Label:
        person = turn.person
        text = form.format(
            surname=_capitals(person.surname) if capitals else person.surname,
            courtesy=person.courtesy,
            courtesy_capitals=person.courtesy.upper(),
            post=person.post,
            party=person.party,
            constituency=person.constituency,
            señor="señor" if person.courtesy == "Mr" else "señora",
            el="El" if person.courtesy == "Mr" else "La",
            sr="Sr" if person.courtesy == "Mr" else "Sra",
            m="M." if person.courtesy == "Mr" else "Mme",
            initials=".".join(word[0] for word in person.given.split()[:2]),
        )
        return Label(text, left, right, (text.partition(" (")[0],))

    return write


def given(turn: Speaking) -> Label:
    """The first name alone."""
    return Label(turn.person.given.split()[0])


def numbered(form: str, left: str = "", right: str = ":") -> Callable[[Speaking], Label]:
    """Labels by diarization: a number instead of a name."""

    def write(turn: Speaking) -> Label:
        text = form.format(turn.rank, turn.rank + 1)
        return Label(text, left, right)

    return write


def nick(left: str = "", right: str = ":") -> Callable[[Speaking], Label]:
    """A nick of a chat: the name with underscores."""

    def write(turn: Speaking) -> Label:
        text = turn.person.name.replace(" ", "_")
        fields = {"hms": hms(turn.start_time), "minutes": minutes(turn.start_time)}
        return Label(text, left.format(**fields), right)

    return write


def host_or(first: str, others: Callable[[Speaking], Label], right: str = ":") -> Callable[[Speaking], Label]:
    """A post for whoever speaks most, another form for the others."""

    def write(turn: Speaking) -> Label:
        return Label(first, right=right) if turn.rank == 0 else others(turn)

    return write


def questions(question: Label, answers: Callable[[Speaking], Label]) -> Callable[[Speaking], Label]:
    """The most frequent speaker answers under a name; everybody else asks under the same mark."""

    def write(turn: Speaking) -> Label:
        return answers(turn) if turn.rank == 0 else question

    return write


def _examination(turn: Speaking) -> Label:
    if turn.rank < 2:
        return Label("QA"[turn.rank], right=".")
    return surname("{courtesy_capitals}. {surname}", capitals=True)(turn)


def _hearing_head(transcript: GoldTranscript) -> list[Line]:
    return [
        other("[House Hearing, 117 Congress]"),
        other("[From the U.S. Government Publishing Office]"),
        (),
        other(" " * 25 + transcript.title.upper()),
        (),
        other(" " * 32 + "HEARING"),
        (),
        other(" " * 31 + "BEFORE THE"),
        (),
        other(" " * 22 + "COMMITTEE ON COASTAL LIGHTS"),
        (),
        other(" " * 25 + "TUESDAY, MAY 4, 2021"),
        (),
    ]


def _record_head(transcript: GoldTranscript) -> list[Line]:
    return [
        other("[Congressional Record Volume 153, Number 14 (Wednesday, January 24, 2007)]"),
        other("[House]"),
        other("[Pages H903-H904]"),
        other("From the Congressional Record Online through the Government Publishing Office [www.gpo.gov]"),
        (),
        other(" " * 24 + transcript.title.upper()),
        (),
    ]


def _capitals(name: str) -> str:
    """A surname in capitals, with the prefixes as they are printed: McDONALD."""
    for prefix in ("Mc", "Mac"):
        if name.startswith(prefix) and name[len(prefix) : len(prefix) + 1].isupper():
            return prefix + name[len(prefix) :].upper()
    return name.upper()


DEVELOPMENT: tuple[Layout, ...] = (
    Layout("NAME:", named(capitals=True), inline()),
    Layout("Name:", named(), inline()),
    Layout("Name: tight", named(), inline(blank=False)),
    Layout("Given:", given, inline()),
    Layout("Mr. Surname:", surname("{courtesy}. {surname}"), inline(), languages=_ENGLISH),
    Layout("MR. SURNAME:", surname("{courtesy_capitals}. {surname}", capitals=True), inline("  "), languages=_ENGLISH),
    Layout("Q / MS. SURNAME:", questions(Label("Q", right=""), surname("{courtesy_capitals}. {surname}", capitals=True)),
           inline("  "), languages=_ENGLISH),
    Layout("Ms SURNAME (Constituency):", surname("{courtesy} {surname} ({constituency})", capitals=True), inline(),
           languages=_ENGLISH),
    Layout("Name (Org) (Party):", named("{name} ({organisation}) ({party})"), inline()),
    Layout("The Post (Name):", named("The {post} ({name})"), inline(), languages=_ENGLISH),
    Layout("Name (long post):", named("{name} ({post} and Member for {constituency})"), inline()),
    Layout("**Name:**", named(left="**", right=":**"), inline(), ".md"),
    Layout("**Name**:", named(left="**", right="**:"), inline(), ".md"),
    Layout("[time] Name:", named(left="[{hms}] "), inline()),
    Layout("Name: time", named(right=": {hms}"), own_line(gap=1)),
    Layout("Name  time", named(right="  {minutes}"), own_line()),
    Layout("Name own line", named(right=""), own_line()),
    Layout("Name, post", named("{name}, {post}", right=""), own_line(gap=1)),
    Layout("deposition Q. A.", _examination, deposition, languages=_ENGLISH),
    Layout("NAME.", named(right=".", capitals=True), inline("  "), languages=_ENGLISH),
    Layout("hearing Mr. Surname.", surname("{courtesy}. {surname}", "."), printed(4, 72), languages=_ENGLISH,
           head=_hearing_head),
    Layout("Record Mr. SURNAME.", surname("{courtesy}. {surname}", ".", capitals=True), printed(2, 72),
           languages=_ENGLISH, head=_record_head),
    Layout("Name (PARTY). –", named("{name} ({party})", right=". –"), inline()),
    Layout("Sr. SURNAME.-", surname("{sr}. {surname}", ".-", capitals=True), inline(), languages=_SPANISH),
    Layout("M. Surname.", surname("{m} {surname}", "."), inline(), languages=("fr",)),
    Layout("ГОЛОВУЮЧИЙ.", host_or("ГОЛОВУЮЧИЙ", surname("{surname} {initials}", ".", capitals=True), "."), inline(),
           languages=("uk",)),
    Layout("主席：", host_or("主席", named(right="："), "："), inline(""), languages=("zh",)),
    Layout("[time] <nick>", nick("[{hms}] <", ">"), log(), ".log"),
    Layout("scribe Nick:", nick(), chat()),
    Layout(">> NAME:", named(left=">> ", capitals=True), inline(blank=False)),
    Layout("SPEAKER_00:", numbered("SPEAKER_{0:02}"), inline()),
    Layout("Speaker 1:", numbered("Speaker {1}"), inline()),
    Layout("HOST: / Name:", host_or("HOST", named()), inline()),
    Layout("Q: / Mayor Surname:", questions(Label("Q"), surname("Mayor {surname}")), inline(), languages=_ENGLISH),
    Layout("### Name", named(left="### ", right=""), own_line(gap=1), ".md"),
    Layout("- Name:", named(left="- "), inline(blank=False), ".md"),
    Layout("html <p><b>NAME:</b>", named(capitals=True), tags("<p><b>", "</b>|"), ".html", medium="html"),
    Layout("html <p>Name:", named(), tags("<p>", "|"), ".html", medium="html"),
    Layout("vtt NAME:", named(capitals=True), cues(clock_vtt), ".vtt", medium="captions"),
    Layout("srt Name:", named(), cues(clock_srt), ".srt", medium="captions"),
)  # fmt: skip
"""The layouts that readers may be developed on."""
