"""Transcripts put in and taken out over HTTP, against a server process."""

import contextlib
import json
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.directory.records import Directory
from indexer.errors import UploadOutdated
from indexer.index import Index, writing
from indexer.ingest.pipeline import index_paths
from indexer.ingest.uploads import Condition, Upload, prepare_upload, store_upload
from indexer.integrity.verify import verify
from indexer.model import Speaker, Tenure
from search_api.keys import add_key, revoke_key
from tests.builders import word_document
from tests.hostile.seeds import INTERVIEW, archives, seeds
from tests.served import Served, served

TYPES = {
    "interview": "text/plain",
    "front-matter": "text/markdown; charset=utf-8",
    "html": "text/html",
    "webvtt": "text/vtt",
    "srt": "application/x-subrip",
    "akoma-ntoso": "application/akn+xml",
    "parlamint": "application/tei+xml",
    "transcript-json": "application/json",
    "whisper": "application/json",
    "oyez": "application/json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class Desk(msgspec.Struct, frozen=True):
    """A server with an index that may be changed, and a key of it."""

    server: Served
    index: Path
    files: Path
    headers: dict[str, str]

    def put(self, name: str, body: bytes | str, kind: str = "text/plain", **more: str) -> httpx.Response:
        headers = (
            self.headers
            | {"Content-Type": kind}
            | {key.replace("_", "-"): value for key, value in more.items()}
        )
        return self.server.client.put(f"/v1/transcripts/{name}", content=body, headers=headers)

    def delete(self, name: str, **more: str) -> httpx.Response:
        headers = self.headers | {key.replace("_", "-"): value for key, value in more.items()}
        return self.server.client.delete(f"/v1/transcripts/{name}", headers=headers)

    def found(self, query: str) -> list[str]:
        answer = self.server.client.get("/v1/search", params={"q": query, "mode": "lexical"}).json()
        return [result["transcript"]["id"] for result in answer["results"]]


@pytest.fixture(scope="module")
def desk(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    files = folder / "files"
    files.mkdir()
    (files / "filed.txt").write_text(INTERVIEW.replace("rain", "filed hail"))
    (files / "own.json").write_text(
        json.dumps({"id": "own-id", "turns": [{"speaker": "A", "text": "Own words."}]})
    )
    index_paths(folder / "index", [files], encoder)
    key = add_key(folder / "index", "desk")
    with served(folder / "index") as server:
        yield Desk(server, folder / "index", files, {"Authorization": f"Bearer {key}"})


def words(mark: str) -> str:
    return INTERVIEW.replace("rain", f"rain and {mark}")


def test_put_search_replace_delete(desk: Desk) -> None:
    first = desk.put("talk", words("zyzzyva"))
    assert first.status_code == 201, first.text
    assert first.headers["location"] == "/v1/transcripts/talk"
    shown = first.json()
    assert (shown["id"], shown["format"]) == ("talk", "interview")
    assert shown["turns"][1]["text"].startswith("Because of rain and zyzzyva.")
    assert desk.found("zyzzyva") == ["talk"]
    again = desk.put("talk", words("zyzzyva"))
    assert (again.status_code, again.json()) == (200, shown)
    other = desk.put("talk", words("quokka"))
    assert (other.status_code, desk.found("zyzzyva"), desk.found("quokka")) == (200, [], ["talk"])
    gone = desk.delete("talk")
    assert (gone.status_code, gone.content) == (204, b"")
    assert desk.found("quokka") == []
    assert desk.delete("talk").status_code == 404
    # What it said can still be checked.
    cited = {"transcript": "talk", "start": 0, "end": 5, "text_sha256": shown["text_sha256"]}
    assert desk.server.client.get("/v1/quotes/verify", params=cited).json()["verdict"] == "removed"


@pytest.mark.parametrize("name", TYPES)
def test_every_format_that_holds_one_event(desk: Desk, name: str) -> None:
    answer = desk.put(f"as-{name}", seeds()[name], TYPES[name])
    assert answer.status_code == 201, answer.text
    stored = desk.server.client.get(f"/v1/transcripts/as-{name}").json()
    assert [turn["quote"] for turn in stored["turns"]] == [turn["text"] for turn in answer.json()["turns"]]
    assert desk.delete(f"as-{name}").status_code == 204


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"),
    [
        (b"", "text/plain", 422, "empty"),
        (b"\xff\xfe\x00", "text/plain", 422, "binary"),
        (b"No turn at all.", "text/plain", 422, "turn"),
        (b'{"turns": [{"speaker": "A"}]}', "application/json", 422, "text"),
        (b'{"turns": [{"text": "a"}], "url": "javascript:alert(1)"}', "application/json", 422, "http"),
        (b'{"id": "other", "turns": [{"text": "a"}]}', "application/json", 422, "'other'"),
        (b'[{"turns": [{"text": "a"}]}, {"turns": [{"text": "b"}]}]', "application/json", 422, "2 transcripts"),
        (b"[" * 100_000, "application/json", 422, "nested"),
        (archives()["zip"], "application/zip", 415, "application/zip"),
        (archives()["zip"], "text/plain", 415, "archives"),
        (archives()["tar.gz"], "application/json", 415, "archives"),
        (INTERVIEW.encode("utf-16"), "text/plain; charset=utf-16", 415, "UTF-8"),
        (INTERVIEW.encode(), "", 415, "Content-Type"),
        (INTERVIEW.encode(), "image/png", 415, "Content-Type"),
    ],
)
def test_what_is_refused(desk: Desk, body: bytes, kind: str, status: int, said: str) -> None:
    before = desk.server.client.get("/metrics").text
    answer = desk.put("refused", body, kind)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert str(desk.index) not in answer.text
    assert desk.server.client.get("/v1/transcripts/refused").status_code == 404
    after = desk.server.client.get("/metrics").text
    assert _generation(before) == _generation(after)


def _generation(measures: str) -> str:
    return next(line for line in measures.splitlines() if line.startswith("onrecord_index_generation "))


@pytest.mark.parametrize("name", ["a%20b", ".hidden", "%00", "a%0D%0AX-Bad:%201", "a" * 201, "%3Fq", "%25"])
def test_ids_that_are_none(desk: Desk, name: str) -> None:
    answer = desk.put(name, INTERVIEW)
    assert answer.status_code in {400, 404, 422}, answer.text
    assert "x-bad" not in answer.headers


@pytest.mark.parametrize("name", ["..%2f..%2fkeys.json", "%2Fetc%2Fpasswd", "..%5c..%5ckeys.json"])
def test_traversal(desk: Desk, name: str) -> None:
    for answer in (
        desk.put(name, INTERVIEW),
        desk.delete(name),
        desk.server.client.get(f"/v1/transcripts/{name}/text"),
    ):
        assert answer.status_code in {404, 405, 422}, answer.text
    assert "sha256" in (desk.index / "keys.json").read_text("utf-8")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer onr_wrong"},
        {"Authorization": "Bearer " + "a" * 50_000},
        {"Authorization": "Basic ZGVzazpkZXNr"},
        {"Authorization": "Bearer ' OR 1=1 --"},
    ],
)
def test_without_a_key_that_opens(desk: Desk, headers: dict[str, str]) -> None:
    client = desk.server.client
    for answer in (
        client.put("/v1/transcripts/x", content=INTERVIEW, headers=headers | {"Content-Type": "text/plain"}),
        client.delete("/v1/transcripts/filed", headers=headers),
    ):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/v1/transcripts/filed").status_code == 200


def test_keys_count_while_the_server_runs(desk: Desk) -> None:
    key = add_key(desk.index, "late")
    late = msgspec.structs.replace(desk, headers={"Authorization": f"bearer {key}"})
    assert late.put("late", INTERVIEW).status_code == 201
    revoke_key(desk.index, "late")
    assert late.delete("late").status_code == 401
    assert desk.delete("late").status_code == 204


def test_files_and_uploads_keep_apart(desk: Desk, encoder: Encoder) -> None:
    taken = desk.put("filed", words("taken"))
    assert (taken.status_code, str(desk.files) in taken.text) == (409, False)
    assert desk.put("own-id", INTERVIEW).status_code == 409
    assert desk.put("sent", words("sent in")).status_code == 201
    # The same words from a file are another transcript; with the same id of its own it is refused.
    (desk.files / "sent.txt").write_text(words("sent in"))
    (desk.files / "clash.json").write_text(
        json.dumps({"id": "sent", "turns": [{"speaker": "A", "text": "B."}]})
    )
    report = index_paths(desk.index, [desk.files], encoder)
    assert (report.added, report.renamed, report.removed, len(report.refused)) == (1, 0, 0, 1)
    assert "upload:sent" in str(report.refused[0])
    assert sorted(desk.found("sent")) == [
        "sent",
        *(key for key in desk.found("sent") if key.startswith("sent-")),
    ]
    (desk.files / "sent.txt").unlink()
    (desk.files / "clash.json").unlink()
    assert index_paths(desk.index, [desk.files], encoder).removed == 1
    assert desk.found("sent") == ["sent"]
    assert desk.delete("sent").status_code == 204
    assert verify(desk.index) == []


def test_conditions_keep_updates_from_being_lost(desk: Desk) -> None:
    made = desk.put("shared", words("one"), If_None_Match="*")
    assert made.status_code == 201
    assert desk.put("shared", words("two"), If_None_Match="*").status_code == 412
    tag = made.headers["etag"]
    changed = desk.put("shared", words("three"), If_Match=tag)
    assert changed.status_code == 200
    assert desk.put("shared", words("four"), If_Match=tag).status_code == 412
    assert desk.put("new", INTERVIEW, If_Match="*").status_code == 412
    assert desk.put("new", INTERVIEW, If_Match="nonsense").status_code == 400
    assert desk.delete("shared", If_Match=tag).status_code == 412
    assert desk.delete("shared", If_Match=changed.headers["etag"]).status_code == 204


def test_somebody_else_is_writing(desk: Desk) -> None:
    with writing(desk.index):
        answer = desk.put("busy", INTERVIEW)
    assert (answer.status_code, answer.json()["title"]) == (503, "Service Unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert desk.put("busy", INTERVIEW).status_code == 201
    assert desk.delete("busy").status_code == 204


def test_many_at_once(desk: Desk) -> None:
    statuses: list[int] = []

    def send(number: int) -> None:
        statuses.append(desk.put(f"many-{number}", words(f"marked{number}")).status_code)

    threads = [threading.Thread(target=send, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [201] * 12
    assert all(desk.found(f"marked{number}") == [f"many-{number}"] for number in range(12))
    assert all(desk.delete(f"many-{number}").status_code == 204 for number in range(12))
    assert verify(desk.index) == []


@pytest.mark.parametrize("kills", range(3))
def test_killed_while_it_stores(encoder: Encoder, tmp_path: Path, kills: int) -> None:
    index = tmp_path / "index"
    (tmp_path / "a.txt").write_text(INTERVIEW)
    index_paths(index, [tmp_path / "a.txt"], encoder)
    headers = {"Authorization": f"Bearer {add_key(index, 'a')}", "Content-Type": "text/plain"}
    acknowledged: list[int] = []
    enough = threading.Event()
    with served(index) as server:

        def send() -> None:
            with contextlib.suppress(httpx.TransportError):
                for version in range(10_000):
                    body = words(f"marked{version}")
                    answer = server.client.put("/v1/transcripts/talk", content=body, headers=headers)
                    assert answer.is_success, answer.text
                    acknowledged.append(version)
                    if version == 3 + kills:
                        enough.set()

        thread = threading.Thread(target=send)
        thread.start()
        assert enough.wait(60)
        server.process.send_signal(signal.SIGKILL)
        thread.join()
    # Opening mends what is derived.
    Index.open(index).close()
    catalog = Catalog(index)
    try:
        text = catalog.text("talk")
    finally:
        catalog.close()
    # What was acknowledged is there, or what was being sent when the end came.
    assert any(f"marked{version}." in text for version in (acknowledged[-1], acknowledged[-1] + 1))
    assert verify(index) == []


def test_the_description_says_so(desk: Desk) -> None:
    described: dict[str, Any] = desk.server.client.get("/schema/openapi.json").json()
    operation = described["paths"]["/v1/transcripts/{transcript_id}"]["put"]
    assert "text/vtt" in operation["requestBody"]["content"]
    assert operation["security"] == [{"key": []}]
    assert described["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_reading_holds_no_lock_and_conditions_are_looked_at_again(encoder: Encoder, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index_paths(index, [], encoder)
    sent = Upload("talk", words("zyzzyva").encode(), ".txt", Condition(must_not_be=()))
    with writing(index):
        first = prepare_upload(index, sent, encoder)
    second = prepare_upload(index, sent, encoder)
    stored = store_upload(index, first)
    assert stored is not None
    assert stored.is_new
    with pytest.raises(UploadOutdated):
        store_upload(index, second)


def test_a_directory_that_changed_meanwhile_is_read_with_anew(encoder: Encoder, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index_paths(index, [], encoder)
    sent = Upload("talk", b"MR. ROE: I say what Ann Roe says.\n", ".txt")
    ready = prepare_upload(index, sent, encoder)
    person = Speaker("ann-roe", "Ann Roe", tenures=(Tenure("Mayor", titles=("mr",)),))
    index_paths(index, [], encoder, directory=Directory((person,)))
    assert store_upload(index, ready) is None
    stored = store_upload(index, prepare_upload(index, sent, encoder))
    assert stored is not None
    assert stored.is_new


def test_a_cell_over_all_columns_there_can_be(desk: Desk) -> None:
    body = word_document(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )
    answer = desk.put("wide", body, TYPES["docx"])
    assert answer.status_code == 201, answer.text
    assert desk.delete("wide").status_code == 204


def test_a_body_that_takes_too_much_is_refused_and_searches_go_on(desk: Desk) -> None:
    many = "".join(f"<speech><from>A{at}</from><p>Yes.</p></speech>" for at in range(150_000))
    body = f"<akomaNtoso><debate><debateBody>{many}</debateBody></debate></akomaNtoso>"
    answers: list[httpx.Response] = []
    sending = threading.Thread(target=lambda: answers.append(desk.put("many", body, "application/xml")))
    sending.start()
    assert desk.found("hail") == ["filed"]
    sending.join()
    (answer,) = answers
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "upload:many.xml" in answer.json()["detail"] or "turns" in answer.json()["detail"]
    assert desk.server.client.get("/v1/transcripts/many").status_code == 404
