"""Bosnian, by the words of Croatian and Serbian."""

import msgspec

from indexer.languages import hr, sr
from indexer.languages.language import Language, words

LANGUAGE = Language(
    code="bs",
    aliases=words("bos"),
    labels=msgspec.structs.replace(
        hr.LANGUAGE.labels,
        generic={**hr.LANGUAGE.labels.generic, **sr.LANGUAGE.labels.generic},
        titles=hr.LANGUAGE.labels.titles | sr.LANGUAGE.labels.titles,
        posts=hr.LANGUAGE.labels.posts | sr.LANGUAGE.labels.posts,
    ),
    layout=msgspec.structs.replace(
        hr.LANGUAGE.layout,
        rolls=hr.LANGUAGE.layout.rolls | sr.LANGUAGE.layout.rolls,
        no_labels=hr.LANGUAGE.layout.no_labels | sr.LANGUAGE.layout.no_labels,
        # A Bosnian text is not told from a Croatian or Serbian one by its frequent words.
        function_words=frozenset(),
    ),
)
