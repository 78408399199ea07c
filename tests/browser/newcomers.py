"""Bringing somebody new into a shop as its owner does: an invitation, its link, an account."""

import re
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import Page, expect

SHOP = "/m/harbour-and-pine"
_numbers = count(1)


@dataclass
class Person:
    email: str
    password: str
    name: str


def invite(owner: Page, email: str, shop: str = SHOP, role: str = "editor") -> str:
    """The link that the owner gets to copy, this site having no mail server."""
    owner.goto(f"{shop}/people/")
    owner.get_by_label("E-mail").fill(email)
    owner.select_option("select[name=role] >> nth=0", role)
    owner.get_by_role("button", name="Invite", exact=True).click()
    expect(owner.locator("#fresh-link")).to_be_visible()
    assert email in owner.locator("[data-focus]").inner_text()
    return owner.locator("#fresh-link").input_value()


def join(page: Page, link: str, person: Person) -> None:
    """Makes the account that the invitation is for."""
    page.goto(link)
    page.fill("[name=name]", person.name)
    page.fill("[name=password]", person.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


def newcomer(owner: Page, page: Page, shop: str = SHOP) -> Person:
    """An editor whom no other test knows; `page` is signed in as them afterwards."""
    number = next(_numbers)
    person = Person(f"nia{number}@demo.example", "a lantern by the pier", f"Nia Okoro {number}")
    join(page, invite(owner, person.email, shop), person)
    return person


def enter_as(page: Page, person: Person, password: str = "") -> None:
    """Gives address and password; what comes next is the test's affair."""
    page.goto("/account/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", password or person.password)
    page.press("[name=password]", "Enter")


def leave(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main button.btn-primary").click()
    page.wait_for_url(re.compile("/account/login/"))
