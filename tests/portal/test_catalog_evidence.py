"""The evidence locker: documents go in, are withdrawn, and stay with their shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Evidence, Product
from merchant_portal.catalog.signals import evidence_lapsed
from merchant_portal.drafting.checking import check_text
from merchant_portal.drafting.models import Draft
from merchant_portal.review.services import expire_evidence, weighing
from tests.portal.making import make_product

Browser = Callable[[User], Client]
PDF = b"%PDF-1.7\n..."


def test_a_document_for_some_products_goes_in(acme: Merchant, alice: User, as_: Browser) -> None:
    with scope(merchant=acme):
        cup = Product.objects.create(merchant=acme, sku="CUP", title="Cup", updated_at=timezone.now())
    form = {"type": "certificate", "title": "GOTS", "scope": "organic cotton", "number": "1", "skus": "CUP\n",
            "file": SimpleUploadedFile("../a.html", PDF)}  # fmt: skip
    assert as_(alice).post(reverse("catalog:evidence", args=["acme"]), form).status_code == 302
    with scope(merchant=acme):
        row = Evidence.objects.get()
        assert list(row.products.all()) == [cup] and row.added_by == alice
    assert row.file.name.startswith("evidence/") and row.file.name.endswith(".pdf")
    assert "GOTS" in as_(alice).get(reverse("catalog:evidence", args=["acme"])).content.decode()


def test_what_is_no_document_and_an_unknown_sku_are_refused(acme: Merchant, alice: User, as_: Browser) -> None:
    form = {"type": "other", "title": "x", "file": SimpleUploadedFile("a.pdf", b"<html>")}
    page = as_(alice).post(reverse("catalog:evidence", args=["acme"]), form).content.decode()
    assert "no PDF, PNG or JPEG" in page
    page = as_(alice).post(reverse("catalog:evidence", args=["acme"]), {"type": "other", "title": "x", "skus": "NO"})
    assert "No product has this SKU: NO" in page.content.decode()
    with scope(merchant=acme):
        assert not Evidence.objects.exists()


def test_a_withdrawn_document_is_told_once_and_stays_in_the_list(acme: Merchant, alice: User, as_: Browser) -> None:
    with scope(merchant=acme):
        row = Evidence.objects.create(merchant=acme, type="award", title="Prize", added_at=timezone.now())
    heard = []
    evidence_lapsed.connect(lambda evidence, **_: heard.append(evidence.pk), weak=False, dispatch_uid="test")
    for _ in range(2):
        as_(alice).post(reverse("catalog:withdraw_evidence", args=["acme", row.pk]))
    evidence_lapsed.disconnect(dispatch_uid="test")
    assert heard == [row.pk]
    assert "withdrawn" in as_(alice).get(reverse("catalog:evidence", args=["acme"])).content.decode()


def test_strangers_withdraw_nothing(acme: Merchant, charlie: User, as_: Browser) -> None:
    with scope(merchant=acme):
        row = Evidence.objects.create(merchant=acme, type="award", title="Prize", added_at=timezone.now())
    for shop in ("acme", "other"):
        assert as_(charlie).post(reverse("catalog:withdraw_evidence", args=[shop, row.pk])).status_code == 404


def test_a_document_is_handed_to_its_shop_and_to_reviewers_only(
    acme: Merchant, alice: User, bob: User, charlie: User, as_: Browser
) -> None:
    form = {"type": "other", "title": "Report", "file": SimpleUploadedFile("a.pdf", PDF)}
    as_(alice).post(reverse("catalog:evidence", args=["acme"]), form)
    with scope(merchant=acme):
        address = reverse("catalog:evidence_file", args=["acme", Evidence.objects.get().pk])
    page = as_(alice).get(reverse("catalog:evidence", args=["acme"])).content.decode()
    assert address in page and "/media/evidence/" not in page  # no link that opens for whoever holds it
    for person, status in ((alice, 200), (bob, 200), (charlie, 404)):
        answer = as_(person).get(address)
        assert answer.status_code == status
    assert b"".join(as_(alice).get(address).streaming_content) == PDF
    assert as_(alice).get(address)["Content-Disposition"].startswith("attachment")


def test_a_document_is_in_force_by_the_calendar_of_the_site(acme: Merchant, settings: Any) -> None:
    """At seven in the morning in Shanghai yesterday's document is over, though in Greenwich it is still yesterday."""
    settings.TIME_ZONE = "Asia/Shanghai"
    early = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    with scope(merchant=acme), timezone.override("Asia/Shanghai"):
        product = make_product(acme)
        Evidence.objects.create(
            merchant=acme, type="certificate", title="GOTS", valid_until=date(2026, 11, 24), added_at=early
        )
        draft = Draft(merchant=acme, product=product, text="A mug.", kind="description", language="en", channel="web")
        asked = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(weighing, "check_text", lambda **ask: asked.append(ask["today"]) or check_text(**ask))
            weighing.weigh(draft=draft, now=early)
        assert asked == [date(2026, 11, 25)]
        assert expire_evidence(now=early) == 1
