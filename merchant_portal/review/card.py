"""Everything the desk shows of one draft, in one value, so that the page and its fragments draw the same thing.
Knows no requests; the caller says who looks and along which walk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from copywriter.checks.counting import count
from merchant_portal.accounts.models import User
from merchant_portal.drafting.ground import exceptions_of
from merchant_portal.drafting.models import Candidate, Draft, DraftEvent, Request
from merchant_portal.drafting.services.drafts import EDITABLE, open_findings
from merchant_portal.review.access import may_approve
from merchant_portal.review.models import ApprovedCopy, Guideline
from merchant_portal.review.reading import FactRow, Piece, apart, fact_rows, pieces, word_diff
from merchant_portal.review.walk import Place, Walk

State = Draft.State
WAITING = (State.SUBMITTED, State.SIGNED)


@dataclass(slots=True)
class CandidateRow:
    """One option beside the working text: its place, and what sets it apart from the text that stands."""

    candidate: Candidate
    number: int
    chosen: bool
    apart: dict[str, list[str]]
    blocks: int
    warnings: int


@dataclass(slots=True)
class FindingRow:
    """A finding as the list beside the text shows it."""

    number: int
    finding: dict[str, Any]
    words: str
    open: bool
    answer: dict[str, Any] | None
    exceptions: list[str] = field(default_factory=list)  # what the rule lets it be dismissed for, in words

    @property
    def severity(self) -> str:
        return self.finding["severity"]


@dataclass(slots=True)
class DraftCard:
    """One draft, ready to draw."""

    draft: Draft
    walk: Walk
    facts: list[FactRow]
    pieces: list[Piece]
    findings: list[FindingRow]
    candidates: list[CandidateRow]
    earlier: list[Candidate]
    timeline: list[DraftEvent]
    guidelines: list[Guideline]
    can_edit: bool
    can_judge: bool
    can_submit: bool
    place: Place
    used: int
    limit: int
    unit: str
    engine: str
    live: ApprovedCopy | None
    request: Request | None = None
    held_by: str = ""
    message: str = ""
    tone: str = "info"
    lost: str = ""  # text that a person typed and that was not saved because somebody else was first
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def open_findings(self) -> list[FindingRow]:
        return [f for f in self.findings if f.open]

    @property
    def well_founded(self) -> int:
        """How many claims rest on facts."""
        return sum(1 for e in self.draft.ledger if e["verdict"] in ("supported", "inferred"))

    @property
    def generated_diff(self) -> list[tuple[str, str]]:
        return word_diff(self.draft.candidate.text, self.draft.text) if self.draft.candidate else []

    @property
    def own_diff(self) -> list[tuple[str, str]]:
        return word_diff(self.draft.product.own_text, self.draft.text) if self.draft.product.own_text else []

    @property
    def live_diff(self) -> list[tuple[str, str]]:
        return word_diff(self.live.text, self.draft.text) if self.live and self.live.text != self.draft.text else []


def draft_card(
    *, draft: Draft, walk: Walk, user: User, now: datetime, is_member: bool, message: str = "", **extra: Any
) -> DraftCard:
    """Gathers one draft's card: nine queries, whatever the draft holds. `is_member`: the person has a seat in the
    draft's shop; what lies on a shop's desk is edited by its own people only."""
    names = {"title": _("title"), "category": _("category"), "brand": _("brand"), "price": _("price")}
    answers = {(a["rule"], a["words"]): a for a in draft.answers}
    still_open = {id(f) for f in open_findings(draft)}
    rows = []
    for number, f in enumerate(draft.findings):
        words = draft.text[f["start"] : f["end"]]
        is_open = id(f) in still_open
        reasons = (
            exceptions_of(f["rule"], merchant=draft.merchant, language=draft.language)
            if is_open and f["severity"] == "warn"
            else {}
        )
        rows.append(FindingRow(number, f, words, is_open, answers.get((f["rule"], words)), list(reasons.values())))
    rows.sort(key=lambda r: ({"block": 0, "warn": 1, "note": 2}[r.severity], r.finding["start"]))
    offered = list(
        Candidate.objects.filter(request__draft=draft).select_related("request").order_by("-request_id", "position")
    )
    latest = offered[0].request if offered else None
    current = [c for c in offered if latest and c.request_id == latest.pk]
    judge = draft.state in WAITING and may_approve(user=user, draft=draft)
    used, limit, unit = count(draft.text, draft.channel, draft.kind)
    held = draft.claimed_by and draft.claimed_by_id != user.pk and draft.claimed_until and draft.claimed_until > now
    return DraftCard(
        draft=draft,
        walk=walk,
        facts=fact_rows(draft.product, draft.ledger, names),
        pieces=pieces(draft.text, draft.findings, draft.ledger),
        findings=rows,
        candidates=[
            CandidateRow(
                candidate=c,
                number=number,
                chosen=c.text == draft.text,
                apart=apart(draft.product, draft.ledger, c.ledger),
                blocks=sum(f["severity"] == "block" for f in c.findings),
                warnings=sum(f["severity"] == "warn" for f in c.findings),
            )
            for number, c in enumerate(current, start=1)
        ],
        earlier=[c for c in offered if latest and c.request_id != latest.pk],
        timeline=list(DraftEvent.objects.filter(draft=draft).select_related("actor").order_by("-id")[:30]),
        guidelines=[
            g for g in Guideline.objects.all() if g.kind in ("", draft.kind) and g.language in ("", draft.language)
        ],
        can_edit=(is_member and draft.state in EDITABLE) or (judge and draft.state == State.SUBMITTED),
        can_judge=judge,
        can_submit=is_member and draft.state in (State.READY, State.RETURNED, State.LAPSED),
        place=walk.position(draft),
        used=used,
        limit=limit,
        unit=unit,
        engine=latest.engine if latest else "",
        live=ApprovedCopy.objects.filter(draft=draft, state="live").first(),
        request=latest,
        held_by=str(draft.claimed_by) if held else "",
        message=message,
        **extra,
    )
