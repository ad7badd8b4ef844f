"""The learned order: LambdaMART (Burges, MSR-TR-2010-82) as LightGBM trains it, shipped as text."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import msgspec
import numpy as np

from search_api.ranking.answer import AnswerModel, Regression
from search_api.ranking.forest import read_forest
from search_api.ranking.scene import Features
from search_api.ranking.word_vectors import NO_WORD_VECTORS, WordVectors, read_word_vectors
from search_api.retrieval.windows import Floats

Kind: TypeAlias = Literal["meeting", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In a meeting many speak as equals; at an event somebody speaks, or answers questioners."""
RANKERS: dict[Kind, str] = {"meeting": "meeting.txt", "event": "event.txt"}
WORDS, CARD = "words.npz", "CARD.md"
SPEECH = 0.6
"""Where so many candidates are of the same turn as the one before, it is a speech."""
ANSWER, ANSWER_FOREST, ANSWER_CARD = "answered.json", "answered.txt", "ANSWERED.md"


class RankingModel:
    """A forest over named features; higher scores rank first."""

    def __init__(self, text: str) -> None:
        self._forest = read_forest(text)
        self.names: Sequence[str] = self._forest.names

    def scores(self, features: Features) -> Floats:
        """The scores of n candidates: float32, shape (n,)."""
        columns = np.concatenate([features[name] for name in self.names])
        return self._forest.scores(columns.reshape(len(self.names), -1))


def kind_of(features: Features) -> Kind:
    """What is searched, by its candidates: an event where somebody is known to ask, or in a speech."""
    event = features["interview"].any() or features["monologue"][0] >= SPEECH
    return "event" if event else "meeting"


class Models(msgspec.Struct, frozen=True):
    """What ranking has learned: the order, when something is an answer, and which words are near in meaning.

    Without them, as when they are being trained, candidates are gathered and nothing is ranked.
    """

    rankers: Mapping[Kind, RankingModel] = {}
    answer: AnswerModel | None = None
    words: WordVectors = NO_WORD_VECTORS


def shipped_folder() -> Path:
    """Where the models that ship with the package lie, with their card."""
    return Path(str(files("search_api.ranking") / "models"))


def read_models(folder: Path) -> Models:
    """The models in a folder, as `onrecord eval train` writes them."""
    return Models(
        {kind: RankingModel((folder / name).read_text("utf-8")) for kind, name in RANKERS.items()},
        AnswerModel(
            msgspec.json.decode((folder / ANSWER).read_bytes(), type=Regression),
            read_forest((folder / ANSWER_FOREST).read_text("utf-8")),
        ),
        read_word_vectors(folder / WORDS),
    )


def shipped_models() -> Models:
    """The models that ship with the package."""
    return read_models(shipped_folder())
