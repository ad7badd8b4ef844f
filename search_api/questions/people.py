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
from search_api.questions.learned_posts import Posts, post_key
from search_api.questions.misspelt import Occurs, first_letters, meant_name
from search_api.questions.spoken import Spoken

LEAST_SIMILARITY = 60
"""From this similarity (rapidfuzz's WRatio, 0 to 100) a name is proposed for another."""
MOST_PROPOSED = 5
_FEWEST_INITIALS = 3
"""From this number of words, a name may be called by its initials: "KJP"."""
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
        learned: Callable[[], Posts] = dict,
    ) -> None:
        self.languages = tuple(languages) or (default(),)
        self._ask_spoken = spoken
        self._ask_learned = learned
        self._by_id = {speaker.id: speaker for speaker in speakers}
        # Computed once: the time of a query must not grow with the directory.
        self._by_name: dict[str, list[Speaker]] = {}
        self._by_surname: dict[str, list[Speaker]] = {}
        self._by_initials: dict[str, list[Speaker]] = {}
        self._posts: dict[str, list[tuple[Speaker, Tenure]]] = {}
        for speaker in self._by_id.values():
            for name in dict.fromkeys(_form(spelled) for spelled in (speaker.name, *speaker.aliases)):
                self._by_name.setdefault(name, []).append(speaker)
            for surname in dict.fromkeys(_form(name) for name in surnames(speaker)):
                self._by_surname.setdefault(surname, []).append(speaker)
            initials = "".join(word[0] for word in _form(speaker.name).split("-"))
            if len(initials) >= _FEWEST_INITIALS:
                self._by_initials.setdefault(initials, []).append(speaker)
            for tenure in speaker.tenures:
                for post in dict.fromkeys(tenure.alone):
                    self._posts.setdefault(post, []).append((speaker, tenure))

    def among(self, ids: Collection[str]) -> "People":
        """Only the speakers of the given ids."""
        kept = (speaker for key, speaker in self._by_id.items() if key in ids)
        return People(kept, self.languages, lambda: self._spoken, lambda: self._learned)

    @functools.cached_property
    def _spoken(self) -> Mapping[str, Spoken]:
        return self._ask_spoken()

    @functools.cached_property
    def _learned(self) -> Posts:
        return self._ask_learned()

    @functools.cached_property
    def given_names(self) -> frozenset[str]:
        """The first words of all names of several words, case folded."""
        names = (name_key(speaker.name).split() for speaker in self._by_id.values())
        return frozenset(words[0] for words in names if len(words) > 1)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of all names and posts, and initials, as they are looked up."""
        forms = (*self._by_name, *self._by_surname, *self._by_initials)
        posts = (*self._posts, *self._learned)
        return frozenset(word for form in forms for word in form.split("-")) | {
            word for post in posts for word in post.split()
        }

    @functools.cached_property
    def _alike_names(self) -> Mapping[str, Sequence[str]]:
        return _by_first_letter(name for name in self._by_name if "-" in name)

    @functools.cached_property
    def _alike_surnames(self) -> Mapping[str, Sequence[str]]:
        return _by_first_letter(self._by_surname)

    def misspelt(self, mention: str, occurs: Occurs, language: Language) -> str | None:
        """The name or surname of which a mention is a misspelling, as the index spells it; None where it is none."""
        given = _form(bare_name(mention, language))
        names = [name for first in first_letters(given) for name in self._alike_names.get(first, ())]
        if "-" in given and (name := meant_name(given, names, occurs)):
            found = self._by_name[name]
            return found[0].name if len({speaker.id for speaker in found}) == 1 else None
        name = meant_name(given, self._alike_surnames.get(given[:1], ()), occurs)
        if name is None:
            return None
        last = (word for speaker in self._by_surname[name] for word in speaker.name.split())
        return next((word for word in last if _form(word) == name), None)

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
        if learned := self._of_learned_post(mention, language):
            return learned
        if not folded:
            return []
        namesakes = (
            self._by_surname.get(folded)
            or self._by_short_name(folded, language)
            or (self._by_initials.get(folded, []) if mention.isupper() else [])
        )
        title = post.removesuffix(name_key(bare)).strip()
        namesakes = _addressed(namesakes, title, language)
        titled = [speaker for speaker in namesakes if any(title in tenure.titles for tenure in speaker.tenures)]
        return titled if title and len(namesakes) > 1 and titled else namesakes

    def _of_learned_post(self, mention: str, language: Language) -> list[Speaker]:
        if _post(mention, language) in self._posts:
            return []
        learned = self._learned.get(post_key(mention, language), ())
        return [self._by_id[key] for key in sorted(learned) if key in self._by_id]

    def hold_learned_post(self, mention: str, language: Language) -> bool:
        """Whether people hold a post that only labels and titles of transcripts give."""
        return bool(self._of_learned_post(mention, language))

    def _by_short_name(self, folded: str, language: Language) -> list[Speaker]:
        """Those of another form of the given name: "Tony Blinken", "Jennifer Psaki", "Joseph R. Biden"."""
        first, *middle, last = folded.split("-") if "-" in folded else ("", folded)
        if not first or any(len(word) > 1 for word in middle) or last not in self._by_surname:
            return []
        short_forms = language.names.short_forms
        forms = {first} | short_forms(first)
        return [
            speaker
            for speaker in self._by_surname.get(last, ())
            if (words := name_key(speaker.name).split())
            and len(words) > 1
            and (words[0] == first or forms & ({words[0]} | short_forms(words[0])))
        ]

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


def _addressed(namesakes: list[Speaker], title: str, language: Language) -> list[Speaker]:
    """Those whom a courtesy title may mean: "Mrs. Obama" is nobody of whom only "Mr." is known."""
    words = language.labels
    if title not in words.courtesy:
        return namesakes
    if title in words.men | words.women:
        return [speaker for speaker in namesakes if not speaker.courtesy or title in speaker.courtesy]
    return [speaker for speaker in namesakes if title in speaker.courtesy] or namesakes


def _by_first_letter(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    grouped: dict[str, list[str]] = {}
    for name in names:
        grouped.setdefault(name[:1], []).append(name)
    return grouped


# One question asks for the forms of the same few words many times.
@functools.lru_cache(maxsize=256)
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


@functools.lru_cache(maxsize=256)
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
