"""Portuguese."""

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

_TITLES = """
    senhor senhora sr sra srs sras srª dom dona dr dra drª doutor doutora professor professora prof
    deputado deputada deputados senador senadora presidente vice-presidente vice-presidenta presidenta
    ministro ministra vice-ministro vice-ministra primeiro-ministro primeira-ministra secretário
    secretária subsecretário subsecretária governador governadora prefeito prefeita vereador vereadora
    vereadores embaixador embaixadora comissário comissária relator relatora líder excelência exmo exma
"""
_POSTS = """
    assembleia bloco comissão congresso conselho defesa direção diretor diretora entrevistado
    entrevistada entrevistador entrevistadora fazenda governo intérprete jornalista jornalistas
    ministério moderador moderadora oradora orador parlamento participante partido plenário presidência
    público repórter república secretaria senado testemunha tradutor tradutora
"""
_CHAIR = r"(?:[oa] )?(?:(?:senhora?|sra?|srª)\.?(?:\(?ª\)?)? )?(?:vice-)?president[ea]"

LANGUAGE = Language(
    code="pt",
    aliases=words("por"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                presidente | presidenta | o presidente | a presidente | a presidenta | o sr presidente
                | a sr.ª presidente | a srª presidente | a sra presidente | a sra presidenta
                | o senhor presidente | a senhora presidente | a senhora presidenta | sr presidente
                | sra presidente | senhor presidente | senhora presidente | o vice-presidente
                | a vice-presidente | moderador | moderadora | o moderador | a moderadora | mediador
                | mediadora | apresentador | apresentadora
            """,
            questioner="""
                pergunta | perguntas | jornalista | o jornalista | a jornalista | repórter
                | entrevistador | entrevistadora
            """,
            audience="público | plateia | vozes | não identificado | orador não identificado | uma voz",
            narration="narrador | narradora | voz off | locutor | locutora",
            speaker="resposta",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("o a os as"),
        courtesy=words("senhor senhora sr sra srª dr dra drª"),
        men=words("senhor sr"),
        women=words("senhora sra srª"),
        honorifics=words("dom dona"),
        asking=("jornalista", "repórter", "entrevistador", "correspondente", "moderador", "apresentador"),
        lasting_chair=re.compile(_CHAIR, re.IGNORECASE),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            presentes | ausentes | presenças | participantes | compareceram | comparecem
            | deputados presentes à sessão | deputados presentes | faltaram à sessão
            | srs deputados presentes | comparecem os senhores | comparecem as senhoras
            """
        ),
        no_labels=phrases(
            """
            anexo | anexos | assunto | data | duração | horário | idioma | local e data | nota
            | notas | observação | ordem do dia | palavras-chave | pauta | resumo | sessão
            | sumário | telefone | temas | título | tradução | veja também | votação
            """
        ),
        asides=phrases(
            """
            primeiro | segundo | terceiro | por fim | exemplo | por exemplo | resposta | bem
            | não | sim
            """
        ),
        particles=words("de da do das dos e d' van von"),
        small_words=words(
            "a à ao aos com da das de dos e em na nas nos o os ou para pela pelo por que sem sobre um uma"
        ),
        endings=("fim", "fim da sessão", "está encerrada a sessão"),
        months=month_numbers("jan fev mar abr mai jun jul agosto setembro outubro nov dez"),
    ),
    sentences="pt",
)
