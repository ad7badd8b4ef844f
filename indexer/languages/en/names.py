"""English personal names, and how a text introduces people."""

import functools
import re
from typing import Any

from indexer.languages.language import Introductions, NameWords, words


@functools.cache
def _short_forms(given: str) -> frozenset[str]:
    """Short and long forms of a given name as the library nicknames lists them; itself only if it lists it."""
    names = _nicknames()
    return frozenset(names.nicknames_of(given)) | frozenset(names.canonicals_of(given))


@functools.cache
def _nicknames() -> Any:
    from nicknames import NickNamer

    return NickNamer()


NAMES = NameWords(
    # Betty White, Martin King.
    surnames_like_titles=frozenset(
        "bishop cardinal judge justice king law lord major pope prince sen white".split()
    ),
    # Jackson Lee, Al Thani.
    first_of_surnames=frozenset(
        """
        al allen bin blunt da dal de del della der di el jackson james kelly la lee lewis ross scott st taylor thomas
        van von wasserman watson
        """.split()
    ),
    # Lists of English words have these, too; "Rice", "Brown", "Price" and "Young" are words.
    hardly_words=frozenset(
        """
        adams alvarez anderson bailey bennett bernanke biden blair boyd brooks bryant cameron campbell carter
        castillo castro chavez cheney churchill clark clinton coleman crawford cruz cunningham daniels davis dixon
        edwards elliott ellis evans ferguson fernandez flores garcia gibson gomez gonzales gonzalez gordon graham
        griffin gutierrez hamilton hansen harris harrison hawkins hayes henderson hernandez herrera hicks hoffman
        holmes hughes jenkins jimenez johnson jones kelley kelly kennedy kim kirby lewis lopez macron martinez
        mcconnell mcdonald medina mendoza mitchell morales moreno morgan morris murphy murray myers nelson nguyen
        nichols nixon obama olson ortiz owens patel patterson payne perez peterson phillips powell putin ramos
        reagan reynolds richardson rivera roberts robertson robinson rodriguez rogers romero ross ruiz russell ryan
        sanchez sanders schmidt simmons simpson singh smith snyder stephens stevens stewart sullivan tai taylor
        thatcher thompson torres trudeau truss vasquez wagner wallace walsh watson webb williams wilson
        """.split()
    ),
    suffixes=frozenset({"jr", "sr", "ii", "iii", "iv"}),
    short_forms=_short_forms,
    full_after_courtesy=True,
)

_OWN_NAME = r"my[ \xa0]+name(?:[’']s|[ \xa0]+is)"
_NOW = r"(?:[ \xa0]+(?:now|today|tonight|here|also|again|this[ \xa0]+(?:week|morning|afternoon|evening)))*"
_PRESENTED = (
    rf"(?:(?:my|our)(?:[ \xa0]+\w+)?[ \xa0]+guest{_NOW},?[ \xa0]+is"
    rf"|(?:we(?:[’']re|[ \xa0]are)|i(?:[’']m|[ \xa0]am)){_NOW}[ \xa0]+joined{_NOW}[ \xa0]+by"
    rf"|joining[ \xa0]+(?:us|me){_NOW},?[ \xa0]+is|with[ \xa0]+(?:us|me){_NOW},?[ \xa0]+is"
    rf"|(?:i|we)[ \xa0]+have[ \xa0]+with[ \xa0]+(?:us|me){_NOW}"
    rf"|please{_NOW}[ \xa0]+welcome|welcome(?:[ \xa0]+back|[ \xa0]+to[ \xa0]+the[ \xa0]+(?:show|program|podcast))?,?"
    rf"|(?:to|let[ \xa0]+me)[ \xa0]+(?:introduce|welcome)"
    rf"|(?:hand|turn|pass)[ \xa0]+(?:it|this|things|the[ \xa0]+\w+)?[ \xa0]*over[ \xa0]+to)"
)

INTRODUCTIONS = Introductions(
    country=r"U\.S\.",
    of=r"(?:of|for)",
    the="the",
    of_words=("of", "for"),
    former=words("former late ex-president"),
    short_places={
        "united kingdom": "uk",
        "united arab emirates": "uae",
        "european union": "eu",
        "republic of korea": "south korea",
    },
    before_places=words("in the into across throughout"),
    after_places=words("before after at in on during following and by with to ahead"),
    roll=re.compile(
        r"\b(?:participants?|present|attendees|attendance|witness(?:es)?|panell?ists|guests|speakers|members)\b",
        re.IGNORECASE,
    ),
    present=frozenset("by with between featuring feat ft welcomes guest guests host hosts speaker".split()),
    own_name=_OWN_NAME,
    self_named=rf"(?:{_OWN_NAME}|i[ \xa0]+am|i[’']m)",
    presented=_PRESENTED,
)
