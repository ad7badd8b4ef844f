"""Finnish."""

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
    herra rouva neiti dr prof professori tohtori edustaja kansanedustaja ed puhemies varapuhemies
    ikäpuhemies puheenjohtaja varapuheenjohtaja ministeri pääministeri ulkoministeri sisäministeri
    valtiovarainministeri oikeusministeri puolustusministeri opetusministeri presidentti kansleri
    oikeuskansleri valtiosihteeri pääsihteeri suurlähettiläs kaupunginjohtaja komissaari esittelijä
    ensimmäinen toinen
"""
_POSTS = """
    eduskunta haastattelija hallitus juontaja kysymys komissio ministeriö osallistuja puolue ryhmä
    tiedottaja toimittaja tulkki valiokunta valtioneuvosto yleisö kansanedustajat
"""

LANGUAGE = Language(
    code="fi",
    aliases=words("fin"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                puhemies | ensimmäinen varapuhemies | toinen varapuhemies | varapuhemies | ikäpuhemies
                | puheenjohtaja | varapuheenjohtaja | herra puhemies | rouva puhemies
                | arvoisa puhemies | juontaja | moderaattori
            """,
            questioner="kysymys | toimittaja | haastattelija | kysyjä",
            audience="yleisö | välihuuto | yleisöstä",
            narration="kertoja",
            speaker="vastaus",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("herra rouva neiti"),
        men=words("herra"),
        women=words("rouva neiti"),
        honorifics=words(_TITLES) - words("herra rouva neiti dr prof"),
        asking=("toimittaja", "haastattelija", "kirjeenvaihtaja", "juontaja"),
    ),
    layout=LayoutWords(
        rolls=phrases("läsnä | läsnäolijat | paikalla | poissa | osallistujat | osanottajat | jäsenet"),
        no_labels=phrases(
            """
            aihe | aika | aika ja paikka | asialista | esityslista | huomautus | kesto | kieli
            | kokous | lähde | lähteet | liite | liitteet | otsikko | päiväjärjestys | päivämäärä
            | puhelin | tiivistelmä | äänestys
            """
        ),
        particles=words("af de von"),
        small_words=words("ja tai sekä eli"),
        months=month_numbers(
            """
            tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu
            marraskuu joulukuu
            """
        ),
        function_words=words(
            """
            ei eli että ettei he hän ja jo joka jos jotka kanssa kuin kun me mikä minä mutta myös ne
            niin nyt näin ole oli on ovat se sekä siitä sitä tai tämä tässä tätä vain arvoisa
            puhemies
            """
        ),
    ),
)
