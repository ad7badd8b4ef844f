"""Lithuanian."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

_TITLES = """
    ponas ponia panelė dr prof profesorius profesorė pirmininkas pirmininkė pirmininko pavaduotojas
    pavaduotoja ministras ministrė premjeras premjerė prezidentas prezidentė viceministras viceministrė
    kancleris kanclerė sekretorius sekretorė seimo narys narė meras merė ambasadorius ambasadorė
    kontrolierius komisaras pranešėjas pranešėja gerbiamas gerbiama
"""
_POSTS = """
    frakcija interviu klausimas komisija komitetas ministerija moderatorius moderatorė parlamentas
    seimas vedėjas vedėja vertėjas vertėja vyriausybė žurnalistas žurnalistė dalyvis dalyvė
"""

LANGUAGE = Language(
    code="lt",
    aliases=words("lit"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                pirmininkas | pirmininkė | posėdžio pirmininkas | posėdžio pirmininkė | moderatorius
                | moderatorė | vedėjas | vedėja
            """,
            questioner="klausimas | žurnalistas | žurnalistė",
            audience="balsai salėje | balsas iš salės | iš salės | klausytojas | klausytoja",
            narration="pasakotojas | pasakotoja",
            speaker="atsakymas",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("ponas ponia panelė"),
        men=words("ponas"),
        women=words("ponia panelė"),
        asking=("žurnalistas", "žurnalistė", "korespondentas", "vedėjas"),
    ),
    layout=LayoutWords(
        rolls=phrases("dalyvauja | dalyvavo | dalyviai | nedalyvavo | posėdyje dalyvavo | kviestieji"),
        no_labels=phrases(
            """
            balsavimas | darbotvarkė | data | kalba | pastaba | pastabos | pavadinimas | posėdis
            | priedas | priedai | santrauka | šaltinis | šaltiniai | telefonas | trukmė
            | vieta ir laikas
            """
        ),
        particles=words("fon de"),
        small_words=words("ar bei be dėl į iki ir iš prie su už"),
        endings=("pabaiga",),
        function_words=words(
            """
            ačiū ar arba aš bet bus būti bei buvo dabar dar dėl gal gerbiamas iki ir iš jeigu jie
            jis jog kad kai kaip kas klausimas ne nes nėra mes mūsų o pagal prašau prie su tai taip
            tik už yra į
            """
        ),
    ),
)
