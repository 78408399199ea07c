"""Pages of people answer, in both languages, for whom they are meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from merchant_portal.accounts.models import Merchant, User

OWN_PAGES = [
    "home:home",
    "home:notices",
    "home:bell",
    "accounts:profile",
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
    "account_logout",
]


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_persons_own_pages_answer(name: str, language: str, alice: User, as_: Callable[[User], Client]) -> None:
    alice.language = language
    alice.save(update_fields=["language"])
    response = as_(alice).get(reverse(name))
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_doors_are_open_to_everybody(name: str, client: Client, db: Any) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_everything_else_asks_for_sign_in(client: Client, acme: Merchant) -> None:
    for address in ("/", "/profile/", "/notices/", "/m/acme/people/", "/m/acme/settings/"):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.url.startswith(reverse("account_login")), address


def test_a_shops_pages_are_for_its_people(
    acme: Merchant, alice: User, erin: User, charlie: User, bob: User, as_: Callable[[User], Client]
) -> None:
    for name in ("accounts:members", "accounts:settings"):
        address = reverse(name, args=["acme"])
        assert as_(alice).get(address).status_code == 200
        assert as_(erin).get(address).status_code == 200
        assert as_(charlie).get(address).status_code == 404
        assert as_(bob).get(address).status_code == 404
