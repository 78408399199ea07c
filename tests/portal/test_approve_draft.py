"""A text is live only after a named person approved exactly that text."""

import pytest
from django.utils import timezone

from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import DraftEvent
from merchant_portal.drafting.services import drafts
from merchant_portal.review import services
from merchant_portal.review.models import ApprovedCopy
from merchant_portal.review.walk import Walk
from tests.portal.making import FALSE_TEXT, TRUE_TEXT, make_draft, submitted


def approve(draft, by, version=None):
    return services.approve_draft(draft=draft, version=version or draft.version, by=by, now=timezone.now())


def test_approval_makes_exactly_that_text_live(in_acme, alice, bob):
    done = approve(submitted(in_acme, by=alice), bob)
    copy = ApprovedCopy.objects.get(draft=done)
    assert done.state == "approved"
    assert (copy.text, copy.state, copy.approver, copy.ai_share) == (TRUE_TEXT, "live", bob, 1.0)
    assert copy.provenance["model"] == "scripted" and copy.provenance["template"]["version"] == 1
    assert [p["did"] for p in copy.provenance["people"]] == ["ready", "submitted", "approved"]


def test_a_merchants_editor_does_not_approve_where_ops_approves(in_acme, alice, erin):
    draft = submitted(in_acme, by=alice)
    for person in (alice, erin):
        with pytest.raises(services.NotAllowed):
            approve(draft, person)
    assert not ApprovedCopy.objects.exists()


def test_a_text_with_a_blocking_finding_is_not_signed(in_acme, alice, bob):
    draft = make_draft(in_acme, FALSE_TEXT, by=alice)
    with pytest.raises(drafts.FindingsOpen):
        drafts.submit_draft(draft=draft, version=draft.version, by=alice, now=timezone.now())
    with pytest.raises(drafts.FindingsOpen):
        approve(draft, bob)


def test_a_version_that_was_not_read_is_not_signed(in_acme, alice, bob):
    draft = submitted(in_acme, by=alice)
    with pytest.raises(drafts.StaleDraft):
        approve(draft, bob, version=draft.version - 1)


def test_a_draft_that_was_not_submitted_is_not_signed(in_acme, alice, bob):
    with pytest.raises(drafts.WrongState):
        approve(make_draft(in_acme, by=alice), bob)


def test_an_owner_approves_where_the_shop_says_so(in_acme, alice, erin):
    Merchant.objects.filter(pk=in_acme.pk).update(approval="owner")
    draft = submitted(in_acme, by=erin)
    with pytest.raises(services.NotAllowed):
        approve(draft, erin)
    assert approve(draft, alice).state == "approved"


def test_two_different_people_sign_where_two_must(in_acme, alice, bob):
    Merchant.objects.filter(pk=in_acme.pk).update(approval="two")
    once = approve(submitted(in_acme, by=alice), bob)
    assert once.state == "signed" and not ApprovedCopy.objects.exists()
    with pytest.raises(services.NotAllowed):
        approve(once, bob)
    assert approve(once, alice).state == "approved"
    assert ApprovedCopy.objects.get().first_signer == bob


def test_what_one_person_signed_first_is_offered_to_another(in_acme, alice, bob):
    Merchant.objects.filter(pk=in_acme.pk).update(approval="two")
    once = approve(submitted(in_acme, by=alice), bob)
    walk = Walk.from_query({"in": "queue"}, user=bob)
    assert once not in walk.free_for(bob, timezone.now())
    assert once in walk.free_for(alice, timezone.now())


def test_a_new_approval_supersedes_the_live_text(in_acme, alice, bob):
    done = approve(submitted(in_acme, by=alice), bob)
    again = drafts.reopen_draft(draft=done, by=alice, now=timezone.now())
    again = drafts.save_text(
        draft=again, text="Blue stoneware, 350 ml of it.", version=again.version, by=alice, now=timezone.now()
    )
    again = drafts.submit_draft(draft=again, version=again.version, by=alice, now=timezone.now())
    approve(again, bob)
    assert list(ApprovedCopy.objects.order_by("id").values_list("state", flat=True)) == ["superseded", "live"]


def test_of_two_reviewers_one_wins_and_the_other_sees_it(in_acme, alice, bob, ada, as_):
    draft = submitted(in_acme, by=alice)
    first = as_(bob).post(
        f"/m/acme/desk/{draft.pk}/approve/?in=queue", {"version": draft.version}, HTTP_HX_REQUEST="true"
    )
    second = as_(ada).post(
        f"/m/acme/desk/{draft.pk}/approve/?in=queue", {"version": draft.version}, HTTP_HX_REQUEST="true"
    )
    assert first["HX-Trigger"] == "draftApproved"
    assert second.status_code == 200 and "Bob was here a moment ago" in second.content.decode()
    assert ApprovedCopy.objects.count() == 1


def test_the_next_item_comes_by_itself(in_acme, alice, bob, as_):
    one, two = submitted(in_acme, by=alice), submitted(in_acme, by=alice)
    answer = as_(bob).post(f"/m/acme/desk/{one.pk}/approve/?in=queue", {"version": one.version}, HTTP_HX_REQUEST="true")
    page = answer.content.decode()
    assert f'id="draft-{two.pk}"' in page and f"/m/acme/desk/{one.pk}/undo/" in page
    assert answer["HX-Push-Url"] == f"/m/acme/desk/{two.pk}/?in=queue"


def test_a_plain_post_approves_and_redirects_to_the_next(in_acme, alice, bob, as_):
    one, two = submitted(in_acme, by=alice), submitted(in_acme, by=alice)
    answer = as_(bob).post(f"/m/acme/desk/{one.pk}/approve/?in=queue", {"version": one.version})
    assert answer.status_code == 302 and f"/m/acme/desk/{two.pk}/" in answer["Location"]


def test_clean_texts_are_signed_together_each_at_the_version_read(in_acme, alice, bob, as_):
    drafts_ = [submitted(in_acme, by=alice) for _ in range(3)]
    as_(bob).post(
        "/ops/queue/together/approve/",
        {"draft": [f"{d.pk}:{d.version}" for d in drafts_[:2]] + [f"{drafts_[2].pk}:{drafts_[2].version - 1}"]},
    )
    states = [type(d).objects.get(pk=d.pk).state for d in drafts_]
    assert states == ["approved", "approved", "submitted"]


def test_every_move_is_a_row_with_who_and_when(in_acme, alice, bob):
    done = approve(submitted(in_acme, by=alice), bob)
    rows = DraftEvent.objects.filter(draft=done).values_list("old", "new", "actor__name")
    assert list(rows) == [
        ("", "ready", "Alice"),
        ("ready", "submitted", "Alice"),
        ("submitted", "approved", "Bob"),
    ]


def test_a_text_is_checked_again_at_the_moment_it_is_signed(in_acme, alice, bob):
    """Nobody told the draft of the change: the signature itself must notice."""
    draft = submitted(in_acme, by=alice)
    Product.objects.filter(pk=draft.product_id).update(facts=[{"name": "Material", "value": "stoneware"}])
    with pytest.raises(drafts.FindingsOpen):
        approve(draft, bob)
    draft.refresh_from_db()
    assert draft.state == "submitted" and not ApprovedCopy.objects.exists()
    assert any(f["severity"] == "block" for f in draft.findings)


def test_both_signatures_are_held_to_the_facts_of_their_moment(in_acme, alice, bob):
    Merchant.objects.filter(pk=in_acme.pk).update(approval="two")
    once = approve(submitted(in_acme, by=alice), bob)
    Product.objects.filter(pk=once.product_id).update(facts=[{"name": "Material", "value": "stoneware"}])
    with pytest.raises(drafts.FindingsOpen):
        approve(once, alice)
    assert not ApprovedCopy.objects.exists()


def test_a_text_signed_once_is_not_stuck_when_the_shop_asks_for_one_signature(in_acme, alice, bob):
    Merchant.objects.filter(pk=in_acme.pk).update(approval="two")
    once = approve(submitted(in_acme, by=alice), bob)
    Merchant.objects.filter(pk=in_acme.pk).update(approval="ops")
    assert approve(once, bob).state == "approved"


def test_the_copy_names_the_facts_that_it_was_signed_on(in_acme, alice, bob):
    draft = submitted(in_acme, by=alice)
    Product.objects.filter(pk=draft.product_id).update(brand="Harbor")
    copy = ApprovedCopy.objects.get(draft=approve(draft, bob))
    assert copy.facts_hash == Product.objects.get(pk=draft.product_id).as_record().digest()
