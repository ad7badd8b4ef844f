"""German."""

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
    herr herrn frau dr dr.in dipl.-ing prof professor professorin mag magister dipl-ing ing abg
    abgeordneter abgeordnete abgeordneten präsident präsidentin vizepräsident vizepräsidentin
    alterspräsident alterspräsidentin bundestagspräsident bundestagspräsidentin landtagspräsident
    landtagspräsidentin nationalratspräsident nationalratspräsidentin vorsitzender vorsitzende
    bundespräsident bundespräsidentin bundeskanzler bundeskanzlerin vizekanzler vizekanzlerin kanzler
    kanzlerin minister ministerin bundesminister bundesministerin staatsminister staatsministerin
    ministerpräsident ministerpräsidentin staatssekretär staatssekretärin landesrat landesrätin
    landeshauptmann landeshauptfrau bundesrat bundesrätin nationalrat nationalrätin ständerat
    ständerätin regierungsrat regierungsrätin senator senatorin bürgermeister bürgermeisterin
    oberbürgermeister oberbürgermeisterin stadtrat stadträtin botschafter botschafterin berichterstatter
    berichterstatterin schriftführer schriftführerin sachverständiger sachverständige staatsrat
    staatsrätin kommissar kommissarin parlamentarischer parlamentarische regierender regierende zweiter
    zweite dritter dritte
"""
_POSTS = """
    abgeordnetenhaus amt anwalt auswärtiges ausschuss behörde bundesamt bundesministerium
    bundesregierung bundestag fraktion fraktionsvorsitzender fraktionsvorsitzende fraktionsvorsitz
    generalsekretär generalsekretärin gast journalist journalistin kommission landesregierung landtag
    minister ministerium moderator moderatorin partei parlament publikum regierung regierungssprecher
    regierungssprecherin redaktion reporter reporterin sprecher sprecherin teilnehmer teilnehmerin
    unbekannt unbekannter verteidigung übersetzer übersetzerin vorstand zuschauer zuschauerin
"""

LANGUAGE = Language(
    code="de",
    aliases=words("deu ger"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                präsident | präsidentin | der präsident | die präsidentin | vizepräsident
                | vizepräsidentin | der vizepräsident | die vizepräsidentin | alterspräsident
                | alterspräsidentin | vorsitzender | vorsitzende | der vorsitzende | die vorsitzende
                | stellvertretender vorsitzender | stellvertretende vorsitzende | sitzungsleiter
                | sitzungsleiterin | moderator | moderatorin | der moderator | die moderatorin
                | moderation
            """,
            questioner="""
                frage | zwischenfrage | zusatzfrage | nachfrage | journalist | journalistin
                | interviewer | interviewerin | fragesteller | fragestellerin | reporter | reporterin
            """,
            audience="""
                publikum | zuruf | zwischenruf | zuschauer | zuschauerin | zuhörer | zuhörerin
                | teilnehmer
            """,
            narration="erzähler | erzählerin | off-sprecher | off-sprecherin",
            speaker="antwort",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("der die das des dem den"),
        courtesy=words("herr herrn frau dr"),
        men=words("herr herrn"),
        women=words("frau"),
        # "Abgeordneter Johannes Voggenhuber": records in German give the whole name after a post.
        honorifics=words(_TITLES) - words("herr herrn frau dr dr.in dipl.-ing dipl-ing prof mag ing"),
        asking=("journalist", "reporter", "redakteur", "korrespondent", "moderator"),
        lasting_chair=re.compile(
            r"(?:(?:der|die) )?(?:vize|alters|bundestags|landtags)?präsident(?:in)?"
            r"|(?:(?:der|die) )?vorsitzender?",
            re.IGNORECASE,
        ),
    ),
    # These are surnames, too.
    names=NameWords(surnames_like_titles=words("kanzler"), full_after_courtesy=True),
    layout=LayoutWords(
        rolls=phrases(
            """
            anwesend | anwesende | anwesend sind | abwesend | entschuldigt | teilnehmer
            | teilnehmende | teilnehmerinnen und teilnehmer | anwesende mitglieder | mitglieder
            | sachverständige | gäste | es fehlen | ferner anwesend
            """
        ),
        no_labels=phrases(
            """
            anlage | anlagen | anmerkung | beginn | beginn der sitzung | betreff | betrifft
            | datum | drucksache | ende der sitzung | hinweis | inhalt | quelle | quellen
            | schluss | schluss der sitzung | sitzungsbeginn | sitzungsende | tagesordnung
            | tagesordnungspunkt | telefon | thema | themen | titel | uhrzeit | veröffentlicht
            | zusammenfassung | zusatzpunkt
            """
        ),
        asides=phrases(
            """
            erstens | zweitens | drittens | viertens | letztens | schließlich | antwort
            | beispiel | zum beispiel | also | nun | ja | nein
            """
        ),
        particles=words("von vom zu zum zur der den de van und"),
        small_words=words(
            "der das den dem des und oder in im am an auf für von vom zu zur zum mit bei aus über"
        ),
        endings=("ende", "schluss", "schluss der sitzung"),
        months=month_numbers("jan|jän feb mär|mrz apr mai jun jul aug sep okt nov dez"),
    ),
    sentences="de",
    quoting=QuotingWords(
        negations=words(
            "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand nirgends nirgendwo weder ohne kaum"
        ),
        negating_prefixes=("un",),
        numbers={
            "null": "0",
            "eins": "1",
            "zwei": "2",
            "drei": "3",
            "vier": "4",
            "fünf": "5",
            "sechs": "6",
            "sieben": "7",
            "acht": "8",
            "neun": "9",
            "zehn": "10",
            "elf": "11",
            "zwölf": "12",
            "zwanzig": "20",
            "dreißig": "30",
            "vierzig": "40",
            "fünfzig": "50",
            "hundert": "100",
            "tausend": "1000",
            "million": "million",
            "millionen": "million",
            "milliarde": "milliarde",
            "milliarden": "milliarde",
            "prozent": "%",
            "euro": "€",
            "dollar": "$",
        },
        said=words("sagte sagt erklärte erklärt betonte betont meinte meint"),
    ),
)
