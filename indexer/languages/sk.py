"""Slovak."""

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
    pán pani slečna pane dr prof profesor profesorka doc ing mgr mudr judr phdr rndr doktor doktorka
    poslanec poslankyňa predseda predsedníčka podpredseda podpredsedníčka minister ministerka premiér
    premiérka prezident prezidentka štátny štátna tajomník tajomníčka primátor primátorka starosta
    starostka veľvyslanec veľvyslankyňa spravodajca spravodajkyňa overovateľ overovateľka komisár
    komisárka ombudsman
"""
_POSTS = """
    klub komisia ministerstvo moderátor moderátorka národnej novinár novinárka nr nrsr otázka parlament
    poslanecký rada rady redaktor redaktorka sr tlmočník tlmočníčka účastník účastníčka vláda vlády
    výbor výboru hovorca hovorkyňa
"""

LANGUAGE = Language(
    code="sk",
    aliases=words("slk slo"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                predseda | predsedníčka | podpredseda | podpredsedníčka | predsedajúci | predsedajúca
                | pán predsedajúci | pani predsedajúca | pán predseda | pani predsedníčka
                | predseda nr sr | podpredseda nr sr | podpredsedníčka nr sr | moderátor | moderátorka
            """,
            questioner="otázka | novinár | novinárka | redaktor | redaktorka",
            audience="publikum | hlas v sále | hlasy v sále | hlas z pléna | hlasy z pléna",
            narration="rozprávač | rozprávačka",
            speaker="odpoveď",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("pán pani slečna pane"),
        men=words("pán pane"),
        women=words("pani slečna"),
        honorifics=words(
            "poslanec poslankyňa minister ministerka podpredseda podpredsedníčka predseda predsedníčka"
        ),
        asking=("novinár", "novinárka", "redaktor", "redaktorka", "reportér", "moderátor"),
    ),
    layout=LayoutWords(
        rolls=phrases("prítomní | neprítomní | ospravedlnení | účastníci | prezencia | ďalej prítomní"),
        no_labels=phrases(
            """
            bod | dátum | dĺžka | hlasovanie | jazyk | kľúčové slová | koniec schôdze
            | miesto konania | názov | obsah | poznámka | poznámky | predmet | príloha | prílohy
            | program | program schôdze | schôdza | zhrnutie | telefón | téma | zdroj | zdroje
            """
        ),
        asides=phrases(
            """
            po prvé | po druhé | po tretie | nakoniec | príklad | napríklad | odpoveď | nie
            | áno
            """
        ),
        particles=words("z zo de von"),
        small_words=words("a i k ku na o od po pod pre pri s so u v vo z za zo"),
        endings=("koniec", "koniec schôdze"),
        months=month_numbers("jan febr|február mar apr máj jún júl aug sept okt nov dec"),
    ),
)
