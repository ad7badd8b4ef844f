"""Labels as the U.S. Government Publishing Office prints them in the Congressional Record and in hearings.

`Mr. BREAUX.`, `Ms. JACKSON LEE of Texas.`, `The PRESIDING OFFICER (Mr. Kyl).`, `Senator WYDEN.`,
`Mrs. CLINTON. (during the reading)`: a surname or post in capitals at the beginning of a paragraph, then a full stop.
Hearings also print `Mr. Garrett.` and `Chairman Dodd.`
"""

import re

import msgspec

from indexer.model import Role


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern whose spaces, written alone or as `[ ]`, are spaces or no-break spaces."""
    return re.compile(pattern.replace("[ ]", " ").replace(" ", "[ \xa0]"))


_U = "A-ZÀ-ÖØ-ÞĀ-ſ"
_L = "a-zà-öø-ÿĀ-ſ"
_COURTESY = r"(?:Mr|MR|Mrs|MRS|Ms|MS|Miss|MISS|Dr|DR|Hon|HON|Messrs)\.?"
_TITLE = (
    r"(?:Gen|Adm|Lt|Col|Maj|Capt|Amb|Rev|Prof|Gov|Sen|Rep|Sgt|Sec|Atty|Cmdr|Supt)\.(?: (?:Gen|Col|Adm|Cmdr)\.)?|"
    r"Senator|Representative|Delegate|Congressman|Congresswoman|Vice Chairman|Vice Chair|Ranking Member|"
    r"Co-Chairman|Cochairman|Chairman|Chairwoman|Chairperson|Chair|Secretary|Director|Administrator|Commissioner|"
    r"Lieutenant General|Major General|Brigadier General|General|Rear Admiral|Vice Admiral|Admiral|"
    r"Lieutenant Colonel|Colonel|Captain|Major|Commander|Sergeant|Lieutenant|Ambassador|Governor|Mayor|Judge|"
    r"Chief Justice|Justice|Attorney General|Under Secretary|Assistant Secretary|Deputy Secretary|Sheriff|Chief|"
    r"Superintendent|Reverend|Rabbi|Bishop|Father|Sister|President|Professor|Treasurer|Comptroller|Counsel"
)
_TITLES = rf"(?:{_COURTESY}|{_TITLE})(?: (?:{_TITLE}))?"
_PARTICLES = r"(?:(?:[Dd]e|[Dd]el|[Ll]a|[Ll]os|[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Dd]a|[Dd]i|[Dd]u|[Ll]e|[Tt]en|[Tt]er|[Aa]p|AP|al|DE|LA|VAN|DER|VON|DEN|DA|DI|DU|St\.|ST\.) ){0,3}"
_CAPITAL_WORD = rf"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|St\.|ST\.)?[ ]?(?:[{_U}]['’]|al-|AL-)?[{_U}][A-ZÀ-ÖØ-ÞĀ-ſ'’\-]+(?:-Mc[A-Z]+)?"
_MIXED_WORD = rf"(?:[{_U}]['’]|al-)?[{_U}][{_L}]+(?:[{_U}][{_L}]+)*(?:[-'’][{_U}]?[{_L}]+(?:[{_U}][{_L}]+)?)*"
_STATE = r"(?: of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
_INITIALS = r"(?:[A-Z]\. ?){0,3}"
_NAME = rf"{_PARTICLES}(?:[A-Z]\. )?(?:{_CAPITAL_WORD})(?:,? (?:{_CAPITAL_WORD}|[A-Z]\.)){{0,3}}(?:,? (?:Jr|Sr|JR|SR|II|III)\.?)?{_STATE}"
_MIXED_NAME = rf"{_INITIALS}{_PARTICLES}{_MIXED_WORD}(?: (?:{_MIXED_WORD}|[A-Z]\.)){{0,2}}(?:,? (?:Jr|Sr|II|III)\.?)?{_STATE}"
_POST = (
    r"(?:ACTING |DEPUTY )?(?:PRESIDING OFFICER|PRESIDENT pro tempore|VICE PRESIDENT|PRESIDENT|CHIEF JUSTICE|"
    r"SPEAKER pro tempore|SPEAKER|(?:Acting )?CHAIR(?:MAN|WOMAN|PERSON)?(?: pro tempore)?|CLERK|CHAPLAIN|"
    r"SERGEANT AT ARMS|SECRETARY)"
)
_MIXED_POST = (
    r"(?:Acting |Vice |Co-)?(?:Chairman|Chairwoman|Chairperson|Chair|Presiding Officer|Clerk|Moderator|Witness|"
    r"Interpreter|Speaker|President|Vice President)"
)
_GROUP = r"(?: (?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))?"
_END = r"\.(?=\s|$)(?P<aside> ?\((?:during|after|before|continuing|presiding|off)[^()\n]{1,60}\)\.?)?"
_LABEL = _compiled(rf"(?P<label>(?:{_TITLES} {_NAME}|The {_POST}){_GROUP}{_GROUP}){_END}")
_MIXED_LABEL = _compiled(rf"(?P<label>(?:{_TITLES} {_MIXED_NAME}|The {_MIXED_POST}){_GROUP}){_END}")
_CHAIRS = re.compile(r"The .*(?:OFFICER|PRESIDENT|SPEAKER|CHAIR|JUSTICE|Chair|Officer)|Chair")


class GpoLabel(msgspec.Struct, frozen=True):
    """A label and the offset of the words after it; `role` is None for members and witnesses."""

    label: str
    body: int
    role: Role | None


def label_at(text: str, start: int, *, mixed_case: bool = False) -> GpoLabel | None:
    """The label with which the paragraph at `start` begins, or None; also one in mixed case, as hearings print them."""
    match = _LABEL.match(text, start) or (_MIXED_LABEL.match(text, start) if mixed_case else None)
    if match is None:
        return None
    role: Role | None = "chair" if _CHAIRS.match(match["label"]) else None
    return GpoLabel(" ".join(match["label"].split()), match.end(), role)
