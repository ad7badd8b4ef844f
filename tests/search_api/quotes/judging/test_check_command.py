"""`onrecord check`."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program


def test_a_quote_is_checked(program: Program, sample_index: Path) -> None:
    code, out, _ = program("check", "--index", sample_index, "you", "wouldn't", "like", "it")
    assert code == 0
    assert out.startswith("Verbatim. Antony Blinken said this word for word.\n\n1. Antony Blinken (")
    code, out, _ = program(
        "check", "--index", sample_index, "--json", "you wouldn't like it", "--speaker", "QUESTION"
    )
    assert (code, json.loads(out)["verdict"]) == (1, "other_speaker")


@pytest.mark.parametrize(
    ("quote", "speaker", "said"),
    [("…", "Blinken", "text: there are no words to check"), ("you", "Zorro", "'Zorro'")],
)
def test_what_cannot_be_checked_is_refused(
    program: Program, sample_index: Path, quote: str, speaker: str, said: str
) -> None:
    code, out, errors = program("check", "--index", sample_index, quote, "--speaker", speaker)
    assert (code, out) == (2, "")
    assert said in errors
    assert errors.count("\n") == 1
