"""Other people of one surname whom a transcript speaks of: MR. SULLIVAN where two are known."""

import re
from collections.abc import Iterator

from indexer.attribution.given_names import is_given_name, short_forms
from indexer.attribution.identity import Identity, identify
from indexer.attribution.introductions import before
from indexer.attribution.labels import Label, is_title_or_post, surname_of
from indexer.attribution.places import Places
from indexer.directory.records import Directory
from indexer.model import Evidence

_GIVEN = re.compile(r"\b(?P<given>[A-Z][\w’'\-]+)[ \xa0\n]+(?:[A-Z]\.[ \xa0\n]+)?\Z")


def others_of_that_surname(
    known: Identity, label: Label, text: Places, directory: Directory
) -> Iterator[Identity]:
    """Everybody else whose given name stands before the label's surname in the text.

    A given name is a word that English has short or long forms of, or that the directory knows; other
    capitalised words ("Thanks Sullivan") are none.
    """
    entry = directory.by_id.get(known.person or "")
    own = [known.name, *(entry.aliases if entry else ())]
    given = {name.split()[0].casefold() for name in own}
    given |= {form for name in list(given) for form in short_forms(name)}
    for match, surname in before(surname_of(label), _GIVEN, text):
        word = match["given"]
        if word.casefold() in given or word.isupper() or is_title_or_post(word):
            continue
        end = match.end() + len(surname)
        name = " ".join(text.text[match.start() : end].split())
        if is_given_name(word) or directory.called(name):
            yield from identify(Identity(name, Evidence(start=match.start(), end=end)), directory, None)
