"""One person, two tabs; two people, one text: who comes second sees both, and neither is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.opening import open_first

pytestmark = pytest.mark.browser

SHOP = "/m/harbour-and-pine"


def edit(page: Page, text: str) -> None:
    page.keyboard.press("e")
    expect(page.locator("[data-area]")).to_be_focused()
    page.locator("[data-area]").fill(text)


def both_on_one_draft(first: Page, second: Page) -> None:
    open_first(first, f"{SHOP}/desk/")
    second.goto(first.url)
    expect(second.locator("[data-words]")).to_be_visible()
    second.wait_for_load_state()


def lose_the_race(first: Page, second: Page, theirs: str, mine: str) -> None:
    """`first` saves; `second`, which still shows the text of before, types: what was typed is offered, not put over."""
    edit(first, theirs)
    expect(first.locator("[data-saved]")).to_have_text("Saved", timeout=20_000)
    edit(second, mine)
    expect(second.locator(".desk-message.alert-danger")).to_contain_text("Yours is kept below", timeout=20_000)
    expect(second.locator("[data-words]")).to_have_text(theirs)
    expect(second.locator("[data-lost] textarea")).to_have_value(mine)
    expect(second.locator("[data-area]")).to_have_value(theirs)


def test_a_lost_race_on_the_desk_and_mine_is_put_in(open_window: Callable[..., Window]) -> None:
    first, second = open_window("olivia").page, open_window("emil").page
    both_on_one_draft(first, second)
    lose_the_race(first, second, "This is what Olivia wrote.", "This is what Emil wrote.")

    # a reload keeps the offer: nothing depends on the page that happened to be open
    second.reload()
    expect(second.locator("[data-lost] textarea")).to_have_value("This is what Emil wrote.")
    second.get_by_role("button", name="Put mine in the editor").click()
    expect(second.locator("[data-area]")).to_have_value("This is what Emil wrote.")
    expect(second.locator("[data-area]")).to_be_focused()
    expect(second.locator("[data-saved]")).to_have_text("Saved", timeout=20_000)
    expect(second.locator("[data-words]")).to_have_text("This is what Emil wrote.")
    expect(second.locator("[data-lost]")).to_be_hidden()

    # and the first is now the one who is behind
    first.locator("[data-area]").fill("Olivia again.")
    expect(first.locator("[data-lost] textarea")).to_have_value("Olivia again.", timeout=20_000)
    expect(first.locator("[data-words]")).to_have_text("This is what Emil wrote.")


def test_a_lost_race_on_the_desk_and_mine_is_let_go(open_window: Callable[..., Window]) -> None:
    first = open_window("olivia").page
    second = first.context.new_page()  # the same person and browser, another tab
    both_on_one_draft(first, second)
    lose_the_race(first, second, "The first tab's words.", "The second tab's words.")
    second.get_by_role("button", name="Let mine go").click()
    expect(second.locator("[data-lost]")).to_be_hidden()
    expect(second.locator("[data-area]")).to_have_value("The first tab's words.")
    second.reload()
    expect(second.locator("[data-lost]")).to_be_hidden()
    expect(second.locator("[data-words]")).to_have_text("The first tab's words.")


def facts_of(page: Page) -> dict[str, str]:
    """The rows of the form as they stand."""
    names = page.locator("[data-facts] [data-row] input[name=name]")
    values = page.locator("[data-facts] [data-row] input[name=value]")
    pairs = ((names.nth(i).input_value(), values.nth(i).input_value()) for i in range(names.count()))
    return {name: value for name, value in pairs if name}


def type_fact(page: Page, name: str, value: str) -> None:
    """Into the empty row at the end; typing in it makes the next empty one."""
    rows = page.locator("[data-facts] [data-row]")
    row = rows.nth(rows.count() - 1)
    row.locator("[name=name]").fill(name)
    row.locator("[name=value]").fill(value)


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_facts_saved_in_two_tabs(keep: str, open_window: Callable[..., Window]) -> None:
    first = open_window("olivia").page
    second = first.context.new_page()
    first.goto(f"{SHOP}/products/?q={'candle' if keep == 'mine' else 'kettle'}")
    first.locator(".product-title").first.click()
    expect(first.locator("[data-facts]")).to_be_visible()
    first.wait_for_load_state("networkidle")
    second.goto(first.url)
    second.wait_for_load_state("networkidle")
    name = f"Origin {keep}"

    type_fact(first, name, "Lisbon")
    expect(first.locator("[id^=facts-saved]")).to_contain_text("Saved", timeout=15_000)
    type_fact(second, name, "Porto")
    warning = second.get_by_role("alert")
    expect(warning).to_contain_text("Nothing is lost", timeout=15_000)
    expect(warning).to_contain_text("Lisbon")
    assert facts_of(second)[name] == "Porto"

    if keep == "mine":
        second.get_by_role("button", name="Save mine").click()
        expect(warning).to_have_count(0)
    else:
        second.get_by_role("link", name="keep theirs").click()
        expect(warning).to_have_count(0)
    first.reload()
    assert facts_of(first)[name] == ("Porto" if keep == "mine" else "Lisbon")
    assert len(facts_of(first)) > 1  # the product's other facts stand as they stood
