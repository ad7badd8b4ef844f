"""Estonian."""

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
    härra proua preili hr pr dr prof professor esimees aseesimees eesistuja juhataja riigikogu saadik
    minister peaminister välisminister rahandusminister justiitsminister kaitseminister siseminister
    haridusminister president kantsler õiguskantsler riigikontrolör suursaadik linnapea volinik esimene
    teine
"""
_POSTS = """
    ajakirjanik fraktsioon intervjueerija komisjon küsimus ministeerium moderaator osaleja parlament
    pressiesindaja publik riigikogu saatejuht tõlk valitsus vallavanem
"""

LANGUAGE = Language(
    code="et",
    aliases=words("est"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                esimees | aseesimees | esimene aseesimees | teine aseesimees | juhataja | eesistuja
                | moderaator | saatejuht
            """,
            questioner="küsimus | ajakirjanik | intervjueerija | küsija",
            audience="publik | hääl saalist | hääled saalist | saalist",
            narration="jutustaja",
            speaker="vastus",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("härra proua preili hr pr"),
        men=words("härra hr"),
        women=words("proua preili pr"),
        # "Esimees Lauri Hussar", "Aseesimees Jüri Ratas": the whole name follows.
        honorifics=words("esimees aseesimees juhataja eesistuja minister peaminister"),
        asking=("ajakirjanik", "intervjueerija", "saatejuht", "reporter"),
    ),
    layout=LayoutWords(
        rolls=phrases("kohal | osalejad | osalesid | puudusid | puudujad | kutsutud | kohalviibijad"),
        no_labels=phrases(
            """
            allikas | allikad | hääletus | hääletamine | istung | keel | kokkuvõte | kuupäev
            | märkus | märkused | pealkiri | päevakord | päevakorrapunkt | telefon | teema
            | aeg ja koht
            """
        ),
        particles=words("von de"),
        small_words=words("ja ning või"),
        endings=("lõpp", "istungi lõpp"),
        months=month_numbers(
            "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"
        ),
        function_words=words(
            """
            aga aitäh ei et ja ka kas kes kui kuidas kõik ma me meie mida mis ning no nüüd oleks oli
            olla on palun see seda selle siin siis sellest ta tea teie te või väga üks
            """
        ),
    ),
)
