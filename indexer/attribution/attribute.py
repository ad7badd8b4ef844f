"""Attributing a document's utterances: whom each label means, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator

from indexer.attribution.askers import infer_askers
from indexer.attribution.chair import post_names
from indexer.attribution.context import TranscriptContext, context_of
from indexer.attribution.full_names import contradicted
from indexer.attribution.labels import Label, parse_label, surname_of
from indexer.attribution.nonspeech import unassigned_warning
from indexer.attribution.resolve import of_markup, resolve
from indexer.directory.records import Directory
from indexer.languages import DEFAULT, language_of
from indexer.model import Attribution, Document, Transcript, Turn, Utterance

MOST_LABELS = 5_000
MOST_OCCURRENCES = 300_000
"""How many distinct labels are resolved, most frequent first, and how many occurrences of their surnames are read."""


def attribute(document: Document, transcript_id: str, directory: Directory | None = None) -> Transcript:
    """The transcript of a document, every turn with its attribution; without a directory, from its own words.

    Labels are read by the words of the document's language; the default where it says none.
    """
    metadata = document.metadata
    counts = Counter(utterance.label for utterance in document.utterances)
    labels = {text: parse_label(text, language_of(metadata.language)) for text in counts}
    # Few events have hundreds of speakers: a text with many thousands is damaged or malicious.
    frequent = {text: labels[text] for text, _ in counts.most_common(MOST_LABELS)}
    context = context_of(document, directory or Directory(), frequent, counts)
    attributions = _attributions(context, labels, frequent)
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
    return Transcript(
        id=transcript_id,
        format=document.format,
        text=document.text,
        title=metadata.title,
        date=metadata.date,
        url=metadata.url,
        venue=metadata.venue,
        turns=infer_askers(turns, context),
        warnings=(*document.warnings, *unassigned_warning(document, context.outside)),
        outside=context.outside,
        language=metadata.language or DEFAULT,
        media=metadata.media,
        times=document.times,
    )


def _attributions(
    context: TranscriptContext, labels: dict[str, Label], frequent: dict[str, Label]
) -> list[Attribution]:
    """The attribution of each utterance."""
    utterances = context.document.utterances
    by_label = dict.fromkeys(labels, Attribution("label"))
    by_label |= {label.text: resolve(label, context) for label in _within_bounds(frequent.values(), context)}
    for text in contradicted([labels[utterance.label] for utterance in utterances], context.language):
        if not context.is_mapped(text):
            by_label[text] = Attribution("label")
    posts = post_names(context)
    of_names = {
        (name, label): of_markup(name, label, context)
        for name, label in {(utterance.name, utterance.label) for utterance in utterances}
        if name
    }

    def attribution(ordinal: int, utterance: Utterance) -> Attribution:
        if utterance.doubtful or (
            not context.is_mapped(utterance.label) and context.is_under_other_label(ordinal)
        ):
            return Attribution("label")
        if context.is_mapped(utterance.label):
            return by_label[utterance.label]
        by_markup = of_names[utterance.name, utterance.label] if utterance.name else None
        return by_markup or posts.get(ordinal) or by_label[utterance.label]

    return [attribution(ordinal, utterance) for ordinal, utterance in enumerate(utterances)]


def _within_bounds(labels: Iterable[Label], context: TranscriptContext) -> Iterator[Label]:
    """The first labels, until enough occurrences were read: many labels may share a surname that is everywhere."""
    read = 0
    for label in labels:
        read += len(context.text.of(surname_of(label)))
        if read > MOST_OCCURRENCES:
            return
        yield label
