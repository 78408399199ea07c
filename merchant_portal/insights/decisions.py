"""Verdicts as figures: how many were approvals, how much was edited, how long one took; by version, kind, language and
person. Reads the events of drafts and changes nothing; a verdict that was taken back counts for nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from merchant_portal.accounts.models import Merchant
from merchant_portal.drafting.models import Draft, DraftEvent, Kind, Language
from merchant_portal.review.models import ApprovedCopy

State = Draft.State
VERDICTS = (State.APPROVED, State.RETURNED, State.REJECTED)
#: Read at most, the newest: figures of more don't differ, and the page stays quick.
MOST = 5_000
#: Between two verdicts of one person; what took longer was a pause, not a decision.
PAUSE = timedelta(minutes=10)
DAYS = (7, 30, 90, 365)


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict. `seconds` since the same person's verdict before; None after a pause. `edited`: how much of an
    approved text is not as the model wrote it, 0 to 1."""

    event: DraftEvent
    verdict: str
    seconds: float | None
    edited: float | None
    version: str

    def value(self, name: str) -> str:
        """What this decision is grouped by under `name`."""
        draft, actor = self.event.draft, self.event.actor
        values = {
            "version": self.version,
            "kind": draft.kind,
            "language": draft.language,
            "reviewer": str(actor.pk) if actor else "",
            "verdict": self.verdict,
        }
        return values[name]


FILTERS = ("version", "kind", "language", "reviewer", "verdict")


@dataclass(frozen=True, slots=True)
class Figures:
    """Many decisions as a row. `name` is the filter's value, `label` what a reader sees."""

    name: str
    label: str
    total: int
    approved: int
    untouched: int  # approved as the model wrote it
    edited: float | None  # median of the edited share over approvals
    seconds: float | None  # median

    @property
    def rate(self) -> float:
        return self.approved / self.total if self.total else 0.0

    @property
    def untouched_rate(self) -> float | None:
        return self.untouched / self.approved if self.approved else None


def decisions_of(*, merchant: Merchant | None, since: datetime) -> list[Decision]:
    """The newest first. `merchant` None: every shop; call in the scope that fits."""
    rows = DraftEvent.objects.filter(at__gte=since, new__in=[*VERDICTS, State.SUBMITTED, State.SIGNED])
    if merchant:
        rows = rows.filter(draft__merchant=merchant)
    rows = rows.select_related(
        "actor", "draft__merchant", "draft__product", "draft__candidate__request__version__template"
    )
    events = list(rows.order_by("-id")[:MOST])
    kept = _standing(events)
    shares = _shares(kept)
    found, before = [], {}
    for event in reversed(kept):
        last = before.get(event.actor_id)
        gap = event.at - last if last and event.actor_id else None
        before[event.actor_id] = event.at
        candidate = event.draft.candidate
        found.append(
            Decision(
                event=event,
                verdict=event.new,
                seconds=gap.total_seconds() if gap is not None and gap <= PAUSE else None,
                edited=shares.get((event.draft_id, event.at)) if event.new == State.APPROVED else None,
                version=str(candidate.request.version) if candidate else "",
            )
        )
    return found[::-1]


def _standing(newest_first: Sequence[DraftEvent]) -> list[DraftEvent]:
    """The verdicts that nobody took back."""
    undone, kept = set(), []
    for event in newest_first:
        if event.data.get("undo"):
            undone.add(event.draft_id)
        elif event.draft_id in undone:
            undone.discard(event.draft_id)  # the move that was taken back
        elif event.new in VERDICTS and event.new != event.old:
            kept.append(event)
    return kept


def _shares(events: Iterable[DraftEvent]) -> dict[tuple[int, datetime], float]:
    approved = [e for e in events if e.new == State.APPROVED]
    found: dict[tuple[int, datetime], float] = {}
    for start in range(0, len(approved), 500):
        drafts = {e.draft_id for e in approved[start : start + 500]}
        rows = ApprovedCopy.objects.filter(draft__in=drafts).values_list("draft", "approved_at", "ai_share")
        found |= {(draft, at): round(1 - share, 3) for draft, at, share in rows}
    return found


def narrowed(rows: Iterable[Decision], asked: Mapping[str, str]) -> list[Decision]:
    """Those that a query string names; a filter that is not there lets all through, an empty one means “none”."""
    return [row for row in rows if all(row.value(name) == asked[name] for name in FILTERS if name in asked)]


def figures(rows: Sequence[Decision], name: str = "", label: str = "") -> Figures:
    approved = [r for r in rows if r.verdict == State.APPROVED]
    edits = [r.edited for r in approved if r.edited is not None]
    times = [r.seconds for r in rows if r.seconds is not None]
    return Figures(
        name=name,
        label=label,
        total=len(rows),
        approved=len(approved),
        untouched=sum(edit == 0 for edit in edits),
        edited=median(edits) if edits else None,
        seconds=median(times) if times else None,
    )


def grouped(rows: Sequence[Decision], by: str) -> list[Figures]:
    """One row a value of `by`, the largest first; thirty at most."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        found[row.value(by)].append(row)
    label = _label(by)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:30]
    return [figures(group, name, label(group[0])) for name, group in ranked]


def _label(by: str) -> Callable[[Decision], str]:
    words = {
        "kind": lambda row: str(Kind(row.event.draft.kind).label),
        "language": lambda row: str(Language(row.event.draft.language).label),
        "reviewer": lambda row: str(row.event.actor or "–"),
    }
    return words.get(by, lambda row: row.value(by) or "–")
