"""Slovenian."""

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
    gospod gospa gospodična g ga gdč dr mag prof profesor profesorica poslanec poslanka predsednik
    predsednica podpredsednik podpredsednica predsedujoči predsedujoča minister ministrica premier
    premierka državni državna sekretar sekretarka župan županja veleposlanik veleposlanica varuh
    varuhinja poročevalec poročevalka predstavnik predstavnica generalni generalna svetnik svetnica
"""
_POSTS = """
    državnega državni komisija ministrstvo moderator moderatorka novinar novinarka odbor parlament
    predsedstvo skupina svet tolmač tolmačka udeleženec udeleženka vlada vlade voditelj voditeljica
    vprašanje zbor zbora
"""

LANGUAGE = Language(
    code="sl",
    aliases=words("slv"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                predsednik | predsednica | podpredsednik | podpredsednica | predsedujoči
                | predsedujoča | gospod predsednik | gospa predsednica | voditelj | voditeljica
                | moderator | moderatorka
            """,
            questioner="vprašanje | novinar | novinarka",
            audience="občinstvo | glas iz dvorane | glasovi iz dvorane",
            narration="pripovedovalec | pripovedovalka",
            speaker="odgovor",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("gospod gospa gospodična g ga gdč"),
        men=words("gospod g"),
        women=words("gospa gospodična ga gdč"),
        honorifics=words(
            "poslanec poslanka predsednik predsednica podpredsednik podpredsednica minister ministrica"
        ),
        asking=("novinar", "novinarka", "voditelj", "dopisnik", "moderator"),
    ),
    layout=LayoutWords(
        rolls=phrases("prisotni | odsotni | navzoči | udeleženci | opravičeno odsotni | ostali prisotni"),
        no_labels=phrases(
            """
            datum | dnevni red | glasovanje | jezik | ključne besede | kraj in datum | naslov
            | opomba | opombe | povzetek | priloga | priloge | seja | seja se je končala
            | seja se je začela | telefon | točka dnevnega reda | vir | viri | zadeva
            """
        ),
        particles=words("de von van"),
        small_words=words("a in iz k na o ob od po pod pri s v z za"),
        endings=("konec", "konec seje"),
        months=month_numbers("jan feb mar apr maj jun jul avg sep okt nov dec"),
        function_words=words(
            """
            ali bi bo bodo da do ga gospod hvala ima in iz je jih kaj kako kar ker ki ko lahko mi na
            ne ni o od pa po predsednik pri sem se smo so tega to torej tudi v za zelo že
            """
        ),
    ),
)
