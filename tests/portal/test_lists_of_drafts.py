"""The lists of drafts: walked page by page, counted to a bound, and what is written meanwhile is told beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Draft, Request
from merchant_portal.review import walk as walks
from merchant_portal.review.views import lists
from merchant_portal.review.walk import Walk
from tests.portal.conftest import HTMX
from tests.portal.making import make_draft, make_product, make_version

Browser = Callable[[User], Client]
DESK = reverse("review:desk", args=["acme"])


def many(shop: Merchant, n: int, **values: Any) -> list[Draft]:
    now = timezone.now()
    rows = []
    for i in range(n):
        product = make_product(shop)
        rows.append(
            Draft.objects.create(
                merchant=shop,
                product=product,
                kind="description",
                language="en",
                channel="web",
                text=f"Text {i}.",
                created_at=now,
                updated_at=now,
                submitted_at=now,
                **{"risk": i % 3 * 30, **values},
            )  # fmt: skip
        )
    return rows


def waiting_request(shop: Merchant, product: Product | None = None, state: str = "queued") -> Request:
    return Request.objects.create(
        merchant=shop, product=product or make_product(shop), version=make_version(), brief={}, facts_hash="",
        idempotency_key=f"{state}-{Request.objects.count()}", kind="description", language="en", engine="scripted:",
        state=state, created_at=timezone.now(),
    )  # fmt: skip


def rows_of(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', html)]


def test_where_a_draft_waits_follows_its_state(in_acme: Merchant) -> None:
    draft = many(in_acme, 1)[0]
    for state, place in [("ready", "desk"), ("submitted", "queue"), ("signed", "queue"), ("approved", ""),
                         ("returned", "desk"), ("lapsed", "desk"), ("rejected", "")]:  # fmt: skip
        Draft.objects.filter(pk=draft.pk).update(state=state)
        draft.refresh_from_db()
        assert draft.waits_at == place, state


@pytest.mark.parametrize("order", ["oldest", "newest", "risk"])
@pytest.mark.parametrize("place", ["desk", "queue"])
def test_every_row_of_a_list_is_met_once(
    place: str, order: str, in_acme: Merchant, alice: User, bob: User, as_: Browser, monkeypatch: Any
) -> None:
    monkeypatch.setattr(lists, "PAGE", 4)
    drafts = many(in_acme, 10, state="ready" if place == "desk" else "submitted")
    browser = as_(alice if place == "desk" else bob)
    address, met = (DESK if place == "desk" else reverse("review:queue")) + f"?order={order}", []
    for _page in range(5):
        html = browser.get(address).content.decode()
        met += rows_of(html)
        following = re.findall(r'href="([^"]*after=[^"]*)">Next', html)
        if not following:
            break
        address = following[0].replace("&amp;", "&")
    wanted = Walk(place=place, merchant=in_acme if place == "desk" else None, order=order).drafts()
    assert met == [row.pk for row in wanted]
    assert sorted(met) == sorted(d.pk for d in drafts)


def test_a_draft_knows_its_place_and_neighbours_in_every_order(in_acme: Merchant, alice: User) -> None:
    many(in_acme, 7)
    for order in ("oldest", "newest", "risk"):
        walk = Walk(place="desk", merchant=in_acme, order=order)
        rows = list(walk.drafts())
        for number, row in enumerate(rows, start=1):
            assert walk.position(row) == walks.Place(number, 7, False)
            before, after = walk.before(row), walk.after(row, user=alice, now=timezone.now())
            assert before == (rows[number - 2] if number > 1 else None)
            assert after == rows[number % 7]


def test_counting_stops_and_says_so(in_acme: Merchant, alice: User, as_: Browser, monkeypatch: Any) -> None:
    rows = many(in_acme, 6)
    monkeypatch.setattr(walks, "COUNTED", 3)
    monkeypatch.setattr(lists, "PAGE", 2)
    browser = as_(alice)
    assert "More than 3 texts" in browser.get(DESK).content.decode()
    first, last = (
        browser.get(reverse("review:draft", args=["acme", r.pk])).content.decode() for r in (rows[0], rows[-1])
    )
    assert "1 of more than 3" in first
    assert "one of more than 3" in last


def test_a_closed_shops_texts_are_in_no_queue(in_acme: Merchant, bob: User, as_: Browser) -> None:
    many(in_acme, 1, state="submitted")
    assert rows_of(as_(bob).get(reverse("review:queue")).content.decode())
    Merchant.objects.filter(pk=in_acme.pk).update(is_active=False)
    assert not rows_of(as_(bob).get(reverse("review:queue")).content.decode())


def test_queries_do_not_grow_with_the_rows(in_acme: Merchant, alice: User, bob: User, as_: Browser) -> None:
    counts = []
    for n in (3, 30):
        many(in_acme, n)
        many(in_acme, n, state="submitted")
        used = []
        for user, address in ((alice, DESK), (bob, reverse("review:queue"))):
            browser = as_(user)
            browser.get(address)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                browser.get(address)
            used.append(len(seen))
        counts.append(used)
    assert counts[0] == counts[1]


def test_the_desk_asks_for_news_while_something_is_written_and_then_no_more(
    in_acme: Merchant, alice: User, other: Merchant, as_: Browser
) -> None:
    first = make_draft(in_acme, by=alice)
    browser = as_(alice)
    assert "every 4s" not in browser.get(DESK).content.decode()
    asked = waiting_request(in_acme)
    html = browser.get(DESK).content.decode()
    assert "1 text is being written" in html
    address = re.findall(r'hx-get="([^"]*news/[^"]*)"', html)[0].replace("&amp;", "&")
    assert browser.get(address, **HTMX).status_code == 204, "the same again is not drawn again"

    second = make_draft(in_acme, by=alice)
    told = browser.get(address, **HTMX).content.decode()
    assert "1 more is ready: show it" in told
    assert "every 4s" in told
    assert not rows_of(told), "the list under the pointer stays"
    Request.objects.filter(pk=asked.pk).update(state="done")
    ended = browser.get(address, **HTMX).content.decode()
    assert "1 more is ready" in ended
    assert "every 4s" not in ended
    shown = re.findall(r'id="desk-news-show" href="([^"]*)"', ended)[0].replace("&amp;", "&")
    assert rows_of(browser.get(shown).content.decode()) == [second.pk, first.pk]


def test_an_empty_desk_fills_by_itself(in_acme: Merchant, alice: User, as_: Browser) -> None:
    waiting_request(in_acme)
    browser = as_(alice)
    html = browser.get(DESK).content.decode()
    address = re.findall(r'hx-get="([^"]*news/[^"]*)"', html)[0].replace("&amp;", "&")
    draft = make_draft(in_acme, by=alice)
    response = browser.get(address, **HTMX)
    assert response["HX-Retarget"] == "#drafts"
    filled = response.content.decode()
    assert rows_of(filled) == [draft.pk]
    assert "Start reviewing" in filled


def test_what_another_shop_writes_is_no_news_here(in_acme: Merchant, alice: User, charlie: User, as_: Browser) -> None:
    make_draft(in_acme, by=alice)
    waiting_request(in_acme)
    page = as_(charlie).get(reverse("review:desk", args=["other"])).content.decode()
    assert "being written" not in page
    assert as_(charlie).get(reverse("review:desk_news", args=["acme"])).status_code == 404
