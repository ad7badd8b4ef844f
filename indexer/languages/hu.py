"""Hungarian."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

# A title follows the name in Hungarian ("Kovács Anna államtitkár"); before one it is an academic degree.
_TITLES = """
    dr prof úr asszony elnök elnökasszony alelnök házelnök képviselő képviselőnő miniszter
    miniszterelnök miniszterelnök-helyettes államtitkár államtitkár-helyettes kancellár polgármester
    főpolgármester nagykövet jegyző szószóló biztos főügyész ombudsman köztársasági
"""
_POSTS = """
    bizottság frakció frakcióvezető frakcióvezető-helyettes hallgatóság háznagy interjúkészítő kérdés
    kormány kormányszóvivő közbeszólás közönség minisztérium miniszteri moderátor műsorvezető napirendi
    előadó országgyűlés parlament párt riporter szóvivő tolmács újságíró
"""

LANGUAGE = Language(
    code="hu",
    aliases=words("hun"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                elnök | az elnök | alelnök | elnök úr | elnök asszony | elnökasszony | házelnök
                | korelnök | levezető elnök | moderátor | műsorvezető
            """,
            questioner="kérdés | újságíró | riporter | kérdező",
            audience="közbeszólás | közbeszólások | hallgatóság | közönség | felszólalás a teremből",
            narration="narrátor",
            speaker="válasz",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("a az"),
        asking=("újságíró", "riporter", "műsorvezető", "tudósító"),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            jelen vannak | jelenlévők | jelen vannak a bizottság részéről | résztvevők | hiányzók
            | távol vannak
            """
        ),
        no_labels=phrases(
            """
            cím | dátum | forrás | források | helyszín | időpont | időtartam | kulcsszavak
            | melléklet | mellékletek | megjegyzés | napirend | napirendi pont | nyelv | szavazás
            | tárgy | telefon | téma | ülés | összefoglaló
            """
        ),
        particles=words("de von"),
        small_words=words("a az egy és hogy illetve meg vagy"),
        endings=("vége",),
        function_words=words(
            """
            a arra az azt azért csak de egy el ez ezt és ha hogy illetve is itt kell kérem köszönöm
            lehet már meg mert mi mint most nagyon nem olyan pedig szerint tehát tisztelt úr vagy
            van volt
            """
        ),
    ),
)
