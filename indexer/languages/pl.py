"""Polish."""

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
    pan pani panowie panie dr doktor prof profesor mgr inż poseł posłanka senator senatorka marszałek
    marszałkini wicemarszałek wicemarszałkini minister ministra wiceminister premier wicepremier prezes
    prezydent prezydentka sekretarz podsekretarz przewodniczący przewodnicząca wiceprzewodniczący
    wiceprzewodnicząca burmistrz wojewoda ambasador ambasadorka rzecznik rzeczniczka sprawozdawca radny
    radna
"""
_POSTS = """
    dziennikarz dziennikarka dyrektor dyrektorka głos głosy gość komisja klub koło kancelaria
    ministerstwo moderator moderatorka państwa państwo parlament prowadzący prowadząca pytanie rada
    redaktor redaktorka rządu rząd sejm sejmu senat senatu stanu tłumacz tłumaczka uczestnik
    uczestniczka
"""

LANGUAGE = Language(
    code="pl",
    aliases=words("pol"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                marszałek | wicemarszałek | marszałek senior | marszałek sejmu | marszałek senatu
                | przewodniczący | przewodnicząca | wiceprzewodniczący | wiceprzewodnicząca
                | prowadzący | prowadząca | moderator | moderatorka
            """,
            questioner="pytanie | dziennikarz | dziennikarka | redaktor | redaktorka",
            audience="głos z sali | głosy z sali | głosy na sali | głos z ław poselskich | publiczność",
            narration="narrator | narratorka | lektor",
            speaker="odpowiedź",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("pan pani"),
        men=words("pan"),
        women=words("pani"),
        # "Poseł Jan Kowalski": two surnames are joined by a hyphen.
        honorifics=words(_TITLES) - words("pan pani panowie panie dr prof mgr inż"),
        asking=("dziennikarz", "dziennikarka", "redaktor", "reporter", "korespondent"),
    ),
    # These are surnames, too.
    names=NameWords(surnames_like_titles=words("marszałek")),
    layout=LayoutWords(
        rolls=phrases(
            """
            obecni | nieobecni | uczestnicy | lista obecności | w posiedzeniu udział wzięli
            | zaproszeni goście
            """
        ),
        no_labels=phrases(
            """
            data | głosowanie | godzina | język | koniec posiedzenia | miejsce
            | początek posiedzenia | porządek dzienny | porządek obrad | posiedzenie
            | słowa kluczowe | spis treści | streszczenie | telefon | temat | tytuł | uwaga
            | uwagi | załącznik | załączniki | źródło | źródła
            """
        ),
        asides=phrases(
            """
            po pierwsze | po drugie | po trzecie | wreszcie | przykład | na przykład
            | odpowiedź | nie | tak
            """
        ),
        particles=words("de von van"),
        small_words=words("a i dla na nad o od oraz po pod przez przy w we z za ze"),
        endings=("koniec", "koniec posiedzenia"),
        months=month_numbers(
            "stycz lut|luty|lutego marca|marzec kwie maj|maja czerw lipca|lipiec sierp wrze paź - grud"
        ),
    ),
    sentences="pl",
)
