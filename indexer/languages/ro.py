"""Romanian."""

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
    domnul domnule domn doamna doamnă domnișoara dl dna d-l d-na d dr prof profesor doctor președinte
    președintele președinta vicepreședinte vicepreședintele vicepreședinta ministru ministrul ministra
    prim-ministru prim-ministrul premier premierul viceprim-ministru secretar secretarul secretara
    deputat deputatul deputata deputată senator senatorul senatoarea senatoare primar primarul ambasador
    ambasadorul raportor comisar preşedinte preşedintele vicepreşedinte vicepreşedintele
"""
_POSTS = """
    adunarea camera chestor comisia deputaților departament grup grupul guvern guvernul interpret
    intervievator întrebare jurnalist jurnalistă ministerul moderator moderatoare parlament participant
    partid partidul public purtător reporter senat senatul senatului stat traducător
"""

LANGUAGE = Language(
    code="ro",
    aliases=words("ron rum mo mol"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                președinte | președintele | doamna președinte | domnul președinte | președinta
                | vicepreședinte | preşedinte | preşedintele | domnul preşedinte | doamna preşedinte
                | președinte de ședință | președintele de ședință | moderator | moderatoare
                | moderatorul | prezentator | prezentatoare
            """,
            questioner="întrebare | întrebări | jurnalist | jurnalistă | reporter | ziarist | ziaristă",
            audience="public | publicul | din sală | voci din sală | voce din sală",
            narration="narator | naratoare",
            speaker="răspuns",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("domnul domnule domn doamna doamnă domnișoara dl dna d-l d-na"),
        men=words("domnul domnule domn dl d-l"),
        women=words("doamna doamnă domnișoara dna d-na"),
        honorifics=words("domnul doamna deputat deputatul deputata senator senatorul senatoarea"),
        asking=("jurnalist", "reporter", "ziarist", "corespondent", "moderator", "prezentator"),
    ),
    layout=LayoutWords(
        rolls=phrases("prezenți | absenți | participanți | prezenţi | absenţi | participă | sunt prezenți"),
        no_labels=phrases(
            """
            anexă | anexe | cuprins | cuvinte cheie | data | data și locul | durata | limba | notă
            | observații | ordinea de zi | ordine de zi | rezumat | ședința | şedinţa | subiect
            | sumar | sursa | surse | telefon | tema | titlu | vot
            """
        ),
        particles=words("de von"),
        small_words=words("a al ale ai care cu de despre din în la o pe pentru prin sau sub și un"),
        endings=("sfârșit", "ședința s-a încheiat"),
        months=month_numbers("ianuarie feb mar apr mai iun iul aug sep|sept oct noiembrie dec"),
        function_words=words(
            """
            a ai al am ar au avem că care ce cu cum dar de din domnul este eu fi fost foarte în iar
            la mai noi nu o pe pentru prin că sau să se sunt și şi un va vă vom
            """
        ),
    ),
)
