"""Italian."""

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
    signor signora signorina signori sig sig.ra onorevole onorevoli sen senatore senatrice dott dottor
    dottore dottoressa dott.ssa prof professor professore professoressa avv avvocato avvocata ing
    ingegnere presidente presidentessa vicepresidente ministro ministra viceministro viceministra
    sottosegretario sottosegretaria deputato deputata sindaco sindaca assessore assessora consigliere
    consigliera relatore relatrice segretario segretaria ambasciatore ambasciatrice commissario
    commissaria cancelliere generale cavaliere
"""
_POSTS = """
    assemblea audito auditrice camera commissione conduttore conduttrice consiglio difesa direttore
    direttrice giornalista giornalisti governo gruppo interprete intervistatore intervistatrice
    ministero moderatore moderatrice parlamento partecipante portavoce presidenza pubblico relatori
    repubblica segreteria senato testimone traduttore traduttrice
"""

LANGUAGE = Language(
    code="it",
    aliases=words("ita"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                presidente | il presidente | la presidente | presidenza | vicepresidente
                | il vicepresidente | la vicepresidente | signor presidente | signora presidente
                | moderatore | moderatrice | il moderatore | la moderatrice | conduttore | conduttrice
            """,
            questioner="""
                domanda | domande | giornalista | il giornalista | la giornalista | intervistatore
                | intervistatrice
            """,
            audience="pubblico | una voce | voci | voci dall'aula | una voce dall'aula",
            narration="narratore | narratrice | voce fuori campo",
            speaker="risposta",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("il la i le lo l' gli"),
        courtesy=words("signor signora signorina sig sig.ra dott dott.ssa"),
        men=words("signor sig"),
        women=words("signora signorina sig.ra"),
        asking=("giornalista", "corrispondente", "intervistatore", "moderatore", "conduttore", "conduttrice"),
        lasting_chair=re.compile(r"(?:(?:il|la) )?(?:vice)?presidente", re.IGNORECASE),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            presenti | assenti | sono presenti | partecipanti | intervengono | partecipano
            | assenti giustificati
            """
        ),
        no_labels=phrases(
            """
            allegati | allegato | argomento | data | durata | indice | lingua | nota | note
            | oggetto | ordine del giorno | orario | parole chiave | riferimenti | riassunto
            | seduta | sommario | telefono | titolo | traduzione | vedi anche | votazione
            """
        ),
        asides=phrases(
            """
            primo | secondo | terzo | infine | esempio | per esempio | risposta | bene | no
            | sì
            """
        ),
        particles=words("de del della dei degli di da dal dalla la lo li d' e"),
        small_words=words(
            """
            a al alla con da dal dalla de dei del della delle di e ed il in i la le lo nel nella o
            per su sul sulla un una
            """
        ),
        endings=("fine della seduta", "la seduta è tolta"),
        months=month_numbers("gennaio feb mar apr maggio giu luglio agosto settembre ottobre nov dicembre"),
    ),
    sentences="it",
)
