"""Two reviewers judge texts blind: by key and by hand, one taken back; the result opens after the last vote."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_findings


def start(page: Page, site: str) -> str:
    """A comparison of the demo's own texts, as soon as the worker has written beside one of them; its address."""
    page.goto(f"{site}/ops/comparisons/new/?shop=harbour-and-pine&count=1")
    for _ in range(60):
        if page.get_by_text(re.compile(r"\d+ products? (has|have) both texts")).count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    page.get_by_label("Rui Tanaka").check()
    page.get_by_label("Ada Moreno").check()
    page.get_by_role("button", name="Start the comparison").click()
    expect(page.get_by_role("heading", name="Who votes")).to_be_visible()
    return page.url


def test_vote_blind_and_see_the_result(sign_in, site, page):
    sign_in("rui")
    address = start(page, site)
    assert page.get_by_text("The result opens when your own votes are handed in").is_visible()
    page.get_by_role("link", name="Vote", exact=True).click()
    expect(page.locator(".vote-side")).to_have_count(2)
    assert axe_findings(page) == []

    page.keyboard.press("q")
    expect(page.get_by_label("clearer")).to_be_checked()
    page.keyboard.press("1")
    expect(page.get_by_role("heading", name="You have judged every pair.")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(".vote-side")).to_have_count(2)
    expect(page.get_by_label("clearer")).not_to_be_checked()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Hand in and see the result").click()
    expect(page.get_by_role("heading", name="What was preferred")).to_be_visible()
    expect(page.get_by_text("One person has voted.")).to_be_visible()
    page.context.clear_cookies()

    sign_in("ada")
    page.goto(address)
    expect(page.get_by_role("heading", name="What was preferred")).to_have_count(0)
    page.goto(f"{site}/comparisons/")
    page.get_by_role("link", name="Vote").first.click()
    page.get_by_role("button", name="No difference").click()
    page.get_by_role("button", name="Hand in and see the result").click()
    expect(page.get_by_text("Closed by itself")).to_be_visible()
    assert axe_findings(page) == []
    page.locator("#pairs .row-link").first.click()
    expect(page.get_by_role("heading", name="The generated text")).to_be_visible()
    expect(page.get_by_text("no difference").first).to_be_visible()
    assert axe_findings(page) == []
