"""Invented people, of many kinds of names: plain, with particle, hyphen, apostrophe, prefix, accents, a single word."""

from random import Random

from eval.reading.gold import Person

_ENGLISH = """
Clara|Vale|Ms  Bram|Lark|Mr  Otto|Heron|Mr  Lena|Finch|Ms  Pieter|van den Berg|Mr  Anneke|de Wit|Ms
Jean-Luc|Moreau-Petit|Mr  Siobhan|O'Neil|Ms  Fergus|McAllan|Mr  Mairéad|Ní Bhriain|Ms  José|Ibáñez|Mr
Łucja|Wrońska|Ms  Sven|Ångberg|Mr  Ngozi|Adeyemi-Cole|Ms  Priya|Ramanathan|Ms  Tuan|Nguyen|Mr  Mei-Ling|Cho|Ms
Ahmed|al-Rashid|Mr  Ruth|St. John|Ms  Lena T.|Quill|Ms  Odalys||Ms  Thorne||Mr  Zoë|Baptiste|Ms  Çağla|Demirci|Ms
Milo|Pike|Mr  Greta|Stoneham|Ms  Tobias|MacCready|Mr  Ivy|Price|Ms  Dorian|Field|Mr  Wanda|Banks|Ms
Hugo|Castellanos|Mr  Freya|Lindqvist|Ms  Abel|D'Costa|Mr  Noor|Haddad|Ms  Kwame|Boateng|Mr  Ines|da Silva|Ms
J. P.|Harrow|Mr  Edith|Marsh|Ms  Gareth|ap Rhys|Mr  Yuki|Tanabe|Ms
"""
_SPANISH = """
Clara|Vallejo|Ms  Bruno|Ibáñez Lago|Mr  Inés|de la Fuente|Ms  Ramón|Peñalver|Mr  Lucía|Gándara|Ms  Hugo|Echeverría|Mr
"""
_FRENCH = """
Claire|Valmont|Ms  Bruno|Lefèvre-Roy|Mr  Inès|de la Tour|Ms  Rémi|d'Argent|Mr  Lucie|Garance|Ms  Hugo|Çelik|Mr
"""
_GERMAN = """
Klara|Vogel|Ms  Bruno|von der Heide|Mr  Ines|Groß-Lüning|Ms  Jörg|Käfer|Mr  Luise|Garbe|Ms  Hugo|Östermann|Mr
"""
_UKRAINIAN = """
Клара|Валенко|Ms  Богдан|Ластівка|Mr  Інна|Дем'яненко|Ms  Остап|Журавель|Mr  Леся|Горобець|Ms  Юхим|Кременчук|Mr
"""
_CHINESE = "梁小燕||Ms  陳大文||Mr  何海||Mr  林佩珊||Ms  歐陽明||Mr  周潔||Ms"
_POOLS = {
    "es": _SPANISH,
    "gl": _SPANISH,
    "ca": _SPANISH,
    "fr": _FRENCH,
    "de": _GERMAN,
    "uk": _UKRAINIAN,
    "zh": _CHINESE,
}

_POSTS = (
    "Minister for Trains", "Secretary for the Environment", "Chief Executive", "Keeper of Lamps", "Head of Research",
    "Minister for Fisheries, Harbours and the Seas", "Director of Ferries", "Shadow Minister for Piers",
    "Parliamentary Under-Secretary of State for Transport, Local Government and the Northern Islands",
    "Vice President, Investor Relations", "Chief Financial Officer", "Harbour Master",
)  # fmt: skip
_ORGANISATIONS = (
    "Lamp Corp",
    "Beacon Bank",
    "The Gazette",
    "Courier",
    "University of Otterby",
    "Pier Trust",
    "WKLP",
)
_PARTIES = ("Lab", "Con", "Green", "PPE", "SPD", "Lib.", "Ind.", "NLP", "S&D", "ALDE")
_CONSTITUENCIES = (
    "Harbour East",
    "North Otterby",
    "Pierhead and Lowmoor",
    "Larksdale",
    "St. Wren",
    "Finch Hill—Lowe",
)


def invented_people(count: int, language: str, random: Random) -> tuple[Person, ...]:
    """Some invented people with distinct names, drawn for a language; the English ones have names of many languages.

    There are fewer where the names of a language are not enough, and none can be made of them.
    """
    pool = [
        entry.strip().split("|") for line in _pool(language).splitlines() for entry in line.split("  ") if entry
    ]
    random.shuffle(pool)
    while len(pool) < count and any(surname for _, surname, _ in pool):
        pool += [[f"{given} {surname[:1]}.", surname, courtesy] for given, surname, courtesy in pool if surname]
    return tuple(
        described(f"{given} {surname}".strip(), given, surname or given, courtesy, random)
        for given, surname, courtesy in pool[:count]
    )


def described(name: str, given: str, surname: str, courtesy: str, random: Random) -> Person:
    """A person with an invented post, organisation, party and constituency."""
    return Person(
        name,
        given,
        surname,
        courtesy,
        random.choice(_POSTS),
        random.choice(_ORGANISATIONS),
        random.choice(_PARTIES),
        random.choice(_CONSTITUENCIES),
    )


_PARTICLES = frozenset("van von der den de da do dos la le du di al el bin ní ó mac ap st. zu".split())


def person_of(name: str, courtesy: str, random: Random) -> Person:
    """A person whose full name is known: the surname is the last word, with the particles before it."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return described(name, " ".join(words[:at]) or name, " ".join(words[at:]), courtesy, random)


def _pool(language: str) -> str:
    return _POOLS.get(language, _ENGLISH)
