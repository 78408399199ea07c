"""A merchant's day and a reviewer's, by keyboard alone: no mouse, no script's click; the keyboard is never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Window
from tests.browser.keyboard import look, settled, sign_in_by_keys, tab_to

pytestmark = pytest.mark.browser

SHOP = "/m/harbour-and-pine"


def test_a_merchant_writes_and_submits(site: str, page: Page) -> None:
    sign_in_by_keys(page, site, "olivia@demo.example", PASSWORD)

    # past the frame in one step
    page.keyboard.press("Tab")
    assert "Skip to the content" in look(page)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    # a menu opens, closes by Escape, and gives the keyboard back; it also closes when the keyboard moves on
    page.goto("/")
    shop_menu = page.locator("#top-nav summary", has_text="Shop")
    tab_to(page, shop_menu)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "Voice" in look(page)
    page.keyboard.press("Escape")
    expect(shop_menu).to_be_focused()
    expect(page.get_by_role("link", name="Voice")).to_be_hidden()
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".top-side summary", has_text="Harbour & Pine"))
    expect(page.get_by_role("link", name="Voice")).to_be_hidden()

    # the product list: search, then the product
    tab_to(page, page.locator("#top-nav").get_by_role("link", name="Products"), key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SHOP}/products/")
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("mug")
    expect(page).to_have_url(re.compile(r"q=mug"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    product = page.locator("tbody a.product-link, tbody td a").first
    title = product.inner_text().strip()
    tab_to(page, product)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    # a fact in place: Enter makes the next row, and saving does not take the keyboard away
    field = page.locator("[data-row] input[name=value]").first
    tab_to(page, field)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    look(page)
    page.keyboard.type("Care")
    page.keyboard.press("Tab")
    page.keyboard.type("hand wash only")
    expect(page.locator("[id^=facts-saved]")).to_contain_text("Saved", timeout=15_000)
    expect(page.locator("[data-row] input[name=value]:focus")).to_have_value("hand wash only")

    # write: the panel opens where the button was, the candidate comes by itself
    tab_to(page, page.get_by_role("link", name="Write…"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Write", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert "select" in look(page)
    tab_to(page, page.get_by_role("button", name="Write", exact=True))
    page.keyboard.press("Enter")
    open_it = page.locator(".request").get_by_role("link", name="Open on the desk").first
    expect(open_it).to_be_visible(timeout=240_000)
    expect(page.locator(".request[hx-trigger*='every ']")).to_have_count(0, timeout=60_000)  # all candidates are there
    settled(page)
    look(page)
    tab_to(page, open_it)
    page.keyboard.press("Enter")

    # the desk: the sheet of keys, the editor, out of it, and away with it
    expect(page.locator("[data-words]")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    before = look(page)
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    assert look(page) == before
    page.keyboard.press("e")
    area = page.locator("[data-area]")
    expect(area).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(f"{title}. Hand wash only.")
    expect(page.locator("[data-saved]")).to_have_text("Saved", timeout=20_000)
    expect(area).to_be_focused()
    page.keyboard.press("Escape")
    assert "Edit" in look(page)
    expect(page.locator(".desk-finding.is-block")).to_have_count(0, timeout=20_000)
    here = page.locator("[data-desk]").get_attribute("id")
    page.keyboard.press("s")
    expect(page.locator("#toast")).to_contain_text("Submitted", timeout=20_000)
    expect(page.locator(f"#{here}")).to_have_count(0)
    look(page)
    page.keyboard.press("Tab")
    look(page)


def test_a_reviewer_signs_takes_back_and_returns(site: str, page: Page, open_window: Callable[..., Window]) -> None:
    merchant = open_window("olivia").page
    hand_over(merchant, 3)

    sign_in_by_keys(page, site, "rui@demo.example", PASSWORD)
    tab_to(page, page.locator("#top-nav").get_by_role("link", name="Queue"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/ops/queue/")
    tab_to(page, page.get_by_role("button", name="Start judging"))
    page.keyboard.press("Enter")
    desk = page.locator("[data-desk]")
    expect(desk).to_be_visible()
    page.wait_for_load_state("networkidle")
    first = desk.get_attribute("id")

    page.keyboard.press("a")
    expect(page.locator("#toast")).to_contain_text("Approved", timeout=30_000)
    expect(page.locator(f"#{first}")).to_have_count(0)
    look(page)
    page.keyboard.press("z")
    expect(page.locator(f"#{first}")).to_be_visible(timeout=30_000)
    look(page)

    # a reason begun and left: Escape gives the keyboard back to its button
    page.keyboard.press("r")
    page.keyboard.type("Not this")
    page.keyboard.press("Escape")
    assert "Return" in look(page)
    page.keyboard.press("a")
    expect(page.locator(f"#{first}")).to_have_count(0, timeout=30_000)
    look(page)

    second = desk.get_attribute("id")
    page.keyboard.press("r")
    page.keyboard.type("Lead with the material.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{second}")).to_have_count(0, timeout=30_000)
    look(page)
    page.keyboard.press("Tab")
    look(page)


def hand_over(page: Page, count: int) -> None:
    """A merchant submits the first clean texts of the desk, by keys as well."""
    for _ in range(90):
        page.goto(f"{SHOP}/desk/?risk=none")
        if page.locator(".draft-row-link").count() > count:
            break
        page.wait_for_timeout(2000)
    tab_to(page, page.get_by_role("link", name="Start reviewing"))
    page.keyboard.press("Enter")
    for _ in range(count):
        expect(page.locator("[data-words]")).to_be_visible()
        page.wait_for_load_state()
        here = page.locator("[data-desk]").get_attribute("id")
        page.keyboard.press("s")
        expect(page.locator(f"#{here}")).to_have_count(0, timeout=30_000)


def test_the_keyboard_is_found_again_after_an_exchange(open_window: Callable[..., Window]) -> None:
    page = open_window("olivia").page
    page.goto(f"{SHOP}/people/")
    role = page.get_by_label("Role of Emil Weber")
    for key, value in (("ArrowUp", "owner"), ("ArrowDown", "editor")):
        tab_to(page, role)
        page.locator("[id^=members-]").evaluate("e => e.dataset.old = 1")
        page.keyboard.press(key)
        expect(page.locator("[id^=members-][data-old]")).to_have_count(0)
        settled(page)
        expect(role).to_have_value(value)
        expect(role).to_be_focused()  # the table is a new one

    tab_to(page, page.get_by_label("E-mail"), key="Shift+Tab")
    page.keyboard.type("soon@demo.example")
    page.keyboard.press("Enter")
    expect(page.locator("#fresh-link")).to_be_visible()
    assert "soon@demo.example" in look(page)  # the card with the link
    withdraw = page.locator("tr", has_text="soon@demo.example").get_by_role("button", name="Withdraw")
    tab_to(page, withdraw)
    page.keyboard.press("Enter")
    expect(withdraw).to_have_count(0)
    look(page)  # the button is gone with its row: the part that held it has the keyboard


def test_the_menu_of_a_narrow_screen(open_window: Callable[..., Window]) -> None:
    page = open_window("olivia", width=390).page
    burger = page.locator("[data-burger]")
    tab_to(page, burger)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#top-nav").get_by_role("link", name="Imports"))
    page.keyboard.press("Escape")
    expect(burger).to_be_focused()
    expect(page.locator("#top-nav").get_by_role("link", name="Imports")).to_be_hidden()


PAGES = ["/", "/products/", "/imports/", "/batches/", "/desk/", "/approved/", "/exports/", "/people/", "/settings/"]
PAGES += ["/voice/", "/evidence/", "/audit/"]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_stop_of_every_page_is_seen(width: int, open_window: Callable[..., Window]) -> None:
    page = open_window("olivia", width=width).page
    wrong = []
    for address in PAGES:
        page.goto(address if address == "/" else f"{SHOP}{address}")
        page.wait_for_load_state("networkidle")
        for _ in range(60):
            page.keyboard.press("Tab")
            try:
                look(page)
            except AssertionError as error:
                if "body" in str(error) or "nowhere" in str(error):
                    break  # round the end of the page
                wrong.append(str(error))
    assert not wrong, "\n".join(wrong)
