"""The models of ranking: what each does, and those that ship with the package."""

from importlib.resources import files
from pathlib import Path
from typing import Protocol

import msgspec

from indexer.forest import read_forest
from search_api.ranking.answer import AnswerModel, Regression
from search_api.ranking.forest_ranking import ForestRanking, Kind
from search_api.ranking.scene import Scene
from search_api.ranking.word_vectors import NO_WORD_VECTORS, WordVectors, read_word_vectors
from search_api.retrieval.windows import Floats

RANKERS: dict[Kind, str] = {"meeting": "meeting.txt", "event": "event.txt"}
WORDS, CARD = "words.npz", "CARD.md"
ANSWER, ANSWER_FOREST, ANSWER_CARD = "answered.json", "answered.txt", "ANSWERED.md"


class RankingModel(Protocol):
    """Orders the candidates of a query; safe to share between threads."""

    def scores(self, scene: Scene) -> Floats:
        """A score for each candidate: float32, shape (n,).

        Higher scores rank first. They are on the scale of logits: 0 is shown as 0.5, and where several transcripts are
        searched, `REPEAT_PENALTY` is subtracted for each better passage of the same transcript.
        """


class Models(msgspec.Struct, frozen=True):
    """What ranking has learned: the order, whether something is an answer, and which words are similar.

    Without the first two, as in training, candidates are collected and not ranked.
    """

    ranking: RankingModel | None = None
    answer: AnswerModel | None = None
    words: WordVectors = NO_WORD_VECTORS


def shipped_folder() -> Path:
    """The folder of the models that ship with the package, with their cards."""
    return Path(str(files("search_api.ranking") / "models"))


def read_models(folder: Path) -> Models:
    """The models in a folder that `onrecord eval train` wrote."""
    return Models(
        ForestRanking(
            {kind: read_forest((folder / name).read_text("utf-8")) for kind, name in RANKERS.items()}
        ),
        AnswerModel(
            msgspec.json.decode((folder / ANSWER).read_bytes(), type=Regression),
            read_forest((folder / ANSWER_FOREST).read_text("utf-8")),
        ),
        read_word_vectors(folder / WORDS),
    )


def shipped_models() -> Models:
    """The models that ship with the package."""
    return read_models(shipped_folder())
