"""A file becomes products: read in the worker, looked at, confirmed, undone; and each refusal beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from copywriter.formats.parsed import SENTENCES
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import problems, services
from merchant_portal.catalog.changes import token
from merchant_portal.catalog.models import FactProposal, Import, ImportRow, Product, SavedMapping
from merchant_portal.catalog.services.products import FACT_PART
from merchant_portal.catalog.signals import facts_changed, import_finished
from merchant_portal.catalog.worker import applying, leases, reading, undoing

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
    "linen-shirt,White Linen Shirt,<p>Airy shirt with long sleeves.</p>,Loom,Shirts,men,Size,S,LS-S,40\n"
    "linen-shirt,,,,,,,M,LS-M,42\n"
    "jar,Glass Jar,,Loom,Kitchen,,Title,Default Title,JAR,9.50\n"
    "ghost,,,,,,,,,\n"
)
TABLE = "ref;what;made of\n1;Oak Stool;oak\n2;Pine Stool;pine\n"


def bring(merchant: Merchant, by: User, text: str | bytes, name: str = "file.csv", **extra: Any) -> Import:
    data = text.encode() if isinstance(text, str) else text
    row = services.start_import(
        merchant=merchant, upload=SimpleUploadedFile(name, data), by=by, now=timezone.now(), **extra
    )
    reading.read(row.pk, timezone.now)
    row.refresh_from_db()
    return row


def bring_table(merchant: Merchant, by: User, text: str) -> Import:
    """An unknown table whose columns are taken as guessed."""
    row = bring(merchant, by, text)
    if row.state == Import.State.MAPPING:
        services.map_import(imported=row, mapping=row.sniffed["guessed"], by=by, now=timezone.now())
        reading.read(row.pk, timezone.now)
        row.refresh_from_db()
    return row


def confirm(row: Import, by: User, **extra: Any) -> Import:
    services.confirm_import(imported=row, by=by, now=timezone.now(), **extra)
    while applying.run(row.pk, timezone.now):
        pass
    row.refresh_from_db()
    return row


def undo(row: Import, by: User) -> Import:
    services.undo_import(imported=row, by=by, now=timezone.now())
    while undoing.undo(row.pk, by.pk, timezone.now):
        pass
    row.refresh_from_db()
    return row


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(in_acme: Merchant, alice: User) -> None:
    row = bring(in_acme, alice, SHOPIFY)
    assert row.state == Import.State.PREVIEWED
    assert (row.format, row.created, row.changed, row.same, row.refused) == ("shopify", 2, 0, 0, 1)
    assert Product.objects.count() == 0
    refused = ImportRow.objects.get(imported=row, action="refused")
    assert refused.number == 5 and problems.told(refused.error) == "The row has no product name."


def test_a_confirmed_import_writes_products_variants_and_proposals(in_acme: Merchant, alice: User) -> None:
    heard = []
    import_finished.connect(lambda imported, **_: heard.append(imported.pk), weak=False, dispatch_uid="test")
    row = confirm(bring(in_acme, alice, SHOPIFY), alice)
    import_finished.disconnect(dispatch_uid="test")
    assert row.state == Import.State.DONE and heard == [row.pk]
    shirt = Product.objects.get(sku="linen-shirt")
    assert [v["facts"] for v in shirt.variants] == [[{"name": "Size", "value": "S"}], [{"name": "Size", "value": "M"}]]
    assert (
        shirt.own_html == "<p>Airy shirt with long sleeves.</p>" and shirt.source["columns"]["handle"] == "linen-shirt"
    )
    assert shirt.last_import == row and shirt.search == "white linen shirt linen-shirt loom shirts"
    proposed = {p.name: p.value for p in FactProposal.objects.filter(product=shirt)}
    assert (
        proposed.items() >= {"Material": "Linen", "Color": "White", "Sleeve": "Long sleeves", "Gender": "Men"}.items()
    )
    assert FactProposal.objects.get(product=shirt, name="Sleeve").quote == "Airy shirt with long sleeves"


def test_the_same_file_again_changes_nothing(in_acme: Merchant, alice: User) -> None:
    confirm(bring(in_acme, alice, SHOPIFY), alice)
    again = bring(in_acme, alice, SHOPIFY)
    assert (again.created, again.changed, again.same, again.refused) == (0, 0, 2, 1)


def test_changes_are_shown_cell_by_cell_and_told_to_whoever_wrote_from_them(in_acme: Merchant, alice: User) -> None:
    confirm(bring_table(in_acme, alice, "sku,name,material,price\nA,Cup,Glass,4\n"), alice)
    row = bring_table(in_acme, alice, "sku,name,material,price\nA,Blue Cup,Stoneware,4\n")
    diff = ImportRow.objects.get(imported=row).diff
    assert {(d["field"], d["old"], d["new"]) for d in diff} == {
        ("title", "Cup", "Blue Cup"),
        ("fact", "Glass", "Stoneware"),
    }
    heard: list[Product] = []
    facts_changed.connect(lambda product, **_: heard.append(product), weak=False, dispatch_uid="test")
    confirm(row, alice)
    facts_changed.disconnect(dispatch_uid="test")
    assert [p.title for p in heard] == ["Blue Cup"]
    assert Product.objects.get(sku="A").facts == [{"name": "Material", "value": "Stoneware"}]


def test_an_empty_cell_keeps_what_is_stored_unless_the_merchant_says_so(in_acme: Merchant, alice: User) -> None:
    confirm(bring_table(in_acme, alice, "sku,name,brand,description\nA,Cup,Loom,Holds tea.\n"), alice)
    file = "sku,name,brand,description\nA,Cup,,\n"
    row = bring_table(in_acme, alice, file)
    diff = ImportRow.objects.get(imported=row).diff
    assert {d["field"] for d in diff if d["blanks"]} == {"brand", "own_text"}
    confirm(row, alice)
    cup = Product.objects.get(sku="A")
    assert (cup.brand, cup.own_text) == ("Loom", "Holds tea.")
    confirm(bring_table(in_acme, alice, file), alice, blanks=True)
    cup.refresh_from_db()
    assert (cup.brand, cup.own_text) == ("", "")


def test_an_absent_column_changes_nothing_and_facts_that_people_added_stay(in_acme: Merchant, alice: User) -> None:
    confirm(bring_table(in_acme, alice, "sku,name,brand,material\nA,Cup,Loom,Glass\n"), alice)
    cup = services.add_fact(
        product=Product.objects.get(sku="A"), name="Care", value="By hand", by=alice, now=timezone.now()
    )
    confirm(bring_table(in_acme, alice, "sku,name\nA,Cup\n"), alice)
    cup.refresh_from_db()
    assert cup.brand == "Loom"
    assert [f["name"] for f in cup.facts] == ["Material", "Care"]


def test_an_unknown_table_waits_for_its_columns_and_remembers_them(in_acme: Merchant, alice: User) -> None:
    row = bring(in_acme, alice, TABLE)
    assert row.state == Import.State.MAPPING
    mapping = {"ref": "sku", "what": "title", "made of": "fact:Material"}
    services.map_import(imported=row, mapping=mapping, by=alice, now=timezone.now())
    reading.read(row.pk, timezone.now)
    row.refresh_from_db()
    assert (row.state, row.created) == (Import.State.PREVIEWED, 2)
    assert SavedMapping.objects.get().mapping == mapping
    again = bring(in_acme, alice, TABLE)
    assert again.state == Import.State.PREVIEWED and again.sniffed["remembered"]


def test_a_file_that_is_no_table_is_refused_with_a_sentence(in_acme: Merchant, alice: User) -> None:
    row = bring(in_acme, alice, b"%PDF-1.7")
    assert row.state == Import.State.FAILED
    assert problems.told(row.error).startswith("This is not a product table.")


def test_every_reason_has_a_sentence_on_the_site() -> None:
    assert {code: str(problems.SENTENCES[code]) for code in SENTENCES} == SENTENCES


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
