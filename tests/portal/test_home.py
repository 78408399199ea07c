"""The first page says what waits, for each role; the bell tells what came back; health tells the truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from merchant_portal.accounts.models import Membership, Merchant, User
from merchant_portal.accounts.services import add_member
from merchant_portal.catalog.models import Import
from merchant_portal.catalog.signals import import_finished
from merchant_portal.drafting.models import WorkerBeat
from merchant_portal.home import figures
from merchant_portal.home.models import Notice
from merchant_portal.home.notices import sentence
from merchant_portal.review.services import approve_draft, return_draft
from tests.portal.conftest import HTMX, person
from tests.portal.making import make_draft, make_product, submitted

SignIn = Callable[[User], Client]


def counts(shop: Merchant) -> dict[str, int]:
    with scope(merchant=shop):
        return {figure.key: figure.count for figure in figures.shop_figures(shop, timezone.now())}


def test_figures_count_what_waits_in_this_shop_only(
    acme: Merchant, other: Merchant, alice: User, charlie: User
) -> None:
    with scopes_disabled():
        make_draft(acme, "A stoneware mug.", by=alice)
        make_product(acme)
        make_draft(other, "A stoneware mug.", by=charlie)
    assert counts(acme) == {"ready": 1, "returned": 0, "without": 1}


def test_a_figure_leads_to_the_rows_it_counts(acme: Merchant, alice: User, as_: SignIn) -> None:
    with scopes_disabled():
        make_draft(acme, "A stoneware mug.", by=alice)
        make_product(acme)
    client = as_(alice)
    with scope(merchant=acme):
        links = {figure.key: figure.href for figure in figures.shop_figures(acme, timezone.now())}
    assert all(client.get(href).status_code == 200 for href in links.values())
    assert "state=ready" in links["ready"] and "copy=none" in links["without"]


def test_first_steps_go_when_they_are_done(acme: Merchant, alice: User, bob: User, as_: SignIn) -> None:
    client = as_(alice)
    assert b"steps-list" in client.get("/").content
    with scopes_disabled():
        draft = submitted(acme, "A stoneware mug.", by=alice)
        approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    with scope(merchant=acme):
        done = {step.key: step.done for step in figures.first_steps(acme)}
    assert done == {"import": True, "voice": False, "write": True, "review": True, "export": False}


def test_a_reviewer_sees_the_queue_and_a_merchant_does_not(acme: Merchant, alice: User, bob: User, as_: SignIn) -> None:
    with scopes_disabled():
        submitted(acme, "A stoneware mug.", by=alice)
    queue = reverse("review:queue").encode()
    assert queue in as_(bob).get("/").content
    assert queue not in as_(alice).get("/").content


def test_who_is_in_no_shop_is_told_how_to_come_in(db: Any, as_: SignIn, client: Client) -> None:
    assert b"invitation" in as_(person("new@nowhere.example")).get("/").content


def test_the_switcher_changes_the_shop_and_only_to_ones_own(
    acme: Merchant, other: Merchant, alice: User, as_: SignIn
) -> None:
    client = as_(alice)
    client.post(reverse("accounts:switch"), {"merchant": "other"})
    assert b'<h1 class="page-title">Acme' in client.get("/").content
    add_member(merchant=other, user=alice, role=Membership.Role.EDITOR, by=None, now=timezone.now())
    client.post(reverse("accounts:switch"), {"merchant": "other"})
    assert b'<h1 class="page-title">Other' in client.get("/").content


def test_a_returned_draft_rings_for_who_submitted_it(acme: Merchant, erin: User, alice: User, bob: User) -> None:
    with scopes_disabled():
        draft = submitted(acme, "A stoneware mug.", by=erin)
        return_draft(draft=draft, version=draft.version, by=bob, reason="Say the size.", now=timezone.now())
    notice = Notice.objects.get()
    assert notice.user == erin and notice.key == "returned"
    assert sentence(notice).endswith("Say the size.")


def test_an_import_rings_in_the_readers_language(acme: Merchant, erin: User, as_: SignIn) -> None:
    erin.language = "zh-hans"
    erin.save(update_fields=["language"])
    with scopes_disabled():
        row = Import.objects.create(
            merchant=acme, filename="a.csv", state="done", created=2, started_by=erin, started_at=timezone.now()
        )
        import_finished.send(sender=None, imported=row, by=erin, now=timezone.now())
    page = as_(erin).get(reverse("home:bell"), **HTMX).content.decode()
    assert "a.csv 已导入：新增 2，变更 0。" in page


def test_reading_a_notice_takes_it_off_the_bell(acme: Merchant, alice: User, as_: SignIn) -> None:
    notice = Notice.objects.create(user=alice, key="batch_done", url="/profile/", created_at=timezone.now())
    client = as_(alice)
    assert b"bell-dot" in client.get(reverse("home:bell")).content
    response = client.get(reverse("home:open", args=[notice.pk]))
    assert response.status_code == 302 and response.url == "/profile/"
    assert b"bell-dot" not in client.get(reverse("home:bell")).content


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_outside(url: str, alice: User, as_: SignIn) -> None:
    notice = Notice.objects.create(user=alice, key="batch_done", url=url, created_at=timezone.now())
    assert as_(alice).get(reverse("home:open", args=[notice.pk])).url == "/"


def test_mark_all_works_with_and_without_script(alice: User, as_: SignIn) -> None:
    client = as_(alice)
    for headers, status in ((HTMX, 200), ({}, 302)):
        Notice.objects.create(user=alice, key="batch_done", created_at=timezone.now())
        assert client.post(reverse("home:seen"), **headers).status_code == status
        assert not Notice.objects.filter(seen_at=None).exists()


def test_home_asks_the_database_a_bounded_number_of_times(
    acme: Merchant, alice: User, as_: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = as_(alice)
    client.get("/")
    with django_assert_max_num_queries(28):
        client.get("/")


def test_health_of_the_web_process_asks_nobody(client: Client, django_assert_num_queries: Any, db: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/health/web").status_code == 200


def test_ready_names_the_workers_that_were_heard(client: Client, db: Any) -> None:
    assert client.get("/health/ready").json() == {"database": "ok", "broker": "ok", "workers": "none alive"}
    now = timezone.now()
    WorkerBeat.objects.create(name="a", role="writing", started_at=now, seen_at=now)
    assert client.get("/health/ready").json()["workers"] == "writing"


def test_ready_is_503_where_the_broker_is_gone(client: Client, db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("merchant_portal.web._broker", lambda: "does not answer")
    assert client.get("/health/ready").status_code == 503
