"""What depends on a language: titles and posts, forms of questions, dates, stemmer, function words. Data alone,
apart from `detection`.

To add a language, write a module or package here, named by the language's ISO 639 code, whose `LANGUAGE` is its
`Language`. Nothing else lists it. Most languages have titles, posts and words of layout alone; `en` has every part.
Transcripts in a language that is not here are read as in the default language; when it is added, the next run of
indexing reads all sources again.
"""

import functools
import hashlib
import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.languages.language import Language, LayoutWords

DEFAULT = "en"
"""The code of the language of transcripts that do not say theirs."""

_CODE = re.compile(r"[a-z]{2,3}")
_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\s*")


def language_code(tag: object) -> str | None:
    """The code of a language by its BCP 47 tag: `en` of `en-US` and of `eng`. None for any other value, and for the
    codes that name no language.
    """
    match = _TAG.fullmatch(tag) if isinstance(tag, str) else None
    code = match[1].lower() if match else None
    if code is None or code in {"mis", "mul", "und", "zxx"}:
        return None
    if code in _codes():
        return code
    return next((known.code for known in languages().values() if code in known.aliases), code)


@functools.cache
def languages() -> Mapping[str, Language]:
    """All languages by their codes, the default first.

    Raises:
        TypeError: a module has no `LANGUAGE`, or one of another code.
    """
    return {code: _load(code) for code in _codes()}


@functools.cache
def _codes() -> tuple[str, ...]:
    codes = {module.name for module in pkgutil.iter_modules(__path__) if _CODE.fullmatch(module.name)}
    return (DEFAULT, *sorted(codes - {DEFAULT}))


@functools.cache
def _load(code: str) -> Language:
    language = getattr(importlib.import_module(f"{__name__}.{code}"), "LANGUAGE", None)
    if not isinstance(language, Language) or language.code != code:
        raise TypeError(f"{__name__}.{code} must define LANGUAGE, a Language with the code {code!r}.")
    return language


@functools.cache
def language_digest(code: str) -> str:
    """A hash of the source of a language's data: when it changes, sources are read again."""
    rooms = [Path(room) for room in __path__]
    sources = [path for room in rooms for path in (*sorted(room.glob(f"{code}/*.py")), room / f"{code}.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources if path.is_file())).hexdigest()[:16]


def language_of(code: str | None) -> Language:
    """The language of a code; the default for None and for codes that are not known."""
    return _load(code if code in _codes() else DEFAULT)


def default() -> Language:
    """The language that is taken where none is known."""
    return language_of(DEFAULT)


def languages_of(codes: Iterable[str | None]) -> tuple[Language, ...]:
    """The default language and those of some codes, each once.

    An index always has the default: it may hold transcripts from before their language was known.
    """
    return tuple(dict.fromkeys([default(), *map(language_of, codes)]))


@functools.cache
def layout_words() -> LayoutWords:
    """The layout words of all languages together: lines are read before anything shows in which language they are."""
    layouts = [known.layout for known in languages().values()]
    return LayoutWords(
        rolls=_union(layout.rolls for layout in layouts),
        no_labels=_union(layout.no_labels for layout in layouts),
        asides=_union(layout.asides for layout in layouts),
        particles=_union(layout.particles for layout in layouts),
        small_words=_union(layout.small_words for layout in layouts),
        endings=tuple(ending for layout in layouts for ending in layout.endings),
        # The longest first: "marraskuu" is no March.
        months=dict(
            sorted(
                ((month, number) for layout in layouts for month, number in layout.months.items()),
                key=lambda month: len(month[0]),
                reverse=True,
            )
        ),
    )


@functools.cache
def titles() -> frozenset[str]:
    """The titles of all languages, to judge what a line is. A title of one is a name in another: "Don"."""
    return _union(known.labels.titles for known in languages().values())


@functools.cache
def posts() -> frozenset[str]:
    """The words of posts, headings and documents in all languages: they are no names."""
    return _union(known.labels.posts for known in languages().values())


@functools.cache
def articles() -> frozenset[str]:
    """The words that may come before a title in all languages ("la señora", "the chairman")."""
    known = languages().values()
    return _union(own.labels.articles | {own.labels.article} for own in known) - {""}


@functools.cache
def courtesy_titles() -> frozenset[str]:
    """The courtesy titles of all languages."""
    return _union(known.labels.courtesy for known in languages().values())


@functools.cache
def generic_labels() -> frozenset[str]:
    """The labels without a name of all languages."""
    return frozenset(label for known in languages().values() for label in known.labels.generic)


@functools.cache
def gendered_titles() -> frozenset[str]:
    """The courtesy titles of men and of women in all languages: two words after them may be two surnames."""
    return _union(known.labels.men | known.labels.women for known in languages().values())


@functools.cache
def surnames_like_titles() -> frozenset[str]:
    """The titles and posts that are surnames too, in any language."""
    return _union(known.names.surnames_like_titles for known in languages().values())


@functools.cache
def name_particles() -> frozenset[str]:
    """The words that may be lower-case in a personal name, in all languages; the default's "of" and "the" may not."""
    return layout_words().particles - default().layout.small_words


@functools.cache
def name_suffixes() -> frozenset[str]:
    """The words after surnames in all languages."""
    return _union(known.names.suffixes for known in languages().values())


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(word for words in sets for word in words)
