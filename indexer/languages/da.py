"""Danish."""

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
    hr fru frk dr prof professor formand formanden næstformand næstformanden minister ministeren
    statsminister statsministeren udenrigsminister udenrigsministeren finansminister finansministeren
    justitsminister justitsministeren forsvarsminister forsvarsministeren skatteminister
    skatteministeren sundhedsministeren undervisningsministeren beskæftigelsesministeren borgmester
    borgmesteren folketingsmedlem ambassadør ordfører ordføreren første anden tredje fjerde
"""
_POSTS = """
    departement folketinget gruppeformand interviewer journalist kommissionen ministeriet moderator nævn
    partileder publikum regering regeringen tolk udvalg udvalget vært talsmand talsperson
"""

LANGUAGE = Language(
    code="da",
    aliases=words("dan"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                formand | formanden | første næstformand | anden næstformand | tredje næstformand
                | fjerde næstformand | næstformanden | mødelederen | mødeleder | dirigenten
                | ordstyrer | ordstyreren | moderator | vært | værten
            """,
            questioner="""
                spørgsmål | journalist | journalisten | interviewer | spørger | spørgeren | reporter
            """,
            audience="publikum | tilhører | fra salen",
            narration="fortæller",
            speaker="svar",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("hr fru frk"),
        men=words("hr"),
        women=words("fru frk"),
        honorifics=words(_TITLES) - words("hr fru frk dr prof"),
        asking=("journalist", "reporter", "interviewer", "korrespondent", "ordstyrer", "moderator"),
    ),
    layout=LayoutWords(
        rolls=phrases("til stede | deltagere | tilstedeværende | fraværende | afbud | øvrige deltagere"),
        no_labels=phrases(
            """
            afstemning | bemærkning | bilag | dagsorden | dato | emne | kilde | kilder
            | mødet slut | oversættelse | sted og dato | resumé | sprog | telefon | tidspunkt
            | titel
            """
        ),
        asides=phrases(
            """
            for det første | for det andet | for det tredje | til sidst | eksempel
            | for eksempel | svar | nej | ja
            """
        ),
        particles=words("af de von"),
        small_words=words("af at de den det en et for fra i med og om på som til ved"),
        endings=("slut", "mødet er hævet"),
        months=month_numbers("jan feb mar apr maj jun jul aug sep okt nov dec"),
    ),
    sentences="da",
)
