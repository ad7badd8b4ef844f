"""Galician."""

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
    señor señora sr sra don dona dr dra doutor doutora profesor profesora presidente presidenta
    vicepresidente vicepresidenta conselleiro conselleira deputado deputada ministro ministra secretario
    secretaria senador senadora alcalde alcaldesa concelleiro concelleira portavoz valedor valedora
    letrado letrada
"""
_POSTS = """
    comisión consellería consello comparecente goberno grupo ministerio moderador moderadora parlamento
    participante presidencia público xornalista xornalistas xunta entrevistador entrevistadora tradutor
    tradutora
"""
_CHAIR = r"(?:[oa] )?(?:(?:señora?|sra?)\.? )?(?:vice)?president[ea](?: (?:primeir|segund)[oa])?"

LANGUAGE = Language(
    code="gl",
    aliases=words("glg"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                presidente | presidenta | o presidente | a presidenta | o señor presidente
                | a señora presidenta | señor presidente | señora presidenta | o vicepresidente
                | a vicepresidenta | o señor vicepresidente | a señora vicepresidenta | moderador
                | moderadora | o moderador | a moderadora | presentador | presentadora
            """,
            questioner="""
                pregunta | xornalista | o xornalista | a xornalista | entrevistador | entrevistadora
            """,
            audience="público | voces",
            narration="narrador | narradora",
            speaker="resposta",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("o a os as"),
        courtesy=words("señor señora sr sra dr dra"),
        men=words("señor sr"),
        women=words("señora sra"),
        honorifics=words("don dona"),
        asking=("xornalista", "entrevistador", "moderador", "presentador"),
        lasting_chair=re.compile(_CHAIR, re.IGNORECASE),
    ),
    layout=LayoutWords(
        rolls=phrases("asistentes | presentes | ausentes | asisten | participantes | comparecentes"),
        no_labels=phrases(
            """
            acta | anexo | anexos | asunto | data da sesión | duración | lugar e data | nota
            | notas | orde do día | palabras clave | punto da orde do día | resumo | sesión
            | sumario | teléfono | temas | título | votación
            """
        ),
        asides=phrases(
            """
            primeiro | segundo | terceiro | por último | exemplo | por exemplo | resposta | ben
            | non | si
            """
        ),
        particles=words("de da do das dos la las los e y"),
        small_words=words("""
            a ao aos con da das de dos e en na nas nos o os ou para por que sen sobre un unha
        """),
        endings=("fin da sesión", "remata a sesión"),
        months=month_numbers("xan feb mar abr mai xuñ xul agosto setembro outubro nov dec"),
    ),
    sentences="es",
)
