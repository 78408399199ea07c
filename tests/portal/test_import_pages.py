"""The pages of an import: upload, mapping, dry run, refused rows; closed to strangers."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import services
from merchant_portal.catalog.models import ImportRow, Product
from merchant_portal.catalog.worker import applying, reading, undoing
from tests.portal.importing import SHOPIFY, TABLE, bring, bring_table, confirm


def test_a_refused_row_is_mended_in_place_before_or_after_the_import(in_acme: Merchant, alice: User) -> None:
    row = bring_table(in_acme, alice, "sku,name,material\nA,,Glass\nB,,Oak\n")
    first, second = ImportRow.objects.filter(imported=row).order_by("number")
    still = services.fix_row(row=first, cells={"name": " "}, by=alice, now=timezone.now())
    assert still.action == "refused"
    mended = services.fix_row(row=first, cells={"name": "Cup"}, by=alice, now=timezone.now())
    row.refresh_from_db()
    assert (mended.action, row.created, row.refused) == ("create", 1, 1)
    row = confirm(row, alice)
    second.refresh_from_db()
    services.fix_row(row=second, cells={"name": "Stool"}, by=alice, now=timezone.now())
    assert sorted(Product.objects.values_list("title", flat=True)) == ["Cup", "Stool"]


def test_the_pages_of_an_import_walk_through_it(acme: Merchant, alice: User, as_: Callable[[User], Client]) -> None:
    browser = as_(alice)
    upload = SimpleUploadedFile("../stools.csv", TABLE.encode())
    answer = browser.post(reverse("catalog:upload", args=["acme"]), {"file": upload})
    address = answer["Location"]
    pk = int(address.rstrip("/").rsplit("/", 1)[1])
    assert b'hx-trigger="every 2s"' in browser.get(address).content

    with scopes_disabled():
        reading.read(pk, timezone.now)
    page = browser.get(address).content.decode()
    assert "made of" in page and "every 2s" not in page and "stools.csv" in page and "../" not in page
    answer = browser.post(reverse("catalog:map_import", args=["acme", pk]), {"target-0": "sku"})
    assert "Say which column holds" in answer.content.decode()
    chosen = {"target-0": "sku", "target-1": "title", "target-2": "fact", "name-2": "Material"}
    browser.post(reverse("catalog:map_import", args=["acme", pk]), chosen)
    with scopes_disabled():
        reading.read(pk, timezone.now)
    page = browser.get(address).content.decode()
    assert "Import 2 products" in page
    fragment = browser.get(
        address + "?show=create", headers={"hx-request": "true", "hx-target": "rows"}
    ).content.decode()
    assert fragment.lstrip().startswith('<div id="rows"') and "Oak Stool" in fragment
    answer = browser.post(reverse("catalog:confirm_import", args=["acme", pk]), headers={"hx-request": "true"})
    assert "<progress" in answer.content.decode()
    with scopes_disabled():
        applying.run(pk, timezone.now)
    page = browser.get(address).content.decode()
    assert "2 products were written." in page and "Undo" in page
    browser.post(reverse("catalog:undo_import", args=["acme", pk]))
    with scopes_disabled():
        undoing.undo(pk, alice.pk, timezone.now)
    assert "put back (2)" in browser.get(address).content.decode()


def test_refused_rows_come_back_as_a_file_with_the_reason(
    acme: Merchant, alice: User, as_: Callable[[User], Client]
) -> None:
    with scope(merchant=acme):
        row = bring_table(acme, alice, "sku,name,note\nA,,=1+1\nB,Cup,\n")
    answer = as_(alice).get(reverse("catalog:refused_rows", args=["acme", row.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines() == ["sku,name,note,row,error", "A,,'=1+1,2,The row has no product name."]


def test_a_file_that_is_too_large_is_refused_at_once(
    acme: Merchant, alice: User, as_: Callable[[User], Client]
) -> None:
    upload = SimpleUploadedFile("big.csv", b"a" * (15 * 1024 * 1024 + 1))
    answer = as_(alice).post(reverse("catalog:upload", args=["acme"]), {"file": upload})
    assert "larger than 15 MB" in answer.content.decode()


def test_a_stranger_finds_no_import(acme: Merchant, alice: User, charlie: User, as_: Callable[[User], Client]) -> None:
    with scope(merchant=acme):
        row = bring(acme, alice, SHOPIFY)
    assert as_(charlie).get(reverse("catalog:import", args=["acme", row.pk])).status_code == 404
    assert as_(charlie).get(reverse("catalog:import", args=["other", row.pk])).status_code == 404


def test_a_file_in_another_language_is_read_again_as_the_merchant_says(
    acme: Merchant, alice: User, as_: Callable[[User], Client]
) -> None:
    with scope(merchant=acme):
        row = bring(acme, alice, "Handle,Title\na,Camiseta de algodón para hombre con cuello redondo\n")
    assert row.refused == 1
    page = as_(alice).get(reverse("catalog:import", args=["acme", row.pk])).content.decode()
    assert "The text is in Spanish" in page
    as_(alice).post(reverse("catalog:read_again", args=["acme", row.pk]), {"language": "en"})
    with scopes_disabled():
        reading.read(row.pk, timezone.now)
        row.refresh_from_db()
        assert (row.created, row.refused) == (1, 0)


def test_columns_can_be_named_again_before_anything_is_written(
    acme: Merchant, alice: User, as_: Callable[[User], Client]
) -> None:
    with scope(merchant=acme):
        row = bring_table(acme, alice, "sku,name,note\nA,Cup,matt\n")
    browser, address = as_(alice), reverse("catalog:import", args=["acme", row.pk])
    assert 'name="target-2"' in browser.get(address + "?columns").content.decode()
    chosen = {"target-0": "sku", "target-1": "title", "target-2": "fact", "name-2": "Finish"}
    browser.post(reverse("catalog:map_import", args=["acme", row.pk]), chosen)
    with scopes_disabled():
        reading.read(row.pk, timezone.now)
        facts = ImportRow.objects.get(imported=row).parsed["facts"]
    assert facts == [{"name": "Finish", "value": "matt"}]
