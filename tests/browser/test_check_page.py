"""The page that checks a quote, in a browser."""

from playwright.sync_api import expect

from tests.browser.conftest import Open

ALTERED = "Wheat prices did not rise by 2 percent, and the ministry will buy grain for the poorest districts."


def test_a_quote_is_checked_without_scripts(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="Check a quote").click()
    page.get_by_label("The quote, as it was written").fill(ALTERED)
    page.get_by_label("Who is said to have said it").fill("Anna Baker")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Altered")).to_be_visible()
    expect(page.locator(".changes tbody tr").first).to_contain_text("Negation")
    expect(page.locator(".given mark.changed").first).to_contain_text("not")
    expect(page.locator(".words mark.changed").first).to_contain_text("rose")
    page.get_by_role("link", name="In its transcript").first.click()
    expect(page.locator("mark.cited").first).to_contain_text("Wheat prices rose by 2 percent")


def test_a_proposed_name_leads_to_the_same_check(open_page: Open) -> None:
    page = open_page("/check?text=Thank+you+all+for+coming+to+the+ministry&speaker=Ana+Bakker")
    page.get_by_role("link", name="Anna Baker").click()
    expect(page.get_by_role("heading", name="Verbatim")).to_be_visible()
    expect(page.get_by_label("The quote, as it was written")).to_have_value(
        "Thank you all for coming to the ministry"
    )
