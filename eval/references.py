"""Replacing the text hashes by which a benchmark refers to transcripts with the ids in an index."""

from collections.abc import Mapping

import msgspec

from eval.judge import parse_span, span_id
from eval.records import Dataset, Qrel, Topic
from indexer.catalog.protocol import TranscriptReads


def localised(dataset: Dataset, catalog: TranscriptReads) -> Dataset:
    """The dataset with every text hash replaced by the id of the transcript with that text."""
    ids = {heading.text_sha256: heading.id for heading in catalog.headings()}
    return msgspec.structs.replace(
        dataset,
        topics=tuple(_topic(topic, ids) for topic in dataset.topics),
        qrels=tuple(_qrel(qrel, ids, dataset) for qrel in dataset.qrels),
    )


def _topic(topic: Topic, ids: Mapping[str, str]) -> Topic:
    return msgspec.structs.replace(topic, transcripts=tuple(ids.get(key, key) for key in topic.transcripts))


def _qrel(qrel: Qrel, ids: Mapping[str, str], dataset: Dataset) -> Qrel:
    if dataset.unit == "span":
        transcript, start, end = parse_span(qrel.unit)
        return msgspec.structs.replace(qrel, unit=span_id(ids.get(transcript, transcript), start, end))
    return msgspec.structs.replace(qrel, unit=ids.get(qrel.unit, qrel.unit))
