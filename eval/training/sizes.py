"""The quality of the answer decision by the size of the collection: answered and refused questions."""

from collections.abc import Iterator
from pathlib import Path

from eval.datasets.qmsum import read_qmsum
from eval.running import stored_encoder, working
from eval.runs import dataset_searcher
from eval.training.cuts import cut_examples, cuts_of
from eval.training.decision import judged_briefings
from eval.training.quality import decision_quality
from eval.training.sets import everywhere
from search_api.ranking.model import shipped_models


def by_size(
    qmsum: Path, qmsum_split: str, briefings: Path, briefings_split: str, work: Path | None
) -> Iterator[str]:
    """The lines of a table with a row for each data set and size, for the models that ship.

    Raises:
        RequestInvalid: a folder does not hold the expected data, or there is no such split.
    """
    models = shipped_models()
    if models.answer is None:
        raise ValueError("the shipped models lack the answer decision")
    with working(work) as folder, stored_encoder(None, folder) as encoder:
        meetings = read_qmsum(qmsum, qmsum_split, (), folder)
        questions = judged_briefings(briefings, briefings_split)
        yield f"{'collection':<28}{'questions':>10}{'answered, rightly':>20}{'refused, rightly':>20}{'AUC':>8}"
        for dataset, foreign_dataset in ((questions, meetings), (meetings, questions)):
            with dataset_searcher(dataset, folder, encoder, models) as (here, searcher):
                cuts = cuts_of(here, searcher.catalog, everywhere(foreign_dataset).topics)
                examples = list(cut_examples(f"{dataset.name}-cut", cuts, encoder, models))
            decisions = [models.answer.decide(example.features) for example in examples]
            for quality in decision_quality(examples, decisions):
                figures = quality.figures
                yield (
                    f"{quality.name:<28}{quality.topics:>10}{1 - figures['wrongly refused']:>20.2f}"
                    f"{figures['rightly refused']:>20.2f}{figures['AUC']:>8.3f}"
                )
