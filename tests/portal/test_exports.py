"""Exports hand over live copy only, in the shape it came in."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from merchant_portal.catalog.models import Product
from merchant_portal.catalog.services import archive_products
from merchant_portal.publishing import services as publishing
from merchant_portal.publishing.models import Export, ExportEvent
from merchant_portal.publishing.tasks import make_export_file
from merchant_portal.publishing.worker import left_lying, make_export
from merchant_portal.review import services as review
from merchant_portal.review.models import ApprovedCopy
from tests.portal.making import TRUE_TEXT, make_draft, make_product, submitted


@pytest.fixture
def live(in_acme, alice, bob):
    source = {"format": "shopify", "layout": "old", "columns": {"handle": "harbor-mug", "title": "Harbor mug"}}
    product = make_product(in_acme, source=source, own_html="<p>Old words.</p><table><tr><td>Kept</td></tr></table>")
    draft = submitted(in_acme, by=alice, product=product)
    review.approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    return ApprovedCopy.objects.get()


def made(shop, alice, **options):
    row = publishing.request_export(merchant=shop, format="shopify", options=options, by=alice, now=timezone.now())
    make_export(export_id=row.pk, now=timezone.now())
    return Export.objects.get(pk=row.pk)


def cells(row):
    return list(csv.DictReader(io.StringIO(row.file.read().decode("utf-8-sig"))))


def test_the_file_has_the_approved_text_and_keeps_the_table(live, in_acme, alice):
    row = made(in_acme, alice)
    (line,) = cells(row)
    assert (row.state, row.rows, line["Handle"]) == ("done", 1, "harbor-mug")
    assert TRUE_TEXT in line["Body (HTML)"] and "<table>" in line["Body (HTML)"]
    assert "Old words" not in line["Body (HTML)"] and all(line.values())


def test_a_suspended_text_is_in_no_file(live, in_acme, alice):
    ApprovedCopy.objects.update(state="suspended")
    with pytest.raises(publishing.NothingToExport):
        made(in_acme, alice)


def test_a_draft_is_in_no_file(in_acme, alice):
    make_draft(in_acme, by=alice)
    with pytest.raises(publishing.NothingToExport):
        made(in_acme, alice)


def test_the_label_is_a_column_when_asked_for(live, in_acme, alice):
    in_acme.ai_label = "Written with a model"
    in_acme.save(update_fields=["ai_label"])
    (line,) = cells(made(in_acme, alice, label=True))
    assert "Written with a model" in line.values()
    (line,) = cells(made(in_acme, alice))
    assert "Written with a model" not in line.values()


def test_a_second_delivery_of_the_task_makes_no_second_file(live, in_acme, alice):
    row = made(in_acme, alice)
    name = row.file.name
    make_export(export_id=row.pk, now=timezone.now())
    row.refresh_from_db()
    assert row.file.name == name


def test_the_page_offers_the_file_to_the_shop_only(live, in_acme, alice, charlie, as_):
    row = made(in_acme, alice)
    address = f"/m/acme/exports/{row.pk}/file/"
    assert as_(alice).get("/m/acme/exports/").status_code == 200
    assert TRUE_TEXT.encode() in b"".join(as_(alice).get(address).streaming_content)
    assert as_(charlie).get(address).status_code == 404


def test_an_export_whose_message_was_lost_is_sent_again(live, in_acme, alice):
    now = timezone.now()
    row = publishing.request_export(merchant=in_acme, format="plain", options={}, by=alice, now=now)
    assert left_lying(now) == []
    assert left_lying(now + timedelta(minutes=2)) == [row.pk]


def test_an_export_whose_worker_was_killed_is_made_by_the_next(live, in_acme, alice):
    now = timezone.now()
    row = publishing.request_export(merchant=in_acme, format="plain", options={}, by=alice, now=now)
    Export.objects.filter(pk=row.pk).update(state="running")
    ExportEvent.objects.create(export=row, old="queued", new="running", at=now)
    assert left_lying(now + timedelta(minutes=5)) == []
    assert left_lying(now + timedelta(minutes=7)) == [row.pk]
    make_export(export_id=row.pk, now=now)
    assert Export.objects.get(pk=row.pk).state == "done"


def test_an_export_that_kills_its_worker_three_times_ends_as_failed(live, in_acme, alice):
    now = timezone.now()
    row = publishing.request_export(merchant=in_acme, format="plain", options={}, by=alice, now=now)
    Export.objects.filter(pk=row.pk).update(state="running")
    for _ in range(3):
        ExportEvent.objects.create(export=row, old="queued", new="running", at=now)
    assert left_lying(now + timedelta(minutes=7)) == []
    assert Export.objects.get(pk=row.pk).state == "failed"


def test_a_broker_that_is_away_does_not_refuse_an_export(
    live, in_acme, alice, monkeypatch, django_capture_on_commit_callbacks
):
    def away(**_):
        raise OSError("no broker")

    monkeypatch.setattr(make_export_file, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        row = publishing.request_export(merchant=in_acme, format="plain", options={}, by=alice, now=timezone.now())
    assert Export.objects.get(pk=row.pk).state == "queued"


def test_a_text_of_an_archived_product_is_in_no_file(live, in_acme, alice, as_):
    assert as_(alice).get("/m/acme/exports/").context["live"] == 1
    archive_products(products=Product.objects.all(), by=alice, now=timezone.now())
    with pytest.raises(publishing.NothingToExport):
        made(in_acme, alice)
    assert as_(alice).get("/m/acme/exports/").context["live"] == 0


def _approved(shop, alice, bob, text, **values):
    product = make_product(shop, **values)
    draft = submitted(shop, text, by=alice, product=product)
    review.approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    return product


@pytest.mark.parametrize("chosen", ["ticked", "all that match"])
def test_the_chosen_products_are_in_the_file_and_no_others(chosen, in_acme, alice, bob, as_):
    vase = _approved(in_acme, alice, bob, "Blue stoneware for the hall.", sku="VASE", title="Vase", search="vase")
    _approved(in_acme, alice, bob, "It holds 350 ml of milk.", sku="JUG", title="Small jug", search="small jug")
    make_product(in_acme, sku="BARE", title="Bare vase", search="bare vase")
    browser = as_(alice)
    asked = {"ids": [vase.pk]} if chosen == "ticked" else {"all": "1", "list": "q=vase"}
    page = browser.post(reverse("publishing:selection", args=["acme"]), asked)
    html = page.content.decode()
    assert ("1 product is chosen." if chosen == "ticked" else "2 products are chosen.") in html
    assert "1 of the chosen has live copy." in html
    form = {"format": "plain", "selection": page.context["selection"]}
    assert browser.post(reverse("publishing:ask", args=["acme"]), form).status_code == 302
    row = Export.objects.get()
    make_export(export_id=row.pk, now=timezone.now())
    row.refresh_from_db()
    assert [line["sku"] for line in cells(row)] == ["VASE"]


def test_chosen_products_without_copy_make_no_file(in_acme, alice, as_):
    bare = make_product(in_acme)
    page = as_(alice).post(reverse("publishing:selection", args=["acme"]), {"ids": [bare.pk]})
    assert "None of the chosen products has live copy." in page.content.decode()
    form = {"format": "plain", "selection": page.context["selection"]}
    as_(alice).post(reverse("publishing:ask", args=["acme"]), form)
    assert not Export.objects.exists()


@pytest.mark.parametrize("kept", ["{", "[1]", '{"ids": "all"}', '{"filters": 7}', '{"else": 1}'])
def test_a_selection_that_cannot_be_read_chooses_nothing(kept, live, in_acme, alice, as_):
    as_(alice).post(reverse("publishing:ask", args=["acme"]), {"format": "plain", "selection": kept})
    assert not Export.objects.exists()


def test_another_shops_product_is_in_no_file(live, in_acme, other, alice, charlie, as_):
    asked = {"ids": [live.product_id]}
    page = as_(charlie).post(reverse("publishing:selection", args=["other"]), asked).content.decode()
    assert "0 products are chosen." in page
