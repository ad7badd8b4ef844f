"""Serbian, in both of its scripts."""

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
    gospodin gospođa gospođica g gđa gđica dr prof profesor profesorka mr narodni narodna poslanik
    poslanica predsednik predsednica predsjednik predsjednica predsedavajući predsedavajuća
    predsjedavajući predsjedavajuća potpredsednik potpredsednica potpredsjednik potpredsjednica ministar
    ministarka premijer premijerka državni sekretar sekretarka gradonačelnik gradonačelnica ambasador
    ambasadorka господин госпођа госпођица г гђа гђица др проф професор професорка народни народна
    посланик посланица председник председница председавајући председавајућа потпредседник потпредседница
    министар министарка премијер премијерка државни секретар секретарка градоначелник градоначелница
    амбасадор амбасадорка
"""
_POSTS = """
    komisija ministarstvo moderator novinar novinarka odbor pitanje skupština skupštine učesnik učesnica
    vlada vlade voditelj voditeljka комисија министарство модератор новинар новинарка одбор питање
    скупштина скупштине учесник учесница влада владе водитељ водитељка
"""

LANGUAGE = Language(
    code="sr",
    aliases=words("srp scc"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                predsednik | predsednica | predsedavajući | predsedavajuća | potpredsednik
                | potpredsednica | predsjedavajući | predsjedavajuća | voditelj | voditeljka
                | moderator | председник | председница | председавајући | председавајућа
                | потпредседник | потпредседница | водитељ | водитељка | модератор
            """,
            questioner="pitanje | novinar | novinarka | питање | новинар | новинарка",
            audience="publika | glas iz sale | публика | глас из сале",
            narration="narator | наратор",
            speaker="odgovor | одговор",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("gospodin gospođa gospođica g gđa gđica господин госпођа госпођица г гђа гђица"),
        men=words("gospodin g господин г"),
        women=words("gospođa gospođica gđa gđica госпођа госпођица гђа гђица"),
        asking=("novinar", "novinarka", "voditelj", "новинар", "новинарка", "водитељ"),
    ),
    layout=LayoutWords(
        rolls=phrases("prisutni | odsutni | učesnici | присутни | одсутни | учесници"),
        no_labels=phrases(
            """
            datum | dnevni red | glasanje | izvor | jezik | napomena | naslov | predmet | prilog
            | sažetak | sednica | telefon | tema | tačka dnevnog reda | vreme | датум | дневни ред
            | гласање | извор | језик | напомена | наслов | предмет | прилог | сажетак | седница
            | телефон | тема | тачка дневног реда | време
            """
        ),
        particles=words("de von van"),
        small_words=words("a i iz k na o od po pod pri s sa u za а до и из к на о од по под при с са у за"),
        endings=("kraj", "крај"),
        months=month_numbers(
            "januar|јануар februar|фебруар mart|март april|април maj|мај jun|јун jul|јул avgust|август"
            " septembar|септембар oktobar|октобар novembar|новембар decembar|децембар"
        ),
        function_words=words(
            """
            ali biti da do hvala i iz ili ima ja je jer još kako kao koja koje koji li mi na nam ne
            nije o od po sa sam se smo su što ovde gde uvek takođe to toga u već za али бити да до
            хвала и из или има ја је јер још како као која које који ли ми на нам не није о од по са
            сам се смо су што овде где увек такође то тога у већ за
            """
        ),
    ),
)
