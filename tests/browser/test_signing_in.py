"""Coming in, proving it, and going out again: password, link, code, passkey; every refusal in a sentence."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, axe_findings
from tests.browser.newcomers import SHOP, Person, enter_as, leave, newcomer

pytestmark = pytest.mark.browser

SIGN_IN = re.compile("/account/login/")


@pytest.fixture
def owner(open_window: Callable[..., Window]) -> Page:
    return open_window("olivia").page


def code_of(secret: str, steps_ahead: int = 0) -> str:
    """The six digits that an authenticator app shows for the secret: RFC 6238 with its defaults."""
    step = struct.pack(">Q", int(time.time()) // 30 + steps_ahead)
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), step, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def prove(page: Page, person: Person) -> None:
    """Answers the question whether it is them, where it is asked."""
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", person.password)
        page.press("[name=password]", "Enter")


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "don’t belong together"), ("zh-CN", "邮箱与密码不匹配")], ids=["en", "zh"]
)
def test_a_wrong_password_is_answered_with_a_sentence(
    language: str, sentence: str, open_window: Callable[..., Window]
) -> None:
    page = open_window(language=language).page
    enter_as(page, Person("olivia@demo.example", "not the password", ""))
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    assert not axe_findings(page)
    expect(page.locator("[name=login]")).to_have_value("olivia@demo.example")


def test_a_new_password_by_a_link_that_is_copied(owner: Page, open_window: Callable[..., Window]) -> None:
    page = open_window().page
    person = newcomer(owner, page)

    # who has forgotten it is told whom to ask; the owner makes a link
    other = open_window().page
    other.goto("/account/password/reset/")
    expect(other.locator("main")).to_contain_text("An owner of your shop can make a link for you")
    owner.goto(f"{SHOP}/people/")
    owner.locator("tr", has_text=person.email).get_by_role("button", name="New password link").click()
    link = owner.locator("#fresh-link").input_value()

    other.goto(link)
    other.fill("[name=password1]", "short")
    other.fill("[name=password2]", "short")
    other.press("[name=password2]", "Enter")
    expect(other.locator(".field-errors")).to_contain_text("12 characters")
    other.fill("[name=password1]", "another lantern, lit")
    other.fill("[name=password2]", "another lantern, lit")
    other.press("[name=password2]", "Enter")
    expect(other.get_by_role("heading")).to_have_text("The new password is set")

    # the browser that came in by the old one is out; the old one is refused; the link works once
    page.goto(f"{SHOP}/products/")
    expect(page).to_have_url(SIGN_IN)
    enter_as(page, person)
    expect(page.get_by_role("alert")).to_contain_text("don’t belong together")
    enter_as(page, person, "another lantern, lit")
    page.wait_for_url("**/")
    other.goto(link)
    expect(other.get_by_role("heading")).to_have_text("This link no longer works")


def test_a_code_from_an_app_and_recovery_codes(owner: Page, open_window: Callable[..., Window]) -> None:
    window = open_window()
    page = window.page
    person = newcomer(owner, page)

    page.goto("/account/2fa/")
    page.get_by_role("link", name="Switch on").click()
    prove(page, person)
    secret = page.input_value("#authenticator_secret")
    assert not axe_findings(page)
    page.fill("[name=code]", "000000")
    page.press("[name=code]", "Enter")
    expect(page.locator(".field-errors")).to_contain_text("This code is not right")
    assert page.input_value("#authenticator_secret") == secret  # the app need not learn another
    page.fill("[name=code]", code_of(secret))
    page.press("[name=code]", "Enter")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert not axe_findings(page)
    spare = page.locator("#recovery_codes li").all_inner_texts()
    assert len(spare) == 10

    leave(page)
    enter_as(page, person)
    expect(page.get_by_role("heading")).to_have_text("Second step")
    assert not axe_findings(page)
    page.goto(f"{SHOP}/products/")  # the password alone opens nothing
    expect(page.get_by_role("heading")).to_have_text("Second step")
    page.get_by_role("button", name="Back to sign-in").click()
    enter_as(page, person)
    page.fill("[name=code]", "123123")
    page.press("[name=code]", "Enter")
    expect(page.locator(".field-errors")).to_contain_text("This code is not right")
    page.fill("[name=code]", code_of(secret, steps_ahead=1))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/")

    # without the phone: a recovery code, once
    leave(page)
    enter_as(page, person)
    page.fill("[name=code]", spare[0])
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/")
    page.goto("/account/2fa/")
    expect(page.locator("main")).to_contain_text("9 codes are left")
    leave(page)
    enter_as(page, person)
    page.fill("[name=code]", spare[0])
    page.press("[name=code]", "Enter")
    expect(page.locator(".field-errors")).to_contain_text("This code is not right")
    page.fill("[name=code]", spare[1])
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/")

    # off again: the password is enough
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Switch off").click()
    prove(page, person)
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_role("link", name="Switch on")).to_be_visible()
    leave(page)
    enter_as(page, person)
    page.wait_for_url("**/")
    assert not window.complaints


def test_a_passkey_signs_in_without_a_password(owner: Page, open_window: Callable[..., Window]) -> None:
    window = open_window(host="localhost", scheme="dark", width=390)
    page = window.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    kind |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    key = device.send("WebAuthn.addVirtualAuthenticator", {"options": kind})["authenticatorId"]
    person = newcomer(owner, page)
    enter_as(page, person)  # the invitation's link led to the other name of this machine
    page.wait_for_url("http://localhost:*/")

    page.goto("/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    prove(page, person)
    assert not axe_findings(page)
    page.fill("[name=name]", "Laptop")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert len(device.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1

    leave(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("http://localhost:*/")
    expect(page.locator("#messages")).to_contain_text(person.name)

    # after a password the key is the second step
    leave(page)
    enter_as(page, person)
    page.get_by_role("button", name="Use the key").click()
    page.wait_for_url("http://localhost:*/")

    # a device that does not answer: a sentence, and the page stays
    device.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    leave(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#messages")).to_contain_text("No key was used", timeout=90_000)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("http://localhost:*/")

    page.goto("/account/2fa/webauthn/")
    expect(page.locator(".rows")).to_contain_text("Laptop")
    assert not axe_findings(page)
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("link", name="Use a security key").click()  # who came by a key proves it by the key
    page.get_by_role("button", name="Use the key").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("main")).to_contain_text("None. A passkey signs you in")
    leave(page)
    enter_as(page, person)
    page.wait_for_url("http://localhost:*/")
    assert not window.complaints


def test_an_address_in_figures_offers_no_passkey_that_would_fail(open_window: Callable[..., Window]) -> None:
    page = open_window().page
    page.goto("/account/login/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page = open_window("emil").page
    page.goto("/account/2fa/")
    expect(page.get_by_role("note")).to_contain_text("http://localhost")
    assert not axe_findings(page)
    expect(page.get_by_role("link", name="Add a passkey")).to_be_hidden()


def test_signing_out_everywhere_else(owner: Page, open_window: Callable[..., Window]) -> None:
    here, there = open_window().page, open_window(width=390).page
    person = newcomer(owner, here)
    enter_as(there, person)
    there.wait_for_url("**/")
    there.goto(f"{SHOP}/products/")
    expect(there.get_by_role("heading", name="Products")).to_be_visible()

    here.goto("/account/sessions/")
    expect(here.locator(".rows li")).to_have_count(2)
    here.get_by_role("button", name="Sign out everywhere else").click()
    expect(here.locator(".rows li")).to_have_count(1)
    there.goto(f"{SHOP}/products/")
    expect(there).to_have_url(SIGN_IN)
    here.goto(f"{SHOP}/products/")
    expect(here.get_by_role("heading", name="Products")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "title"), [("en", "That was too often"), ("zh-CN", "操作过于频繁")], ids=["en", "zh"]
)
def test_too_many_tries_are_answered_with_a_page(
    language: str, title: str, owner: Page, open_window: Callable[..., Window]
) -> None:
    page = open_window(language=language).page
    newcomer(owner, page)
    for _ in range(6):
        page.goto("/account/password/change/")
        page.fill("[name=oldpassword]", "a guess")
        page.fill("[name=password1]", "another lantern, lit")
        page.fill("[name=password2]", "another lantern, lit")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.press("[name=password2]", "Enter")
    assert answered.value.status == 429
    expect(page.get_by_role("heading")).to_have_text(title)
    assert not axe_findings(page)


def test_too_many_wrong_passwords_close_the_door_for_a_while(owner: Page, open_window: Callable[..., Window]) -> None:
    page = open_window().page
    person = newcomer(owner, page)
    leave(page)
    for _ in range(6):
        enter_as(page, person, "a guess")
    expect(page.get_by_role("alert")).to_contain_text("Wait five minutes")
    enter_as(page, person)  # not even the right one, until then
    expect(page.get_by_role("alert")).to_contain_text("Wait five minutes")
