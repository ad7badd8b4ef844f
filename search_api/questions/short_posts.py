"""Other forms of a post in a question: "VP Harris", "the HHS secretary", "the French president", "ex-President Obama".

A form is tried only where nobody is called what the question says. A post that somebody no longer holds means nobody
without a name: "the former president" is not the president.
"""

import functools
from collections.abc import Mapping

from indexer.languages.language import Language
from search_api.questions.people import bare_name

_MOST_OF_BODY = 3
_MOST_FORMS = 12


class _Parts:
    """A mention's words without the article, and in lower case without points and possessives."""

    def __init__(self, mention: str, language: Language) -> None:
        possessives = language.questions.possessives if language.questions else ()
        mention = mention.replace("’", "'")
        for suffix in possessives:
            mention = mention.removesuffix(suffix)
        self.words = mention.split()
        if self.words and self.words[0].casefold() == language.labels.article:
            self.words.pop(0)
        self.folded = [_folded(word) for word in self.words]


def _folded(word: str) -> str:
    return word.strip(".,").casefold()


@functools.lru_cache(maxsize=256)
def other_forms(mention: str, language: Language) -> tuple[str, ...]:
    """What else a mention may be called, the likeliest first; none where it holds no short post, body or place."""
    parts = _Parts(mention, language)
    forms: list[str] = []
    for words in _spelled_out(parts, language):
        forms += _of_body(words, language) or [" ".join(words)]
    plain = " ".join(parts.words)
    return tuple(form for form in dict.fromkeys(forms) if form != plain)[:_MOST_FORMS]


def _spelled_out(parts: _Parts, language: Language) -> list[list[str]]:
    """The words with posts spelled out, and with each form of one that is called in several ways."""
    posts = language.posts
    spelled = [posts.short.get(folded, word) for word, folded in zip(parts.words, parts.folded, strict=True)]
    every = [parts.words]
    if spelled != parts.words:
        every.append(" ".join(spelled).split())
        if parts.folded[0] in posts.short and parts.folded[0] in posts.bodies:
            every.append([parts.words[0], *" ".join(spelled[1:]).split()])
    for words in tuple(every):
        for at, word in enumerate(words):
            alike = next((forms for forms in posts.alike if _folded(word) in forms), frozenset())
            every += [[*words[:at], other, *words[at + 1 :]] for other in sorted(alike - {_folded(word)})]
    return every


def _of_body(words: list[str], language: Language) -> list[str]:
    """What a post after the short name of a body is called in full: "Secretary of Health" for "health secretary"."""
    size = _size_of_body(words, language)
    if not size:
        return []
    post, of_words = words[size:], language.introductions.of_words
    if not of_words or not _is_post(post, language):
        # Who holds the post is looked up by title and name; for places see `of_place`.
        own = _key(words[:size]) in language.posts.bodies
        return [" ".join(post)] if own and bare_name(" ".join(post), language) else []
    return _posts_of(words[:size], post, language)


def _posts_of(body: list[str], post: list[str], language: Language) -> list[str]:
    called, of_word = " ".join(post), language.introductions.of_words[0]
    names = _bodies(language).get(_key(body), ())
    return [form for name in names for form in (f"{called} {of_word} {name}", f"{name} {called}")]


@functools.cache
def _bodies(language: Language) -> Mapping[str, tuple[str, ...]]:
    return {**language.posts.places, **language.posts.bodies}


@functools.lru_cache(maxsize=256)
def of_place(mention: str, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What "French President Roe" may be called, each with the posts held: "President Roe", "President of France"."""
    parts = _Parts(mention, language)
    found: list[tuple[str, tuple[str, ...]]] = []
    for words in _spelled_out(parts, language) if language.introductions.of_words else ():
        size = _size_of_body(words, language)
        named = bare_name(" ".join(words[size:]), language)
        if not size or not named or _key(words[:size]) not in language.posts.places:
            continue
        post = words[size : len(words) - len(named.split())]
        if _is_post(post, language):
            found.append((" ".join(words[size:]), tuple(_posts_of(words[:size], post, language))))
    return tuple(found[:_MOST_FORMS])


def _size_of_body(words: list[str], language: Language) -> int:
    """How many words at the beginning are a body or place; 0 where no title follows them."""
    titles, bodies = language.labels.titles, _bodies(language)
    sizes = range(min(_MOST_OF_BODY, len(words) - 1), 0, -1)
    return next(
        (size for size in sizes if _key(words[:size]) in bodies and _folded(words[size]) in titles),
        0,
    )


def _key(words: list[str]) -> str:
    return " ".join(map(_folded, words))


def _is_post(words: list[str], language: Language) -> bool:
    labels = language.labels
    known = labels.titles | labels.posts
    ends = labels.titles - labels.dependent
    return bool(words) and all(_folded(word) in known for word in words) and _folded(words[-1]) in ends


def is_post_of_body(mention: str, language: Language) -> bool:
    """Whether a mention is a post after what it is of, in short: "the HHS secretary", "the French president"."""
    parts = _Parts(mention, language)
    every = _spelled_out(parts, language)
    return any((size := _size_of_body(words, language)) and _is_post(words[size:], language) for words in every)


def without_past(mention: str, language: Language) -> str | None:
    """A mention without "former" or "then"; None where it has neither, or is a former post without a name."""
    parts = _Parts(mention, language)
    if not parts.words:
        return None
    posts = language.posts
    first, hyphen, rest = parts.words[0].partition("-")
    past = _folded(first)
    words = [rest, *parts.words[1:]] if hyphen else parts.words[1:]
    if not words or past not in posts.former | posts.of_their_time:
        return None
    if size := _size_of_body(words, language):
        named = _has_name(words[size:], language)
    else:
        named = _has_name(words, language)
    return " ".join(words) if named or past in posts.of_their_time else None


def _has_name(words: list[str], language: Language) -> bool:
    bare = bare_name(" ".join(words), language).split()
    return bool(bare) and _folded(bare[0]) not in language.introductions.of_words
