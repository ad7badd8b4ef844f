"""Attributing a document's utterances: what each label stands for, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator

from indexer.attribution.asked import infer_askers
from indexer.attribution.chair import post_names
from indexer.attribution.courtesy import contradicted
from indexer.attribution.labels import Label, parse_label, surname_of
from indexer.attribution.outside import outside_warning
from indexer.attribution.resolve import TranscriptContext, of_markup, resolve, scene_of
from indexer.directory.records import Directory
from indexer.model import Attribution, Document, Transcript, Turn

MOST_LABELS = 5_000
MOST_PLACES = 300_000
"""How many distinct labels are resolved, most frequent first, and how many places of their surnames are looked at."""


def attribute(document: Document, transcript_id: str, directory: Directory | None = None) -> Transcript:
    """The transcript of a document, every turn with its attribution; without directory, by its own words."""
    counts = Counter(utterance.label for utterance in document.utterances)
    labels = {text: parse_label(text) for text in counts}
    # Few events have hundreds of speakers: a text with many thousands is damaged or means harm.
    frequent = {text: labels[text] for text, _ in counts.most_common(MOST_LABELS)}
    scene = scene_of(document, directory or Directory(), frequent.values())
    attributions = _by_label(scene, labels, frequent)
    turns = tuple(
        Turn(
            ordinal=ordinal,
            label=utterance.label,
            role=utterance.role or labels[utterance.label].role,
            start=utterance.start,
            end=utterance.end,
            attribution=attributions[ordinal],
            start_time=utterance.start_time,
        )
        for ordinal, utterance in enumerate(document.utterances)
    )
    metadata = document.metadata
    return Transcript(
        id=transcript_id,
        format=document.format,
        text=document.text,
        title=metadata.title,
        date=metadata.date,
        url=metadata.url,
        venue=metadata.venue,
        turns=infer_askers(turns, scene),
        warnings=(*document.warnings, *outside_warning(document, scene.outside)),
        outside=scene.outside,
    )


def _by_label(
    scene: TranscriptContext, labels: dict[str, Label], frequent: dict[str, Label]
) -> list[Attribution]:
    utterances = scene.document.utterances
    known = dict.fromkeys(labels, Attribution("label"))
    known |= {label.text: resolve(label, scene) for label in _within_bounds(frequent.values(), scene)}
    for text in contradicted([labels[utterance.label] for utterance in utterances]):
        known[text] = Attribution("label")
    posts = post_names(scene)
    marked = {
        (name, label): of_markup(name, label, scene)
        for name, label in {(one.name, one.label) for one in utterances}
        if name
    }
    return [
        marked[utterance.name, utterance.label]
        if utterance.name
        else posts.get(ordinal, known[utterance.label])
        for ordinal, utterance in enumerate(utterances)
    ]


def _within_bounds(labels: Iterable[Label], scene: TranscriptContext) -> Iterator[Label]:
    """The first labels, until enough places were looked at: many labels may share a surname that is everywhere."""
    looked = 0
    for label in labels:
        looked += len(scene.text.of(surname_of(label)))
        if looked > MOST_PLACES:
            return
        yield label
