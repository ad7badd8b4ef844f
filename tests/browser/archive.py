"""A small archive: the sample, a year of farm briefings, namesakes, captions, a revision, an attack."""

import json
from pathlib import Path
from typing import Any

import msgspec

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.ingest.pipeline import index_paths
from indexer.sample import sample_folder

SCRIPT = '<script>document.title = "owned"</script><img src="x" onerror="window.owned = true">'
REVISED = "The council will plant four hundred trees along the river before winter."


def farm(month: int, text: str) -> dict[str, Any]:
    return {
        "id": f"farm-{month:02}",
        "title": f"Farm briefing of month {month}",
        "date": f"2021-{month:02}-10",
        "turns": [
            {
                "speaker": "QUESTION",
                "text": f"What about wheat prices this month, minister? It is month {month}.",
            },
            {"speaker": "Anna Baker", "text": text},
            {"speaker": "QUESTION", "text": "Thank you."},
            {"speaker": "Anna Baker", "text": "Thank you all for coming to the ministry."},
        ],
    }


def transcripts() -> list[dict[str, Any]]:
    wheat = "Wheat prices rose by {} percent, and the ministry will buy grain for the poorest districts."
    farms = [farm(month, wheat.format(month)) for month in (1, 2, 3, 5, 8, 11)]
    namesakes = [
        {
            "id": f"harbour-{first.lower()}",
            "title": f"Harbour hearing with {first} Miller",
            "date": "2021-06-01",
            "turns": [
                {
                    "speaker": f"{first} Miller",
                    "text": f"The harbour needs a new crane, says the {post} office.",
                },
                {"speaker": "CHAIR", "text": "Thank you, Mr. Miller, that is heard."},
            ],
        }
        for first, post in (("John", "customs"), ("Robert", "pilots"))
    ]
    attack = {
        "id": "attack",
        "title": f"Hearing {SCRIPT}",
        "date": "2021-07-07",
        "url": f'https://example.org/"{SCRIPT}',
        "venue": SCRIPT,
        "turns": [
            {
                "speaker": f"MR. {SCRIPT}",
                "text": f"Zebras are dangerous {SCRIPT} to the crossing, as is {{{{ 7 * 7 }}}}.",
            },
            {"speaker": "QUESTION", "text": f"Why are zebras dangerous? {SCRIPT}"},
        ],
    }
    captions = {
        "id": "captions",
        "title": "A recorded talk",
        "turns": [
            {"speaker": "Jane Doe", "text": "Lighthouses are painted in stripes.", "start_time": 12.3},
            {"speaker": "Jane Doe", "text": "Their keepers lived alone for months.", "start_time": 3723.0},
        ],
    }
    sentences = [f"This is sentence number {number} of a speech about rivers." for number in range(200)]
    speech = {
        "id": "speech",
        "title": "A long speech",
        "turns": [
            {"speaker": "CHAIR", "text": "The floor is yours."},
            {"speaker": "Jane Doe", "text": "\n\n".join(sentences)},
        ],
    }
    long = {
        "id": "long",
        "title": "A long sitting",
        "turns": [{"speaker": "CHAIR", "text": f"Item {number} is adopted."} for number in range(1100)],
    }
    return [*farms, *namesakes, attack, captions, speech, long]


def council(text: str) -> dict[str, Any]:
    turns = [{"speaker": "Maria Lopez", "text": "Good evening."}, {"speaker": "Maria Lopez", "text": text}]
    return {"id": "council", "title": "Council meeting", "date": "2021-10-10", "turns": turns}


def write(folder: Path, name: str, records: list[dict[str, Any]]) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


class Archive(msgspec.Struct, frozen=True):
    """The archive's index, and the texts of what was revised or removed as they were before, by id."""

    index: Path
    before: dict[str, str]


def build(folder: Path, encoder: Encoder) -> Archive:
    """Index the archive, with a transcript that was revised since, and one that was removed."""
    files = folder / "files"
    files.mkdir()
    index = folder / "index"
    write(files, "archive.jsonl", transcripts())
    write(files, "council.jsonl", [council(REVISED)])
    write(files, "gone.jsonl", [council("All this was said and taken back again.") | {"id": "gone"}])
    report = index_paths(index, [files, sample_folder()], encoder)
    assert report.refused == []
    catalog = Catalog(index)
    before = {key: catalog.text(key) for key in ("council", "gone")}
    catalog.close()
    write(files, "council.jsonl", [council("The council will plant forty trees along the road before winter.")])
    (files / "gone.jsonl").unlink()
    index_paths(index, [files, sample_folder()], encoder)
    return Archive(index, before)
