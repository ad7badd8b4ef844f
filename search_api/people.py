"""Finding speakers by id, name or part of a name."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from indexer.attribution.labels import TITLES
from indexer.catalog.write import speaker_id
from indexer.errors import SpeakerAmbiguous, SpeakerUnknown
from indexer.model import Speaker

_NEAR = 60
_SHOWN = 5


class People:
    """The speakers of an index, by what they may be called: id, full name, surname."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self._by_id = {speaker.id: speaker for speaker in speakers}

    def by_id(self, key: str | None) -> Speaker | None:
        """The speaker of an id."""
        return self._by_id.get(key) if key is not None else None

    def called(self, mention: str) -> Sequence[Speaker]:
        """Everybody whom a mention may mean: the full name's bearer, else those of that surname.

        Titles in front ("Secretary of State Antony Blinken") and a possessive are passed over.
        """
        folded = speaker_id(bare_name(mention))
        if not folded or not bare_name(mention):
            return []
        if folded in self._by_id:
            return [self._by_id[folded]]
        return [one for one in self._by_id.values() if speaker_id(one.name.split()[-1]) == folded]

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
        names = {one.id: one.name for one in self._by_id.values()}
        near = process.extract(
            name, names, scorer=fuzz.WRatio, processor=str.lower, score_cutoff=_NEAR, limit=_SHOWN
        )
        raise SpeakerUnknown(name, [match for match, _, _ in near])


def bare_name(mention: str) -> str:
    """A mention without titles in front, `of State` and the like, and possessive."""
    words = mention.replace("’", "'").removesuffix("'s").removesuffix("'").split()
    titled = False
    while words:
        word = words[0].strip(".,").lower()
        if word in TITLES or (not titled and word in {"the", "u.s", "us"}):
            titled = True
            words.pop(0)
        elif titled and word in {"of", "for"} and len(words) > 2:
            words = words[2:]
        else:
            break
    return " ".join(words)
