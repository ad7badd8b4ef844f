"""Who answers, as people call them: by surname, full name and post."""

from collections.abc import Mapping
from functools import cache

from indexer.directory.load import shipped
from indexer.languages import default
from indexer.model import Tenure, Transcript, Turn

_LONGEST_POST = 7
"""The most words of a post in a title."""


def names_of(turn: Turn) -> tuple[str, ...]:
    """The full name and the surname of who speaks; empty where nobody is named."""
    name = turn.attribution.name
    if name is None or " " not in name:
        return ()
    words = name.split()
    if words[-1].strip(".").casefold() in default().names.suffixes and len(words) > 2:
        words = words[:-1]
    return name, words[-1]


def post_of(turn: Turn, transcript: Transcript) -> str | None:
    """The post of who speaks on the day: of the directory, or before the name in the transcript's title."""
    tenures = _tenures().get(turn.attribution.person or "", ())
    for tenure in tenures:
        if transcript.date and tenure.covers(transcript.date) and tenure.alone:
            return tenure.alone[0]
    return _post_in_title(turn, transcript.title or "")


def _post_in_title(turn: Turn, title: str) -> str | None:
    name = turn.attribution.name
    before, found, _ = title.partition(name) if name else ("", "", "")
    if not found:
        return None
    words: list[str] = []
    for word in reversed(before.split()):
        capitalised = word[0].isupper() and word[-1].isalpha()
        if len(words) == _LONGEST_POST or not (capitalised or (words and word in {"of", "for"})):
            break
        words.insert(0, word)
    # "Secretary of Health and Human Services Xavier Becerra" must not make "human services" a post.
    if not words or words[0].casefold() not in default().labels.titles | {"national", "white"}:
        return None
    if len(words) == 1 and words[0].casefold() in default().labels.courtesy | {"national", "white"}:
        return None
    return " ".join(words).lower()


@cache
def _tenures() -> Mapping[str, tuple[Tenure, ...]]:
    return {speaker.id: speaker.tenures for speaker in shipped().speakers}
