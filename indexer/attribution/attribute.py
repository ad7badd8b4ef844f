"""Attributing a document's utterances: what each label stands for, and why."""

from indexer.attribution.courtesy import contradicted
from indexer.attribution.introductions import Introduction, find_introductions
from indexer.attribution.labels import Label, full_name, parse_label
from indexer.attribution.outside import outside
from indexer.model import Attribution, Document, Transcript, Turn


def attribute(document: Document, transcript_id: str) -> Transcript:
    """The transcript of a document, every turn with its attribution."""
    labels = {utterance.label: parse_label(utterance.label) for utterance in document.utterances}
    known = {text: _resolve(label, document) for text, label in labels.items()}
    for text in contradicted([labels[utterance.label] for utterance in document.utterances]):
        known[text] = Attribution("label")
    turns = tuple(
        Turn(
            ordinal=ordinal,
            label=utterance.label,
            role=utterance.role or labels[utterance.label].role,
            start=utterance.start,
            end=utterance.end,
            attribution=known[utterance.label],
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
        turns=turns,
        warnings=document.warnings,
        outside=outside(document),
    )


def _resolve(label: Label, document: Document) -> Attribution:
    if label.generic:
        return Attribution("label")
    if name := full_name(label):
        return Attribution("named", name)
    if label.surname is None:
        return Attribution("label")
    return _from_introductions(
        list(find_introductions(label.title, label.surname, document.text, document.metadata.title))
    )


def _from_introductions(introductions: list[Introduction]) -> Attribution:
    names = sorted({introduction.name for introduction in introductions})
    if len(names) > 1:
        return Attribution("ambiguous", candidates=tuple(names))
    if not names:
        return Attribution("label")
    return Attribution("resolved", names[0], introductions[0].evidence)
