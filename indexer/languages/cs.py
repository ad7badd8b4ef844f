"""Czech."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    NameWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

_TITLES = """
    pan paní slečna pane dr prof profesor profesorka doc ing mgr mudr judr phdr rndr doktor doktorka
    poslanec poslankyně senátor senátorka předseda předsedkyně místopředseda místopředsedkyně ministr
    ministryně náměstek náměstkyně premiér premiérka prezident prezidentka tajemník tajemnice starosta
    starostka primátor primátorka hejtman hejtmanka velvyslanec velvyslankyně zpravodaj zpravodajka
    komisař komisařka ombudsman
"""
_POSTS = """
    čr klub komise ministerstvo moderátor moderátorka novinář novinářka otázka parlament pléna
    poslanecké poslanecký psp redaktor redaktorka sněmovna sněmovny senát senátu účastník účastnice
    vláda vlády výbor výboru tlumočník tlumočnice mluvčí
"""

LANGUAGE = Language(
    code="cs",
    aliases=words("ces cze"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                předseda | předsedkyně | místopředseda | místopředsedkyně | předsedající
                | pan předsedající | paní předsedající | pan předseda | paní předsedkyně
                | předseda psp | místopředseda psp | předsedkyně psp | místopředsedkyně psp
                | předseda senátu | místopředseda senátu | moderátor | moderátorka
            """,
            questioner="otázka | dotaz | novinář | novinářka | redaktor | redaktorka | tazatel | tazatelka",
            audience="publikum | hlas z pléna | hlas ze sálu | hlasy z pléna",
            narration="vypravěč | vypravěčka",
            speaker="odpověď",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("pan paní slečna pane"),
        men=words("pan pane"),
        women=words("paní slečna"),
        # "Poslanec Jan Novák", "Ministr financí ČR Jan Novák": records in Czech give the whole name.
        honorifics=words(_TITLES) - words("pan paní slečna pane dr prof doc ing mgr mudr judr phdr rndr"),
        asking=("novinář", "novinářka", "redaktor", "redaktorka", "reportér", "moderátor"),
    ),
    # These are surnames, too.
    names=NameWords(surnames_like_titles=words("starosta")),
    layout=LayoutWords(
        rolls=phrases("přítomni | nepřítomni | omluveni | účastníci | přítomní | prezence | dále přítomni"),
        no_labels=phrases(
            """
            bod | datum | délka | hlasování | jazyk | klíčová slova | konec schůze | místo konání
            | název | obsah | poznámka | poznámky | pořad schůze | program | předmět | příloha
            | přílohy | shrnutí | schůze | telefon | téma | zahájení | zdroj | zdroje
            """
        ),
        asides=phrases(
            """
            za prvé | za druhé | za třetí | nakonec | příklad | například | odpověď | ne | ano
            """
        ),
        particles=words("z ze de von"),
        small_words=words("a i k ke na o od po pod pro při s se u v ve z za ze"),
        endings=("konec", "konec schůze"),
        months=month_numbers(
            """
            leden|ledna únor břez duben|dubna|dubnu květ červen|červn července|červenec srpen|srpna
            září říj|říjen - prosin
            """
        ),
    ),
)
