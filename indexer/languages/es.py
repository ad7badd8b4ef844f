"""Spanish."""

import re

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    NameWords,
    QuotingWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

_TITLES = """
    señor señora señorita señorías señoría sr sra srta sres don doña d dª dña dr dra doctor doctora
    profesor profesora presidente presidenta vicepresidente vicepresidenta ministro ministra
    viceministro viceministra secretario secretaria subsecretario subsecretaria diputado diputada
    senador senadora consejero consejera alcalde alcaldesa concejal concejala gobernador gobernadora
    embajador embajadora comisario comisaria portavoz representante honorable excelentísimo
    excelentísima canciller letrado letrada magistrado magistrada fiscal general
"""
_POSTS = """
    ayuntamiento cámara comisión compareciente congreso consejo consejería defensa delegación dirección
    director directora entrevistado entrevistada entrevistador entrevistadora estado fiscalía fracción
    gobierno grupo hacienda intérprete invitado invitada justicia locutor locutora ministerio moderador
    moderadora parlamentario parlamentaria parlamento participante periodista periodistas popular
    presidencia público reportero reportera secretaría senado socialista testigo traductor traductora
    vicepresidencia
"""
_CHAIR = (
    r"(?:(?:el|la) )?(?:(?:sr|sra|señora?)\.? )?"
    r"(?:(?:vice)?president[ea](?: (?:primer[ao]|segund[ao]|tercer[ao]|cuart[ao]))?|presidencia)"
)

LANGUAGE = Language(
    code="es",
    aliases=words("spa"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                presidente | presidenta | el presidente | la presidenta | señor presidente
                | señora presidenta | el señor presidente | la señora presidenta | el sr presidente
                | la sra presidenta | sr presidente | sra presidenta | la presidencia | presidencia
                | vicepresidente | vicepresidenta | el vicepresidente | la vicepresidenta
                | el señor vicepresidente | la señora vicepresidenta | el presidente en funciones
                | la presidenta en funciones | moderador | moderadora | el moderador | la moderadora
                | presentador | presentadora
            """,
            questioner="""
                pregunta | preguntas | periodista | el periodista | la periodista | entrevistador
                | entrevistadora | reportero | reportera | prensa
            """,
            audience="""
                público | asistente | voces | varios señores diputados | un señor diputado
                | una señora diputada
            """,
            narration="narrador | narradora | voz en off | locutor | locutora",
            speaker="respuesta",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        articles=words("el la los las"),
        courtesy=words("señor señora señorita sr sra srta dr dra"),
        men=words("señor sr"),
        women=words("señora señorita sra srta"),
        honorifics=words("don doña d dª dña"),
        asking=(
            "periodista",
            "reportero",
            "reportera",
            "entrevistador",
            "corresponsal",
            "moderador",
            "presentador",
        ),
        lasting_chair=re.compile(_CHAIR, re.IGNORECASE),
    ),
    # These are surnames, too.
    names=NameWords(surnames_like_titles=words("alcalde")),
    layout=LayoutWords(
        rolls=phrases(
            """
            asistentes | presentes | ausentes | asisten | asistencia | participantes
            | comparecientes | señores asistentes | señoras y señores asistentes
            | excusan su asistencia | diputados presentes | miembros presentes
            """
        ),
        no_labels=phrases(
            """
            acta | anexo | anexos | asunto | conclusión | correo electrónico | duración
            | expediente | fecha | idioma | informe | lugar y fecha | nota | notas
            | número de expediente | orden del día | página | páginas | palabras clave
            | punto del orden del día | referencia | resumen | sesión | sumario | teléfono | temas
            | título | traducción | véase también | votación
            """
        ),
        asides=phrases(
            """
            primero | segundo | tercero | por último | finalmente | ejemplo | por ejemplo
            | respuesta | bien | bueno | no | sí
            """
        ),
        particles=words("de del la las los y e i da dos van von"),
        small_words=words("a al con de del el en e la las lo los o para por que sin sobre un una y"),
        endings=("fin", "fin de la sesión", "se levanta la sesión"),
        months=month_numbers("enero feb mar abr may jun jul agosto sep|setiembre oct nov diciembre"),
    ),
    sentences="es",
    quoting=QuotingWords(
        negations=words("no nunca jamás nada nadie ningún ninguno ninguna ni tampoco sin"),
        negating_prefixes=("in", "im", "ir", "des"),
        numbers={
            "cero": "0",
            "dos": "2",
            "tres": "3",
            "cuatro": "4",
            "cinco": "5",
            "seis": "6",
            "siete": "7",
            "ocho": "8",
            "nueve": "9",
            "diez": "10",
            "once": "11",
            "doce": "12",
            "veinte": "20",
            "treinta": "30",
            "cuarenta": "40",
            "cincuenta": "50",
            "cien": "100",
            "mil": "1000",
            "millón": "million",
            "millones": "million",
            "euros": "€",
            "euro": "€",
            "dólares": "$",
        },
        said=words("dijo dice declaró afirma afirmó explicó añadió"),
    ),
)
