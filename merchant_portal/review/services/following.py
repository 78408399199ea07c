"""What becomes of live copy when the ground under it moves: a fact changed, a document ran out, a rule was added.
Knows no verdicts. Copy that no longer holds is suspended and its draft lapses, with the sentence that broke."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Evidence, Product
from merchant_portal.catalog.signals import evidence_lapsed
from merchant_portal.drafting.checking import Checked, check_text
from merchant_portal.drafting.ground import NO_PACK, Ground, ground_for
from merchant_portal.drafting.models import Draft
from merchant_portal.drafting.services.drafts import move_draft, recheck
from merchant_portal.review.models import ApprovedCopy, EvidenceLapse
from merchant_portal.review.services.verdicts import move_copy

State = Draft.State


class Cause(StrEnum):
    """Why live copy was read again; kept in the event of what fell."""

    FACTS = "facts"
    EVIDENCE = "evidence"
    RULES = "rules"


def recheck_copy(
    *, copy: ApprovedCopy, cause: Cause, by: User | None, now: datetime, ground: Ground | None = None
) -> Draft | None:
    """Checks live copy again. What no longer holds is suspended and its approved draft lapses (answered: the draft).
    The shop's other texts are left out: that a later text begins alike makes no signed one wrong."""
    ground = ground or ground_for(merchant=copy.merchant, today=localdate(now))
    checked = check_text(
        merchant=copy.merchant,
        product=copy.product,
        text=copy.text,
        kind=copy.kind,
        language=copy.language,
        channel=copy.channel,
        today=localdate(now),
        ground=ground,
        openings=False,
    )
    broken = _broken(copy, checked, cause)
    if not broken:
        ApprovedCopy.objects.filter(pk=copy.pk).update(check_version=checked.version)
        return None
    reason = broken[0]["reason"]
    with transaction.atomic():
        if not move_copy(
            copy, new=ApprovedCopy.State.SUSPENDED, by=by, now=now, reason=reason, broken=broken, cause=str(cause)
        ):
            return None  # another wake-up read it at the same time
        ApprovedCopy.objects.filter(pk=copy.pk).update(check_version=checked.version)
        draft = Draft.objects.select_for_update().get(pk=copy.draft_id)
        if draft.state != State.APPROVED:
            return None  # a new revision is under way; it is checked by itself
        return move_draft(
            draft=draft, old=[State.APPROVED], new=State.LAPSED, by=by, now=now, reason=reason,
            findings=checked.findings, ledger=checked.ledger, risk=checked.risk, check_version=checked.version,
        )  # fmt: skip


def _broken(copy: ApprovedCopy, checked: Checked, cause: Cause) -> list[dict[str, Any]]:
    """Findings that unsettle a signature: every block; and where documents went or packs came, also a warning of theirs
    that did not stand there when the text was signed, for the signer never weighed it."""
    if cause == Cause.FACTS:
        return [f for f in checked.findings if f["severity"] == "block"]
    signed = {f["rule"] for f in (copy.provenance.get("checks") or {}).get("findings", ())}
    new = [f for f in checked.findings if f["severity"] == "warn" and f["rule"] not in signed]
    if cause == Cause.EVIDENCE:
        new = [f for f in new if f["settled_by"] == "evidence"]
    else:
        new = [f for f in new if f["rule"].partition(".")[0] not in NO_PACK]
    return [*(f for f in checked.findings if f["severity"] == "block"), *new]


def _live(**which: Any) -> QuerySet[ApprovedCopy]:
    return ApprovedCopy.objects.filter(state="live", **which).select_related("draft", "merchant", "product")


def follow_facts(*, product: Product, by: User | None, now: datetime) -> list[Draft]:
    """After a product's facts changed: live copy that the facts no longer carry lapses, and its draft with it (the
    reason is the sentence that broke); drafts under way are checked again. Answers the drafts that lapsed."""
    copies = list(_live(product=product))
    for copy in copies:
        copy.product = product
    lapsed = _recheck_all(copies, cause=Cause.FACTS, by=by, now=now)
    _recheck_drafts(Draft.objects.filter(product=product), lapsed, now)
    return lapsed


def follow_evidence(*, evidence: Evidence, now: datetime) -> list[Draft]:
    """After a document was withdrawn or ran out: what rested on it is on the desk again. Answers the drafts that
    lapsed."""
    which: dict[str, Any] = {"merchant": evidence.merchant}
    if only := list(evidence.products.values_list("pk", flat=True)):
        which["product__in"] = only
    lapsed = _recheck_all(_live(**which).iterator(200), cause=Cause.EVIDENCE, by=None, now=now)
    _recheck_drafts(Draft.objects.filter(**which), lapsed, now)
    return lapsed


def follow_rules(*, merchant: Merchant, now: datetime, limit: int = 500) -> tuple[list[Draft], bool]:
    """Live copy that was last read under other rules than those in force now is read again, at most `limit` texts.
    Answers the drafts that lapsed, and whether more texts wait."""
    ground = ground_for(merchant=merchant, today=localdate(now))
    lapsed: list[Draft] = []
    left = limit
    purposes = ApprovedCopy.objects.filter(merchant=merchant, state="live").order_by()
    for language, channel in purposes.values_list("language", "channel").distinct():
        rows = _live(merchant=merchant, language=language, channel=channel)
        stale = list(rows.exclude(check_version=ground.version(language, channel)).order_by("pk")[: left + 1])
        lapsed += _recheck_all(stale[:left], cause=Cause.RULES, by=None, now=now, ground=ground)
        if len(stale) > left:
            return lapsed, True
        left -= len(stale)
    return lapsed, False


def _recheck_all(
    copies: Iterable[ApprovedCopy], *, cause: Cause, by: User | None, now: datetime, ground: Ground | None = None
) -> list[Draft]:
    lapsed = []
    for copy in copies:
        ground = ground or ground_for(merchant=copy.merchant, today=localdate(now))
        if draft := recheck_copy(copy=copy, cause=cause, by=by, now=now, ground=ground):
            lapsed.append(draft)
    return lapsed


def _recheck_drafts(drafts: QuerySet[Draft], lapsed: list[Draft], now: datetime) -> None:
    """Texts under way are checked again; an approved one whose copy still holds stays as it was signed."""
    gone = {draft.pk for draft in lapsed}
    for draft in drafts.exclude(state=State.APPROVED).exclude(text=""):
        if draft.pk not in gone:
            recheck(draft=draft, now=now)


def note_lapse(*, evidence: Evidence, now: datetime) -> bool:
    """Remembers that a document no longer counts and that copy must be read again; False where that is known."""
    return EvidenceLapse.objects.get_or_create(evidence=evidence, defaults={"at": now})[1]


def follow_lapses(*, now: datetime) -> list[Draft]:
    """Reads again what rested on documents that ended and whose copy nobody has read since. Safe to run twice."""
    lapsed = []
    for row in EvidenceLapse.objects.filter(followed_at__isnull=True).select_related("evidence__merchant"):
        lapsed += follow_evidence(evidence=row.evidence, now=now)
        EvidenceLapse.objects.filter(pk=row.pk).update(followed_at=now)
    return lapsed


def expire_evidence(*, now: datetime) -> int:
    """Tells once of every document whose last day is over; answers how many ran out."""
    rows = Evidence.objects.filter(valid_until__lt=localdate(now), withdrawn_at__isnull=True, lapse__isnull=True)
    found = list(rows.select_related("merchant"))
    for evidence in found:
        evidence_lapsed.send(sender=Evidence, evidence=evidence, now=now)
    return len(found)
