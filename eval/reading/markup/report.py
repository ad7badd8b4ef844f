"""Tables of comparisons with markup, and the bounds that must hold."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from eval.reading.benchmark import share
from eval.reading.markup.comparison import Comparison
from eval.reading.measures import Counts

COLUMNS = (
    "files", "refused", "turns", "words", "wrong label", "lost", "not speech", "label recall", "false labels",
    "wrong names", "missed names", "dates wrong", "times wrong",
)  # fmt: skip
WORDS_LOST = 0.001


def rows(comparisons: Sequence[Comparison], key: Callable[[Comparison], str]) -> dict[str, list[str]]:
    """The cells of `COLUMNS`, by the key of comparisons; the last row is about all."""
    groups: dict[str, list[Comparison]] = {}
    for comparison in comparisons:
        groups.setdefault(key(comparison), []).append(comparison)
    groups["all"] = list(comparisons)
    return {name: _cells(group) for name, group in groups.items()}


def _cells(group: Sequence[Comparison]) -> list[str]:
    counts = sum((comparison.page.counts for comparison in group), Counts())
    lost = counts.lost_words + counts.unlabelled_words
    numbers = (counts.pages, counts.refused, counts.gold_turns, counts.speech_words, counts.wrong_label_words)
    return [
        *(f"{number:,}" for number in numbers),
        f"{share(lost, counts.speech_words):.3%}" if counts.speech_words else "-",
        f"{counts.not_speech_words:,}",
        f"{share(counts.labels_found, counts.gold_turns):.4f}" if counts.gold_turns else "-",
        f"{counts.false_labels}",
        f"{counts.wrong_names}",
        f"{counts.missed_names}",
        f"{sum(not comparison.is_date_right for comparison in group)}",
        f"{sum(comparison.times - comparison.times_right for comparison in group)}",
    ]


def table(title: str, cells: dict[str, list[str]]) -> Iterator[str]:
    """The rows for the terminal."""
    yield f"{title:<44}" + "".join(f"{column:>13}" for column in COLUMNS)
    for name, values in cells.items():
        yield f"{name:<44}" + "".join(f"{value:>13}" for value in values)


def markdown(title: str, cells: dict[str, list[str]]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield f"| {title} | {' | '.join(COLUMNS)} |"
    yield f"| --- |{' ---: |' * len(COLUMNS)}"
    for name, values in cells.items():
        yield f"| `{name}` | {' | '.join(values)} |"


def shortfalls(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """A sentence for each bound that a transcript misses: nothing may be wrong, and 0.1 % of the words lost."""
    for comparison in comparisons:
        counts = comparison.page.counts
        faults = (
            (counts.refused, "it is refused"),
            (counts.wrong_label_words, f"{counts.wrong_label_words} words are under a wrong label"),
            (counts.wrong_names, f"{counts.wrong_names} turns have a wrong name"),
            (not comparison.is_date_right, "the date is wrong"),
            (comparison.times > comparison.times_right, "a start time is wrong"),
            (
                counts.lost_words + counts.unlabelled_words > WORDS_LOST * counts.speech_words,
                "too many words are lost",
            ),
        )
        for is_missed, reason in faults:
            if is_missed:
                yield f"{comparison.file}: {reason}; `--worst 20` shows where."
