"""Products: listed, searched, edited in place, kept apart from strangers; a lost race loses nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from PIL import Image

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import listing, services
from merchant_portal.catalog.changes import search_text, token
from merchant_portal.catalog.models import FactProposal, Product, ProductEvent
from merchant_portal.catalog.proposing import propose_for
from merchant_portal.catalog.services.products import FACT_PART, OWN_PART
from merchant_portal.catalog.signals import facts_changed

HTMX = {"hx-request": "true"}
Browser = Callable[[User], Client]


def make(merchant: Merchant, sku: str, title: str, **fields: Any) -> Product:
    fields = {"category": "", "brand": "", "facts": [], "updated_at": timezone.now(), **fields}
    search = search_text(title, sku, fields["brand"], fields["category"])
    return Product.objects.create(
        merchant=merchant, sku=sku, title=title, search=search, facts_count=len(fields["facts"]), **fields
    )


def draft(product: Product, **fields: Any) -> Any:
    now = timezone.now()
    values = {"kind": "description", "language": "en", "channel": "web", "created_at": now, "updated_at": now, **fields}
    model = Product._meta.get_field("drafts").related_model
    return model.objects.create(merchant=product.merchant, product=product, **values)


@pytest.fixture
def cup(acme: Merchant) -> Product:
    with scope(merchant=acme):
        return make(acme, "CUP", "Blue Cup", category="Kitchen", facts=[{"name": "Material", "value": "Glass"}])


def test_an_empty_shop_is_offered_the_step_that_fills_it(acme: Merchant, alice: User, as_: Browser) -> None:
    page = as_(alice).get(reverse("catalog:products", args=["acme"])).content.decode()
    assert "Your products stand here." in page and reverse("catalog:imports", args=["acme"]) in page


def test_the_list_is_narrowed_by_words_category_and_status_of_copy(
    acme: Merchant, cup: Product, alice: User, as_: Browser
) -> None:
    with scope(merchant=acme):
        jar = make(acme, "JAR", "Green Jar", category="Storage", language="zh-Hans")
        draft(cup, state="approved")
        draft(jar, state="ready")
    browser, address = as_(alice), reverse("catalog:products", args=["acme"])

    def shown(query: str) -> set[str]:
        page = browser.get(f"{address}?{query}", headers=HTMX).content.decode()
        return {name for name in ("Blue Cup", "Green Jar") if name in page}

    assert shown("q=BLUE+cup") == {"Blue Cup"}
    assert shown("q=jar+green") == {"Green Jar"}
    assert shown("category=Kitchen") == {"Blue Cup"}
    assert shown("language=zh-Hans") == {"Green Jar"}
    assert shown("copy=approved") == {"Blue Cup"}
    assert shown("copy=review") == {"Green Jar"}
    assert shown("copy=none") == set()
    assert shown("facts=none") == {"Green Jar"}
    assert shown("import=x") == set()
    page = browser.get(f"{address}?q=nothing").content.decode()
    assert "No product matches." in page and 'value="nothing"' in page, "the filter stays in the form"


def test_a_fragment_is_the_part_that_the_page_includes(acme: Merchant, cup: Product, alice: User, as_: Browser) -> None:
    address = reverse("catalog:products", args=["acme"])
    fragment = as_(alice).get(address, headers=HTMX).content.decode()
    page = as_(alice).get(address).content.decode()
    assert fragment.strip().startswith('<section id="products"') and "<html" not in fragment
    assert '<section id="products"' in page and "<html" in page


def test_pages_are_walked_by_keyset_in_every_order_and_no_row_is_lost(
    in_acme: Merchant, alice: User, as_: Browser
) -> None:
    for i in range(125):
        make(in_acme, f"S{i:03d}", f"Thing {i % 7}", category=f"C{i % 3}")
    browser = as_(alice)
    for order in listing.ORDERS:
        seen: list[str] = []
        after = ""
        while True:
            answer = browser.get(reverse("catalog:products", args=["acme"]), {"order": order, "after": after})
            seen += [p.sku for p, _ in answer.context["rows"]]
            after = answer.context["page"].next
            if not after:
                break
        assert len(seen) == 125 and len(set(seen)) == 125, order


def test_queries_of_the_list_do_not_grow_with_the_rows(in_acme: Merchant, alice: User, as_: Browser) -> None:
    browser, address = as_(alice), reverse("catalog:products", args=["acme"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    draft(make(in_acme, "A", "Thing"))
    queries()  # the first page of a session writes it
    few = queries()
    for i in range(49):
        draft(make(in_acme, f"S{i}", f"Thing {i}"))
    assert queries() <= few + 1, "the categories are looked up once after a change"
    assert queries() == few <= 12


def test_the_chosen_products_or_all_that_match_are_archived_and_come_back(
    acme: Merchant, cup: Product, alice: User, as_: Browser
) -> None:
    with scope(merchant=acme):
        jar, pot = make(acme, "JAR", "Green Jar"), make(acme, "POT", "Green Pot")
    browser = as_(alice)
    answer = browser.post(reverse("catalog:archive", args=["acme"]), {"ids": [jar.pk], "list": "q=green"})
    assert answer["Location"] == reverse("catalog:products", args=["acme"]) + "?q=green"
    with scope(merchant=acme):
        assert set(Product.objects.active().values_list("sku", flat=True)) == {"CUP", "POT"}
        assert ProductEvent.objects.get(product=jar).new == "archived"
    browser.post(reverse("catalog:archive", args=["acme"]), {"ids": [cup.pk], "all": "1", "list": "q=green"})
    with scope(merchant=acme):
        assert set(Product.objects.active().values_list("sku", flat=True)) == {"CUP"}, (
            "the filter counts, not the ticks"
        )
    browser.post(reverse("catalog:restore", args=["acme"]), {"ids": [jar.pk, pot.pk]})
    with scope(merchant=acme):
        assert Product.objects.active().count() == 3


def undo_of(html: str) -> str:
    return re.findall(r'<form method="post" action="([^"]*moment=[^"]*)"', html)[-1].replace("&amp;", "&")


def test_one_press_brings_back_what_one_press_archived(
    acme: Merchant, cup: Product, alice: User, charlie: User, as_: Browser
) -> None:
    with scope(merchant=acme):
        old, *green = make(acme, "OLD", "Green Old"), make(acme, "JAR", "Green Jar"), make(acme, "POT", "Green Pot")
    browser, archive = as_(alice), reverse("catalog:archive", args=["acme"])
    browser.post(archive, {"ids": [old.pk]})
    page = browser.post(archive, {"all": "1", "list": "q=green&order=title"}, follow=True).content.decode()
    assert "2 products were archived." in page
    undo = undo_of(page)
    assert as_(charlie).post(undo).status_code == 404
    with scope(merchant=acme):
        assert set(Product.objects.active().values_list("sku", flat=True)) == {"CUP"}
    answer = browser.post(undo)
    assert answer["Location"] == reverse("catalog:products", args=["acme"]) + "?q=green&order=title"
    with scope(merchant=acme):
        back = set(Product.objects.active().values_list("sku", flat=True))
        assert back == {"CUP", "JAR", "POT"}, "what was archived before stays where it is"
        assert ProductEvent.objects.filter(product__in=green, new="restored", actor=alice).count() == 2
    again = browser.post(undo, follow=True).content.decode()
    assert "Nothing was left to bring back." in again
    assert browser.post(reverse("catalog:restore", args=["acme"]) + "?moment=2026-13-45").status_code == 302
    nothing = browser.post(archive, {"ids": []}, follow=True).content.decode()
    assert "moment=" not in nothing, "nothing was archived, so nothing is to be undone"


def test_a_selection_reads_ids_and_filters_and_nothing_else(in_acme: Merchant, cup: Product) -> None:
    jar = make(in_acme, "JAR", "Green Jar")
    rows = Product.objects.all()
    assert list(listing.select(rows, {"ids": [jar.pk, "x"]})) == [jar]
    assert list(listing.select(rows, {"filters": {"q": "blue", "merchant": "other"}})) == [cup]
    assert listing.selection_of(QueryDict("all=1&list=q%3Dblue%26after%3Dxyz")) == {"filters": {"q": "blue"}}


def test_facts_are_saved_in_their_order_and_told(acme: Merchant, cup: Product, alice: User, as_: Browser) -> None:
    heard = []
    facts_changed.connect(lambda product, by, **_: heard.append((product.pk, by)), weak=False, dispatch_uid="test")
    form = {"seen": token(cup, FACT_PART), "name": ["Color", "Material", ""], "value": ["Blue", "Stoneware", ""]}
    answer = as_(alice).post(reverse("catalog:facts", args=["acme", cup.pk]), form)
    facts_changed.disconnect(dispatch_uid="test")
    assert answer.status_code == 302
    with scope(merchant=acme):
        cup.refresh_from_db()
        event = ProductEvent.objects.get(product=cup)
    assert cup.facts == [{"name": "Color", "value": "Blue"}, {"name": "Material", "value": "Stoneware"}]
    assert (cup.version, cup.facts_count, heard) == (2, 2, [(cup.pk, alice)])
    assert event.actor == alice and event.data["facts"][0] == [{"name": "Material", "value": "Glass"}]


def test_an_autosave_answers_with_the_next_token_and_saving_twice_is_no_race(
    acme: Merchant, cup: Product, alice: User, as_: Browser
) -> None:
    form = {"seen": token(cup, FACT_PART), "name": ["Color"], "value": ["Blue"], "auto": "1"}
    address = reverse("catalog:facts", args=["acme", cup.pk])
    first = as_(alice).post(address, form, headers=HTMX)
    with scope(merchant=acme):
        cup.refresh_from_db()
    assert token(cup, FACT_PART) in first.content.decode() and first["HX-Trigger"] == "factsChanged"
    again = as_(alice).post(address, form, headers=HTMX)
    assert "HX-Retarget" not in again
    with scope(merchant=acme):
        cup.refresh_from_db()
    assert cup.version == 2


def test_a_lost_race_shows_both_versions_and_loses_neither(
    acme: Merchant, cup: Product, alice: User, erin: User, as_: Browser
) -> None:
    seen, address = token(cup, FACT_PART), reverse("catalog:facts", args=["acme", cup.pk])
    as_(erin).post(address, {"seen": seen, "name": ["Material"], "value": ["Porcelain"]})
    lost = as_(alice).post(
        address, {"seen": seen, "name": ["Material"], "value": ["Stoneware"], "auto": "1"}, headers=HTMX
    )
    page = lost.content.decode()
    assert lost.status_code == 200 and lost["HX-Retarget"] == f"#facts-{cup.pk}"
    assert "Porcelain" in page and "Stoneware" in page and "Erin saved these facts" in page
    with scope(merchant=acme):
        cup.refresh_from_db()
    assert cup.facts == [{"name": "Material", "value": "Porcelain"}], "nothing was overwritten"
    assert token(cup, FACT_PART) in page
    as_(alice).post(address, {"seen": token(cup, FACT_PART), "name": ["Material"], "value": ["Stoneware"]})
    with scope(merchant=acme):
        cup.refresh_from_db()
        assert cup.facts == [{"name": "Material", "value": "Stoneware"}]


def test_two_people_at_different_parts_do_not_collide(
    acme: Merchant, cup: Product, alice: User, erin: User, as_: Browser
) -> None:
    facts_seen, own_seen = token(cup, FACT_PART), token(cup, OWN_PART)
    as_(erin).post(reverse("catalog:facts", args=["acme", cup.pk]), {"seen": facts_seen, "name": ["A"], "value": ["B"]})
    form = {"seen": own_seen, "title": "Blue Mug", "language": "en", "own_text": "Holds tea.\u200b"}
    answer = as_(alice).post(reverse("catalog:fields", args=["acme", cup.pk]), form)
    assert answer.status_code == 302
    with scope(merchant=acme):
        cup.refresh_from_db()
    assert (cup.title, cup.own_text, cup.facts) == ("Blue Mug", "Holds tea.", [{"name": "A", "value": "B"}])
    assert cup.search == "blue mug cup"


def test_fields_that_lost_a_race_stand_beside_the_stored_ones(
    acme: Merchant, cup: Product, alice: User, as_: Browser
) -> None:
    address, seen = reverse("catalog:fields", args=["acme", cup.pk]), token(cup, OWN_PART)
    as_(alice).post(address, {"seen": seen, "title": "Theirs", "language": "en"})
    page = as_(alice).post(address, {"seen": seen, "title": "Mine", "language": "en"}, headers=HTMX).content.decode()
    assert 'value="Mine"' in page and "Theirs" in page and "a moment before you" in page


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return SimpleUploadedFile("../../evil.svg", out.getvalue())


def test_a_picture_is_kept_under_a_name_of_ours_and_anything_else_refused(
    acme: Merchant, cup: Product, alice: User, as_: Browser
) -> None:
    address = reverse("catalog:fields", args=["acme", cup.pk])
    form = {"seen": token(cup, OWN_PART), "title": "Blue Cup", "language": "en"}
    bad = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>")
    page = as_(alice).post(address, {**form, "image": bad}, headers=HTMX).content.decode()
    assert "no picture that can be shown" in page
    as_(alice).post(address, {**form, "image": picture()})
    with scope(merchant=acme):
        cup.refresh_from_db()
    assert cup.image.name.startswith("products/") and cup.image.name.endswith(".png") and "evil" not in cup.image.name
    assert as_(alice).get(cup.image.url).status_code == 200


def test_proposed_facts_are_taken_singly_or_together_and_dismissed_for_good(
    acme: Merchant, alice: User, as_: Browser
) -> None:
    with scope(merchant=acme):
        row = make(acme, "S", "Navy Wool Scarf", own_text="Made in Portugal.")
        propose_for([row])
        proposals = {p.name: p for p in FactProposal.objects.filter(product=row)}
    assert {n: p.value for n, p in proposals.items()} == {"Material": "Wool", "Color": "Navy", "Origin": "Portugal"}
    browser = as_(alice)
    page = browser.get(reverse("catalog:product", args=["acme", row.pk])).content.decode()
    assert "3 facts are proposed" in page and "Navy Wool Scarf" in page
    browser.post(reverse("catalog:dismiss", args=["acme", row.pk, proposals["Color"].pk]), headers=HTMX)
    browser.post(reverse("catalog:take", args=["acme", row.pk, proposals["Origin"].pk]), headers=HTMX)
    answer = browser.post(reverse("catalog:take_all", args=["acme", row.pk]), headers=HTMX)
    assert answer["HX-Trigger"] == "factsChanged"
    with scope(merchant=acme):
        row.refresh_from_db()
        propose_for([row])
        states = dict(FactProposal.objects.filter(product=row).values_list("name", "state"))
    assert row.facts == [{"name": "Origin", "value": "Portugal"}, {"name": "Material", "value": "Wool"}]
    assert states == {"Material": "taken", "Color": "dismissed", "Origin": "taken"}


def test_a_fact_added_from_elsewhere_stands_beside_its_like(in_acme: Merchant, cup: Product, alice: User) -> None:
    for value in ("Cork lid", "cork lid"):
        services.add_fact(product=cup, name="material", value=value, by=alice, now=timezone.now())
    cup.refresh_from_db()
    assert cup.facts == [{"name": "Material", "value": "Glass, Cork lid"}]


def test_a_product_is_typed_in_and_its_sku_is_its_own(acme: Merchant, cup: Product, alice: User, as_: Browser) -> None:
    address = reverse("catalog:new_product", args=["acme"])
    page = as_(alice).post(address, {"title": "Other", "sku": "CUP", "language": "en"}).content.decode()
    assert "has this SKU already" in page
    answer = as_(alice).post(address, {"title": "Teapot", "sku": "", "language": "en"})
    assert as_(alice).get(answer["Location"]).status_code == 200


def test_history_tells_who_changed_what(acme: Merchant, cup: Product, alice: User, as_: Browser) -> None:
    form = {"seen": token(cup, FACT_PART), "name": ["Material"], "value": ["Oak"]}
    as_(alice).post(reverse("catalog:facts", args=["acme", cup.pk]), form)
    page = as_(alice).get(reverse("catalog:history", args=["acme", cup.pk])).content.decode()
    assert "Alice" in page and "<del>Glass</del>" in page and "<ins>Oak</ins>" in page


def test_reviewers_look_and_do_not_touch(acme: Merchant, cup: Product, bob: User, as_: Browser) -> None:
    browser = as_(bob)
    page = browser.get(reverse("catalog:product", args=["acme", cup.pk])).content.decode()
    assert "Glass" in page and "data-facts" not in page
    assert browser.post(reverse("catalog:facts", args=["acme", cup.pk]), {}).status_code == 404


def test_markup_in_cells_is_shown_as_text(acme: Merchant, alice: User, as_: Browser) -> None:
    with scope(merchant=acme):
        row = make(acme, "X", "<script>alert(1)</script>", facts=[{"name": "<b>", "value": '"><img src=x>'}])
    for address in (reverse("catalog:products", args=["acme"]), reverse("catalog:product", args=["acme", row.pk])):
        page = as_(alice).get(address).content.decode()
        assert "<script>alert(1)" not in page and "<img src=x>" not in page


@pytest.mark.parametrize("name", ["product", "facts", "fields", "history", "take_all"])
def test_strangers_find_no_product(name: str, acme: Merchant, cup: Product, charlie: User, as_: Browser) -> None:
    method = "get" if name in ("product", "history") else "post"
    for shop in ("acme", "other"):
        assert getattr(as_(charlie), method)(reverse(f"catalog:{name}", args=[shop, cup.pk])).status_code == 404
