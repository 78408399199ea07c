"""The audit of a shop's own texts: found on import and on demand, counted by group, resumed, and read again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Import, Product
from merchant_portal.catalog.signals import import_finished
from merchant_portal.review import findings, services, worker
from merchant_portal.review.models import Audit, OwnFinding, OwnText
from merchant_portal.review.services.auditing import around, to_read
from tests.portal.conftest import HTMX
from tests.portal.making import FALSE_TEXT, TRUE_TEXT, make_product

LAWLESS = "这款杯子由陶瓷制成，全网销量第一，国家级品质。"


def read_all(shop, by, **how):
    audit = services.ask_audit(merchant=shop, by=by, now=timezone.now(), **how)
    with scopes_disabled():
        assert not worker.run_audit(audit.pk, timezone.now)
    audit.refresh_from_db()
    return audit


def groups(shop):
    return {g.group: g.n for g in findings.counts(shop)}


def test_a_listing_that_claims_what_its_facts_do_not_say_is_counted_and_a_true_one_is_not(in_acme, alice):
    lying = make_product(in_acme, own_text=FALSE_TEXT)
    make_product(in_acme, own_text=TRUE_TEXT)
    make_product(in_acme)  # no text of its own
    audit = read_all(in_acme, alice)
    assert (audit.state, audit.done, audit.total) == ("done", 2, 2)
    assert groups(in_acme) == {"claims": 1}
    found = OwnFinding.objects.get()
    assert found.product == lying and found.severity == "block" and found.sentence[1] == "500 ml"
    assert "".join(found.sentence) == FALSE_TEXT


def test_words_that_the_law_forbids_stand_in_their_own_group(in_acme, alice):
    make_product(in_acme, own_text=LAWLESS, language="zh-Hans", title="陶瓷杯", facts=[("材质", "陶瓷")])
    read_all(in_acme, alice)
    law = next(g for g in findings.counts(in_acme) if g.group == "law")
    assert law.n == 1 and law.blocked == 1
    assert all(r.rule.startswith("cn.") and r.article for r in law.rules)


def test_an_import_that_is_done_sets_the_audit_going(in_acme, alice, django_capture_on_commit_callbacks):
    make_product(in_acme, own_text=FALSE_TEXT)
    imported = Import.objects.create(
        merchant=in_acme, file=ContentFile(b"", name="a.csv"), filename="a.csv", started_at=timezone.now(), state="done"
    )
    assert not Audit.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        import_finished.send(sender=Import, imported=imported, by=alice, now=timezone.now())
    audit = Audit.objects.get()
    assert (audit.state, audit.total, audit.asked_by) == ("running", 1, alice)


def test_only_what_is_new_or_changed_is_read_the_second_time(in_acme, alice):
    first, second = make_product(in_acme, own_text=FALSE_TEXT), make_product(in_acme, own_text=TRUE_TEXT)
    read_all(in_acme, alice)
    Product.objects.filter(pk=first.pk).update(own_text=TRUE_TEXT, version=2)
    third = make_product(in_acme, own_text=FALSE_TEXT)
    audit = read_all(in_acme, alice)
    assert audit.done == 2
    assert OwnText.objects.get(product=second).read_at < OwnText.objects.get(product=third).read_at
    assert set(OwnFinding.objects.values_list("product", flat=True)) == {third.pk}
    assert read_all(in_acme, alice, anew=True).done == 3


def test_a_killed_worker_loses_nothing_and_two_do_not_meet(in_acme, alice):
    for _ in range(3):
        make_product(in_acme, own_text=FALSE_TEXT)
    now = timezone.now()
    audit = services.ask_audit(merchant=in_acme, by=alice, now=now)
    assert services.check_next(audit=audit, now=now, size=2)  # and then it is killed, holding the lease
    assert OwnText.objects.count() == 2
    with scopes_disabled():
        assert worker.waiting_audits(now) == []
        assert not worker.run_audit(audit.pk, lambda: now)
        assert OwnText.objects.count() == 2  # the lease still holds
        later = now + timedelta(minutes=3)
        assert worker.waiting_audits(later) == [audit.pk]
        worker.run_audit(audit.pk, lambda: later)
    audit.refresh_from_db()
    assert (audit.state, audit.done, audit.total) == ("done", 3, 3)
    assert groups(in_acme) == {"claims": 3}


def test_a_text_that_went_away_takes_its_findings_along(in_acme, alice):
    gone, stays = make_product(in_acme, own_text=FALSE_TEXT), make_product(in_acme, own_text=FALSE_TEXT)
    read_all(in_acme, alice)
    Product.objects.filter(pk=gone.pk).update(own_text="")
    read_all(in_acme, alice)
    assert set(OwnFinding.objects.values_list("product", flat=True)) == {stays.pk}


def test_new_rules_make_a_read_text_unread(in_acme, alice):
    make_product(in_acme, own_text=TRUE_TEXT)
    audit = read_all(in_acme, alice)
    ground = services.following.ground_for
    assert to_read(audit, ground(merchant=in_acme, today=timezone.now().date())).count() == 0
    Merchant.objects.filter(pk=in_acme.pk).update(packs=["eu_consumer"])
    in_acme.refresh_from_db()
    assert to_read(audit, ground(merchant=in_acme, today=timezone.now().date())).count() == 1


def test_openings_that_many_listings_share_are_named(in_acme, alice):
    for n in range(6):
        make_product(in_acme, own_text=f"A stoneware mug in blue that holds {n}50 ml.")
    read_all(in_acme, alice)
    assert services.auditing.shared_openings(in_acme) == [("a stoneware mug in blue", 6)]
    assert services.auditing.shared_openings(in_acme, least=7) == []


def test_the_sentence_stands_around_the_hit():
    text = "First one. The mug holds 500 ml of tea. Last one."
    start = text.index("500 ml")
    before, words, after = around(text, start, start + 6)
    assert (before, words, after) == ("The mug holds ", "500 ml", " of tea.")
    assert around(text, 0, len(text)) == ["", text, ""]


class TestPages:
    @pytest.fixture
    def address(self, acme):
        return reverse("review:audit", args=[acme.slug])

    def test_before_anything_is_there_the_page_says_where_to_begin(self, alice, as_, address):
        assert reverse("catalog:imports", args=["acme"]) in as_(alice).get(address).content.decode()

    def test_unread_texts_are_offered_to_be_read_and_the_press_starts_it(self, acme, alice, as_, address):
        with scopes_disabled():
            make_product(acme, own_text=FALSE_TEXT)
        client = as_(alice)
        assert "was not read yet" in client.get(address).content.decode()
        assert client.post(reverse("review:audit_start", args=["acme"])).status_code == 302
        running = client.get(address, **HTMX).content.decode()
        assert 'hx-trigger="every 2s"' in running and "0 of 1 texts read" in running

    def test_findings_are_a_sentence_with_a_number_that_leads_to_the_listings(self, acme, alice, as_, address):
        with scopes_disabled():
            product = make_product(acme, own_text=FALSE_TEXT)
            make_product(acme, own_text=TRUE_TEXT)
            read_all(acme, alice)
        client = as_(alice)
        html = client.get(address).content.decode()
        assert "1 listing claims what its facts do not say" in html and "every 2s" not in html
        html = client.get(reverse("review:audit_listings", args=["acme"]) + "?group=claims").content.decode()
        assert '<mark class="mark-block">500 ml</mark>' in html
        assert reverse("drafting:write", args=["acme", product.pk]) in html
        assert html.count('class="audit-sentence"') == 1
        assert client.get(reverse("review:audit_listings", args=["acme"]) + "?group=nonsense").status_code == 404

    def test_a_reviewer_reads_it_and_starts_nothing(self, acme, bob, as_, address):
        with scopes_disabled():
            make_product(acme, own_text=FALSE_TEXT)
        client = as_(bob)
        assert client.get(address).status_code == 200
        assert client.post(reverse("review:audit_start", args=["acme"])).status_code == 404

    def test_a_stranger_finds_nothing(self, acme, charlie, as_, address):
        assert as_(charlie).get(address).status_code == 404

    def test_anothers_findings_do_not_count_here(self, acme, other, alice, charlie, as_):
        with scopes_disabled():
            make_product(acme, own_text=FALSE_TEXT)
            read_all(acme, alice)
        html = as_(charlie).get(reverse("review:audit", args=["other"])).content.decode()
        assert "listing claims" not in html
