"""The verdicts: approve, return, reject, undo. Approved text is a new row that never changes; the draft only points
the way. Knows nothing of pages, nor of what happens to live copy later (following.py)."""

from __future__ import annotations

import difflib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Draft, DraftEvent
from merchant_portal.drafting.services.drafts import FindingsOpen, WrongState, move_draft, recheck
from merchant_portal.drafting.twins import forget_live, remember_live
from merchant_portal.review.access import may_approve
from merchant_portal.review.models import ApprovedCopy, ApprovedCopyEvent
from merchant_portal.review.services.weighing import weigh
from merchant_portal.review.signals import copy_approved, draft_returned

State = Draft.State
#: How long a verdict can be taken back. The toast shows for a few seconds; a person who reads on has this long.
UNDO = timedelta(minutes=2)


class NotAllowed(Exception):
    """This person's signature does not count on this draft."""


class ReasonMissing(Exception):
    """A return or a rejection says why, so that the next text is better."""


class TooLate(Exception):
    """The verdict cannot be taken back any more: somebody has built on it, or too much time went by."""


def approve_draft(*, draft: Draft, version: int, by: User, now: datetime) -> Draft:
    """Signs exactly the text that stands in the draft at `version`, checked once more as things stand now. Where two
    must sign, the first signature only marks it. Raises NotAllowed, FindingsOpen, StaleDraft or WrongState."""
    with transaction.atomic():
        fresh = Draft.objects.select_related("merchant", "candidate").get(pk=draft.pk)
        # The product's row is held: facts that change meanwhile wait, and then find the copy that this makes live.
        fresh.product = Product.objects.select_for_update().get(pk=fresh.product_id)
        if not may_approve(user=by, draft=fresh):
            raise NotAllowed
        checked, still_open = weigh(draft=fresh, now=now)
        done = None if still_open else _sign(fresh, checked, version=version, by=by, now=now)
    if done is None:
        if fresh.version == version:
            recheck(draft=fresh, now=now)  # so that the page shows what stands in the way
        raise FindingsOpen(still_open)
    if done.state == State.APPROVED:
        copy = ApprovedCopy.objects.get(draft=done, state=ApprovedCopy.State.LIVE)
        copy_approved.send(sender=ApprovedCopy, copy=copy, by=by, now=now)
    return done


def _sign(draft: Draft, checked: dict[str, Any], *, version: int, by: User, now: datetime) -> Draft:
    """Marks the first of two signatures, or makes the text live."""
    two = draft.merchant.approval == Merchant.Approval.TWO
    if two and draft.state == State.SUBMITTED:
        return move_draft(
            draft=draft, old=[State.SUBMITTED], new=State.SIGNED, by=by, now=now, version=version, first_signer=by,
            **checked,
        )  # fmt: skip
    done = move_draft(
        draft=draft,
        # A text that was signed once while the shop asked for two is not stuck when the shop asks for one.
        old=[State.SIGNED] if two else [State.SUBMITTED, State.SIGNED],
        new=State.APPROVED,
        by=by,
        now=now,
        version=version,
        data={"text": draft.text},
        claimed_by=None,
        claimed_until=None,
        **checked,
    )
    _publish(done, by=by, now=now)
    return done


def _publish(draft: Draft, *, by: User, now: datetime) -> ApprovedCopy:
    purpose = {k: getattr(draft, k) for k in ("product", "kind", "language", "channel", "audience")}
    for old in ApprovedCopy.objects.filter(**purpose, state__in=["live", "suspended"]):
        move_copy(old, new=ApprovedCopy.State.SUPERSEDED, by=by, now=now)
    copy = ApprovedCopy.objects.create(
        merchant=draft.merchant,
        draft=draft,
        candidate=draft.candidate,
        text=draft.text,
        approver=by,
        first_signer=draft.first_signer,
        approved_at=now,
        facts_hash=draft.facts_hash,
        check_version=draft.check_version,
        ai_share=ai_share(draft),
        provenance=provenance(draft, by=by, now=now),
        **purpose,
    )
    ApprovedCopyEvent.objects.create(copy=copy, old="", new="live", actor=by, at=now)
    remember_live(draft=draft, text=copy.text)
    return copy


def ai_share(draft: Draft) -> float:
    """How much of the text is as a model wrote it: 1.0 unchanged, 0.0 wholly by a person (word-level ratio)."""
    if draft.candidate is None:
        return 0.0
    written, text = draft.candidate.text, draft.text
    if written == text:
        return 1.0
    split = list if draft.language.startswith("zh") else str.split
    return round(difflib.SequenceMatcher(None, split(written), split(text), autojunk=False).ratio(), 3)


def provenance(draft: Draft, *, by: User, now: datetime) -> dict[str, Any]:
    """The record of how this text came to be: what it was written from, by what, and who changed and signed it."""
    request = draft.candidate.request if draft.candidate else None
    events = DraftEvent.objects.filter(draft=draft).select_related("actor")
    return {
        "product": {"sku": draft.product.sku, "version": draft.product.version, "facts_hash": draft.facts_hash},
        "template": {"name": request.version.template.name, "version": request.version.number} if request else None,
        "model": request.model_id if request else None,
        "brief": {k: v for k, v in request.brief.items() if k not in ("product",)} if request else None,
        "candidate": {"id": draft.candidate_id, "position": draft.candidate.position} if draft.candidate else None,
        "checks": {"version": draft.check_version, "findings": draft.findings, "answers": draft.answers},
        "ai_share": ai_share(draft),
        "people": [
            {"who": str(e.actor) if e.actor else None, "did": e.new, "at": e.at.isoformat(), "why": e.reason}
            for e in events
        ],
        "approved": {"by": by.email, "name": str(by), "at": now.isoformat()},
    }


def return_draft(*, draft: Draft, version: int, by: User, reason: str, now: datetime) -> Draft:
    """Sends a draft back to the shop with what to change."""
    return _turn_down(draft=draft, version=version, by=by, reason=reason, now=now, new=State.RETURNED)


def reject_draft(*, draft: Draft, version: int, by: User, reason: str, now: datetime) -> Draft:
    """Ends this text; another can be written."""
    return _turn_down(draft=draft, version=version, by=by, reason=reason, now=now, new=State.REJECTED)


def _turn_down(*, draft: Draft, version: int, by: User, reason: str, now: datetime, new: str) -> Draft:
    if not reason.strip():
        raise ReasonMissing
    if not may_approve(user=by, draft=Draft.objects.select_related("merchant").get(pk=draft.pk)):
        raise NotAllowed
    done = move_draft(
        draft=draft,
        old=[State.SUBMITTED, State.SIGNED],
        new=new,
        by=by,
        now=now,
        version=version,
        reason=reason.strip(),
        claimed_by=None,
        claimed_until=None,
    )
    draft_returned.send(sender=Draft, draft=done, by=by, now=now)
    return done


def undo_verdict(*, draft: Draft, by: User, now: datetime) -> Draft:
    """Takes back one's own last verdict, once, while nothing has been built on it. Raises TooLate."""
    last = DraftEvent.objects.filter(draft=draft).order_by("-id").first()
    verdicts = (State.APPROVED, State.SIGNED, State.RETURNED, State.REJECTED, State.SUBMITTED)
    if last is None or last.actor_id != by.pk or last.new not in verdicts or now - last.at > UNDO:
        raise TooLate
    if last.data.get("undo"):  # a second press must not take the taking back back: nothing would be signed by it
        raise TooLate
    unsigned = {"first_signer": None} if last.new == State.SIGNED else {}
    try:
        with transaction.atomic():
            back = move_draft(
                draft=draft, old=[last.new], new=last.old, by=by, now=now, data={"undo": True}, **unsigned
            )
            if last.new == State.APPROVED:
                _unpublish(draft, by=by, now=now)
    except WrongState as error:
        raise TooLate from error
    return back


def _unpublish(draft: Draft, *, by: User, now: datetime) -> None:
    """The copy that the undone approval made is withdrawn, and what it had superseded is live again."""
    made = ApprovedCopy.objects.filter(draft=draft, state="live").order_by("-id").first()
    if made is None:
        return
    move_copy(made, new=ApprovedCopy.State.WITHDRAWN, by=by, now=now)
    replaced = ApprovedCopyEvent.objects.filter(
        copy__product=draft.product,
        copy__kind=draft.kind,
        copy__language=draft.language,
        copy__channel=draft.channel,
        copy__audience=draft.audience,
        new="superseded",
        at=made.approved_at,
    ).select_related("copy")
    for event in replaced:
        text = Draft(merchant=draft.merchant, product=draft.product, text=event.copy.text, kind=draft.kind,
                     language=draft.language, channel=draft.channel)  # fmt: skip
        _values, broken = weigh(draft=text, now=now)  # its facts may have changed in these two minutes
        back = ApprovedCopy.State.SUSPENDED if any(f["severity"] == "block" for f in broken) else event.old
        move_copy(event.copy, new=back, by=by, now=now)


def move_copy(copy: ApprovedCopy, *, new: str, by: User | None, now: datetime, reason: str = "", **data: Any) -> bool:
    """Moves approved copy from the state it was seen in, with its event; False, and nothing done, where somebody was
    first."""
    old = copy.state
    if not ApprovedCopy.objects.filter(pk=copy.pk, state=old).update(state=new):
        return False
    ApprovedCopyEvent.objects.create(copy=copy, old=old, new=new, actor=by, at=now, reason=reason, data=data)
    copy.state = new
    if new == ApprovedCopy.State.LIVE:
        remember_live(draft=copy.draft, text=copy.text)
    elif old == ApprovedCopy.State.LIVE:
        forget_live(draft_id=copy.draft_id)
    return True


def withdraw_copy(*, copy: ApprovedCopy, by: User, reason: str, now: datetime) -> None:
    """Takes a live text out of every later export."""
    if copy.state not in ("live", "suspended"):
        raise TooLate
    move_copy(copy, new=ApprovedCopy.State.WITHDRAWN, by=by, now=now, reason=reason)
