"""Basque."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

# A title follows the name in Basque ("ROCA jaunak", "VALLE andreak").
LANGUAGE = Language(
    code="eu",
    aliases=words("eus baq"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                lehendakaria | lehendakariak | presidentea | presidenteak
                | legebiltzarreko lehendakaria | legebiltzarburua | legebiltzarburuak | mahaiburua
                | moderatzailea | aurkezlea
            """,
            questioner="galdera | galderak | kazetaria | elkarrizketatzailea",
            audience="publikoa | entzulea | entzuleak",
            narration="narratzailea | kontalaria",
            speaker="erantzuna",
        ),
        titles=words(
            """
            jauna jaunak andrea andreak lehendakari lehendakaria lehendakariak presidente
            presidentea presidenteorde sailburu sailburua sailburuak legebiltzarkide
            legebiltzarkidea ministro ministroa diputatu diputatua alkate alkatea idazkari idazkaria
            """
        ),
        posts=words(
            "batzorde batzordea gobernua jaurlaritza kazetaria legebiltzarra mahaia ministerioa taldea"
        ),
        courtesy=words("jauna jaunak andrea andreak"),
        men=words("jauna jaunak"),
        women=words("andrea andreak"),
        asking=("kazetaria", "elkarrizketatzailea", "aurkezlea"),
    ),
    layout=LayoutWords(
        rolls=phrases("bertaratuak | bertaratutakoak | parte-hartzaileak | partaideak"),
        no_labels=phrases(
            """
            data | eguna eta ordua | gai-zerrenda | gaia | hizkuntza | iturria | laburpena
            | oharra | izenburua
            """
        ),
        particles=words("de eta"),
        small_words=words("eta edo"),
        endings=("amaiera",),
        function_words=words(
            """
            ere eta bat baina bere beste dira direla da dago daude du dugu dute egin egiten ez ezin
            gaur gu hau hori horiek horrek izan izango jaun kontuan nik oso zen zer zuen zuek zuk
            """
        ),
    ),
)
