"""An import undone, cancelled, cut off by a killed worker: nothing is lost and nothing is written twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import problems, services
from merchant_portal.catalog.changes import token
from merchant_portal.catalog.models import FactProposal, Import, ImportRow, Product
from merchant_portal.catalog.services.products import FACT_PART
from merchant_portal.catalog.worker import applying, leases, reading, undoing
from tests.portal.importing import SHOPIFY, bring, bring_table, confirm, undo


def test_undo_puts_back_what_stood_there_and_removes_what_was_new(in_acme: Merchant, alice: User) -> None:
    confirm(bring_table(in_acme, alice, "sku,name,brand,price\nA,Cup,Loom,4\n"), alice)
    row = confirm(bring_table(in_acme, alice, "sku,name,brand,price\nA,Mug,Nor,5\nB,Jar,Nor,6\n"), alice)
    assert Product.objects.count() == 2
    row = undo(row, alice)
    assert row.state == Import.State.UNDONE
    cup = Product.objects.get()
    assert (cup.title, cup.brand, str(cup.price)) == ("Cup", "Loom", "4.00")


def test_undo_leaves_what_was_changed_or_written_for_since(in_acme: Merchant, alice: User) -> None:
    row = confirm(bring_table(in_acme, alice, "sku,name\nA,Cup\nB,Jar\nC,Pot\n"), alice)
    services.add_fact(
        product=Product.objects.get(sku="A"), name="Material", value="Glass", by=alice, now=timezone.now()
    )
    draft_of = Product._meta.get_field("drafts").related_model
    now = timezone.now()
    draft_of.objects.create(
        merchant=in_acme, product=Product.objects.get(sku="B"), kind="description", language="en", channel="web",
        text="A jar.", created_at=now, updated_at=now,
    )  # fmt: skip
    row = undo(row, alice)
    assert sorted(Product.objects.values_list("sku", flat=True)) == ["A", "B"]
    assert row.events.last().data == {"undone": 1, "kept": 2}


def test_undo_is_over_after_a_day_and_not_done_twice(in_acme: Merchant, alice: User) -> None:
    row = confirm(bring_table(in_acme, alice, "sku,name\nA,Cup\n"), alice)
    with pytest.raises(services.NotNow):
        services.undo_import(imported=row, by=alice, now=timezone.now() + timedelta(hours=25))
    row = undo(row, alice)
    with pytest.raises(services.NotNow):
        services.undo_import(imported=row, by=alice, now=timezone.now())


def test_cancelling_stops_the_worker_between_batches(
    in_acme: Merchant, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "BATCH", 2)
    row = bring_table(in_acme, alice, "sku,name\n" + "".join(f"S{i},Cup {i}\n" for i in range(6)))
    services.confirm_import(imported=row, by=alice, now=timezone.now())
    real = applying.apply_rows

    def apply_then_cancel(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)
        if Product.objects.count() == 4:
            services.cancel_import(imported=Import.objects.get(pk=row.pk), by=alice, now=timezone.now())

    monkeypatch.setattr(applying, "apply_rows", apply_then_cancel)
    assert applying.run(row.pk, timezone.now) is False
    row.refresh_from_db()
    assert row.state == Import.State.CANCELLED and Product.objects.count() == 4
    assert undo(row, alice).state == Import.State.UNDONE and Product.objects.count() == 0


def test_a_killed_worker_loses_nothing_and_writes_nothing_twice(
    in_acme: Merchant, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(applying, "BATCH", 2)
    text = "sku,name\n" + "".join(f"S{i},Cup {i}\n" for i in range(5))
    bring_table(in_acme, alice, text)  # so that its columns are known
    ImportRow.objects.all().delete()
    row = services.start_import(
        merchant=in_acme, upload=SimpleUploadedFile("a.csv", text.encode()), by=alice, now=timezone.now()
    )

    def dies(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        calls = iter([reading.judge, dies])
        patch.setattr(reading, "judge", lambda *a: next(calls)(*a))
        with pytest.raises(KeyboardInterrupt):
            reading.read(row.pk, timezone.now)
    assert ImportRow.objects.count() == 2
    assert reading.read(row.pk, timezone.now) is False and ImportRow.objects.count() == 2, "the lease still holds"
    later = lambda: timezone.now() + leases.LEASE * 2  # noqa: E731
    to_read, _, _ = undoing.sweep(later)
    assert to_read == [row.pk]
    reading.read(row.pk, later)
    row.refresh_from_db()
    assert (row.state, row.created, ImportRow.objects.count()) == (Import.State.PREVIEWED, 5, 5)


def test_a_file_that_kills_its_worker_three_times_ends_as_failed(in_acme: Merchant, alice: User) -> None:
    row = services.start_import(
        merchant=in_acme, upload=SimpleUploadedFile("a.csv", b"sku,name\nA,Cup\n"), by=alice, now=timezone.now()
    )
    at = timezone.now()
    for _ in range(leases.TRIES):
        at += leases.LEASE * 2
        assert leases.claim(row.pk, [Import.State.UPLOADED], at)
    undoing.sweep(lambda: at + leases.LEASE * 2)
    row.refresh_from_db()
    assert row.state == Import.State.FAILED and "failed three times" in problems.told(row.error)


def test_a_product_edited_between_dry_run_and_import_is_left_alone(in_acme: Merchant, alice: User) -> None:
    confirm(bring_table(in_acme, alice, "sku,name,material\nA,Cup,Glass\n"), alice)
    row = bring_table(in_acme, alice, "sku,name,material\nA,Cup,Stoneware\n")
    cup = Product.objects.get()
    from_page = [{"name": "Material", "value": "Porcelain"}]
    services.save_facts(
        product=cup,
        seen=token(cup, FACT_PART),
        facts=from_page,
        by=alice,
        now=timezone.now(),
    )
    row = confirm(row, alice)
    cup.refresh_from_db()
    assert cup.facts == from_page
    assert "changed while" in problems.told(ImportRow.objects.get(imported=row).error)


def test_the_facts_of_a_whole_import_are_taken_by_the_worker(in_acme: Merchant, alice: User) -> None:
    row = confirm(bring(in_acme, alice, SHOPIFY), alice)
    services.take_all_of_import(imported=row, by=alice, now=timezone.now())
    later = timezone.now() + leases.LEASE * 3
    assert undoing.unfinished_takings(later) == [(row.pk, alice.pk)], "a lost message is sent again"
    assert undoing.take_proposals(row.pk, alice.pk, timezone.now) is False
    shirt = Product.objects.get(sku="linen-shirt")
    assert {"name": "Material", "value": "Linen"} in shirt.facts and shirt.events.last().new == "proposals taken"
    assert not FactProposal.objects.filter(state=FactProposal.State.PROPOSED).exists()
    assert undoing.unfinished_takings(later) == []


def test_a_broker_that_is_gone_loses_no_upload(
    in_acme: Merchant, alice: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuses(**_: Any) -> None:
        raise OSError("no broker")

    monkeypatch.setattr(services.imports.read_import, "delay", refuses)
    with django_capture_on_commit_callbacks(execute=True):
        row = services.start_import(
            merchant=in_acme, upload=SimpleUploadedFile("a.csv", SHOPIFY.encode()), by=alice, now=timezone.now()
        )
    to_read, _, _ = undoing.sweep(timezone.now)
    assert to_read == [row.pk]
