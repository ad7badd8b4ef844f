"""Norwegian."""

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
    herr fru frøken dr prof professor president presidenten visepresident visepresidenten
    stortingspresident stortingspresidenten statsråd statsråden statsminister statsministeren
    utenriksminister utenriksministeren finansminister finansministeren justisminister justisministeren
    forsvarsminister forsvarsministeren stortingsrepresentant representant representanten statssekretær
    ordfører ordføreren byrådsleder ambassadør møteleder
"""
_POSTS = """
    departement departementet intervjuer journalist kommisjonen komite komiteen moderator møtelederen
    partileder programleder publikum regjering regjeringen saksordfører saksordføreren spørsmål
    stortinget talsperson tolk
"""

LANGUAGE = Language(
    code="no",
    aliases=words("nor nb nob nn nno"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                president | presidenten | visepresidenten | første visepresident | andre visepresident
                | tredje visepresident | fjerde visepresident | femte visepresident | møteleder
                | møtelederen | møteleiar | møteleiaren | ordstyrer | ordstyreren | moderator
                | programleder | programlederen
            """,
            questioner="spørsmål | journalist | journalisten | intervjuer | reporter",
            audience="publikum | tilhører | fra salen",
            narration="forteller",
            speaker="svar",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("herr fru frøken"),
        men=words("herr"),
        women=words("fru frøken"),
        # "Statsråd Anniken Huitfeldt": records in Norwegian give the whole name after a post.
        honorifics=words(
            "statsråd statsråden statsminister statsministeren representanten stortingsrepresentant"
        ),
        asking=("journalist", "reporter", "intervjuer", "korrespondent", "programleder", "moderator"),
    ),
    layout=LayoutWords(
        rolls=phrases("til stede | tilstede | deltakere | deltakarar | fraværende | forfall | møtende"),
        no_labels=phrases(
            """
            avstemning | dagsorden | dato | emne | kilde | kilder | merknad | møtet slutt
            | oversettelse | sakliste | sammendrag | språk | sted og dato | telefon | tidspunkt
            | tittel | vedlegg | votering
            """
        ),
        asides=phrases(
            """
            for det første | for det andre | for det tredje | til slutt | eksempel
            | for eksempel | svar | nei | ja
            """
        ),
        particles=words("af de von"),
        small_words=words("av de den det en et for fra i med og om på som til ved å"),
        endings=("slutt", "møtet hevet"),
        months=month_numbers("jan feb mars apr mai jun jul aug sep okt nov desember"),
    ),
)
