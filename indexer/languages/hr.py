"""Croatian."""

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
    gospodin gospođa gospođica g gđa gđica dr prof profesor profesorica mr zastupnik zastupnica
    predsjednik predsjednica potpredsjednik potpredsjednica predsjedavajući predsjedavajuća
    predsjedatelj predsjedateljica ministar ministrica premijer premijerka državni državna tajnik
    tajnica župan županica gradonačelnik gradonačelnica veleposlanik veleposlanica izvjestitelj
    izvjestiteljica povjerenik povjerenica doktor doktorica
"""
_POSTS = """
    hrvatskog hrvatskoga hrvatski klub komisija ministarstvo moderator moderatorica novinar novinarka
    odbor pitanje prevoditelj prevoditeljica sabor sabora sudionik sudionica vijeće vlada vlade voditelj
    voditeljica glasnogovornik glasnogovornica
"""

LANGUAGE = Language(
    code="hr",
    aliases=words("hrv scr"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                predsjednik | predsjednica | potpredsjednik | potpredsjednica | predsjedavajući
                | predsjedavajuća | predsjedatelj | predsjedateljica | gospodin predsjednik
                | gospođa predsjednica | voditelj | voditeljica | moderator | moderatorica
            """,
            questioner="pitanje | novinar | novinarka",
            audience="publika | glas iz dvorane | upadica iz klupe | upadica | upadica se ne razumije",
            narration="pripovjedač | pripovjedačica",
            speaker="odgovor",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("gospodin gospođa gospođica g gđa gđica"),
        men=words("gospodin g"),
        women=words("gospođa gospođica gđa gđica"),
        asking=("novinar", "novinarka", "voditelj", "dopisnik", "moderator"),
    ),
    layout=LayoutWords(
        rolls=phrases("prisutni | nazočni | odsutni | sudionici | nenazočni | ostali prisutni"),
        no_labels=phrases(
            """
            datum | dnevni red | glasovanje | izvor | izvori | jezik | ključne riječi
            | mjesto i datum | napomena | naslov | predmet | prilog | prilozi | sažetak | sjednica
            | telefon | tema | točka dnevnog reda | vrijeme
            """
        ),
        particles=words("de von van"),
        small_words=words("a i iz k na o od po pod pri s sa u za"),
        endings=("kraj", "kraj sjednice"),
        months=month_numbers(
            """
            siječ velj ožuj travnja|travanj svib lipnja|lipanj srpnja|srpanj kolov rujan|rujna -
            studenog|studeni prosinac|prosinca
            """
        ),
        function_words=words(
            """
            ali bi biti bude da do hvala i iz ili ima ja je jer još kako kao koja koje koji li mi na
            nam ne nema nije o od po prema s sa sam samo se smo su što tako također to toga u uz već
            vrlo za
            """
        ),
    ),
)
