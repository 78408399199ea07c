"""A draft's text and state: candidates offered to it, a person's edits, and the moves that others ask for.
Knows nothing of who may judge; `review` asks for the moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from copywriter.formats.cells import without_invisible
from merchant_portal.accounts.models import User
from merchant_portal.drafting.checking import check_text, risk_of, with_the_shop
from merchant_portal.drafting.ground import exceptions_of
from merchant_portal.drafting.models import Candidate, Draft, DraftEvent, Request
from merchant_portal.drafting.openings import opening_key
from merchant_portal.drafting.signals import draft_moved

State = Draft.State
#: States in which a merchant's editor may change the text.
EDITABLE = (State.READY, State.RETURNED, State.LAPSED, State.REJECTED)
#: One event a person and sitting holds the text as it was before: autosaves come every second or so.
SITTING = timedelta(minutes=10)
CLAIM = timedelta(minutes=15)


class StaleDraft(Exception):
    """Somebody else changed the draft since this page was drawn; `draft` is as it stands now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("the draft changed meanwhile")
        self.draft = draft


class WrongState(Exception):
    """The draft is not in a state that allows this; `draft` is as it stands now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"the draft is {draft.get_state_display()}")
        self.draft = draft


class FindingsOpen(Exception):
    """Findings must be settled first; `findings` are those."""

    def __init__(self, findings: list[dict[str, Any]]) -> None:
        super().__init__("findings are open")
        self.findings = findings


def open_findings(draft: Draft) -> list[dict[str, Any]]:
    """Blocking findings, and warnings that nobody has answered for the words they are about."""
    answered = {(a["rule"], a["words"]) for a in draft.answers}
    return [
        f
        for f in draft.findings
        if f["severity"] == "block"
        or (f["severity"] == "warn" and (f["rule"], draft.text[f["start"] : f["end"]]) not in answered)
    ]


def move_draft(
    *,
    draft: Draft,
    old: Iterable[str],
    new: str,
    by: User | None,
    now: datetime,
    version: int | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
    **values: Any,
) -> Draft:
    """Moves a draft from one of `old` to `new` and writes the event.
    Raises StaleDraft or WrongState, and then nothing has changed."""
    with transaction.atomic():
        wanted = Q(pk=draft.pk, state__in=list(old))
        if version is not None:
            wanted &= Q(version=version)
        before = Draft.objects.filter(pk=draft.pk).values_list("state", flat=True).first()
        changed = Draft.objects.filter(wanted).update(
            state=new, version=F("version") + 1, updated_at=now, reason=reason, **values
        )
        fresh = Draft.objects.get(pk=draft.pk)
        if not changed:
            raise StaleDraft(fresh) if fresh.state in old else WrongState(fresh)
        DraftEvent.objects.create(
            draft=fresh, old=before or "", new=new, actor=by, reason=reason, at=now, data=data or {}
        )
    draft_moved.send(sender=Draft, draft=fresh, old=before, by=by, now=now)
    return fresh


def _checked(draft: Draft, text: str, now: datetime) -> dict[str, Any]:
    checked = check_text(
        merchant=draft.merchant,
        product=draft.product,
        text=text,
        kind=draft.kind,
        language=draft.language,
        channel=draft.channel,
        today=localdate(now),
    )
    return {
        "findings": checked.findings,
        "ledger": checked.ledger,
        "risk": checked.risk,
        "check_version": checked.version,
        "opening": opening_key(text, draft.language),
        "facts_hash": draft.product.as_record().digest(),
    }


def offer_candidates(*, request: Request, now: datetime, best: Candidate | None = None) -> Draft:
    """Brings a finished request's candidates to the draft of their purpose. A text that a person has touched, or that
    is being judged or approved, stays as it is: the new candidates stand beside it.
    `best` is the first of them where the caller has it."""
    best = best or Candidate.objects.filter(request=request).order_by("position").first()
    if best is None:
        raise ValueError("a finished request has at least one candidate")
    brief = request.brief
    purpose = {
        "kind": request.kind,
        "language": request.language,
        "channel": brief.get("channel", "web"),
    }
    with transaction.atomic():
        findings = with_the_shop(
            best.findings, merchant=request.merchant, product=request.product, text=best.text, today=localdate(now),
            **purpose,
        )  # fmt: skip
        values = {
            "candidate": best,
            "text": best.text,
            "opening": opening_key(best.text, request.language),
            "findings": findings,
            "ledger": best.ledger,
            "risk": risk_of(findings),
            "check_version": best.check_version,
            "facts_hash": request.facts_hash,
            "updated_at": now,
        }
        draft, created = Draft.objects.get_or_create(
            product=request.product,
            audience=brief.get("audience", ""),
            **purpose,
            defaults={"merchant": request.merchant, "created_at": now, **values},
        )
        Request.objects.filter(pk=request.pk).update(draft=draft)
        untouched = Draft.objects.filter(
            pk=draft.pk, edited=False, state__in=[State.READY, State.REJECTED, State.LAPSED]
        )
        if created or untouched.update(state=State.READY, version=F("version") + 1, **values):
            DraftEvent.objects.create(
                draft=draft,
                old="" if created else draft.state,
                new=State.READY,
                actor_id=request.requested_by_id,
                at=now,
                data={"request": request.pk, "candidate": best.pk},
            )
        if not created:
            draft.refresh_from_db()
    return draft


def save_text(
    *, draft: Draft, text: str, version: int, by: User, now: datetime, states: Iterable[str] = EDITABLE
) -> Draft:
    """Keeps what a person typed, checked, without invisible characters (a caller that sent some says so to the
    person). Raises StaleDraft (somebody else saved) or WrongState."""
    text = without_invisible(text)
    if text == draft.text and version == draft.version:
        return draft
    with transaction.atomic():
        fresh = Draft.objects.select_related("product", "merchant").get(pk=draft.pk)
        changed = Draft.objects.filter(pk=draft.pk, version=version, state__in=list(states)).update(
            text=text, edited=True, version=F("version") + 1, updated_at=now, **_checked(fresh, text, now)
        )
        if not changed:
            raise StaleDraft(fresh) if fresh.state in states else WrongState(fresh)
        last = DraftEvent.objects.filter(draft=draft).order_by("-id").first()
        if not (last and last.new == "edited" and last.actor_id == by.pk and now - last.at < SITTING):
            DraftEvent.objects.create(
                draft=draft, old=fresh.state, new="edited", actor=by, at=now, data={"before": fresh.text}
            )
    return Draft.objects.select_related("product", "merchant").get(pk=draft.pk)


def choose_candidate(
    *,
    draft: Draft,
    candidate: Candidate,
    version: int,
    by: User,
    now: datetime,
    states: Iterable[str] = EDITABLE,
) -> Draft:
    """Takes another candidate's text as the working text; the text that stood there is kept in the event."""
    if candidate.request.draft_id != draft.pk:
        raise ValueError("the candidate belongs to another draft")
    with transaction.atomic():
        fresh = Draft.objects.select_related("product", "merchant").get(pk=draft.pk)
        changed = Draft.objects.filter(pk=draft.pk, version=version, state__in=list(states)).update(
            text=candidate.text,
            candidate=candidate,
            edited=True,
            version=F("version") + 1,
            updated_at=now,
            **_checked(fresh, candidate.text, now),
        )
        if not changed:
            raise StaleDraft(fresh) if fresh.state in states else WrongState(fresh)
        DraftEvent.objects.create(
            draft=draft,
            old=fresh.state,
            new="chosen",
            actor=by,
            at=now,
            data={"before": fresh.text, "candidate": candidate.pk},
        )
    return Draft.objects.select_related("product", "merchant").get(pk=draft.pk)


def recheck(*, draft: Draft, now: datetime) -> Draft:
    """Checks the text again, after facts, evidence or packs changed. The text and the state stay."""
    fresh = Draft.objects.select_related("product", "merchant").get(pk=draft.pk)
    Draft.objects.filter(pk=draft.pk, version=fresh.version).update(
        version=F("version") + 1, **_checked(fresh, fresh.text, now)
    )
    return Draft.objects.select_related("product", "merchant").get(pk=draft.pk)


def answer_finding(*, draft: Draft, rule: str, words: str, reason: str, by: User, now: datetime) -> Draft:
    """Records why a warning is accepted, for exactly these words, and which of the rule's exceptions the reason is.
    Blocking findings cannot be answered away; a signed text takes no further answers. Raises FindingsOpen, WrongState
    or StaleDraft."""
    with transaction.atomic():
        fresh = Draft.objects.get(pk=draft.pk)
        if fresh.state == State.APPROVED:
            raise WrongState(fresh)
        hit = [f for f in fresh.findings if f["rule"] == rule and fresh.text[f["start"] : f["end"]] == words]
        if not hit or any(f["severity"] == "block" for f in hit):
            raise FindingsOpen(hit)
        kept = [a for a in fresh.answers if (a["rule"], a["words"]) != (rule, words)]
        known = exceptions_of(rule, merchant=fresh.merchant, language=fresh.language)
        which = next((name for name, said in known.items() if said == reason), "")
        answer = {
            "rule": rule, "words": words, "reason": reason, "exception": which, "by": by.pk, "at": now.isoformat(),
        }  # fmt: skip
        same = Draft.objects.filter(pk=draft.pk, version=fresh.version)
        if not same.update(answers=[*kept, answer], version=F("version") + 1, updated_at=now):
            raise StaleDraft(Draft.objects.get(pk=draft.pk))
        DraftEvent.objects.create(draft=draft, old=fresh.state, new="answered", actor=by, at=now, data=answer)
    return Draft.objects.select_related("product", "merchant").get(pk=draft.pk)


def submit_draft(*, draft: Draft, version: int, by: User, now: datetime) -> Draft:
    """Hands a draft to those who approve, checked as things stand now: a document may have been added or run out.
    Raises FindingsOpen where a block or an unanswered warning stands, StaleDraft or WrongState."""
    fresh = Draft.objects.select_related("product", "merchant").get(pk=draft.pk)
    if not fresh.text.strip():
        raise WrongState(fresh)
    checked = _checked(fresh, fresh.text, now)
    fresh.findings = checked["findings"]
    if still_open := open_findings(fresh):
        if fresh.version == version and fresh.state in EDITABLE:
            recheck(draft=fresh, now=now)  # so that the page shows what stands in the way
        raise FindingsOpen(still_open)
    return move_draft(
        draft=draft,
        old=(State.READY, State.RETURNED, State.LAPSED),
        new=State.SUBMITTED,
        by=by,
        now=now,
        version=version,
        data={"text": fresh.text},
        submitted_by=by,
        submitted_at=now,
        first_signer=None,
        claimed_by=None,
        claimed_until=None,
        **checked,
    )


def reopen_draft(*, draft: Draft, by: User, now: datetime) -> Draft:
    """Takes a submitted draft back, or starts a new revision of an approved one (whose copy stays live meanwhile)."""
    return move_draft(
        draft=draft, old=(State.SUBMITTED, State.APPROVED, State.REJECTED), new=State.READY, by=by, now=now
    )


def claim_draft(*, draft: Draft, by: User, now: datetime) -> bool:
    """Marks a draft as being judged by one person for a quarter of an hour; False where somebody else holds it."""
    free = Q(claimed_by__isnull=True) | Q(claimed_by=by) | Q(claimed_until__lt=now)
    return bool(Draft.objects.filter(free, pk=draft.pk).update(claimed_by=by, claimed_until=now + CLAIM))
