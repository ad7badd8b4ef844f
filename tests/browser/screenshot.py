"""The picture in the README: `python -m tests.browser.screenshot` makes docs/screenshot.png from the sample."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from embeddings.models import DEFAULT_MODEL
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
from indexer.sample import sample_folder
from tests.browser.chromium import find_chromium, options
from tests.paths import ROOT
from tests.served import served

PICTURE = ROOT / "docs" / "screenshot.png"


def main() -> None:
    """Ask the sample the question of the README, and take the picture of the answer."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        index_paths(index, [sample_folder()], open_encoder(DEFAULT_MODEL))
        with served(index) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=options())
            page = browser.new_page(viewport={"width": 1080, "height": 760}, base_url=site.url)
            page.goto("/?q=what+did+Blinken+say+about+cyber+attacks")
            page.locator(".byline .known summary").first.click()
            page.locator("body").click(position={"x": 2, "y": 2})
            page.screenshot(path=PICTURE)
            browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
