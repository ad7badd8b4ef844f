"""Finding speakers by id, name, alias, part of a name, or post."""

import datetime
import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from indexer.directory.records import ascii_form, name_key, speaker_id, surnames
from indexer.errors import SpeakerAmbiguous, SpeakerUnknown
from indexer.languages import default
from indexer.languages.language import Language
from indexer.model import Speaker, Tenure
from search_api.questions.spoken import Spoken

LEAST_SIMILARITY = 60
"""From this similarity (rapidfuzz's WRatio, 0 to 100) a name is proposed for another."""
MOST_PROPOSED = 5
_SILENT = Spoken()


class People:
    """The speakers of an index, by what they may be called.

    `languages` are those of its transcripts; none given means the default. `spoken` is asked once, by the first mention
    that fits several, for how much each says: it orders them, and a post means those who spoke while they held it.
    """

    def __init__(
        self,
        speakers: Iterable[Speaker],
        languages: Sequence[Language] = (),
        spoken: Callable[[], Mapping[str, Spoken]] = dict,
    ) -> None:
        self.languages = tuple(languages) or (default(),)
        self._ask_spoken = spoken
        self._by_id = {speaker.id: speaker for speaker in speakers}
        # Computed once: the time of a query must not grow with the directory.
        self._by_name: dict[str, list[Speaker]] = {}
        self._by_surname: dict[str, list[Speaker]] = {}
        self._posts: dict[str, list[tuple[Speaker, Tenure]]] = {}
        for speaker in self._by_id.values():
            for name in dict.fromkeys(_form(spelled) for spelled in (speaker.name, *speaker.aliases)):
                self._by_name.setdefault(name, []).append(speaker)
            for surname in dict.fromkeys(_form(name) for name in surnames(speaker)):
                self._by_surname.setdefault(surname, []).append(speaker)
            for tenure in speaker.tenures:
                for post in dict.fromkeys(tenure.alone):
                    self._posts.setdefault(post, []).append((speaker, tenure))

    def among(self, ids: Collection[str]) -> "People":
        """Only the speakers of the given ids."""
        kept = (speaker for key, speaker in self._by_id.items() if key in ids)
        return People(kept, self.languages, lambda: self._spoken)

    @functools.cached_property
    def _spoken(self) -> Mapping[str, Spoken]:
        return self._ask_spoken()

    def by_id(self, key: str | None) -> Speaker | None:
        """The speaker of an id."""
        return self._by_id.get(key) if key is not None else None

    def called(
        self,
        mention: str,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        language: Language | None = None,
    ) -> Sequence[Speaker]:
        """All speakers whom a mention may mean: of that full name or alias, else of that post, else of that surname.

        The one who says most comes first. Titles at the beginning ("Secretary of State Antony Blinken") and a
        possessive are ignored, but distinguish people of one surname. A post alone means its holders within the days
        given; without them, those who spoke while they held it, if any did. The words are those of a language; None
        means the first of the index's.
        """
        found = self._called(mention, since, until, language)
        if len(found) < 2:
            return found
        return sorted(found, key=lambda speaker: (-self._spoken.get(speaker.id, _SILENT).passages, speaker.id))

    def _called(
        self,
        mention: str,
        since: datetime.date | None,
        until: datetime.date | None,
        language: Language | None,
    ) -> Sequence[Speaker]:
        language = language or self.languages[0]
        bare = bare_name(mention, language)
        folded = _form(bare) if bare else ""
        if folded in self._by_name:
            return _spelled(bare, self._by_name[folded])
        if folded in self._by_id:
            return [self._by_id[folded]]
        post = _post(mention, language)
        if holders := self._holders(post, since, until):
            return holders
        if not folded:
            return []
        namesakes = self._by_surname.get(folded, [])
        title = post.removesuffix(name_key(bare)).strip()
        titled = [speaker for speaker in namesakes if any(title in tenure.titles for tenure in speaker.tenures)]
        return titled if title and len(namesakes) > 1 and titled else namesakes

    def _holders(
        self, post: str, since: datetime.date | None, until: datetime.date | None
    ) -> Sequence[Speaker]:
        held = [
            (speaker, tenure)
            for speaker, tenure in self._posts.get(post, [])
            if _overlaps(tenure, since, until)
        ]
        # One person may have held a post twice.
        holders = {speaker.id: speaker for speaker, _ in held}
        if len(holders) < 2:
            return list(holders.values())
        in_office = {speaker.id: speaker for speaker, tenure in held if self._spoke_in(speaker, tenure)}
        return list((in_office or holders).values())

    def _spoke_in(self, speaker: Speaker, tenure: Tenure) -> bool:
        spoken = self._spoken.get(speaker.id, _SILENT)
        return spoken.first is not None and _overlaps(tenure, spoken.first, spoken.last)

    def require(self, name: str) -> Speaker:
        """The one speaker of an id or name.

        Raises:
            SpeakerUnknown: no speaker has the name; carries similar names.
            SpeakerAmbiguous: several have it.
        """
        if name in self._by_id:
            return self._by_id[name]
        found = self.called(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise SpeakerAmbiguous(name, [speaker.id for speaker in found])
        raise SpeakerUnknown(name, self.near(name))

    def near(self, name: str) -> list[str]:
        """Names that are similar to one, the most similar first; only for "did you mean"."""
        names = {speaker.id: speaker.name for speaker in self._by_id.values()}
        found = process.extract(
            name,
            names,
            scorer=fuzz.WRatio,
            processor=str.lower,
            score_cutoff=LEAST_SIMILARITY,
            limit=MOST_PROPOSED,
        )
        return [match for match, _, _ in found]

    def beginning(self, prefix: str) -> list[Speaker]:
        """Speakers with a word in a name or alias that begins with a prefix, case and accents ignored; by name."""
        start = _form(prefix) if prefix.strip() else ""
        found = [
            speaker
            for speaker in self._by_id.values()
            if not start
            or any(f"-{_form(name)}".find(f"-{start}") >= 0 for name in (speaker.name, *speaker.aliases))
        ]
        return sorted(found, key=lambda speaker: (speaker.name.casefold(), speaker.id))


def _form(name: str) -> str:
    """The form in which a name is looked up: case and accents ignored, in any script."""
    return ascii_form(name) or speaker_id(name)


def _spelled(mention: str, found: Sequence[Speaker]) -> Sequence[Speaker]:
    """Those whose name is spelled as the mention, accents and script included, if the mention has any.

    In ASCII letters it may mean all of them: not every keyboard has the others.
    """
    form, identity = _form(mention), speaker_id(mention)
    # A speaker's own name comes before another's alias.
    of_name = [speaker for speaker in found if _form(speaker.name) == form] or found
    if mention.isascii():
        return of_name
    spelled = [speaker for speaker in found if identity in map(speaker_id, (speaker.name, *speaker.aliases))]
    return spelled or of_name


def bare_name(mention: str, language: Language) -> str:
    """A mention without titles at the beginning, what they are of ("of State"), and the possessive."""
    titles, of_words = language.labels.titles, language.introductions.of_words
    unnamed = language.questions.unnamed if language.questions else frozenset()
    bare = mention.replace("’", "'")
    for suffix in language.questions.possessives if language.questions else ():
        bare = bare.removesuffix(suffix)
    words = bare.split()
    titled = False
    while words:
        word = words[0].strip(".,").lower()
        next_word = words[1].strip(".,").lower() if len(words) > 1 else ""
        # "the White House" is no Mr. White; "the Secretary" is a post.
        if word in titles - unnamed or (
            not titled and word in unnamed and next_word in (titles | unnamed) - {language.labels.article}
        ):
            titled = True
            words.pop(0)
        elif titled and word in of_words and len(words) > 2:
            words = words[2:]
        else:
            break
    return " ".join(words)


def _post(mention: str, language: Language) -> str:
    """A mention as a post is looked up: without the possessive, the article and the country."""
    possessives = language.questions.possessives if language.questions else ()
    folded = name_key(mention.replace("’", "'").removesuffix(possessives[0] if possessives else ""))
    for prefix in (language.labels.article, *language.labels.countries):
        folded = folded.removeprefix(f"{prefix} ")
    return folded


def _overlaps(tenure: Tenure, since: datetime.date | None, until: datetime.date | None) -> bool:
    return (since is None or tenure.end is None or tenure.end >= since) and (
        until is None or tenure.start is None or tenure.start <= until
    )
