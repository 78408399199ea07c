"""Who belongs to a shop: invited by a link, at home in two shops, sent away in the middle of their work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.newcomers import SHOP, Person, enter_as, invite, join, leave, newcomer

pytestmark = pytest.mark.browser

OTHER_SHOP = "/m/yunjian"


def test_an_invitation_is_copied_and_works_once(open_window: Callable[..., Window]) -> None:
    owner = open_window("olivia").page
    link = invite(owner, "noor@demo.example")
    owner.goto(f"{SHOP}/people/")
    expect(owner.locator("#fresh-link")).to_have_count(0)  # shown once
    expect(owner.locator("main")).to_contain_text("noor@demo.example")

    page = open_window().page
    page.goto(link)
    expect(page.get_by_role("heading")).to_have_text("Join Harbour & Pine")
    page.fill("[name=name]", "Noor")
    page.fill("[name=password]", "short")
    page.press("[name=password]", "Enter")
    expect(page.locator(".field-errors")).to_contain_text("12 characters")
    join(page, link, Person("noor@demo.example", "a lantern by the pier", "Noor"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour & Pine")

    # an editor looks at the people and changes nothing
    page.goto(f"{SHOP}/people/")
    expect(page.get_by_role("button", name="Invite")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)

    late = open_window().page
    late.goto(link)
    expect(late.get_by_role("heading")).to_have_text("This invitation no longer works")

    # withdrawn before it was used: the same sentence
    link = invite(owner, "late@demo.example")
    owner.locator("tr", has_text="late@demo.example").get_by_role("button", name="Withdraw").click()
    expect(owner.locator("main")).not_to_contain_text("late@demo.example")
    late.goto(link)
    expect(late.get_by_role("heading")).to_have_text("This invitation no longer works")


def test_an_invitation_for_somebody_else_is_not_taken(open_window: Callable[..., Window]) -> None:
    owner, wrong = open_window("olivia").page, open_window("rui").page
    link = invite(owner, "pia@demo.example")
    wrong.goto(link)
    expect(wrong.get_by_role("alert")).to_contain_text("You are signed in as rui@demo.example")
    wrong.get_by_role("button", name="Sign out").click()
    wrong.goto(link)
    join(wrong, link, Person("pia@demo.example", "a lantern by the pier", "Pia"))


def test_a_person_of_two_shops_switches_between_them(open_window: Callable[..., Window]) -> None:
    owner = open_window("olivia").page
    page = open_window().page
    person = newcomer(owner, page)
    switcher = page.locator(".top-side summary[aria-label^='Shop:']")
    expect(switcher).to_have_count(0)  # with one shop there is nothing to choose

    # with an account already: the second invitation asks them to sign in, and joins
    link = invite(owner, person.email, shop=OTHER_SHOP)
    leave(page)
    page.goto(link)
    page.get_by_role("button", name="Sign in and join").click()
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", person.password)
    page.press("[name=password]", "Enter")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/")
    there = page.get_by_role("heading", level=1).inner_text()
    assert there != "Harbour & Pine"

    switcher.click()
    page.locator(".menu-list").get_by_role("button", name="Harbour & Pine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour & Pine")
    page.locator("#top-nav").get_by_role("link", name="Products").click()
    expect(page).to_have_url(re.compile(f"{SHOP}/products/"))
    switcher.click()
    page.locator(".menu-list").get_by_role("button", name=there).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(there)
    page.locator("#top-nav").get_by_role("link", name="Products").click()
    expect(page).to_have_url(re.compile(f"{OTHER_SHOP}/products/"))


def test_who_is_removed_is_out_at_the_next_request(open_window: Callable[..., Window]) -> None:
    owner = open_window("olivia").page
    window = open_window()
    page = window.page
    person = newcomer(owner, page)
    page.goto(f"{SHOP}/products/")
    page.locator(".product-title").first.click()
    expect(page.locator("[data-facts]")).to_be_visible()

    owner.goto(f"{SHOP}/people/")
    owner.once("dialog", lambda dialog: dialog.accept())
    owner.locator("tr", has_text=person.email).get_by_role("button", name="Remove").click()
    expect(owner.locator("table")).not_to_contain_text(person.email)

    # what they type in the page that is still open is refused in a sentence, and nothing is saved
    rows = page.locator("[data-facts] [data-row]")
    row = rows.nth(rows.count() - 1)
    row.locator("[name=name]").fill("Made by")
    row.locator("[name=value]").fill("somebody who left")
    expect(page.locator("#messages")).to_contain_text("not here any more", timeout=15_000)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    expect(page.locator("main")).to_contain_text("An owner of that shop can invite you")

    # their account lives on, without a shop, and says so
    page.goto("/")
    expect(page.locator("main")).to_contain_text("invit")
    expect(page.locator("#top-nav").get_by_role("link", name="Products")).to_have_count(0)
    leave(page)
    enter_as(page, person)
    page.wait_for_url("**/")
    page.goto(f"{SHOP}/products/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")

    owner.goto(f"{SHOP}/products/?q=&sort=")
    expect(owner.get_by_role("heading", name="Products")).to_be_visible()
    owner.goto(f"{SHOP}/settings/")
    expect(owner.locator("main")).to_contain_text(f"took the seat of {person.name} away")


def test_the_last_owner_stays(open_window: Callable[..., Window]) -> None:
    owner = open_window("olivia").page
    owner.goto(f"{SHOP}/people/")
    owner.once("dialog", lambda dialog: dialog.accept())
    owner.locator("tr", has_text="olivia@demo.example").get_by_role("button", name="Leave").click()
    expect(owner.locator("#messages")).to_contain_text("A shop needs an owner")
    expect(owner.locator("table")).to_contain_text("olivia@demo.example")
