"""Training the map of queries: contrastively, over the stored vectors of mined pairs of question and answer.

A question is to be nearer to a passage of its answer than to hard negatives and to the answers to the other questions
of its batch. A batch holds whole events, so that it must tell apart what was said on the same day by the same people.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import torch

from embeddings.encoder import Encoder, Vectors
from eval.query_map import QueryMap
from eval.training.pairs.records import Pair, Span

FORMS = ("question", "keywords", "topic")
"""The forms of a pair that are learned from: the search encodes the topic of a question, not who is asked about it."""


class MapSettings(msgspec.Struct, frozen=True):
    """How a map is trained; `temperature` divides cosines, `anchor` is the price of moving a query.

    The map is the mean of several, which differ by their seed: `seed` and the next ones.
    """

    maps: int = 5
    rank: int = 32
    temperature: float = 0.05
    anchor: float = 2.0
    epochs: int = 3
    batch: int = 256
    step: float = 2e-3
    seed: int = 20220216


class PairVectors(msgspec.Struct, frozen=True, eq=False):
    """The vectors of n pairs.

    `queries` float32 (n, forms, dimension), rows of zeros where a pair lacks a form; `passages` float32 (p, dimension);
    `answers` and `negatives` int64 (n, …), indexes into `passages`, -1 where there are fewer; `nearest` int64 (n,).
    `events` and `ordinals` int64 (n,) say which pairs are neighbours.
    """

    queries: Vectors
    passages: Vectors
    answers: npt.NDArray[np.int64]
    negatives: npt.NDArray[np.int64]
    nearest: npt.NDArray[np.int64]
    events: npt.NDArray[np.int64]
    ordinals: npt.NDArray[np.int64]


_NEAR = 4
"""Turns from which on two questions of an event are apart: answers to nearer ones may go on about the same."""
_NOTHING = -1e9


def train_map(vectors: PairVectors, fingerprint: str, settings: MapSettings, kept: Sequence[int]) -> QueryMap:
    """The map learned from the pairs with these indexes; the same for the same vectors and settings."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        fitted = [
            _fit(vectors, settings, torch.tensor(list(kept)), settings.seed + number)
            for number in range(settings.maps)
        ]
    finally:
        torch.set_num_threads(threads)
    downs, ups = zip(*fitted, strict=True)
    return QueryMap(fingerprint, _rounded(torch.cat(downs, 1)), _rounded(torch.cat(ups) / settings.maps))


def pair_vectors(pairs: Sequence[Pair], text_of: Callable[[Span], str], encoder: Encoder) -> PairVectors:
    """The vectors of pairs; `text_of` gives the text of a span, `encoder` maps no queries."""
    numbers: dict[Span, int] = {}
    for pair in pairs:
        for span in (*pair.answers, *(negative.span for negative in pair.negatives)):
            numbers.setdefault(span, len(numbers))
    answers = [[numbers[span] for span in pair.answers] for pair in pairs]
    negatives = [[numbers[negative.span] for negative in pair.negatives] for pair in pairs]
    distinct = dict.fromkeys(pair.answers[0].transcript for pair in pairs)
    events = {event: number for number, event in enumerate(distinct)}
    return PairVectors(
        _queries(pairs, encoder),
        encoder.encode_passages([text_of(span) for span in numbers]),
        _padded(answers),
        _padded(negatives),
        np.array([answers[number][pair.nearest] for number, pair in enumerate(pairs)], np.int64),
        np.array([events[pair.answers[0].transcript] for pair in pairs], np.int64),
        np.array([int(pair.id.rpartition(":")[2].partition("-")[0]) for pair in pairs], np.int64),
    )


def _queries(pairs: Sequence[Pair], encoder: Encoder) -> Vectors:
    """The vectors of all forms. They are encoded in batches, like passages: the default model has no prompts."""
    texts = [getattr(pair.forms, form) for pair in pairs for form in FORMS]
    vectors = encoder.encode_passages(texts)
    vectors[[not text for text in texts]] = 0
    return vectors.reshape(len(pairs), len(FORMS), -1)


def _padded(rows: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
    padded = np.full((len(rows), max(map(len, rows), default=0)), -1, np.int64)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded


def _fit(
    vectors: PairVectors, settings: MapSettings, kept: torch.Tensor, seed: int
) -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(seed)
    dimension = vectors.passages.shape[1]
    down = torch.randn(dimension, settings.rank, generator=random) / dimension**0.5
    # The map begins as one that changes nothing.
    up = torch.zeros(settings.rank, dimension)
    for weights in (down, up):
        weights.requires_grad_()
    optimizer = torch.optim.Adam([down, up], lr=settings.step)
    data = _Tensors(vectors)
    batches = list(_batches(data, settings, kept, random))
    for number, batch in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = settings.step * (1 - number / len(batches))
        loss = data.loss(batch, down, up, settings)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch lacks the annotation
        optimizer.step()
    return down.detach(), up.detach()


def _batches(
    data: "_Tensors", settings: MapSettings, kept: torch.Tensor, random: torch.Generator
) -> Iterator[torch.Tensor]:
    """Batches of examples, (batch, 2): the index of a pair, and of its form. Those of an event come together."""
    examples = torch.cat(
        [
            torch.stack([with_form, torch.full_like(with_form, form)], 1)
            for form in range(len(FORMS))
            if len(with_form := kept[data.queries[kept, form].any(1)])
        ]
    )
    for _ in range(settings.epochs):
        order = torch.rand(int(data.events.max()) + 1, generator=random)[data.events[examples[:, 0]]].argsort(
            stable=True
        )
        batches = torch.split(order, settings.batch)
        yield from (
            examples[batches[number]] for number in torch.randperm(len(batches), generator=random).tolist()
        )


class _Tensors:
    """The vectors of pairs as tensors."""

    def __init__(self, vectors: PairVectors) -> None:
        self.queries = torch.from_numpy(vectors.queries)
        self.events = torch.from_numpy(vectors.events)
        self._passages = torch.from_numpy(vectors.passages)
        self._answers = torch.from_numpy(vectors.answers)
        self._negatives = torch.from_numpy(vectors.negatives)
        self._nearest = torch.from_numpy(vectors.nearest)
        self._ordinals = torch.from_numpy(vectors.ordinals)

    def loss(
        self, batch: torch.Tensor, down: torch.Tensor, up: torch.Tensor, settings: MapSettings
    ) -> torch.Tensor:
        """How little of the weight of all passages of a batch is on the answers, plus the price of moving."""
        pairs, forms = batch.unbind(1)
        plain = self.queries[pairs, forms]
        mapped = torch.nn.functional.normalize(plain + (plain @ down) @ up, dim=1)
        answers = self._scores(mapped, self._answers[pairs]) / settings.temperature
        negatives = self._scores(mapped, self._negatives[pairs]) / settings.temperature
        others = mapped @ self._passages[self._nearest[pairs]].T / settings.temperature
        near = (self._ordinals[pairs][:, None] - self._ordinals[pairs]).abs() <= _NEAR
        same = self.events[pairs][:, None] == self.events[pairs]
        everything = torch.cat([answers, negatives, others.masked_fill(same & near, _NOTHING)], 1)
        missed = everything.logsumexp(1) - answers.logsumexp(1)
        return missed.mean() + settings.anchor * (mapped - plain).square().sum(1).mean()

    def _scores(self, queries: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
        scores = (queries[:, None] * self._passages[passages.clamp(min=0)]).sum(2)
        return scores.masked_fill(passages < 0, _NOTHING)


def _rounded(weights: torch.Tensor) -> Vectors:
    # Further digits differ from machine to machine.
    return np.round(weights.numpy().astype(np.float64), 5).astype(np.float32)


def first_shares(
    vectors: PairVectors, query_map: QueryMap | None, held_out: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Whether an answer is nearest to each question, 0 or 1, among the answers given at its event and its negatives.

    The shape is (len(held_out), forms); NaN where a pair lacks the form.
    """
    at_event = {
        event: np.unique(vectors.answers[vectors.events == event])
        for event in set(vectors.events[held_out].tolist())
    }
    first = np.full((len(held_out), len(FORMS)), np.nan)
    for row, pair in enumerate(held_out.tolist()):
        passages = np.union1d(at_event[int(vectors.events[pair])], vectors.negatives[pair])
        passages = passages[passages >= 0]
        asked = vectors.queries[pair].any(1)
        queries = vectors.queries[pair][asked]
        mapped = queries if query_map is None else query_map.mapped(queries)
        best = passages[(mapped @ vectors.passages[passages].T).argmax(1)]
        first[row, asked] = np.isin(best, vectors.answers[pair])
    return first
