"""What home does at news from below: a notice for whoever waits for it.
Changes nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Membership, Merchant, User
from merchant_portal.catalog.models import Import
from merchant_portal.catalog.signals import import_finished
from merchant_portal.drafting.models import Batch, Draft, Request
from merchant_portal.drafting.signals import batch_finished, draft_moved
from merchant_portal.home.notices import tell
from merchant_portal.insights.models import Comparison
from merchant_portal.insights.signals import comparison_started
from merchant_portal.review.signals import draft_returned


def _of_shop(merchant: Merchant, first: User | None) -> list[User]:
    """Who asked, where that is known and the person still belongs to the shop; else its owners."""
    seats = Membership.objects.filter(merchant=merchant).select_related("user")
    own = [seat.user for seat in seats if first is not None and seat.user_id == first.pk]
    return own or [seat.user for seat in seats if seat.role == Membership.Role.OWNER]


def _desk(draft: Draft) -> str:
    return reverse("review:draft", args=[draft.merchant.slug, draft.pk])


@receiver(draft_returned)
def a_draft_came_back(*, draft: Draft, by: User | None, now: datetime, **_: Any) -> None:
    people = [person for person in _of_shop(draft.merchant, draft.submitted_by) if by is None or person.pk != by.pk]
    key = "rejected" if draft.state == Draft.State.REJECTED else "returned"
    data = {"product": draft.product.title, "reason": draft.reason}
    tell(people=people, merchant=draft.merchant, key=key, data=data, url=_desk(draft), now=now)


@receiver(draft_moved)
def an_approval_lapsed(*, draft: Draft, old: str, by: User | None, now: datetime, **_: Any) -> None:
    if draft.state == Draft.State.LAPSED and old != draft.state:
        people = [person for person in _of_shop(draft.merchant, draft.submitted_by) if by is None or person.pk != by.pk]
        data = {"product": draft.product.title}
        tell(people=people, merchant=draft.merchant, key="lapsed", data=data, url=_desk(draft), now=now)


@receiver(batch_finished)
def a_batch_ended(*, batch: Batch, now: datetime, **_: Any) -> None:
    with scopes_disabled():
        failed = Request.objects.filter(batch=batch, state=Request.State.FAILED).count()
    key = "batch_cancelled" if batch.state == Batch.State.CANCELLED else "batch_done"
    url = reverse("drafting:batch", args=[batch.merchant.slug, batch.pk])
    data = {"total": batch.total, "failed": failed}
    tell(
        people=_of_shop(batch.merchant, batch.requested_by),
        merchant=batch.merchant,
        key=key,
        data=data,
        url=url,
        now=now,
    )


@receiver(import_finished)
def an_import_ended(*, imported: Import, now: datetime, **_: Any) -> None:
    is_done = imported.state == Import.State.DONE
    data = {
        "file": imported.filename,
        "created": imported.created,
        "changed": imported.changed,
        "reason": imported.error[:200],
    }
    tell(
        people=_of_shop(imported.merchant, imported.started_by),
        merchant=imported.merchant,
        key="import_done" if is_done else "import_failed",
        data=data,
        url=reverse("catalog:import", args=[imported.merchant.slug, imported.pk]),
        now=now,
    )


@receiver(comparison_started)
def a_vote_is_asked(*, comparison: Comparison, people: list[User], by: User, now: datetime, **_: Any) -> None:
    asked = [person for person in people if person.pk != by.pk]
    url = reverse("insights:vote", args=[comparison.pk])
    tell(people=asked, merchant=comparison.merchant, key="vote_asked", data={"who": str(by)}, url=url, now=now)
