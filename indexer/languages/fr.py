"""French."""

import re

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    NameWords,
    QuotingWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

_TITLES = """
    monsieur madame mademoiselle messieurs mesdames m mm mme mmes mlle dr docteur pr professeur maître
    président présidente vice-président vice-présidente premier première ministre ministres secrétaire
    sous-secrétaire député députée sénateur sénatrice maire conseiller conseillère ambassadeur
    ambassadrice commissaire rapporteur rapporteure rapporteuse chancelier chancelière honorable général
    gouverneur gouverneure préfet préfète délégué déléguée bourgmestre échevin échevine
"""
_POSTS = """
    adjoint adjointe administration animateur animatrice assemblée auditeur auditrice bureau cabinet
    commission conseil chef cheffe défense directeur directrice finances gouvernement greffier greffière
    groupe intérieur intervenant intervenante interprète interviewer journaliste journalistes justice
    ministère modérateur modératrice orateur oratrice parlement participant participante porte-parole
    présentateur présentatrice présidence public question réponse république sénat témoin traducteur
    traductrice
"""
_CHAIR = r"(?:(?:m|mme|monsieur|madame)\.? )?(?:l[ea] )?(?:vice-)?présidente?(?: de séance)?"

LANGUAGE = Language(
    code="fr",
    aliases=words("fra fre"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                président | présidente | le président | la présidente | m le président
                | mme la présidente | mme le président | m président | mme présidente
                | monsieur le président | madame la présidente | le vice-président
                | la vice-présidente | m le vice-président | mme la vice-présidente
                | le président de séance | la présidente de séance | le modérateur | la modératrice
                | modérateur | modératrice | animateur | animatrice | présentateur | présentatrice
                | la présidence
            """,
            questioner="""
                question | questions | q | journaliste | le journaliste | la journaliste
                | intervieweur | intervieweuse
            """,
            audience="""
                public | auditeur | auditrice | une voix | des voix | plusieurs voix | voix diverses
                | intervenant
            """,
            narration="narrateur | narratrice | voix off",
            speaker="réponse",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("le la les l'"),
        courtesy=words("monsieur madame mademoiselle m mme mlle dr"),
        men=words("monsieur m"),
        women=words("madame mademoiselle mme mlle"),
        asking=("journaliste", "correspondant", "animateur", "animatrice", "modérateur", "présentateur"),
        lasting_chair=re.compile(_CHAIR, re.IGNORECASE),
    ),
    # These are surnames, too.
    names=NameWords(surnames_like_titles=words("maire"), full_after_courtesy=True),
    layout=LayoutWords(
        rolls=phrases(
            """
            présents | présentes | étaient présents | membres présents | absents | excusés
            | participants | personnes présentes | assistaient à la réunion | témoins
            """
        ),
        no_labels=phrases(
            """
            à suivre | annexe | annexes | compte rendu | date | durée | heure | langue | mots-clés
            | nota bene | numéro | objet | ordre du jour | référence | références | remarque
            | résumé | séance | sommaire | source | sources | sujet | téléphone | thème | thèmes
            | titre | traduction | vidéo | voir aussi | vote
            """
        ),
        asides=phrases(
            """
            premièrement | deuxièmement | troisièmement | enfin | exemple | par exemple
            | réponse | bien | bon | non | oui
            """
        ),
        particles=words("de du des la le les d' van von et"),
        small_words=words(
            "à au aux avec dans de des du en et l' la le les ou par pour que sans sous sur un une"
        ),
        endings=("fin", "fin de la séance", "la séance est levée"),
        months=month_numbers("janv|jan fév|fev mars avr mai juin juil août|aout sept oct nov déc"),
    ),
    quoting=QuotingWords(
        negations=words("ne pas non jamais rien personne aucun aucune ni sans guère nul nulle"),
        negating_prefixes=("in", "im", "ir", "il", "dé"),
        numbers={
            "zéro": "0",
            "deux": "2",
            "trois": "3",
            "quatre": "4",
            "cinq": "5",
            "six": "6",
            "sept": "7",
            "huit": "8",
            "neuf": "9",
            "dix": "10",
            "onze": "11",
            "douze": "12",
            "vingt": "20",
            "trente": "30",
            "quarante": "40",
            "cinquante": "50",
            "soixante": "60",
            "cent": "100",
            "mille": "1000",
            "million": "million",
            "millions": "million",
            "milliard": "milliard",
            "milliards": "milliard",
            "euros": "€",
            "euro": "€",
            "dollars": "$",
        },
        said=words("dit déclare déclaré affirme affirmé explique expliqué ajoute ajouté"),
    ),
)
