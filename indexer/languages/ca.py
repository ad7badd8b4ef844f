"""Catalan."""

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
    senyor senyora sr sra il·lustre honorable molt don dr dra doctor doctora president presidenta
    vicepresident vicepresidenta conseller consellera diputat diputada ministre ministra secretari
    secretària senador senadora alcalde alcaldessa regidor regidora síndic síndica portaveu lletrat
    lletrada ambaixador ambaixadora comissari comissària professor professora
"""
_POSTS = """
    ajuntament comissió compareixent conselleria consell conseller consellera departament generalitat
    govern grup justícia hisenda ministeri moderador moderadora parlament participant periodista
    presidència públic secretaria testimoni traductor traductora entrevistador entrevistadora
"""
_CHAIR = r"(?:(?:el|la) )?(?:(?:senyora?|sra?)\.? )?(?:vice)?presidenta?(?: (?:primer|segon|tercer)a?)?"

LANGUAGE = Language(
    code="ca",
    aliases=words("cat"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                president | presidenta | el president | la presidenta | el senyor president
                | la senyora presidenta | el vicepresident | la vicepresidenta
                | el vicepresident primer | el vicepresident segon | la vicepresidenta primera
                | la vicepresidenta segona | moderador | moderadora | el moderador | la moderadora
                | presentador | presentadora
            """,
            questioner="""
                pregunta | periodista | el periodista | la periodista | entrevistador | entrevistadora
            """,
            audience="públic | veus | veus de fons",
            narration="narrador | narradora | veu en off",
            speaker="resposta",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("el la els les"),
        courtesy=words("senyor senyora sr sra dr dra"),
        men=words("senyor sr"),
        women=words("senyora sra"),
        asking=("periodista", "entrevistador", "corresponsal", "moderador", "presentador"),
        lasting_chair=re.compile(_CHAIR, re.IGNORECASE),
    ),
    layout=LayoutWords(
        rolls=phrases(
            "assistents | presents | absents | assisteixen | participants | hi assisteixen | excusats"
        ),
        no_labels=phrases(
            """
            acta | annex | annexos | assumpte | data | durada | idioma | lloc i data | nota
            | notes | ordre del dia | paraules clau | punt de l'ordre del dia | resum | sessió
            | sumari | telèfon | temes | títol | traducció | votació
            """
        ),
        asides=phrases(
            """
            primer | segon | tercer | finalment | exemple | per exemple | resposta | bé | no
            | sí
            """
        ),
        particles=words("de del dels la les i y d'"),
        small_words=words("a al als amb de del dels el els en i la les o per que sense sobre un una"),
        endings=("fi", "fi de la sessió", "s'aixeca la sessió"),
        months=month_numbers("gener febrer març abr maig juny jul agost setembre oct nov desembre"),
    ),
    sentences="ca",
)
