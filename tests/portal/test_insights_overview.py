"""Verdicts as figures: what counts, how long one took, how much was edited, and that each figure has its rows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.services.drafts import save_text
from merchant_portal.insights.decisions import decisions_of, figures, grouped, narrowed
from merchant_portal.review.services import approve_draft, reject_draft, return_draft, undo_verdict
from tests.portal.making import submitted

TEXTS = (
    "A blue mug of stoneware.",
    "Blue stoneware, 350 ml.",
    "It holds 350 ml; it is of stoneware.",
    "A mug in blue.",
)


@pytest.fixture(autouse=True)
def everywhere():
    with scopes_disabled():
        yield


@pytest.fixture
def judged(acme, other, alice, bob, charlie):
    """At second 0 approved, 20 returned, 60 approved after an edit, at 30 minutes rejected; one approval taken back."""
    start = timezone.now() - timedelta(hours=2)

    def at(seconds):
        return start + timedelta(seconds=seconds)

    drafts = [submitted(acme, text, by=alice, kind=kind) for text, kind in zip(
        TEXTS, ("description", "description", "recommendation", "description"), strict=True)]  # fmt: skip
    approve_draft(draft=drafts[0], version=drafts[0].version, by=bob, now=at(0))
    return_draft(draft=drafts[1], version=drafts[1].version, by=bob, reason="Lead with it.", now=at(20))
    edited = save_text(
        draft=drafts[2], text="It holds 350 ml; made of stoneware.", version=drafts[2].version, by=bob, now=at(50),
        states=("submitted",),
    )  # fmt: skip
    approve_draft(draft=edited, version=edited.version, by=bob, now=at(60))
    reject_draft(draft=drafts[3], version=drafts[3].version, by=bob, reason="No.", now=at(1800))
    taken = submitted(acme, "Stoneware holds 350 ml.", by=alice)
    done = approve_draft(draft=taken, version=taken.version, by=bob, now=at(1810))
    undo_verdict(draft=done, by=bob, now=at(1815))
    foreign = submitted(other, "A mug of stoneware, blue.", by=charlie)
    approve_draft(draft=foreign, version=foreign.version, by=bob, now=at(5000))
    return start


def since(start):
    return start - timedelta(minutes=1)


def test_standing_verdicts_are_counted_with_their_time_and_edits(acme, judged):
    rows = decisions_of(merchant=acme, since=since(judged))
    assert [(r.verdict, r.seconds) for r in rows] == [
        ("rejected", None), ("approved", 40), ("returned", 20), ("approved", None),
    ]  # fmt: skip
    assert rows[3].edited == 0 and 0 < rows[1].edited < 0.6
    whole = figures(rows)
    assert (whole.total, whole.approved, whole.untouched, whole.seconds) == (4, 2, 1, 30)
    assert whole.rate == 0.5 and whole.edited == pytest.approx(rows[1].edited / 2)
    assert len(decisions_of(merchant=None, since=since(judged))) == 5
    assert decisions_of(merchant=acme, since=judged + timedelta(hours=1)) == []


def test_groups_name_their_rows(acme, judged, bob):
    rows = decisions_of(merchant=acme, since=since(judged))
    for by in ("version", "kind", "language", "reviewer"):
        for group in grouped(rows, by):
            assert len(narrowed(rows, {by: group.name})) == group.total
    assert [(g.name, g.total, g.approved) for g in grouped(rows, "kind")] == [
        ("description", 3, 1), ("recommendation", 1, 1),
    ]  # fmt: skip
    assert grouped(rows, "reviewer")[0].label == "Bob"
    assert narrowed(rows, {"kind": "marketing"}) == []


def test_every_figure_of_the_page_is_a_link_to_as_many_rows(as_, judged, alice, bob):
    page = as_(alice).get(reverse("insights:shop_overview", args=["acme"]))
    for by, groups in page.context["groups"]:
        for group in groups:
            found = as_(alice).get(page.context["list"], {"days": 30, by: group.name})
            assert found.context["total"] == group.total
    assert page.context["whole"].total == 4
    ops = as_(bob).get(reverse("insights:ops_overview"))
    assert ops.context["whole"].total == 5 and b"Test template" in ops.content
    assert as_(bob).get(reverse("insights:ops_decisions"), {"verdict": "rejected"}).context["total"] == 1


def test_an_empty_page_says_what_to_do(as_, acme, alice, bob, charlie):
    assert b"Open the desk" in as_(alice).get(reverse("insights:shop_overview", args=["acme"])).content
    assert b"Open the queue" in as_(bob).get(reverse("insights:ops_overview"), {"days": "x"}).content
    assert as_(alice).get(reverse("insights:ops_overview")).status_code == 404
    assert as_(charlie).get(reverse("insights:shop_overview", args=["acme"])).status_code == 404
