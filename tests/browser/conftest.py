"""One browser, one server over one archive; every page is watched for requests elsewhere and for errors."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from embeddings.encoder import Encoder
from tests.browser.archive import Archive, build
from tests.browser.chromium import MISSING, find_chromium, options
from tests.served import Served, served

Open = Callable[..., Page]
_PATIENCE = 60_000
"""Milliseconds in which a page must do what a test waits for: a busy machine is slow, not wrong."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=options())
        yield started
        started.close()


@pytest.fixture(scope="package")
def archive(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return build(tmp_path_factory.mktemp("archive"), encoder)


@pytest.fixture(scope="package")
def site(archive: Archive) -> Iterator[Served]:
    # One address asks for everything here.
    with served(archive.index, "--rate", "0") as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, site: Served) -> Iterator[Open]:
    """Open a path in a context of its own, made with the options given."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    troubles: list[str] = []

    def opened(path: str, **how: Any) -> Page:
        context = browser.new_context(base_url=site.url, **how)
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda message: (
                troubles.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {urlsplit(url).netloc for url in asked} <= {urlsplit(site.url).netloc}
    assert troubles == []
