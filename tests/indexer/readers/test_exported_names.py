"""Names that people gave by hand are still there when an export is indexed in another place."""

import io
from collections.abc import Callable

import pytest

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.export.transcripts import write_csv, write_jsonl
from indexer.model import KEEP_LABEL, Document, Metadata, Transcript
from indexer.readers import read
from indexer.readers.source import Source

CAPTIONS = b"""WEBVTT

00:01.500 --> 00:04.000
<v SPEAKER_00>The council will plant forty trees along the river.

00:04.000 --> 00:06.500
<v SPEAKER_01>Who pays for the trees?

00:06.500 --> 00:10.000
<v SPEAKER_00>The county does.
"""


def exported_csv(transcript: Transcript) -> Source:
    out = io.StringIO()
    write_csv([transcript], out)
    return Source("t.csv", out.getvalue().encode())


def exported_jsonl(transcript: Transcript) -> Source:
    out = io.StringIO()
    write_jsonl([transcript], out)
    return Source("t.jsonl", out.getvalue().encode())


def names(document: Document) -> list[str | None]:
    return [turn.attribution.name for turn in attribute(document, "x").turns]


@pytest.mark.parametrize("exported", [exported_csv, exported_jsonl])
def test_names_of_a_speaker_map_are_in_an_export(exported: Callable[[Transcript], Source]) -> None:
    given = Metadata(speaker_map={"SPEAKER_00": "Jane Roe", "SPEAKER_01": KEEP_LABEL})
    (document,) = read(Source("council.vtt", CAPTIONS, given))
    source = exported(attribute(document, "council"))
    assert names(read(source)[0]) == ["Jane Roe", None, "Jane Roe"]
    # A sidecar adds to it and wins.
    more = Source(source.name, source.data, Metadata(speaker_map={"SPEAKER_01": "Tom Ash"}))
    assert names(read(more)[0]) == ["Jane Roe", "Tom Ash", "Jane Roe"]
    other = Source(source.name, source.data, Metadata(speaker_map={"speaker_00": "Ola Reed"}))
    assert names(read(other)[0]) == ["Ola Reed", None, "Ola Reed"]


def test_a_damaged_cell_of_evidence_is_refused() -> None:
    (document,) = read(Source("council.vtt", CAPTIONS, Metadata(speaker_map={"SPEAKER_00": "Jane Roe"})))
    source = exported_csv(attribute(document, "council"))
    with pytest.raises(InputRefused, match=r"t\.csv:2: the evidence is not JSON"):
        read(Source(source.name, source.data.replace(b'{""metadata""', b'{metadata""', 1)))


@pytest.mark.parametrize(
    ("second", "evidence"),
    [
        ("Ola Reed", '{"metadata": "speakers"}'),
        ("Jane Roe", '{"directory": "jane-roe"}'),
        ("Jane Roe", "null"),
        ("null", "null"),
    ],
)
def test_a_name_that_is_not_that_of_all_turns_of_a_label_is_not_taken_over(second: str, evidence: str) -> None:
    data = (
        '{"turns": [{"speaker": "SPEAKER_00", "text": "Ay.", "name": "Jane Roe", "evidence": {"metadata": "speakers"}},'
        f' {{"speaker": "SPEAKER_00", "text": "No.", "name": "{second}", "evidence": {evidence}}}]}}'
    )
    assert names(read(Source("t.jsonl", data.encode()))[0]) == [None, None]
