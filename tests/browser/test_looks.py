"""What every page is held to: no violation that axe-core finds, and no sideways scrolling on a phone."""

from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import Open

PAGES = (
    "/",
    "/?q=what+did+Blinken+say+about+cyber+attacks",
    "/?q=wheat+prices&date_from=2021-02-01&date_to=2021-05-31&speaker=anna-baker",
    "/?q=what+did+Miller+say+about+the+crane",
    "/?q=the+boiling+point+of+liquid+helium+isotopes",
    "/?q=wheat&date_from=2001-01-01&date_to=2001-12-31",
    "/?q=crane&speaker=Miller",
    f"/?q={'a' * 400}&interpret=false",
    "/t/blinken-morning-joe?start=6097&end=6626#turn-16",
    "/t/blinken-morning-joe?find=russia",
    "/t/council?start=1&end=5&sha=0",
    "/t/attack",
    "/schema",
    "/t/farm-02/around/1",
    "/speakers/antony-blinken",
    "/speakers/anna-baker",
    "/help",
    "/check",
    "/check?text=Wheat+prices+did+not+rise+by+2+percent+and+the+ministry+will+buy+grain",
    "/check?text=The+harbour+needs+a+new+crane&speaker=Anna+Baker",
    f"/check?text={'a' * 400}",
    "/check?text=wheat&speaker=nobody",
    "/nowhere",
)
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(open_page: Open, scheme: str) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    # The content policy would refuse the checker itself.
    page = open_page("/", color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    found: list[str] = []
    for path in PAGES:
        page.goto(path)
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        answer: dict[str, Any] = page.evaluate("axe.run()")
        found += [
            f"{path}: {violation['id']}: {node['html'][:160]}"
            for violation in answer["violations"]
            for node in violation["nodes"]
        ]
    assert found == []


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_scrolls_one_way(open_page: Open, width: int) -> None:
    page = open_page("/", viewport={"width": width, "height": 700})
    wide: list[str] = []
    for path in PAGES:
        page.goto(path)
        page.evaluate(OPEN_ALL)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []
