"""Opening the first text of a desk, once the model has written enough of them."""

from playwright.sync_api import Page, expect


def open_first(page: Page, address: str, at_least: int = 1) -> None:
    """Reloads for up to three minutes: the desk does not change under a reader by itself."""
    for _ in range(90):
        page.goto(address)
        if page.locator(".draft-row-link").count() >= at_least:
            break
        page.wait_for_timeout(2000)
    page.locator(".draft-row-link").first.click()
    expect(page.locator("[data-words]")).to_be_visible()
    page.wait_for_load_state()
