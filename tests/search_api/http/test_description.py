"""The API's description: it is complete, its examples are real answers, and its page loads nothing from elsewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest

from search_api.http.description.complete import operations
from tests.examples import ADDRESS, FOLDER, REQUESTS, example_text
from tests.served import served

FILES = sorted(FOLDER.iterdir())
VERBS = {"get", "post", "put", "delete"}


@pytest.fixture(scope="module")
def client(sample_index: Path) -> Iterator[httpx.Client]:
    with served(sample_index, "--public-url", ADDRESS) as server:
        yield server.client


@pytest.fixture(scope="module")
def described(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/schema/openapi.json").json()
    return found


def without_floats(value: Any) -> Any:
    """What must be the same on any machine, at any time: scores differ in their last places."""
    if isinstance(value, dict):
        return {key: without_floats(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_floats(inner) for inner in value]
    if isinstance(value, str):
        return re.sub(r"\b\d\.\d{3,}|\d{4}-\d\d-\d\dT[\d:]+", "#", value)
    return "#" if isinstance(value, float) else value


def test_every_operation_is_described(described: dict[str, Any]) -> None:
    found = list(operations(described))
    ids = [operation["operationId"] for _, _, operation in found]
    assert len(ids) == len(set(ids)) > 10
    tags = {tag["name"] for tag in described["tags"]}
    for path, method, operation in found:
        assert method in VERBS, path
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["tags"]) <= tags, path
        assert {"400", "429", "500", "503"} <= set(operation["responses"]), path
        assert ("404" in operation["responses"]) >= ("{" in path), path
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (path, parameter["name"])
        for status, response in operation["responses"].items():
            assert response["description"], path
            if status >= "400":
                assert list(response["content"]) == ["application/problem+json"], (path, status)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_examples_are_real_answers(client: httpx.Client, path: Path) -> None:
    now = example_text(client, path.stem, path.suffix)
    then = path.read_bytes().decode()
    if path.suffix in {".json", ".csl"}:
        assert without_floats(json.loads(now)) == without_floats(json.loads(then))
    else:
        assert without_floats(now) == without_floats(then), "update them: python -m tests.examples"


def test_every_answer_has_an_example(described: dict[str, Any]) -> None:
    assert {(path.stem, path.suffix) for path in FILES} == {
        (operation, suffix) for operation, request in REQUESTS.items() for suffix in request.suffixes
    }
    for path, method, operation in operations(described):
        if method == "get" and path.startswith("/v1/"):
            assert operation["operationId"] in REQUESTS


def test_examples_are_as_described(described: dict[str, Any]) -> None:
    for path, _, operation in operations(described):
        for status, response in operation["responses"].items():
            for media_type, content in response.get("content", {}).items():
                shown = [content_example["value"] for content_example in content.get("examples", {}).values()]
                shown += [content["example"]] if "example" in content else []
                for example in shown:
                    schema = {**content["schema"], "components": described["components"]}
                    errors = [str(error) for error in jsonschema_rs.validator_for(schema).iter_errors(example)]
                    assert not errors, (path, status, media_type)


def test_the_page_loads_nothing_from_elsewhere(client: httpx.Client, described: dict[str, Any]) -> None:
    page = client.get("/schema")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page.text
    assert not re.search(r"\sstyle=|\son\w+=|<style", page.text)
    fetched = re.findall(r'<(?:link|img|iframe)[^>]*(?:href|src)="([^"]*)"', page.text)
    assert fetched
    for address in fetched:
        assert address.startswith("/")
        assert client.get(address).status_code == 200
    for path, _, operation in operations(described):
        assert f'id="{operation["operationId"]}"' in page.text
        assert path in page.text
