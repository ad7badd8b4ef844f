"""Icelandic."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

_TITLES = """
    herra frú fröken dr prófessor forseti ráðherra forsætisráðherra utanríkisráðherra fjármálaráðherra
    dómsmálaráðherra heilbrigðisráðherra menntamálaráðherra þingmaður formaður varaformaður varaforseti
    borgarstjóri sendiherra framsögumaður háttvirtur hæstvirtur hv hæstv
"""

LANGUAGE = Language(
    code="is",
    aliases=words("isl ice"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                forseti | herra forseti | frú forseti | virðulegi forseti | formaður | fundarstjóri
                | þáttastjórnandi
            """,
            questioner="spurning | blaðamaður | fréttamaður | spyrjandi | spyrill",
            audience="áheyrandi | áheyrendur | úr sal",
            narration="sögumaður | þulur",
            speaker="svar",
        ),
        titles=words(_TITLES),
        posts=words("alþingi blaðamaður fréttamaður nefnd ráðuneyti ríkisstjórn túlkur þátttakandi"),
        courtesy=words("herra frú fröken"),
        men=words("herra"),
        women=words("frú fröken"),
        asking=("blaðamaður", "fréttamaður"),
    ),
    layout=LayoutWords(
        rolls=phrases("viðstaddir | viðstödd | mættir | mætt | þátttakendur | fjarverandi | gestir"),
        no_labels=phrases(
            """
            athugasemd | atkvæðagreiðsla | dagskrá | dagsetning | efni | fundargerð | fylgiskjal
            | heimild | heimildir | samantekt | sími | staður og stund | titill | tungumál
            | umræðuefni
            """
        ),
        small_words=words("af að á eða en frá fyrir í með og sem til um úr við"),
        endings=("endir", "fundi slitið"),
        months=month_numbers("jan febr|febrúar mars apr maí júní júlí ágúst sept okt nóv desember"),
        function_words=words(
            """
            að af á eða ef ég ekki en er eru frá fyrir forseti þá það þau þar því þess þetta þessu
            þeir hann hafa hefur í með og sem sé svo til um við var vera verið úr
            """
        ),
    ),
)
