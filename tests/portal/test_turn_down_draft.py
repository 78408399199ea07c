"""Returning, rejecting, and taking a verdict back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.services import drafts
from merchant_portal.review import services
from merchant_portal.review.models import ApprovedCopy
from tests.portal.making import submitted


@pytest.fixture
def draft(in_acme, alice):
    return submitted(in_acme, by=alice)


def test_a_returned_draft_says_why_and_comes_back(draft, alice, bob):
    back = services.return_draft(
        draft=draft, version=draft.version, by=bob, reason="Say the capacity first.", now=timezone.now()
    )
    assert (back.state, back.reason) == ("returned", "Say the capacity first.")
    again = drafts.submit_draft(draft=back, version=back.version, by=alice, now=timezone.now())
    assert again.state == "submitted" and again.reason == ""


@pytest.mark.parametrize("act", [services.return_draft, services.reject_draft])
def test_no_verdict_without_a_reason(draft, bob, act):
    with pytest.raises(services.ReasonMissing):
        act(draft=draft, version=draft.version, by=bob, reason="  ", now=timezone.now())


@pytest.mark.parametrize("act", [services.return_draft, services.reject_draft])
def test_only_those_who_approve_turn_down(draft, erin, act):
    with pytest.raises(services.NotAllowed):
        act(draft=draft, version=draft.version, by=erin, reason="No.", now=timezone.now())


def test_a_rejected_draft_is_ended(draft, bob):
    gone = services.reject_draft(draft=draft, version=draft.version, by=bob, reason="Off brand.", now=timezone.now())
    with pytest.raises(drafts.WrongState):
        services.approve_draft(draft=gone, version=gone.version, by=bob, now=timezone.now())


def test_an_approval_is_taken_back_with_its_copy(draft, bob):
    now = timezone.now()
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    back = services.undo_verdict(draft=draft, by=bob, now=now + timedelta(seconds=5))
    assert back.state == "submitted"
    assert ApprovedCopy.objects.get().state == "withdrawn"


def test_what_an_undone_approval_had_superseded_is_live_again(draft, alice, bob):
    now = timezone.now()
    done = services.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    again = drafts.reopen_draft(draft=done, by=alice, now=now)
    again = drafts.submit_draft(draft=again, version=again.version, by=alice, now=now)
    later = now + timedelta(seconds=30)
    services.approve_draft(draft=again, version=again.version, by=bob, now=later)
    services.undo_verdict(draft=again, by=bob, now=later + timedelta(seconds=3))
    assert list(ApprovedCopy.objects.order_by("id").values_list("state", flat=True)) == ["live", "withdrawn"]


def test_a_verdict_of_somebody_else_is_not_taken_back(draft, bob, ada):
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    with pytest.raises(services.TooLate):
        services.undo_verdict(draft=draft, by=ada, now=timezone.now())


def test_after_two_minutes_it_is_too_late(draft, bob):
    now = timezone.now()
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    with pytest.raises(services.TooLate):
        services.undo_verdict(draft=draft, by=bob, now=now + timedelta(minutes=3))


def test_taking_back_twice_signs_nothing(draft, bob):
    """A double click on "Undo": the second press finds the first one's move as the last event."""
    now = timezone.now()
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    services.undo_verdict(draft=draft, by=bob, now=now + timedelta(seconds=1))
    with pytest.raises(services.TooLate):
        services.undo_verdict(draft=draft, by=bob, now=now + timedelta(seconds=2))
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_who_takes_a_first_signature_back_may_sign_again(draft, in_acme, alice, bob):
    Merchant.objects.filter(pk=in_acme.pk).update(approval="two")
    now = timezone.now()
    services.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    back = services.undo_verdict(draft=draft, by=bob, now=now + timedelta(seconds=1))
    assert back.state == "submitted" and back.first_signer is None
    assert services.approve_draft(draft=back, version=back.version, by=bob, now=now).state == "signed"


def test_what_comes_back_live_is_held_to_the_facts_of_now(draft, alice, bob):
    now = timezone.now()
    done = services.approve_draft(draft=draft, version=draft.version, by=bob, now=now)
    again = drafts.reopen_draft(draft=done, by=alice, now=now)
    again = drafts.save_text(draft=again, text="A blue stoneware mug.", version=again.version, by=alice, now=now)
    again = drafts.submit_draft(draft=again, version=again.version, by=alice, now=now)
    later = now + timedelta(seconds=30)
    services.approve_draft(draft=again, version=again.version, by=bob, now=later)
    facts = [{"name": "Material", "value": "stoneware"}, {"name": "Color", "value": "blue"}]
    Product.objects.filter(pk=draft.product_id).update(facts=facts)
    services.undo_verdict(draft=again, by=bob, now=later + timedelta(seconds=3))
    assert list(ApprovedCopy.objects.order_by("id").values_list("state", flat=True)) == ["suspended", "withdrawn"]
