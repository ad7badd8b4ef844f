"""Swedish."""

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
    herr fru fröken dr prof professor talman talmannen vice ålderspresident ålderspresidenten ordförande
    ordföranden statsminister statsministern statsråd statsrådet minister ministern utrikesminister
    utrikesministern finansminister finansministern justitieminister justitieministern försvarsminister
    försvarsministern socialminister socialministern utbildningsminister utbildningsministern
    riksdagsledamot riksdagsledamoten ledamot ledamoten statssekreterare statssekreteraren borgmästare
    landshövding ambassadör president presidenten förste tredje första andra
"""
_POSTS = """
    departement departementet fråga gruppledare intervjuare journalist kommissionen moderator nämnd
    partiledare programledare publik regering regeringen reporter riksdag riksdagen riksdagsgrupp
    sekreterare sekreteraren talesperson tolk utskott utskottet
"""

LANGUAGE = Language(
    code="sv",
    aliases=words("swe"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                talman | talmannen | herr talman | fru talman | förste vice talmannen
                | andre vice talmannen | tredje vice talmannen | första vice talmannen
                | andra vice talmannen | vice talmannen | ålderspresidenten | ordförande | ordföranden
                | vice ordföranden | moderator | moderatorn | programledare | programledaren
            """,
            questioner="fråga | frågor | journalist | journalisten | intervjuare | reporter | reportern",
            audience="publik | publiken | åhörare | från publiken",
            narration="berättare | berättarröst",
            speaker="svar",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("herr fru fröken"),
        men=words("herr"),
        women=words("fru fröken"),
        # "Statsrådet Anders Ygeman": records in Swedish give the whole name after a post.
        honorifics=words(_TITLES) - words("herr fru fröken dr prof"),
        asking=("journalist", "reporter", "intervjuare", "korrespondent", "programledare", "moderator"),
    ),
    layout=LayoutWords(
        rolls=phrases(
            "närvarande | frånvarande | deltagare | närvarande ledamöter | beslutande | övriga närvarande"
        ),
        no_labels=phrases(
            """
            anmärkning | anm | bilaga | bilagor | dagordning | datum | föredragningslista | källa
            | källor | mötet slutade | nyckelord | omröstning | ort och datum | plats och tid
            | sammanfattning | språk | telefon | titel | ämne | ärende | översättning
            """
        ),
        asides=phrases(
            """
            för det första | för det andra | för det tredje | till sist | exempel
            | till exempel | svar | nej | ja
            """
        ),
        particles=words("af av de von"),
        small_words=words("av att de den det en ett för från i med och om på som till vid"),
        endings=("slut",),
        months=month_numbers("jan feb mars apr maj jun jul aug sep okt nov dec"),
    ),
)
