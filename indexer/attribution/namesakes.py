"""Other people of one surname whom a transcript speaks of: MR. SULLIVAN where two are known."""

import re
from collections.abc import Iterator

from indexer.attribution.given_names import is_given_name, short_forms
from indexer.attribution.identity import Known, identify
from indexer.attribution.introductions import matches_ending_in
from indexer.attribution.labels import Label, is_title_or_post
from indexer.directory.records import Directory
from indexer.model import Evidence


def others_of_that_surname(known: Known, label: Label, text: str, directory: Directory) -> Iterator[Known]:
    """Everybody else whose given name stands before the label's surname in the text.

    A given name is a word that English has short or long forms of, or that the directory knows; other
    capitalised words ("Thanks Sullivan") are none.
    """
    surname = label.surname or " ".join(label.name)
    entries = {entry.id: entry for entry in directory.speakers}
    own = [known.name, *(entries[known.person].aliases if known.person in entries else ())]
    given = {name.split()[0].casefold() for name in own}
    given |= {form for name in list(given) for form in short_forms(name)}
    gap = r"[ \xa0\n]+"
    pattern = re.compile(
        rf"\b(?P<given>[A-Z][\w’'\-]+){gap}(?:[A-Z]\.{gap})?(?i:{re.escape(surname)})(?![\w\-])"
    )
    for match in matches_ending_in(surname, pattern, text):
        word = match["given"]
        if word.casefold() in given or word.isupper() or is_title_or_post(word):
            continue
        name = " ".join(match.group().split())
        if is_given_name(word) or directory.called(name):
            yield from identify(Known(name, Evidence(start=match.start(), end=match.end())), directory, None)
