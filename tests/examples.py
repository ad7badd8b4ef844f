"""The examples in the API's description: real answers about the sample, and how they are made anew.

    python -m tests.examples

writes them from a server over a fresh index of the sample; a test holds them to what is answered.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import httpx
import msgspec

from embeddings.models import DEFAULT_MODEL
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
from indexer.sample import sample_folder
from search_api.http.description.complete import MEDIA_TYPES
from tests.paths import ROOT
from tests.served import served

FOLDER = ROOT / "search_api" / "http" / "description" / "examples"
QUESTION = "what did Blinken say about cyber attacks"
ADDRESS = "https://onrecord.example"
"""Where the server of the examples is said to be."""
_BATCH = {"queries": [{"q": QUESTION, "limit": 1}, {"q": "Ukraine", "limit": 0}]}


class Shown(msgspec.Struct, frozen=True):
    """A request whose answer is an example, and the forms in which it is shown."""

    path: str
    parameters: dict[str, Any] = {}
    forms: tuple[str, ...] = (".json",)
    body: dict[str, Any] | None = None


SHOWN: dict[str, Shown] = {
    "search": Shown("/v1/search", {"q": QUESTION, "limit": 1}, (".json", ".csv", ".ndjson")),
    "search_batch": Shown("/v1/search/batch", body=_BATCH),
    "facets": Shown("/v1/facets", {"q": "Ukraine"}),
    "transcripts": Shown("/v1/transcripts", {"q": "Morning Joe"}, (".json", ".csv", ".ndjson")),
    "transcript": Shown("/v1/transcripts/blinken-morning-joe", {}, (".json", ".csv", ".ndjson")),
    "transcript_text": Shown("/v1/transcripts/blinken-morning-joe/text", {}, (".txt",)),
    "turn": Shown("/v1/turns/blinken-morning-joe:16"),
    "speakers": Shown("/v1/speakers", {"prefix": "blin"}),
    "speaker": Shown("/v1/speakers/antony-blinken"),
    "verify_quote": Shown(
        "/v1/quotes/verify", {"transcript": "blinken-morning-joe", "start": 6097, "end": 6626}
    ),
    "search_feed": Shown("/v1/feeds/search.atom", {"q": "Ukraine", "limit": 1}, (".atom",)),
    "citation": Shown("/v1/turns/blinken-morning-joe:16/citation", {}, (".txt", ".md", ".bib", ".ris", ".csl")),
    "live": Shown("/health/live"),
    "ready": Shown("/health/ready"),
}
"""By operation."""
_CITED = {".txt": "text", ".md": "markdown", ".bib": "bibtex", ".ris": "ris", ".csl": "csl"}
_SHORT = {"transcript": 2, "transcript_text": 600}
"""Of a whole transcript the beginning will do: so many turns, or characters."""


def answered(client: httpx.Client, operation: str, form: str) -> str:
    """The answer to an example's request as its file has it."""
    shown = SHOWN[operation]
    headers = {"Accept": MEDIA_TYPES[form]}
    parameters = shown.parameters | ({"format": _CITED[form]} if operation == "citation" else {})
    if shown.body is not None:
        response = client.post(shown.path, json=shown.body, headers=headers)
    else:
        response = client.get(shown.path, params=parameters, headers=headers)
    assert response.status_code == 200, response.text
    text = response.content.decode()
    few = _SHORT.get(operation)
    if form == ".json":
        found = response.json()
        if few:
            found["turns"] = found["turns"][:few]
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if few:
        return text[:few] if form == ".txt" else "".join(text.splitlines(keepends=True)[: few + 1])
    return text


def main() -> None:
    """Write all examples anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        index_paths(index, [sample_folder()], open_encoder(DEFAULT_MODEL))
        with served(index, "--public-url", ADDRESS) as server:
            for operation, shown in SHOWN.items():
                for form in shown.forms:
                    path = FOLDER / f"{operation}{form}"
                    path.write_bytes(answered(server.client, operation, form).encode())


if __name__ == "__main__":
    main()
