"""Dutch."""

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

_TITLES = """
    mijnheer meneer mevrouw heer dhr mevr mw dr drs mr ir prof professor voorzitter ondervoorzitter
    minister staatssecretaris minister-president premier vicepremier viceminister-president kamerlid
    senator burgemeester wethouder gedeputeerde commissaris schepen ambassadeur rapporteur griffier
    eerste
"""
_POSTS = """
    commissie fractie fractievoorzitter gast griffier interviewer journalist journaliste kabinet kamer
    ministerie overheid partij presentator presentatrice publiek raad regering spreker tolk verslaggever
    verslaggeefster vertaler woordvoerder
"""

LANGUAGE = Language(
    code="nl",
    aliases=words("nld dut"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                voorzitter | de voorzitter | ondervoorzitter | de ondervoorzitter
                | fungerend voorzitter | de fungerend voorzitter | mijnheer de voorzitter
                | mevrouw de voorzitter | moderator | gespreksleider | dagvoorzitter | presentator
                | presentatrice
            """,
            questioner="""
                vraag | vragen | journalist | de journalist | interviewer | verslaggever
                | verslaggeefster
            """,
            audience="publiek | uit het publiek | toehoorder",
            narration="verteller | voice-over",
            speaker="antwoord",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        # "De" begins many surnames, and is dropped only before a title.
        articles=words("de het"),
        courtesy=words("mijnheer meneer mevrouw heer dhr mevr mw"),
        men=words("mijnheer meneer heer dhr"),
        women=words("mevrouw mevr mw"),
        asking=("journalist", "verslaggever", "verslaggeefster", "interviewer", "correspondent", "presentator"),
        lasting_chair=re.compile(r"(?:de )?(?:fungerend |onder)?voorzitter", re.IGNORECASE),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            aanwezig | aanwezigen | aanwezig zijn | aanwezige leden | afwezig
            | afwezig met kennisgeving | deelnemers | genodigden | ook aanwezig
            """
        ),
        no_labels=phrases(
            """
            aan de orde | aanvang | agenda | agendapunt | betreft | bijlage | bijlagen | datum
            | duur | einde | locatie | onderwerp | opmerking | samenvatting | sluiting | stemming
            | taal | telefoon | tijd | tijdstip | titel | trefwoorden | vergadering | vertaling
            | zie ook
            """
        ),
        asides=phrases(
            """
            ten eerste | ten tweede | ten derde | tot slot | voorbeeld | bijvoorbeeld
            | antwoord | goed | nee | ja
            """
        ),
        particles=words("de den der het 't van ten ter te in op"),
        small_words=words("aan bij de den der een en het in met naar of om op over te tot uit van voor"),
        endings=("einde", "sluiting"),
        months=month_numbers("jan feb maart|mrt apr mei jun jul aug sep okt nov dec"),
    ),
    sentences="nl",
)
