"""A fact changes: copy that rests on it lapses, the rest stays live."""

import pytest
from django.utils import timezone

from merchant_portal.catalog.models import Product
from merchant_portal.catalog.signals import facts_changed
from merchant_portal.drafting.models import Draft
from merchant_portal.review import services
from merchant_portal.review.models import ApprovedCopy
from tests.portal.making import submitted


@pytest.fixture
def copy(in_acme, alice, bob):
    draft = submitted(in_acme, by=alice)
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    return ApprovedCopy.objects.get()


def change(copy, name, value, by):
    product = Product.objects.get(pk=copy.product_id)
    product.facts = [{**f, "value": value} if f["name"] == name else f for f in product.facts]
    product.save(update_fields=["facts"])
    facts_changed.send(sender=Product, product=product, by=by, now=timezone.now())


def test_copy_whose_fact_changed_lapses_and_says_which_sentence(copy, alice):
    change(copy, "Capacity", "400 ml", alice)
    copy.refresh_from_db()
    draft = Draft.objects.get(pk=copy.draft_id)
    assert (copy.state, draft.state) == ("suspended", "lapsed")
    assert "350 ml" in draft.reason and "400 ml" in draft.reason
    assert draft.risk >= 50


def test_copy_that_does_not_rest_on_the_fact_stays_live(copy, alice):
    product = Product.objects.get(pk=copy.product_id)
    product.facts = [*product.facts, {"name": "Care", "value": "dishwasher safe"}]
    product.save(update_fields=["facts"])
    facts_changed.send(sender=Product, product=product, by=alice, now=timezone.now())
    copy.refresh_from_db()
    assert copy.state == "live"


def test_a_draft_under_way_is_checked_again(in_acme, alice):
    draft = submitted(in_acme, by=alice)
    product = draft.product
    product.facts = [{"name": "Material", "value": "porcelain"}]
    product.save(update_fields=["facts"])
    facts_changed.send(sender=Product, product=product, by=alice, now=timezone.now())
    draft.refresh_from_db()
    assert draft.state == "submitted" and draft.risk >= 50
