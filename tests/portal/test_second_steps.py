"""Second steps and limits at the door: who may switch them on, what is said, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import translation

from merchant_portal.accounts.models import User
from merchant_portal.accounts.templatetags.devices import device
from tests.portal.conftest import PASSWORD


def prove(client: Client) -> None:
    """The password once more, as these pages ask it."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def test_whoever_an_admin_made_may_switch_on_a_code(db: None, as_: Callable[[User], Client]) -> None:
    """An account of the administration has no proved address; the admin vouches for it."""
    made = User.objects.create_user("made@site.example", PASSWORD)
    client = as_(made)
    prove(client)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 200
    assert "authenticator_secret" in answer.content.decode()


def test_pages_of_second_steps_answer(alice: User, as_: Callable[[User], Client]) -> None:
    TOTP.activate(alice, generate_totp_secret())
    RecoveryCodes.activate(alice)
    client = as_(alice)
    prove(client)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name)).status_code == 200, name
    for name in ("mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate"):
        assert client.get(reverse(name)).status_code == 200, name
    assert "10 codes are left" in client.get(reverse("mfa_index")).content.decode()


def test_without_the_second_step_a_password_opens_nothing(alice: User, client: Client) -> None:
    TOTP.activate(alice, generate_totp_secret())
    answer = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/m/acme/products/").status_code == 302


def test_an_admin_switches_the_second_step_of_a_lost_phone_off(
    alice: User, ada: User, as_: Callable[[User], Client], client: Client
) -> None:
    TOTP.activate(alice, generate_totp_secret())
    step = Authenticator.objects.get(user=alice)
    answer = as_(ada).post(reverse("admin:mfa_authenticator_delete", args=[step.pk]), {"post": "yes"})
    assert answer.status_code == 302
    answer = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert answer.url == "/"


@pytest.mark.parametrize(("language", "title"), [("en", "That was too often"), ("zh-hans", "操作过于频繁")])
def test_too_many_sign_ins_from_one_place(language: str, title: str, alice: User, client: Client) -> None:
    headers = {"Accept-Language": language}
    for number in range(31):
        values = {"login": f"guess{number}@acme.example", "password": "a guess"}
        answer = client.post(reverse("account_login"), values, headers=headers)
    assert answer.status_code == 429
    assert title in answer.content.decode()
    assert client.get(reverse("account_login"), headers=headers).status_code == 200  # looking is free


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8", "An unknown browser"),
    ],
)
def test_a_browser_is_called_by_its_name(agent: str, words: str) -> None:
    with translation.override("en"):
        assert device(agent) == words
