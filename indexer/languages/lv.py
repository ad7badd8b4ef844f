"""Latvian."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

_TITLES = """
    kungs kundze jaunkundze dr prof profesors profesore priekšsēdētājs priekšsēdētāja priekšsēdētāju
    vietnieks vietniece biedrs biedre sekretārs sekretāre deputāts deputāte ministrs ministre ministru
    prezidents prezidente premjers premjere finanšu ārlietu aizsardzības iekšlietu tieslietu veselības
    saeimas sēdes vadītājs vadītāja vēstnieks vēstniece mērs mēre
"""
_POSTS = """
    frakcija jautājums klausītājs komisija kabinets ministrija moderators moderatore parlaments runātājs
    saeima tulks valdība žurnālists žurnāliste intervētājs intervētāja dalībnieks dalībniece
"""

LANGUAGE = Language(
    code="lv",
    aliases=words("lav"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                sēdes vadītājs | sēdes vadītāja | priekšsēdētājs | priekšsēdētāja
                | priekšsēdētāja biedrs | priekšsēdētāja biedre | moderators | moderatore
            """,
            questioner="jautājums | žurnālists | žurnāliste | intervētājs | intervētāja",
            audience="klausītāji | no zāles | starpsauciens | starpsaucieni",
            narration="stāstītājs | stāstītāja",
            speaker="atbilde",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        asking=("žurnālists", "žurnāliste", "reportieris", "korespondents"),
    ),
    layout=LayoutWords(
        rolls=phrases("piedalās | klāt | klātesošie | dalībnieki | nav ieradušies | sēdē piedalās"),
        no_labels=phrases(
            """
            avots | avoti | balsojums | balsošana | darba kārtība | datums | ilgums | kopsavilkums
            | laiks un vieta | pielikums | pielikumi | piezīme | piezīmes | temats | tēma
            | tālrunis | valoda | virsraksts
            """
        ),
        particles=words("fon de"),
        small_words=words("ar bez no par pie pēc un uz vai"),
        endings=("beigas",),
        function_words=words(
            """
            ar arī bet bija bez būtu es gan godātie ir ja jau jo jums jūs ka kas kā kāds kolēģi lai
            mums mēs ne nav no nu par paldies pie pēc šis šo tad tas tā tiek to un uz vai viņš vēl
            """
        ),
    ),
)
