"""Files of each JSON format that are a thousand times as long as its example are read in linear time."""

import json
import time
from typing import Any

import pytest

from indexer.readers import read
from indexer.readers.source import Source
from tests.hostile.seeds import json_seeds

REPEATED = 3_000
MAX_SECONDS_PER_MEGABYTE = 3.0
MAX_SECONDS_WHEN_SHORT = 0.5
"""For files of less than a sixth of a megabyte."""


def grown(value: Any) -> Any:
    """A value with its innermost lists of objects many times as long."""
    if isinstance(value, dict):
        return {key: grown(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    parts = [grown(part) for part in value]
    return parts if parts != value or not all(isinstance(part, dict) for part in value) else parts * REPEATED


@pytest.mark.usefixtures("no_collection")
@pytest.mark.parametrize("name", json_seeds())
def test_long_files_are_read_in_linear_time(name: str) -> None:
    seed = json.loads(json_seeds()[name])
    data = json.dumps(grown(seed)).encode()
    bound = max(MAX_SECONDS_WHEN_SHORT, MAX_SECONDS_PER_MEGABYTE * len(data) / 1e6)
    assert read(Source(name, data))
    # The first time may load models.
    began = time.process_time()
    read(Source(name, data))
    assert time.process_time() - began < bound
