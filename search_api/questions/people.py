"""Finding speakers by id, name, alias, part of a name, or post."""

import datetime
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz, process

from indexer.attribution.labels import TITLES
from indexer.directory.records import ascii_form, name_key, speaker_id, surnames
from indexer.errors import SpeakerAmbiguous, SpeakerUnknown
from indexer.model import Speaker, Tenure

_ARTICLES = frozenset({"the", "u.s", "us"})
_NEAR = 60
_SHOWN = 5


class People:
    """The speakers of an index, by what they may be called."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self._by_id = {speaker.id: speaker for speaker in speakers}
        self._by_name: dict[str, list[Speaker]] = {}
        for speaker in self._by_id.values():
            for name in dict.fromkeys(_form(spelled) for spelled in (speaker.name, *speaker.aliases)):
                self._by_name.setdefault(name, []).append(speaker)
        # Worked out once: a query must not cost what the directory costs.
        self._by_surname: dict[str, list[Speaker]] = {}
        self._posts: dict[str, list[tuple[Speaker, Tenure]]] = {}
        for speaker in self._by_id.values():
            for surname in dict.fromkeys(_form(name) for name in surnames(speaker)):
                self._by_surname.setdefault(surname, []).append(speaker)
            for tenure in speaker.tenures:
                for post in dict.fromkeys(tenure.alone):
                    self._posts.setdefault(post, []).append((speaker, tenure))

    def among(self, ids: Collection[str]) -> "People":
        """Those of the given ids alone."""
        return People(speaker for key, speaker in self._by_id.items() if key in ids)

    def by_id(self, key: str | None) -> Speaker | None:
        """The speaker of an id."""
        return self._by_id.get(key) if key is not None else None

    def called(
        self, mention: str, since: datetime.date | None = None, until: datetime.date | None = None
    ) -> Sequence[Speaker]:
        """Everybody whom a mention may mean: of that full name or alias, else of that post, else of that surname.

        Titles in front ("Secretary of State Antony Blinken") and a possessive are passed over, but tell
        people of one surname apart. A post alone means who held it, within the days given.
        """
        bare = bare_name(mention)
        folded = _form(bare) if bare else ""
        if folded in self._by_name:
            return _spelled(bare, self._by_name[folded])
        if folded in self._by_id:
            return [self._by_id[folded]]
        if holders := self._holders(mention, since, until):
            return holders
        if not folded:
            return []
        named = self._by_surname.get(folded, [])
        title = _post(mention).removesuffix(name_key(bare)).strip()
        titled = [one for one in named if any(title in tenure.titles for tenure in one.tenures)]
        return titled if title and len(named) > 1 and titled else named

    def holds(self, speaker: Speaker, mention: str) -> bool:
        """Whether a mention is a post that a speaker held at some time."""
        return any(_post(mention) in tenure.alone for tenure in speaker.tenures)

    def _holders(
        self, mention: str, since: datetime.date | None, until: datetime.date | None
    ) -> Sequence[Speaker]:
        held = self._posts.get(_post(mention), [])
        # One person may have held a post twice.
        return list({one.id: one for one, tenure in held if _overlaps(tenure, since, until)}.values())

    def require(self, name: str) -> Speaker:
        """The one speaker of an id or name.

        Raises:
            SpeakerUnknown: nobody is called that; carries near matches.
            SpeakerAmbiguous: several are.
        """
        if name in self._by_id:
            return self._by_id[name]
        found = self.called(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise SpeakerAmbiguous(name, [one.id for one in found])
        raise SpeakerUnknown(name, self.near(name))

    def near(self, name: str) -> list[str]:
        """Names that resemble one, nearest first; for "did you mean" alone."""
        names = {one.id: one.name for one in self._by_id.values()}
        found = process.extract(
            name, names, scorer=fuzz.WRatio, processor=str.lower, score_cutoff=_NEAR, limit=_SHOWN
        )
        return [match for match, _, _ in found]

    def beginning(self, prefix: str) -> list[Speaker]:
        """Speakers of whose names or aliases a word begins with a prefix, case and accents aside; by name."""
        start = _form(prefix) if prefix.strip() else ""
        found = [
            one
            for one in self._by_id.values()
            if not start or any(f"-{_form(name)}".find(f"-{start}") >= 0 for name in (one.name, *one.aliases))
        ]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _form(name: str) -> str:
    """Under what a name is looked up: case and accents aside, and whatever the script."""
    return ascii_form(name) or speaker_id(name)


def _spelled(mention: str, found: Sequence[Speaker]) -> Sequence[Speaker]:
    """Those whose name is spelled as the mention, accents and script included, if the mention has any.

    In plain letters it may mean all of them: not every keyboard has the others.
    """
    form, wanted = _form(mention), speaker_id(mention)
    # Their own name goes before another's alias.
    named = [one for one in found if _form(one.name) == form] or found
    if mention.isascii():
        return named
    spelled = [one for one in found if wanted in map(speaker_id, (one.name, *one.aliases))]
    return spelled or named


def bare_name(mention: str) -> str:
    """A mention without titles in front, `of State` and the like, and possessive."""
    words = mention.replace("’", "'").removesuffix("'s").removesuffix("'").split()
    titled = False
    while words:
        word = words[0].strip(".,").lower()
        next_word = words[1].strip(".,").lower() if len(words) > 1 else ""
        # "the White House" is no Mr. White; "the Secretary" is a post.
        if word in TITLES - _ARTICLES or (
            not titled and word in _ARTICLES and next_word in (TITLES | _ARTICLES) - {"the"}
        ):
            titled = True
            words.pop(0)
        elif titled and word in {"of", "for"} and len(words) > 2:
            words = words[2:]
        else:
            break
    return " ".join(words)


def _post(mention: str) -> str:
    folded = name_key(mention.replace("’", "'").removesuffix("'s"))
    return folded.removeprefix("the ").removeprefix("us ").removeprefix("u s ")


def _overlaps(tenure: Tenure, since: datetime.date | None, until: datetime.date | None) -> bool:
    return (since is None or tenure.end is None or tenure.end >= since) and (
        until is None or tenure.start is None or tenure.start <= until
    )
