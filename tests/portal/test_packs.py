"""Own rules and chosen packs: read and refused in words, versioned, tried, promoted; and what falls by them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from copywriter.checks import CHECK_VERSION
from copywriter.checks.rules import available_packs
from merchant_portal.accounts.models import MembershipEvent, Merchant
from merchant_portal.drafting import ground
from merchant_portal.drafting.checking import check_text
from merchant_portal.drafting.models import Draft, PackVersion, RulePack, Voice
from merchant_portal.drafting.services import packs
from merchant_portal.review import services, worker
from merchant_portal.review.models import ApprovedCopy, ApprovedCopyEvent
from tests.portal.making import TRUE_TEXT, make_draft, make_product, submitted

RULES = "rules:\n  - id: own.stoneware\n    terms: [stoneware]\n    severity: {severity}\n"


def make_pack(by, *, merchant=None, code="house_words", severity="block", source=None, live=True):
    pack = RulePack.objects.create(code=code, name=code, merchant=merchant)
    version = packs.save_version(
        pack=pack, source=source or RULES.format(severity=severity), note="", by=by, now=timezone.now()
    )
    if live:
        packs.promote_version(version=version, by=by, now=timezone.now())
    return pack


def rules_hit(shop, text=TRUE_TEXT, **values):
    asked = {"kind": "description", "language": "en", "channel": "web", "today": timezone.now().date(), **values}
    return {f["rule"] for f in check_text(merchant=shop, product=make_product(shop), text=text, **asked).findings}


class TestInForce:
    def test_an_own_pack_holds_while_it_is_live_and_on(self, in_acme, ada):
        pack = make_pack(ada, live=False)
        assert "own.stoneware" not in rules_hit(in_acme)
        version = pack.versions.get()
        packs.promote_version(version=version, by=ada, now=timezone.now())
        assert "own.stoneware" in rules_hit(in_acme)
        packs.switch_pack(pack=pack, on=False, by=ada, now=timezone.now())
        assert "own.stoneware" not in rules_hit(in_acme)

    def test_a_row_taken_a_moment_later_is_held_to_what_was_gathered_and_one_taken_after_that_to_what_holds(
        self, in_acme, ada, django_assert_num_queries
    ):
        kept, today = ground.Grounds(), date(2026, 11, 24)
        first = kept.of(merchant=in_acme, today=today, at=100.0)
        with django_assert_num_queries(0):
            assert kept.of(merchant=in_acme, today=today, at=100.0 + ground.KEPT / 2) is first
        Voice.objects.update_or_create(
            merchant=in_acme, defaults={"forbidden": ["cheap"], "updated_at": timezone.now()}
        )
        assert not first.own
        assert kept.of(merchant=in_acme, today=today, at=100.0 + ground.KEPT).own
        assert kept.of(merchant=in_acme, today=date(2026, 11, 25), at=100.0) is not first

    def test_a_shops_pack_holds_in_no_other_shop(self, acme, other, ada):
        with scopes_disabled():
            make_pack(ada, merchant=acme)
            assert "own.stoneware" in rules_hit(acme)
            assert "own.stoneware" not in rules_hit(other)

    def test_the_voices_forbidden_words_are_warned_of_in_the_language_of_the_text(self, in_acme):
        Voice.objects.create(merchant=in_acme, forbidden=["stoneware", "好物"], updated_at=timezone.now())
        assert ground.VOICE_RULE in rules_hit(in_acme)
        assert ground.VOICE_RULE not in rules_hit(in_acme, "A blue mug.")
        zh = check_text(
            merchant=in_acme, product=make_product(in_acme), text="生活好物。", kind="description", language="zh-Hans",
            channel="web", today=timezone.now().date(),
        )  # fmt: skip
        said = next(f for f in zh.findings if f["rule"] == ground.VOICE_RULE)
        assert said["reason"] == "店铺的语气约定不用这个词。" and said["severity"] == "warn"

    def test_chosen_law_holds_beyond_the_market_of_the_language(self, in_acme, ada):
        claim = "An eco-friendly mug."
        assert not any(r.startswith("eu.") for r in rules_hit(in_acme, claim))
        packs.choose_packs(merchant=in_acme, packs=["us_ftc", "eu_consumer"], by=ada, now=timezone.now())
        assert any(r.startswith("eu.") for r in rules_hit(in_acme, claim))

    def test_no_choice_of_packs_switches_the_law_of_the_market_off(self, in_acme, ada):
        claim, cures = "The best mug in the world.", "This mug cures cancer."
        law = {r for r in rules_hit(in_acme, cures) if r.startswith("us.")}
        assert law
        for chosen in ([], ["amazon_listing"], ["cn_adlaw"]):
            packs.choose_packs(merchant=in_acme, packs=chosen, by=ada, now=timezone.now())
            assert law <= set(rules_hit(in_acme, cures)), chosen
        here = [i.id for i in available_packs() if i.market == "US"]
        packs.choose_packs(merchant=in_acme, packs=[], off=here, by=ada, now=timezone.now())
        assert not {r for r in rules_hit(in_acme, cures + claim) if r.startswith("us.")}
        versions = ground.ground_for(merchant=in_acme, today=timezone.now().date()).versions("en", "web")
        assert not set(here) & set(versions)
        packs.choose_packs(merchant=in_acme, packs=None, off=here[:1], by=ada, now=timezone.now())
        versions = ground.ground_for(merchant=in_acme, today=timezone.now().date()).versions("en", "web")
        assert set(here[1:]) <= set(versions) and here[0] not in versions

    def test_the_version_names_the_checks_and_every_pack(self, in_acme, ada):
        make_pack(ada)
        draft = make_draft(in_acme, by=ada)
        words = draft.check_version.split() if draft.check_version else []
        assert words[0] == CHECK_VERSION
        assert "house_words@1" in words and any(w.startswith("us_ftc@") for w in words)
        assert not any(w.startswith("cn_adlaw@") for w in words)


class TestOpenings:
    def test_an_opening_that_stands_in_many_listings_is_told(self, in_acme, alice):
        for n in range(4):
            make_draft(in_acme, f"A stoneware mug in blue for cup {n}.", by=alice)
        assert "sameness.opening" not in rules_hit(in_acme)
        make_draft(in_acme, "A stoneware mug in blue, once more.", by=alice)
        found = check_text(
            merchant=in_acme, product=make_product(in_acme), text=TRUE_TEXT, kind="description", language="en",
            channel="web", today=timezone.now().date(),
        ).findings  # fmt: skip
        assert [f["reason"] for f in found if f["rule"] == "sameness.opening"] == ["This opening stands in 5 listings."]

    def test_a_text_does_not_repeat_itself(self, in_acme, alice):
        product = make_product(in_acme)
        for kind in ("description", "recommendation", "marketing"):
            draft = make_draft(in_acme, by=alice, product=product, kind=kind)
        assert not any(f["rule"].startswith("sameness.") for f in draft.findings)


class TestVersions:
    def test_a_draft_is_edited_in_place_and_a_live_version_never(self, db, ada):
        pack = make_pack(ada, live=False)
        first = pack.versions.get()
        again = packs.save_version(
            pack=pack, source=RULES.format(severity="warn"), note="milder", by=ada, now=timezone.now(), seen=first
        )
        assert again.pk == first.pk and again.data["rules"][0]["severity"] == "warn"
        packs.promote_version(version=again, by=ada, now=timezone.now())
        second = packs.save_version(
            pack=pack, source=RULES.format(severity="block"), note="", by=ada, now=timezone.now(), seen=again
        )
        again.refresh_from_db()
        assert (second.number, second.state, second.data["version"]) == (2, "draft", "2")
        assert again.data["rules"][0]["severity"] == "warn"

    def test_promoting_retires_the_one_before(self, db, ada):
        pack = make_pack(ada)
        second = packs.save_version(
            pack=pack, source=RULES.format(severity="note"), note="", by=ada, now=timezone.now()
        )
        packs.promote_version(version=second, by=ada, now=timezone.now())
        assert dict(pack.versions.values_list("number", "state")) == {1: "retired", 2: "live"}
        with pytest.raises(packs.NotInThisState):
            packs.promote_version(version=second, by=ada, now=timezone.now())

    @pytest.mark.parametrize(
        ("source", "says"),
        [
            ("rules: [", "line 1"),
            ("just words", "begin with"),
            ("rules:\n  - id: a\n    pattern: '(('\n", "regular expression"),
            ("rules:\n  - id: a\n    terms: [x]\n    severity: fatal\n", "severity"),
            ("rules:\n  - id: a\n    detector: nothing\n", "detector"),
            ("rules:\n  - id: a\n    terms: [x]\n    colour: red\n", "unknown key colour"),
        ],
    )
    def test_rules_that_cannot_be_read_are_refused_in_words(self, db, ada, source, says):
        pack = RulePack.objects.create(code="own", name="own")
        with pytest.raises(packs.InvalidRules, match=says):
            packs.save_version(pack=pack, source=source, note="", by=ada, now=timezone.now())
        assert not PackVersion.objects.exists()

    def test_the_id_of_a_shipped_pack_is_taken(self, db, ada):
        pack = RulePack.objects.create(code="cn_adlaw", name="mine")
        with pytest.raises(packs.InvalidRules, match="ships"):
            packs.save_version(pack=pack, source=RULES.format(severity="warn"), note="", by=ada, now=timezone.now())


class TestWhatFalls:
    def approve(self, shop, text, by, bob):
        draft = submitted(shop, text, by=by)
        services.approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
        return ApprovedCopy.objects.get(draft=draft)

    def test_a_new_rule_suspends_live_copy_that_breaks_it_and_leaves_the_rest(self, in_acme, alice, bob, ada):
        falls, stays = self.approve(in_acme, TRUE_TEXT, alice, bob), self.approve(in_acme, "A blue mug.", alice, bob)
        assert services.follow_rules(merchant=in_acme, now=timezone.now()) == ([], False)
        make_pack(ada, severity="warn")
        with scopes_disabled():
            assert worker.shops_with_copy() == [in_acme.pk]
            assert not worker.reread_shop(in_acme.pk, timezone.now)
        falls.refresh_from_db()
        stays.refresh_from_db()
        assert (falls.state, stays.state) == ("suspended", "live")
        assert "house_words@1" in stays.check_version
        assert Draft.objects.get(pk=falls.draft_id).state == "lapsed"
        event = ApprovedCopyEvent.objects.get(copy=falls, new="suspended")
        assert event.data["cause"] == "rules" and event.data["broken"][0]["rule"] == "own.stoneware"

    def test_two_wake_ups_at_once_let_it_fall_once(self, in_acme, alice, bob, ada):
        copy = self.approve(in_acme, TRUE_TEXT, alice, bob)
        seen_by_another = ApprovedCopy.objects.select_related("merchant", "product", "draft").get(pk=copy.pk)
        make_pack(ada)
        now = timezone.now()
        assert services.recheck_copy(copy=copy, cause=services.Cause.RULES, by=None, now=now) is not None
        assert services.recheck_copy(copy=seen_by_another, cause=services.Cause.RULES, by=None, now=now) is None
        assert ApprovedCopyEvent.objects.filter(copy=copy, new="suspended").count() == 1

    def test_a_page_at_a_time_until_nothing_is_left(self, in_acme, alice, bob, ada):
        for text in ("A blue mug.", "One mug for tea.", "Blue it is, this mug."):
            self.approve(in_acme, text, alice, bob)
        make_pack(ada)
        assert services.follow_rules(merchant=in_acme, now=timezone.now(), limit=2)[1] is True
        assert services.follow_rules(merchant=in_acme, now=timezone.now(), limit=2)[1] is False

    def test_promoting_sends_the_shops_whose_copy_is_concerned(
        self, in_acme, alice, bob, ada, monkeypatch, django_capture_on_commit_callbacks
    ):
        sent = []
        monkeypatch.setattr("merchant_portal.review.tasks.reread_copy.delay", lambda **ids: sent.append(ids))
        with django_capture_on_commit_callbacks(execute=True):
            make_pack(ada, code="before")
        assert sent == []  # nothing is live yet
        self.approve(in_acme, "A blue mug.", alice, bob)
        with django_capture_on_commit_callbacks(execute=True):
            make_pack(ada, code="after")
        assert sent == [{"merchant_id": in_acme.pk}]


class TestAdmin:
    def test_the_test_box_shows_what_a_pack_would_hit_and_saves_nothing(self, acme, alice, ada, as_):
        with scopes_disabled():
            make_draft(acme, TRUE_TEXT, by=alice)
            make_draft(acme, "A blue mug.", by=alice)
            pack = RulePack.objects.create(code="own", name="Own")
        client = as_(ada)
        address = reverse("admin:drafting_rulepack_new", args=[pack.pk])
        answer = client.post(address, {"source": RULES.format(severity="warn"), "note": "", "act": "try"})
        html = answer.content.decode()
        assert "1 of 2 texts would be hit" in html and "<mark>stoneware</mark>" in html
        with scopes_disabled():
            assert not PackVersion.objects.exists()
        assert client.post(address, {"source": "rules: [", "note": "", "act": "save"}).status_code == 200
        answer = client.post(address, {"source": RULES.format(severity="warn"), "note": "", "act": "save"})
        assert answer.url == reverse("admin:drafting_rulepack_version", args=[pack.pk, 1])
        client.post(answer.url, {"act": "promote"})
        with scopes_disabled():
            assert PackVersion.objects.get().state == "live"
        for page in (
            reverse("admin:drafting_rulepack_changelist"),
            reverse("admin:drafting_rulepack_change", args=[pack.pk]),
            answer.url,
        ):
            assert client.get(page).status_code == 200

    def test_packs_are_chosen_shop_by_shop_and_unknown_ones_refused(self, acme, ada, as_):
        client = as_(ada)
        address = reverse("admin:drafting_rulepack_shop", args=["acme"])
        assert client.get(address).status_code == 200
        assert client.post(address, {"packs": ["us_ftc", "amazon_listing"]}).status_code == 302
        assert Merchant.objects.get(slug="acme").packs == ["us_ftc", "amazon_listing"]
        with scopes_disabled():
            assert MembershipEvent.objects.get(merchant=acme, new="settings").data["packs"][0] is None
        assert client.post(address, {"packs": ["nonsense"]}).status_code == 200
        assert client.post(address, {"packs": ["us_ftc"], "off": ["us_ftc"]}).status_code == 302
        assert Merchant.objects.get(slug="acme").packs_off == ["us_ftc"]
        assert client.post(address, {"packs": [], "off": ["amazon_listing"]}).status_code == 200, "no law"
        assert client.post(address, {"by_market": "on"}).status_code == 302
        assert Merchant.objects.get(slug="acme").packs is None

    def test_others_do_not_enter(self, acme, alice, bob, as_):
        address = reverse("admin:drafting_rulepack_shop", args=["acme"])
        assert as_(alice).get(address).status_code != 200
        assert as_(bob).post(address, {"packs": []}).status_code != 200
