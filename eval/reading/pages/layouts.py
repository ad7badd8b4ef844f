"""The layouts for development: forms of labels that publishers use."""

from eval.reading.gold import GoldTranscript
from eval.reading.pages.labels import (
    examination,
    given,
    host_or,
    named,
    nick,
    numbered,
    questions,
    ruled,
    surname,
)
from eval.reading.pages.page import Line, other
from eval.reading.pages.turns import (
    Label,
    Layout,
    chat,
    clock_srt,
    clock_vtt,
    cues,
    deposition,
    inline,
    log,
    own_line,
    printed,
    tags,
)  # fmt: skip

ENGLISH = ("en",)
SPANISH = ("es", "gl", "ca")


def hearing_head(transcript: GoldTranscript) -> list[Line]:
    """The head of a hearing as the Government Publishing Office prints it."""
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


def record_head(transcript: GoldTranscript) -> list[Line]:
    """The head of a page of the Congressional Record."""
    return [
        other("[Congressional Record Volume 153, Number 14 (Wednesday, January 24, 2007)]"),
        other("[House]"),
        other("[Pages H903-H904]"),
        other("From the Congressional Record Online through the Government Publishing Office [www.gpo.gov]"),
        (),
        other(" " * 24 + transcript.title.upper()),
        (),
    ]


DEVELOPMENT: tuple[Layout, ...] = (
    Layout("NAME:", named(capitals=True), inline()),
    Layout("Name:", named(), inline()),
    Layout("Name: tight", named(), inline(blank=False)),
    Layout("Given:", given, inline()),
    Layout("Mr. Surname:", surname("{courtesy}. {surname}"), inline(), languages=ENGLISH),
    Layout("MR. SURNAME:", surname("{courtesy_capitals}. {surname}", capitals=True), inline("  "), languages=ENGLISH),
    Layout("Q / MS. SURNAME:",
           questions(Label("Q", right=""), surname("{courtesy_capitals}. {surname}", capitals=True)),
           inline("  "), languages=ENGLISH),
    Layout("Ms SURNAME (Constituency):", surname("{courtesy} {surname} ({constituency})", capitals=True), inline(),
           languages=ENGLISH),
    Layout("Name (Org) (Party):", named("{name} ({organisation}) ({party})"), inline()),
    Layout("The Post (Name):", named("The {post} ({name})"), inline(), languages=ENGLISH),
    Layout("Name (long post):", named("{name} ({post} and Member for {constituency})"), inline()),
    Layout("**Name:**", named(left="**", right=":**"), inline(), ".md"),
    Layout("**Name**:", named(left="**", right="**:"), inline(), ".md"),
    Layout("[time] Name:", named(left="[{hms}] "), inline()),
    Layout("Name: time", named(right=": {hms}"), own_line(gap=1)),
    Layout("Name  time", named(right="  {minutes}"), own_line()),
    Layout("Name own line", named(right=""), own_line()),
    Layout("Name, post", named("{name}, {post}", right=""), own_line(gap=1)),
    Layout("deposition Q. A.", examination, deposition, languages=ENGLISH),
    Layout("NAME.", named(right=".", capitals=True), inline("  "), languages=ENGLISH),
    Layout("hearing Mr. Surname.", surname("{courtesy}. {surname}", "."), printed(4, 72), languages=ENGLISH,
           head=hearing_head),
    Layout("Record Mr. SURNAME.", surname("{courtesy}. {surname}", ".", capitals=True), printed(2, 72),
           languages=ENGLISH, head=record_head),
    Layout("Name (PARTY). –", named("{name} ({party})", right=". –"), inline()),
    Layout("Sr. SURNAME.-", surname("{sr}. {surname}", ".-", capitals=True), inline(), languages=SPANISH),
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
    Layout("Q: / Mayor Surname:", questions(Label("Q"), surname("Mayor {surname}")), inline(), languages=ENGLISH),
    Layout("### Name", named(left="### ", right=""), own_line(gap=1), ".md"),
    Layout("- Name:", named(left="- "), inline(blank=False), ".md"),
    Layout("Name (PARTY): indented words", named("{name} ({party})"), own_line(indent="  ", blank=False)),
    Layout("Name, Org - Post [n] between rules", ruled, own_line(rule="-" * 80)),
    Layout("html <p><b>NAME:</b>", named(capitals=True), tags("<p><b>", "</b>|"), ".html", medium="html"),
    Layout("html <p>Name:", named(), tags("<p>", "|"), ".html", medium="html"),
    Layout("vtt NAME:", named(capitals=True), cues(clock_vtt), ".vtt", medium="captions"),
    Layout("srt Name:", named(), cues(clock_srt), ".srt", medium="captions"),
)  # fmt: skip
"""The layouts that readers may be developed on."""
