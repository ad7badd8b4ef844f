"""Welsh."""

import re

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

LANGUAGE = Language(
    code="cy",
    aliases=words("cym wel"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                llywydd | y llywydd | dirprwy lywydd | y dirprwy lywydd | llywydd dros dro
                | y llywydd dros dro | y dirprwy lywydd dros dro | cadeirydd | y cadeirydd
                | cadeirydd dros dro | cyflwynydd
            """,
            questioner="cwestiwn | cwestiynau | newyddiadurwr | y newyddiadurwr | holwr",
            audience="cynulleidfa | aelodau o'r senedd | rhai aelodau o'r senedd",
            narration="adroddwr",
            speaker="ateb",
        ),
        titles=words(
            """
            mr mrs ms miss dr syr fonesig arglwydd arglwyddes athro parchedig llywydd lywydd dirprwy
            cadeirydd gweinidog prif ysgrifennydd ysgrifenyddes aelod cynghorydd cwnsler cyffredinol
            maer
            """
        ),
        posts=words(
            "cabinet comisiwn cymru cynulliad llywodraeth newyddiadurwr pwyllgor senedd tyst cyfieithydd"
        ),
        article="y",
        articles=words("y yr"),
        courtesy=words("mr mrs ms miss dr"),
        men=words("mr"),
        women=words("mrs ms miss"),
        asking=("newyddiadurwr", "holwr", "cyflwynydd"),
        lasting_chair=re.compile(r"(?:y )?(?:(?:dirprwy )?l?lywydd|cadeirydd)(?: dros dro)?", re.IGNORECASE),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            yn bresennol | presennol | ymddiheuriadau | aelodau yn bresennol | tystion
            | eraill yn bresennol
            """
        ),
        no_labels=phrases(
            """
            agenda | amser | crynodeb | dyddiad | ffynhonnell | iaith | lleoliad | nodyn
            | nodiadau | pleidlais | pwnc | teitl | o blaid | yn erbyn | ymatal | testun
            """
        ),
        particles=words("ap ab y yr ferch"),
        small_words=words("a ac am ar at dros gan i mewn o y yr yn"),
        endings=("diwedd",),
        months=month_numbers(
            "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst - hydref tachwedd rhagfyr"
        ),
        function_words=words(
            """
            a ac am ar at bod byddai chi ddim diolch ei ein eu felly fod fel fy gan gyda hefyd hon
            hwn hynny i iawn mae mewn nad neu ni o oedd rwy'n sydd sy'n um wedi wrth y yn yr yw
            """
        ),
    ),
)
