"""Labels as the U.S. Government Publishing Office prints them in the Congressional Record and in hearings.

`Mr. BREAUX.`, `Ms. JACKSON LEE of Texas.`, `The PRESIDING OFFICER (Mr. Kyl).`, `Senator WYDEN.`,
`Mrs. CLINTON. (during the reading)`: a surname or post in capitals at the beginning of a paragraph, then a full stop.
"""

import re

import msgspec

from indexer.model import Role

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Hon|Gen|Adm|Lt|Col|Maj|Capt|Amb|Rev|Prof|Gov|Sen|Rep)\.(?: (?:Gen|Col|Adm)\.)?|"
    r"Senator|Representative|Delegate|Chairman|Chairwoman|Chair|Secretary|Director|Administrator|Commissioner|"
    r"General|Admiral|Colonel|Captain|Ambassador|Governor|Mayor|Judge|Justice|Attorney General|Under Secretary|"
    r"Assistant Secretary|Deputy Secretary|Vice Chairman|Ranking Member|Sheriff|Chief|Superintendent"
)
_WORD = r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|St\.)?[ ]?(?:[A-Z]['’])?[A-Z][A-Z'’\-]+"
_PARTICLES = r"(?:de la |de |del |la |van |von |van der |da |di |du )?"
_STATE = r"(?: of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
_NAME = rf"{_PARTICLES}(?:{_WORD})(?:,? (?:{_WORD}|[A-Z]\.)){{0,3}}{_STATE}"
_POST = (
    r"(?:ACTING |DEPUTY )?(?:PRESIDING OFFICER|PRESIDENT pro tempore|VICE PRESIDENT|PRESIDENT|CHIEF JUSTICE|"
    r"SPEAKER pro tempore|SPEAKER|(?:Acting )?CHAIR(?:MAN|WOMAN|PERSON)?(?: pro tempore)?|CLERK|CHAPLAIN|"
    r"SERGEANT AT ARMS|SECRETARY)"
)
_LABEL = re.compile(
    rf"(?P<label>(?:(?:{_TITLE}) {_NAME}|The {_POST})(?: \([^()\n]{{1,60}}\))?)\.(?=[ \n]|$)"
    r"(?P<aside> ?\((?:during|after|before|continuing|presiding|off)[^()\n]{1,60}\)\.?)?"
)
_CHAIRS = re.compile(r"The .*(?:OFFICER|PRESIDENT|SPEAKER|CHAIR|JUSTICE)|Chair")


class GpoLabel(msgspec.Struct, frozen=True):
    """A label and the offset of the words after it; `role` is None for members and witnesses."""

    label: str
    body: int
    role: Role | None


def label_at(text: str, start: int) -> GpoLabel | None:
    """The label with which the paragraph at `start` begins, or None."""
    match = _LABEL.match(text, start)
    if match is None:
        return None
    role: Role | None = "chair" if _CHAIRS.match(match["label"]) else None
    return GpoLabel(" ".join(match["label"].split()), match.end(), role)
