"""The administration opens for staff: every list and every form to add."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from merchant_portal.accounts.models import Merchant, User


def test_every_list_and_form_answers(ada: User, acme: Merchant, as_: Callable[[User], Client]) -> None:
    client = as_(ada)
    assert client.get("/admin/").status_code == 200
    broken = []
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
            status = client.get(address).status_code
            if status not in ({200} if page == "changelist" else {200, 403}):
                broken.append(f"{address}: {status}")
    assert len(admin.site._registry) >= 5
    assert not broken, "\n".join(broken)


def test_an_admin_makes_a_password_link(ada: User, erin: User, as_: Callable[[User], Client]) -> None:
    client = as_(ada)
    data = {"action": "password_link", "_selected_action": [erin.pk]}
    page = client.post(reverse("admin:accounts_user_changelist"), data, follow=True).content.decode()
    assert "/account/password/reset/key/" in page
