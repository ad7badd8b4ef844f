"""Quotes made from what was said, by rule: as reporters copy them, altered, spliced, or made up. Pure, and seeded."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from random import Random

import msgspec

from search_api.quotes.judging.records import Verdict

_AUXILIARIES = frozenset(
    "is are was were will would can could should has have had do does did must may might am".split()
)
_NOT = re.compile(r"\b(?:not|never)\b\s*|n['’]t\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.,])\d+(?![\w,.]?\d|[\w:])")
_NUMBER_WORDS = "two three four five six seven eight nine ten twenty thirty forty fifty sixty hundred".split()
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_LEAST, _MOST = 6, 40
"""The fewest and most words of a quote."""
_NEAR_BY_STEM = 0.5
"""The share of replaced words for which another form of the same stem is taken, where there is one."""


class SaidTurn(msgspec.Struct, frozen=True):
    """The words of a turn as people read them, separated by white space; `speaker` is an id."""

    transcript: str
    ordinal: int
    speaker: str | None
    words: tuple[str, ...]


class Case(msgspec.Struct, frozen=True):
    """A quote to judge, as words of `speaker` where one is given. `expected` are the verdicts that are right.

    With `first`, the first difference must be of this kind.
    """

    kind: str
    text: str
    expected: tuple[Verdict, ...]
    speaker: str | None = None
    first: str | None = None


class Material(msgspec.Struct, frozen=True):
    """What quotes are made from: turns of at least two dozen words, words with the same stem, and speakers."""

    turns: Sequence[SaidTurn]
    by_transcript: Mapping[str, Sequence[SaidTurn]]
    stems: Mapping[str, Sequence[str]]
    speakers: Sequence[str]


_LONG = 24


def material_of(turns: Sequence[SaidTurn], stem: Callable[[str], str]) -> Material:
    """The material in turns; shorter ones are left out."""
    long = [turn for turn in turns if len(turn.words) >= _LONG]
    by_transcript: defaultdict[str, list[SaidTurn]] = defaultdict(list)
    vocabulary: set[str] = set()
    for turn in long:
        by_transcript[turn.transcript].append(turn)
        vocabulary.update(word for word in turn.words if word.isalpha() and word.islower())
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        stems[stem(word)].append(word)
    same = {word: [other for other in words if other != word] for words in stems.values() for word in words}
    speakers = sorted({turn.speaker for turn in long if turn.speaker})
    return Material(long, by_transcript, same, speakers)


def verbatim(material: Material, random: Random) -> Case | None:
    """A slice of a turn with other case, quotation marks, dashes and white space."""
    words = _slice(random.choice(material.turns), random)
    return Case("verbatim", _copied(words, random), ("verbatim",))


def elided(material: Material, random: Random) -> Case | None:
    """Two slices of a turn in their order, with an ellipsis between."""
    words = _slice(random.choice(material.turns), random, 18)
    cut = random.randint(5, len(words) - 11)
    dots = random.choice(("…", "...", "[…]", "[...]"))
    return Case("elided", " ".join([*words[:cut], dots, *words[cut + random.randint(4, 6) :]]), ("verbatim",))


def replaced(material: Material, random: Random) -> Case | None:
    """A slice in which one to three words are replaced: by another form, or by another word of the transcript."""
    turn = random.choice(material.turns)
    words = _slice(turn, random)
    places = [at for at, word in enumerate(words) if word.isalpha() and word.islower() and len(word) > 2]
    if not places:
        return None
    for at in random.sample(places, min(len(places), random.randint(1, 1 + len(words) // 16))):
        forms = material.stems.get(words[at], ())
        others = [word for word in turn.words if word.isalpha() and word.islower() and word != words[at]]
        near = forms if forms and random.random() < _NEAR_BY_STEM else others
        if not near:
            return None
        words[at] = random.choice(near)
    return Case("word replaced", " ".join(words), ("altered",))


def negated(material: Material, random: Random) -> Case | None:
    """A slice in which a negation is dropped, or added after an auxiliary verb."""
    words = _slice(random.choice(material.turns), random, 8)
    text = " ".join(words)
    found = [match for match in _NOT.finditer(text) if match.start() > 0 and match.end() < len(text) - 8]
    if found:
        match = random.choice(found)
        text = text[: match.start()] + text[match.end() :]
    else:
        places = [at for at, word in enumerate(words[1:-2], 1) if word in _AUXILIARIES]
        if not places:
            return None
        words.insert(random.choice(places) + 1, "not")
        text = " ".join(words)
    return Case("negation", text, ("altered",), first="negation")


def numbered(material: Material, random: Random) -> Case | None:
    """A slice in which a number is another."""
    for turn in random.sample(material.turns, min(len(material.turns), 40)):
        text = " ".join(_slice(turn, random, 10))
        if figures := [*_FIGURE.finditer(text)]:
            match = random.choice(figures)
            other = str(int(match[0]) + random.choice((1, 2, 10)))
        elif named := [*_NUMBER_WORD.finditer(text)]:
            match = random.choice(named)
            other = random.choice([word for word in _NUMBER_WORDS if word != match[0].casefold()])
        else:
            continue
        return Case("number", text[: match.start()] + other + text[match.end() :], ("altered",), first="number")
    return None


def spliced(material: Material, random: Random) -> Case | None:
    """Parts of two turns of one transcript, or of one turn in another order or far apart."""
    turn = random.choice(material.turns)
    others = [
        other
        for other in material.by_transcript[turn.transcript]
        if other.speaker == turn.speaker and other != turn
    ]
    first = _slice(turn, random, 8, 14)
    if others and random.random() < 0.6:
        second = _slice(random.choice(others), random, 8, 14)
    elif len(turn.words) >= 80:
        at = random.randint(0, len(turn.words) // 3)
        first = list(turn.words[at : at + random.randint(8, 14)])
        later = random.randint(at + 34, len(turn.words) - 14)
        second = list(turn.words[later : later + random.randint(8, 14)])
        if random.random() < 0.5:
            first, second = second, first
    else:
        return None
    return Case("spliced", " ".join([*first, *second]), ("spliced",))


def exchanged(material: Material, random: Random) -> Case | None:
    """A slice as words of somebody else."""
    turn = random.choice(material.turns)
    others = [speaker for speaker in material.speakers if speaker != turn.speaker]
    if not others:
        return None
    words = _slice(turn, random, 8)
    return Case("speaker exchanged", " ".join(words), ("other_speaker",), speaker=random.choice(others))


def paraphrased(material: Material, random: Random) -> Case | None:
    """The content words of a slice in another order, between other small words: found or not, never verbatim."""
    words = _slice(random.choice(material.turns), random, 12)
    kept = [word.strip('.,;:?!—–-"“”()').lower() for word in words if len(word) > 4]
    if len(kept) < 4:
        return None
    random.shuffle(kept)
    small = ["which", "of", "while", "upon", "toward", "these", "whose", "among"]
    text = " ".join(part for word in kept for part in (word, random.choice(small)))
    return Case("paraphrased", text, ("not_found", "altered"))


def invented(material: Material, random: Random) -> Case | None:
    """A sentence that nobody said: pairs of words of many transcripts, one after the other."""
    turns = random.sample(material.turns, min(len(material.turns), 8))
    text: list[str] = []
    for turn in turns:
        at = random.randrange(len(turn.words) - 2)
        text += turn.words[at : at + 2]
    return Case("invented", " ".join(text[: random.randint(8, 16)]), ("not_found",))


MAKERS: tuple[Callable[[Material, Random], Case | None], ...] = (
    verbatim,
    elided,
    replaced,
    negated,
    numbered,
    spliced,
    exchanged,
    paraphrased,
    invented,
)


def _slice(turn: SaidTurn, random: Random, least: int = _LEAST, most: int = _MOST) -> list[str]:
    length = random.randint(least, min(most, len(turn.words)))
    start = random.randint(0, len(turn.words) - length)
    return list(turn.words[start : start + length])


def _copied(words: Sequence[str], random: Random) -> str:
    text = random.choice((" ", "  ", "\n")).join(words)
    changes = (
        str.upper,
        str.lower,
        lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
        lambda text: text.replace("—", "-").replace("–", "--"),
        lambda text: f"“{text}”",
        lambda text: text,
    )
    return str(random.choice(changes)(text))
