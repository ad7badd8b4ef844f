"""The records of gold transcripts: who said what, before it is written out in any layout."""

import msgspec


class Person(msgspec.Struct, frozen=True):
    """A speaker. `name` is the full name, the only one that a reader may give; a person may have a single name.

    `surname` is the name itself for such a person. `courtesy` is "Mr" or "Ms"; `post`, `organisation`, `party` and
    `constituency` are what layouts write next to a name.
    """

    name: str
    given: str
    surname: str
    courtesy: str = "Mr"
    post: str = "Clerk"
    organisation: str = "Lamp Corp"
    party: str = "Ind."
    constituency: str = "Harbour East"

    @property
    def has_full_name(self) -> bool:
        """Whether the name has more than one word."""
        return len(self.name.split()) > 1


class GoldTurn(msgspec.Struct, frozen=True):
    """What one person says: paragraphs without line ends. `start_time` is in seconds."""

    person: int
    paragraphs: tuple[str, ...]
    start_time: float = 0.0


class GoldTranscript(msgspec.Struct, frozen=True):
    """A transcript whose turns are known. `person` of a turn is a position in `people`, the most frequent first.

    Two turns of the same person never follow each other. `language` is an ISO 639 code.
    """

    id: str
    title: str
    language: str
    people: tuple[Person, ...]
    turns: tuple[GoldTurn, ...]


WORDS_A_SECOND = 2.5
"""The pace of speech by which start times are made up."""


def excerpt(transcript: GoldTranscript, first: int, most_words: int) -> GoldTranscript:
    """The turns from a position on, until their words reach a bound; turns of one person are joined.

    Start times are counted from zero, and people who do not speak are left out.
    """
    turns: list[tuple[int, list[str]]] = []
    words = 0
    for turn in transcript.turns[first:]:
        if words >= most_words:
            break
        words += sum(len(paragraph.split()) for paragraph in turn.paragraphs)
        if turns and turns[-1][0] == turn.person:
            turns[-1][1].extend(turn.paragraphs)
        else:
            turns.append((turn.person, list(turn.paragraphs)))
    counts: dict[int, int] = {}
    for person, _ in turns:
        counts[person] = counts.get(person, 0) + 1
    rank = {person: position for position, person in enumerate(sorted(counts, key=lambda at: -counts[at]))}
    seconds = 0.0
    ranked = []
    for person, paragraphs in turns:
        ranked.append(GoldTurn(rank[person], tuple(paragraphs), round(seconds)))
        seconds += 1 + sum(len(paragraph.split()) for paragraph in paragraphs) / WORDS_A_SECOND
    people = tuple(transcript.people[person] for person in rank)
    return GoldTranscript(
        f"{transcript.id}@{first}", transcript.title, transcript.language, people, tuple(ranked)
    )
