"""A document runs out or is withdrawn: copy that rested on it is on the desk again, the rest stays live."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from merchant_portal.catalog.models import Evidence
from merchant_portal.catalog.services import withdraw_evidence
from merchant_portal.drafting.models import Draft
from merchant_portal.review import services, tasks
from merchant_portal.review.models import ApprovedCopy, ApprovedCopyEvent, EvidenceLapse
from tests.portal.making import make_product, submitted

TEXT = "This mug of stoneware won the Red Dot award."


@pytest.fixture
def award(in_acme, alice):
    today = timezone.now().date()
    return Evidence.objects.create(
        merchant=in_acme, type="award", title="Red Dot award", scope="Red Dot award", added_by=alice,
        added_at=timezone.now(), valid_until=today + timedelta(days=3),
    )  # fmt: skip


def approve(shop, text, by, bob, **values):
    draft = submitted(shop, text, by=by, **values)
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    return ApprovedCopy.objects.get(draft=draft)


def test_without_the_document_the_claim_cannot_even_be_submitted(in_acme, alice):
    with pytest.raises(Exception, match="findings are open"):
        submitted(in_acme, TEXT, by=alice)


def test_copy_lapses_the_day_after_and_other_copy_does_not(in_acme, award, alice, bob):
    copy, plain = approve(in_acme, TEXT, alice, bob), approve(in_acme, "A mug of stoneware.", alice, bob)
    last_day = timezone.now() + timedelta(days=3)
    assert services.expire_evidence(now=last_day) == 0
    assert services.expire_evidence(now=last_day + timedelta(days=1)) == 1
    assert [d.pk for d in services.follow_lapses(now=last_day + timedelta(days=1))] == [copy.draft_id]
    copy.refresh_from_db()
    plain.refresh_from_db()
    assert (copy.state, plain.state) == ("suspended", "live")
    draft = Draft.objects.get(pk=copy.draft_id)
    assert draft.state == "lapsed" and draft.reason
    event = ApprovedCopyEvent.objects.get(copy=copy, new="suspended")
    assert event.data["cause"] == "evidence" and event.data["broken"]


def test_it_is_told_once(in_acme, award):
    later = timezone.now() + timedelta(days=9)
    assert (services.expire_evidence(now=later), services.expire_evidence(now=later)) == (1, 0)
    assert EvidenceLapse.objects.get().followed_at is None
    services.follow_lapses(now=later)
    assert EvidenceLapse.objects.get().followed_at == later


def test_a_withdrawn_document_lets_copy_lapse_too(
    in_acme, award, alice, bob, django_capture_on_commit_callbacks, monkeypatch
):
    copy = approve(in_acme, TEXT, alice, bob)
    monkeypatch.setattr(tasks.follow_lapses, "delay", tasks.follow_lapses)  # the background, at once
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_evidence(evidence=award, now=timezone.now())
    copy.refresh_from_db()
    assert copy.state == "suspended"


def test_a_document_for_one_product_says_nothing_of_another(in_acme, award, alice, bob):
    mug, jug = make_product(in_acme), make_product(in_acme)
    second = Evidence.objects.create(
        merchant=in_acme, type="award", title="Red Dot award", scope="Red Dot award", added_at=timezone.now()
    )
    award.products.set([mug])
    second.products.set([jug])
    one = approve(in_acme, TEXT, alice, bob, product=mug)
    two = approve(in_acme, "Stoneware, and a winner of the Red Dot award.", alice, bob, product=jug)
    withdraw_evidence(evidence=award, now=timezone.now())
    services.follow_lapses(now=timezone.now())
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == ("suspended", "live")
