"""Settings: where they come from, and what is said of wrong ones."""

import os
import re
from pathlib import Path

import pytest

from indexer.errors import SettingsInvalid
from search_api.settings import Settings, describe, names, read_settings
from tests.paths import ROOT

OPERATE = ROOT / "docs" / "operate.md"


def test_the_latter_goes_before_the_former(tmp_path: Path) -> None:
    config = tmp_path / "serve.toml"
    config.write_text('rate = 5\nburst = 7\nqueue = 9\ncors_origins = ["https://example.org"]\n')
    environment = {"ONRECORD_BURST": "8", "ONRECORD_QUEUE": "10", "ONRECORD_INDEX": "elsewhere"}
    found = read_settings({"queue": "11", "host": None}, environment, config)
    assert (found.host, found.rate, found.burst, found.queue) == ("127.0.0.1", 5.0, 8, 11)
    assert found.cors_origins == ("https://example.org",)


def test_nothing_given() -> None:
    assert read_settings({}, {}) == Settings()


def test_texts_of_lists_and_yes_or_no() -> None:
    environment = {"ONRECORD_TRUSTED_PROXIES": "10.0.0.1, 10.1.0.0/16", "ONRECORD_LOG_QUERIES": "true"}
    found = read_settings({}, environment)
    assert found.trusted_proxies == ("10.0.0.1", "10.1.0.0/16")
    assert found.log_queries is True


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("brust = 5", "brust: there is no such setting; did you mean burst?"),
        ("zzz = 5", "zzz: there is no such setting; this takes body_timeout, burst,"),
        ('port = "many"', "serve.toml: port:"),
        ("port = 70000", "70000 is not allowed; give a whole number from 0 to 65,535, or leave it out"),
        ("port =", "is not TOML"),
        ("workers = 0", "a whole number from 1 to 256"),
        ('trusted_proxies = ["nonsense"]', "serve.toml: trusted_proxies: 'nonsense'"),
        ('cors_origins = ["example.org"]', "serve.toml: cors_origins: 'example.org'"),
    ],
)
def test_a_wrong_file(tmp_path: Path, written: str, said: str) -> None:
    config = tmp_path / "serve.toml"
    config.write_text(written)
    with pytest.raises(SettingsInvalid) as raised:
        read_settings({}, {}, config)
    assert said in str(raised.value)
    assert str(config) in str(raised.value)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"cannot be read .* check --config"):
        read_settings({}, {}, tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("options", "environment", "source"),
    [
        ({"rate": "fast"}, {}, "--rate: "),
        ({"public_url": "javascript:alert(1)"}, {}, "--public-url: "),
        ({}, {"ONRECORD_METRICS": "all"}, "$ONRECORD_METRICS: "),
        ({}, {"ONRECORD_LOG_FORMAT": ""}, "$ONRECORD_LOG_FORMAT: "),
    ],
)
def test_a_wrong_value_names_its_source(
    options: dict[str, str | None], environment: dict[str, str], source: str
) -> None:
    with pytest.raises(SettingsInvalid) as raised:
        read_settings(options, environment)
    assert str(raised.value).startswith(source)
    assert str(raised.value).endswith(".")


def test_the_documentation_lists_every_setting_as_the_program_describes_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]*)` \| (.*) \|$", OPERATE.read_text("utf-8"), re.MULTILINE)
    assert rows == [(name, *describe(name)) for name in names()]


def test_several_workers_need_a_system_that_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings({"workers": "2"}, {}).workers == 2
    monkeypatch.delattr(os, "fork")
    assert read_settings({"workers": "1"}, {}).workers == 1
    with pytest.raises(SettingsInvalid, match="--workers: this system cannot share an index"):
        read_settings({"workers": "2"}, {})
