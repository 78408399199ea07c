"""A file becomes products: read in the worker, looked at, confirmed; and each refusal beside it."""

from __future__ import annotations

from django.utils import timezone

from copywriter.formats.parsed import SENTENCES
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import problems, services
from merchant_portal.catalog.models import FactProposal, Import, ImportRow, Product, SavedMapping
from merchant_portal.catalog.signals import facts_changed, import_finished
from merchant_portal.catalog.worker import reading
from tests.portal.importing import SHOPIFY, TABLE, bring, bring_table, confirm


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
