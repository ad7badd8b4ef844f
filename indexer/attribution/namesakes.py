"""Other people of one surname whom a transcript mentions: MR. SULLIVAN where there are two."""

import re
from collections.abc import Iterator

from indexer.attribution.identity import Identity, identify
from indexer.attribution.introductions import matches_before
from indexer.attribution.labels import Label, is_given_name, is_title_or_post, surname_of
from indexer.attribution.occurrences import Occurrences
from indexer.directory.records import Directory
from indexer.languages.language import Language
from indexer.model import Evidence

_GIVEN = re.compile(r"\b(?P<given>[A-Z][\w’'\-]+)[ \xa0\n]+(?:[A-Z]\.[ \xa0\n]+)?\Z")


def others_of_that_surname(
    person: Identity, label: Label, text: Occurrences, directory: Directory, language: Language
) -> Iterator[Identity]:
    """All other people whose given name comes before the label's surname in the text.

    A given name is a word that the language has short or long forms of, or that the directory has; other
    capitalised words ("Thanks Sullivan") are none.
    """
    entry = directory.by_id.get(person.person or "")
    own_names = [person.name, *(entry.aliases if entry else ())]
    given = {name.split()[0].casefold() for name in own_names}
    given |= {form for name in list(given) for form in language.names.short_forms(name)}
    for match, surname in matches_before(surname_of(label), _GIVEN, text):
        word = match["given"]
        if word.casefold() in given or word.isupper() or is_title_or_post(word, language):
            continue
        end = match.end() + len(surname)
        name = " ".join(text.text[match.start() : end].split())
        if is_given_name(word, language) or directory.called(name):
            yield from identify(Identity(name, Evidence(start=match.start(), end=end)), directory, None)
