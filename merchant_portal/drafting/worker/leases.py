"""Holding requests while an engine writes them: who may take which row next, for how long, and what comes back.
Knows no engine and no text. Every move is a conditional UPDATE, so any number of workers may run."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from copywriter.formats.cells import storable
from merchant_portal.drafting.models import LOST, Batch, Request, RequestEvent
from merchant_portal.environment import read

State = Request.State

#: A worker renews its leases every BEAT; one that has said nothing for LEASE is gone and its rows come back.
LEASE = timedelta(seconds=float(read("COPYWRITER_LEASE", "30")))
BEAT = LEASE / 6
#: A lease that ends later than this from now was written by a clock that has since been set back.
ABSURD = LEASE * 20
TRIES = 3
#: What a person reads of a row that outlived three workers.
STOPPED = "The program that wrote this stopped three times while writing it."
#: People's requests that may be in flight beyond the engine's room.
BEYOND = 6
#: So long may people's rows keep a worker busy while a row to be written alone waits; then it gets its turn.
PATIENCE = timedelta(seconds=10)


@dataclass(slots=True)
class Turns:
    """Whose turn it is among merchants with bulk work; lives as long as the worker's turn."""

    last: int = 0
    hints: dict[int, list[int]] = field(default_factory=dict)  # batch → ids seen waiting, not yet taken
    lost_since: datetime | None = None  # a row to be written alone waits for this worker to become idle

    def order(self, merchants: Iterable[int]) -> list[int]:
        """The merchants, beginning after the one served last."""
        ordered = sorted(merchants)
        return [m for m in ordered if m > self.last] + [m for m in ordered if m <= self.last]


def due(now: datetime) -> Q:
    """Rows that may be written now. A pause that ends absurdly late was written by a clock that has since been set
    back."""
    over = Q(not_before__isnull=True) | Q(not_before__lte=now) | Q(not_before__gt=now + ABSURD)
    return Q(state=State.QUEUED) & over


def waiting(now: datetime) -> QuerySet[Request]:
    """What a worker would find to do now."""
    return Request.objects.filter(due(now)).exclude(batch__state__in=Batch.HELD_BACK)


def take(
    *, token: str, room: int, idle: bool, turns: Turns, now: datetime, people: int = 0
) -> tuple[list[Request], bool]:
    """Leases rows that may be written now: people's first (BEYOND the room, less the `people` in flight), then bulk,
    a row a merchant in turn. A row whose worker was lost is given by itself and only to an `idle` worker (the second
    value is then True); while one waits, no bulk row is given, and after PATIENCE no other row at all, so that the
    worker becomes idle."""
    urgent = list(
        Request.objects.filter(due(now), priority=Request.INTERACTIVE)
        .exclude(lease=LOST)
        .order_by("id")
        .values_list("id", flat=True)[: max(0, room + BEYOND - people)]
    )
    if room <= 0 and not idle and not urgent:
        return [], False
    lost = _lost_row(now)
    turns.lost_since = (turns.lost_since or now) if lost else None
    if turns.lost_since and abs(now - turns.lost_since) > PATIENCE:
        urgent = []
    taken = _lease(urgent, token, now)
    room -= len(taken)
    if lost:
        if idle and not taken:
            turns.lost_since = None
            return _lease([lost], token, now), True
        return taken, False
    if room > 0:
        taken += _lease(_bulk(room, turns, now), token, now)
    return taken, False


def _lost_row(now: datetime) -> int | None:
    rows = waiting(now).filter(lease=LOST)
    return rows.order_by("priority", "id").values_list("id", flat=True).first()


def _bulk(room: int, turns: Turns, now: datetime) -> list[int]:
    """Ids of bulk rows, one a merchant at a time, from batches that run."""
    batches: dict[int, list[int]] = {}
    running = Batch.objects.filter(state=Batch.State.RUNNING).order_by("id").values_list("merchant_id", "id")
    for merchant, batch in running:
        batches.setdefault(merchant, []).append(batch)
    chosen: list[int] = []
    while len(chosen) < room and batches:
        for merchant in turns.order(batches):
            found = None
            while batches[merchant] and found is None:
                found = _next_of(batches[merchant][0], turns, now, chosen)
                if found is None:
                    batches[merchant].pop(0)
            if found is None:
                del batches[merchant]
                continue
            chosen.append(found)
            turns.last = merchant
            if len(chosen) == room:
                break
    return chosen


def _next_of(batch: int, turns: Turns, now: datetime, chosen: Sequence[int]) -> int | None:
    """One waiting row of a batch. Ids are looked up 32 at a time; the UPDATE passes over one taken meanwhile."""
    hints = turns.hints.get(batch)
    if not hints:
        rows = Request.objects.filter(due(now), batch_id=batch).exclude(lease=LOST).exclude(pk__in=chosen)
        hints = turns.hints[batch] = list(rows.values_list("id", flat=True)[:32])
    return hints.pop(0) if hints else None


def _lease(ids: Sequence[int], token: str, now: datetime) -> list[Request]:
    """Takes those of the rows that are still free; two workers never hold one row. Each call leases under a name of
    its own, so that a row taken earlier is not taken for one of these."""
    if not ids:
        return []
    token = f"{token[:52]}:{secrets.token_hex(4)}"
    with transaction.atomic():
        Request.objects.filter(pk__in=ids, state=State.QUEUED).update(
            state=State.WRITING,
            lease=token,
            lease_until=now + LEASE,
            attempt=F("attempt") + 1,
            partial=[],
        )
        rows = list(
            Request.objects.filter(pk__in=ids, state=State.WRITING, lease=token)
            .select_related("merchant", "product")
            .order_by("priority", "id")
        )
        RequestEvent.objects.bulk_create(
            RequestEvent(request=r, old=State.QUEUED, new=State.WRITING, at=now, data={"worker": token}) for r in rows
        )
    return rows


def mine(*, request_id: int, lease: str, attempt: int) -> QuerySet[Request]:
    """The row as long as this lease of this attempt holds: every write of a worker goes through here."""
    return Request.objects.filter(pk=request_id, lease=lease, attempt=attempt, state=State.WRITING)


def renew(ids: Sequence[int], leases: Iterable[str], now: datetime) -> None:
    Request.objects.filter(pk__in=ids, lease__in=list(leases), state=State.WRITING).update(lease_until=now + LEASE)


def still_wanted(ids: Sequence[int]) -> dict[int, tuple[str, str, str | None]]:
    """id → (state, lease, state of its batch), for a worker to see what was cancelled, paused or taken from it."""
    rows = Request.objects.filter(pk__in=ids).values_list("id", "state", "lease", "batch__state")
    return {pk: (state, lease, batch) for pk, state, lease, batch in rows}


def give_back(*, request_id: int, lease: str, attempt: int, now: datetime, why: str) -> bool:
    """Puts a row back unwritten, through no fault of its own: the try is not counted."""
    with transaction.atomic():
        rows = mine(request_id=request_id, lease=lease, attempt=attempt)
        if not rows.update(state=State.QUEUED, lease="", lease_until=None, attempt=F("attempt") - 1, partial=[]):
            return False
        RequestEvent.objects.create(
            request_id=request_id, old=State.WRITING, new=State.QUEUED, reason=why, at=now, data={}
        )
    return True


def lose(*, request_id: int, lease: str, attempt: int, now: datetime, why: str) -> bool:
    """As if the worker had died on it: the row comes back to be written alone, or ends as failed after TRIES."""
    row, why = mine(request_id=request_id, lease=lease, attempt=attempt).first(), storable(why)
    return row is not None and _come_back(row, now, why, f"The model broke three times on this: {why}") is not None


def _come_back(row: Request, now: datetime, why: str, end: str) -> str | None:
    """The row's new state, or None where somebody else moved it first."""
    values: dict[str, Any] = {"lease_until": None, "partial": []}
    if row.attempt >= TRIES:
        new, reason = State.FAILED, end
        values |= {"lease": "", "error": end[:1000], "finished_at": now}
    else:
        new, reason = State.QUEUED, why
        values |= {"lease": LOST}
    with transaction.atomic():
        rows = mine(request_id=row.pk, lease=row.lease, attempt=row.attempt).filter(lease_until=row.lease_until)
        if not rows.update(state=new, **values):
            return None
        RequestEvent.objects.create(request=row, old=State.WRITING, new=new, reason=reason[:1000], at=now)
    return new


def sweep(now: datetime) -> dict[str, int]:
    """Rows of workers that are gone come back, or end as failed after TRIES. Any number of sweepers may run."""
    gone = Request.objects.filter(state=State.WRITING).filter(
        Q(lease_until__lt=now) | Q(lease_until__gt=now + ABSURD) | Q(lease_until__isnull=True)
    )
    counts = {"queued": 0, "failed": 0}
    for row in gone.order_by("id")[:500]:
        new = _come_back(row, now, "its worker was lost", STOPPED)
        if new is not None:
            counts[new] += 1
    return counts
