"""Irish."""

import re

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

# Debates of the Houses of the Oireachtas name the chairs in Irish in an English text, too.
LANGUAGE = Language(
    code="ga",
    aliases=words("gle"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                an ceann comhairle | ceann comhairle | an leas-cheann comhairle
                | leas-cheann comhairle | an ceann comhairle gníomhach | an cathaoirleach
                | cathaoirleach | an leas-chathaoirleach | leas-chathaoirleach
                | an cathaoirleach gníomhach | cathaoirleach gníomhach | an láithreoir
            """,
            questioner="ceist | ceisteanna | iriseoir | an t-iriseoir | agallóir | an t-agallóir",
            audience="lucht éisteachta",
            narration="scéalaí",
            speaker="freagra",
        ),
        titles=words(
            """
            an uasal uasail iníon dochtúir ollamh teachta teachtaí seanadóir seanadóirí aire airí
            taoiseach tánaiste uachtarán ceann comhairle leas-cheann cathaoirleach
            leas-chathaoirleach ard-aighne ambasadóir méara
            """
        )
        - words("an"),
        posts=words(
            "rialtas rialtais coiste dáil seanad oireachtas roinn stáit páirtí iriseoir agallóir finné"
        ),
        articles=words("an na"),
        honorifics=words("teachta seanadóir"),
        asking=("iriseoir", "agallóir", "láithreoir"),
        lasting_chair=re.compile(
            r"(?:an )?(?:leas-ch|c)(?:eann comhairle|athaoirleach)(?: gníomhach)?", re.IGNORECASE
        ),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            i láthair | as láthair | rannpháirtithe | baill i láthair | comhaltaí a bhí i láthair
            | finnéithe
            """
        ),
        no_labels=phrases("""
            ábhar | achoimre | clár oibre | dáta | foinse | nóta | nótaí | teideal | tá | níl
        """),
        particles=words("ó ní nic mac mag uí de an na"),
        small_words=words("a ag agus an ar as chun de faoi i le na ó um"),
        endings=("deireadh", "críoch"),
        months=month_numbers("eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa - - - nollaig"),
        function_words=words(
            """
            a ach ag agus an anois ar as bhí bhfuil chun ciallaíonn cur de do don é faoi freisin
            gach go gur i is le leis mar na ní níl nach ó sa seo sin tá táim tar um
            """
        ),
    ),
)
