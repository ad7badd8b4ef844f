"""The examples in the description of the API, which are real answers about the sample.

    python -m tests.examples

writes them, from a server of a new index of the sample. A test compares them with what the server answers.
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
"""The public address of the server in the examples."""
_BATCH = {"queries": [{"q": QUESTION, "limit": 1}, {"q": "Ukraine", "limit": 0}]}


class ExampleRequest(msgspec.Struct, frozen=True):
    """A request whose answer is an example, and the formats of the answer, as file suffixes."""

    path: str
    parameters: dict[str, Any] = {}
    suffixes: tuple[str, ...] = (".json",)
    body: dict[str, Any] | None = None


REQUESTS: dict[str, ExampleRequest] = {
    "search": ExampleRequest("/v1/search", {"q": QUESTION, "limit": 1}, (".json", ".csv", ".ndjson")),
    "search_batch": ExampleRequest("/v1/search/batch", body=_BATCH),
    "facets": ExampleRequest("/v1/facets", {"q": "Ukraine"}),
    "transcripts": ExampleRequest("/v1/transcripts", {"q": "Morning Joe"}, (".json", ".csv", ".ndjson")),
    "transcript": ExampleRequest("/v1/transcripts/blinken-morning-joe", {}, (".json", ".csv", ".ndjson")),
    "transcript_text": ExampleRequest("/v1/transcripts/blinken-morning-joe/text", {}, (".txt",)),
    "turn": ExampleRequest("/v1/turns/blinken-morning-joe:16"),
    "speakers": ExampleRequest("/v1/speakers", {"prefix": "blin"}),
    "speaker": ExampleRequest("/v1/speakers/antony-blinken"),
    "verify_quote": ExampleRequest(
        "/v1/quotes/verify", {"transcript": "blinken-morning-joe", "start": 6097, "end": 6626}
    ),
    "check_quote": ExampleRequest(
        "/v1/quotes/check", {"text": "“You would like it,” Blinken told Morning Joe."}
    ),
    "search_feed": ExampleRequest("/v1/feeds/search.atom", {"q": "Ukraine", "limit": 1}, (".atom",)),
    "citation": ExampleRequest(
        "/v1/turns/blinken-morning-joe:16/citation", {}, (".txt", ".md", ".bib", ".ris", ".csl")
    ),
    "live": ExampleRequest("/health/live"),
    "ready": ExampleRequest("/health/ready"),
}
"""By operation."""
_CITATION_FORMATS = {".txt": "text", ".md": "markdown", ".bib": "bibtex", ".ris": "ris", ".csl": "csl"}
_LENGTHS = {"transcript": 2, "transcript_text": 600}
"""The number of turns or characters to which an example is shortened."""


def example_text(client: httpx.Client, operation: str, suffix: str) -> str:
    """The content of an example's file, from the answer of a server."""
    request = REQUESTS[operation]
    headers = {"Accept": MEDIA_TYPES[suffix]}
    parameters = request.parameters | ({"format": _CITATION_FORMATS[suffix]} if operation == "citation" else {})
    if request.body is not None:
        response = client.post(request.path, json=request.body, headers=headers)
    else:
        response = client.get(request.path, params=parameters, headers=headers)
    assert response.status_code == 200, response.text
    text = response.content.decode()
    length = _LENGTHS.get(operation)
    if suffix == ".json":
        answer = response.json()
        if length:
            answer["turns"] = answer["turns"][:length]
        return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    if length:
        return text[:length] if suffix == ".txt" else "".join(text.splitlines(keepends=True)[: length + 1])
    return text


def main() -> None:
    """Write all examples."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        index_paths(index, [sample_folder()], open_encoder(DEFAULT_MODEL))
        with served(index, "--public-url", ADDRESS) as server:
            for operation, request in REQUESTS.items():
                for suffix in request.suffixes:
                    path = FOLDER / f"{operation}{suffix}"
                    path.write_bytes(example_text(server.client, operation, suffix).encode())


if __name__ == "__main__":
    main()
