"""A text that nearly repeats the live text of another product is told so, by name and with a link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from copywriter.checks import sameness
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.catalog.services import archive_products
from merchant_portal.drafting import twins
from merchant_portal.drafting.models import Draft, LiveBand, LiveText
from merchant_portal.drafting.services import drafts as acts
from merchant_portal.review import services as review
from merchant_portal.review.models import ApprovedCopy
from tests.portal.making import make_draft, make_product, submitted

Browser = Callable[[User], Client]
TEXT = (
    "Fill it in the morning and drink slowly. The blue stoneware keeps its colour wash after wash, and 350 ml is a "
    "generous cup for tea, coffee or soup on a cold day at the desk."
)
LIKE = TEXT.replace("Fill it in the morning", "Pour your tea at four").replace("cold day", "grey day")
ZH = "清晨倒满一杯慢慢喝，蓝色炻器经得起反复清洗，350毫升的容量适合茶、咖啡或热汤，放在书桌上也好看。"
ZH_LIKE = ZH.replace("清晨", "午后")


@pytest.fixture
def live(in_acme: Merchant, alice: User, bob: User) -> Draft:
    return signed(in_acme, TEXT, alice, bob, title="Harbor mug")


def signed(shop: Merchant, text: str, owner: User, by: User, **values: Any) -> Draft:
    draft = submitted(shop, text, by=owner, product=make_product(shop, **values))
    return review.approve_draft(draft=draft, version=draft.version, by=by, now=timezone.now())


def told(draft: Draft) -> list[dict[str, Any]]:
    return [f for f in draft.findings if f["rule"] == "sameness.live_twin"]


def test_a_near_copy_with_another_opening_is_told_with_a_link(
    live: Draft, in_acme: Merchant, alice: User, as_: Browser
) -> None:
    draft = make_draft(in_acme, LIKE, by=alice)
    (finding,) = told(draft)
    percent = round(sameness.similarity(TEXT, LIKE, "en") * 100)
    assert finding["reason"] == f"Nearly the same ({percent} %) as the live text of “Harbor mug”."
    assert finding["severity"] == "warn" and finding["product"] == live.product_id
    page = as_(alice).get(reverse("review:draft", args=["acme", draft.pk])).content.decode()
    assert reverse("catalog:product", args=["acme", live.product_id]) in page
    assert not told(make_draft(in_acme, "A stoneware mug in blue that holds 350 ml.", by=alice))


def test_a_persons_edit_is_held_to_it_too_and_a_rewrite_settles_it(live: Draft, in_acme: Merchant, alice: User) -> None:
    draft = make_draft(in_acme, by=alice)
    now = timezone.now()
    draft = acts.save_text(draft=draft, text=LIKE, version=draft.version, by=alice, now=now)
    assert told(draft)
    draft = acts.save_text(draft=draft, text="A blue mug for 350 ml.", version=draft.version, by=alice, now=now)
    assert not told(draft)


def test_several_twins_are_one_finding(live: Draft, in_acme: Merchant, alice: User) -> None:
    other = make_draft(in_acme, TEXT, by=alice)
    twins.remember_live(draft=other, text=other.text)
    (finding,) = told(make_draft(in_acme, LIKE, by=alice))
    assert finding["reason"].endswith("and of 1 more.")


def test_chinese_is_told_in_chinese(in_acme: Merchant, alice: User) -> None:
    first = make_draft(in_acme, ZH, by=alice, language="zh-Hans", product=make_product(in_acme, title="海港马克杯"))
    twins.remember_live(draft=first, text=first.text)
    (finding,) = told(make_draft(in_acme, ZH_LIKE, by=alice, language="zh-Hans"))
    assert "海港马克杯" in finding["reason"] and "几乎相同" in finding["reason"]
    assert not told(make_draft(in_acme, ZH, by=alice)), "another language is another catalogue"


@pytest.mark.parametrize("ending", ["withdrawn", "suspended", "archived", "its own", "another shop"])
def test_what_is_not_live_elsewhere_in_the_shop_is_no_twin(
    ending: str, live: Draft, in_acme: Merchant, other: Merchant, alice: User, charlie: User
) -> None:
    copy, now = ApprovedCopy.objects.get(draft=live), timezone.now()
    if ending == "withdrawn":
        review.withdraw_copy(copy=copy, by=alice, reason="old", now=now)
    elif ending == "suspended":
        review.verdicts.move_copy(copy, new="suspended", by=None, now=now)
    elif ending == "archived":
        archive_products(products=Product.objects.filter(pk=live.product_id), by=alice, now=now)
    if ending == "another shop":
        with scope(merchant=other):
            assert not told(make_draft(other, LIKE, by=charlie))
        return
    product = live.product if ending == "its own" else None
    purpose = {"kind": "marketing"} if ending == "its own" else {}
    assert not told(make_draft(in_acme, LIKE, by=alice, product=product, **purpose))


def test_rows_follow_what_is_live(live: Draft, in_acme: Merchant, alice: User, bob: User) -> None:
    assert LiveBand.objects.count() == sameness.BANDS and LiveText.objects.get().text == TEXT
    now = timezone.now()
    draft = acts.reopen_draft(draft=live, by=alice, now=now)
    draft = acts.save_text(draft=draft, text="A blue mug for 350 ml of tea.", version=draft.version, by=alice, now=now)
    assert LiveText.objects.get().text == TEXT, "what was signed stays live until the next is"
    draft = acts.submit_draft(draft=draft, version=draft.version, by=alice, now=now)
    draft = review.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    assert LiveText.objects.get().text == "A blue mug for 350 ml of tea."
    review.undo_verdict(draft=draft, by=bob, now=now)
    assert LiveText.objects.get().text == TEXT, "the signature was taken back, and what it replaced is live again"
    assert LiveBand.objects.count() == sameness.BANDS
    review.withdraw_copy(copy=ApprovedCopy.objects.get(state="live"), by=alice, reason="old", now=now)
    assert not LiveText.objects.exists() and not LiveBand.objects.exists()


def test_a_catalogue_of_one_sentence_is_searched_as_fast(in_acme: Merchant, alice: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(twins, "MET", 40)
    for _ in range(10):
        draft = make_draft(in_acme, by=alice)
        twins.remember_live(draft=draft, text=TEXT)
    with CaptureQueriesContext(connection) as seen:
        found = twins.twins_of(LIKE, merchant=in_acme, language="en", besides=0)
    assert len(seen) == 2 and 1 <= len(found) <= twins.COMPARED


def test_a_text_without_words_has_no_numbers(in_acme: Merchant) -> None:
    assert sameness.band_keys("…", "en") == []
    assert twins.twins_of("…", merchant=in_acme, language="en", besides=0) == []
    one, two = (sameness.band_keys(TEXT, "en", salt) for salt in ("1", "2"))
    assert len(one) == sameness.BANDS and not set(one) & set(two)
    assert all(0 <= key < 2**63 for key in one)
