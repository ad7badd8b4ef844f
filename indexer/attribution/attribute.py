"""Attributing a document's utterances: what each label stands for, and why."""

from collections import Counter

from indexer.attribution.asked import infer_askers
from indexer.attribution.chair import post_names
from indexer.attribution.courtesy import contradicted
from indexer.attribution.labels import Label, parse_label
from indexer.attribution.outside import outside_warning
from indexer.attribution.resolve import Scene, of_markup, resolve, scene_of
from indexer.directory.records import Directory
from indexer.model import Attribution, Document, Transcript, Turn

SEARCHED = 500_000_000
LEAST_LABELS = 20
"""The text is searched for each distinct label: so many characters in all, or so many labels, most frequent first."""


def attribute(document: Document, transcript_id: str, directory: Directory | None = None) -> Transcript:
    """The transcript of a document, every turn with its attribution; without directory, by its own words."""
    scene = scene_of(document, directory or Directory())
    labels = {utterance.label: parse_label(utterance.label) for utterance in document.utterances}
    attributions = _by_label(scene, labels)
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


def _by_label(scene: Scene, labels: dict[str, Label]) -> list[Attribution]:
    utterances = scene.document.utterances
    counts = Counter(utterance.label for utterance in utterances)
    # Few events have hundreds of speakers: a text with thousands is damaged or means harm.
    most = max(LEAST_LABELS, SEARCHED // max(1, len(scene.document.text)))
    wanted = {text for text, _ in counts.most_common(most)}
    known = {
        text: resolve(label, scene) if text in wanted else Attribution("label")
        for text, label in labels.items()
    }
    for text in contradicted([labels[utterance.label] for utterance in utterances]):
        known[text] = Attribution("label")
    posts = post_names(scene)
    return [
        of_markup(utterance.name, utterance.label, scene)
        if utterance.name
        else posts.get(ordinal, known[utterance.label])
        for ordinal, utterance in enumerate(utterances)
    ]
