"""A warning is dismissed for one of its rule's exceptions; which one is kept, and counted by rule for ops."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.ground import exceptions_of
from merchant_portal.drafting.models import RulePack
from merchant_portal.drafting.services import drafts, packs
from merchant_portal.review.findings import dismissed
from tests.portal.making import make_draft

RULES = """
rules:
  - id: own.stoneware
    terms: [stoneware]
    severity: warn
    exceptions:
      - id: quoted
        words: {en: It is part of a name., zh-Hans: 这是名称的一部分。}
"""


@pytest.fixture
def draft(acme, alice, ada):
    with scopes_disabled():
        pack = RulePack.objects.create(code="own", name="Own")
        version = packs.save_version(pack=pack, source=RULES, note="", by=ada, now=timezone.now())
        packs.promote_version(version=version, by=ada, now=timezone.now())
        return make_draft(acme, by=alice)


def answer(client, draft, reason):
    words = {"rule": "own.stoneware", "words": "stoneware", "reason": reason}
    return client.post(reverse("review:answer", args=["acme", draft.pk]), words)


def test_the_desk_offers_the_rules_own_exceptions(draft, alice, as_):
    html = as_(alice).get(reverse("review:draft", args=["acme", draft.pk])).content.decode()
    assert '<option value="It is part of a name.">' in html


def test_which_exception_it_was_is_kept_and_counted(draft, alice, bob, as_):
    answer(as_(alice), draft, "It is part of a name.")
    draft.refresh_from_db()
    assert draft.answers[0]["exception"] == "quoted"
    with scopes_disabled():
        assert not drafts.open_findings(draft)
        row = dismissed(timezone.now() - timedelta(days=1))[0]
        assert (row.rule, row.n, row.shops, row.reasons) == ("own.stoneware", 1, 1, [("quoted", 1)])
        assert dismissed(timezone.now() + timedelta(days=1)) == []
    html = as_(bob).get(reverse("review:dismissed")).content.decode()
    assert "own.stoneware" in html and "quoted" in html
    assert as_(alice).get(reverse("review:dismissed")).status_code == 404


def test_other_words_are_kept_as_they_are(draft, alice, as_):
    answer(as_(alice), draft, "the buyer asked for it")
    draft.refresh_from_db()
    assert (draft.answers[0]["reason"], draft.answers[0]["exception"]) == ("the buyer asked for it", "")


def test_the_checks_own_findings_have_no_exceptions_and_the_laws_have(in_acme):
    assert exceptions_of("claim.number", merchant=in_acme, language="en") == {}
    law = exceptions_of("cn.absolute.superlative", merchant=in_acme, language="zh-Hans")
    assert law and all(law.values())
