"""What waits, in numbers and short lists: for a shop, for a reviewer, for an admin.
Reads every app and changes nothing; counts are bounded, so that 100,000 products open as fast as ten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.accounts.paging import bounded_count
from merchant_portal.catalog.models import Evidence, Import, Product
from merchant_portal.drafting.models import Batch, Draft, DraftEvent, Request, TemplateVersion, Voice, WorkerBeat
from merchant_portal.publishing.models import Export
from merchant_portal.review.models import ApprovedCopy

#: Counting stops here; the page then says "9,999+".
LIMIT = 9_999


@dataclass(frozen=True)
class Figure:
    """One number that is a link."""

    count: int
    more: bool
    key: str
    href: str
    alert: bool = False


@dataclass(frozen=True)
class Step:
    """One of the first steps of a shop."""

    key: str
    href: str
    done: bool


def address(name: str, *args: Any, query: str = "") -> str:
    try:
        return reverse(name, args=args) + (f"?{query}" if query else "")
    except NoReverseMatch:
        return ""


def shop_figures(merchant: Merchant, now: datetime) -> list[Figure]:
    """To review, returned, failed, lapsed, without copy, evidence that runs out; call inside the shop's scope."""
    desk, shop = "review:desk", merchant.slug
    drafts = Draft.objects.filter(merchant=merchant)
    has_copy = Draft.objects.filter(merchant=merchant, product=OuterRef("pk"))
    rows: list[tuple[str, Any, str, bool]] = [
        ("ready", drafts.filter(state=Draft.State.READY), address(desk, shop, query="state=ready"), False),
        ("returned", drafts.filter(state=Draft.State.RETURNED), address(desk, shop, query="state=returned"), True),
        ("lapsed", drafts.filter(state=Draft.State.LAPSED), address(desk, shop, query="state=lapsed"), True),
        (
            "failed",
            Request.objects.filter(
                merchant=merchant, state=Request.State.FAILED, created_at__gt=now - timedelta(days=7)
            ),
            address("drafting:batches", shop),
            True,
        ),
        (
            "without",
            Product.objects.filter(merchant=merchant, archived_at__isnull=True).exclude(Exists(has_copy)),
            address("catalog:products", shop, query="copy=none"),
            False,
        ),
        (
            "expiring",
            Evidence.objects.filter(
                merchant=merchant, withdrawn_at__isnull=True, valid_until__lte=localdate(now + timedelta(days=30))
            ),
            address("catalog:evidence", shop),
            True,
        ),
    ]
    found = []
    for key, rows_of, href, alert in rows:
        count, more = bounded_count(rows_of, LIMIT)
        if count or key in {"ready", "returned", "without"}:
            found.append(Figure(count, more, key, href, alert and count > 0))
    return found


def running_batches(merchant: Merchant) -> list[dict[str, Any]]:
    """Batches on their way, with how far they are."""
    rows = Batch.objects.filter(
        merchant=merchant, state__in=[Batch.State.QUEUED, Batch.State.RUNNING, Batch.State.PAUSED]
    ).order_by("-created_at")[:5]
    found = []
    for batch in rows:
        by_state = dict(
            Request.objects.filter(batch=batch).values_list("state").annotate(n=Count("id")).values_list("state", "n")
        )
        over = sum(by_state.get(state, 0) for state in ("done", "failed", "cancelled")) + batch.skipped
        href = address("drafting:batch", merchant.slug, batch.pk)
        found.append({"batch": batch, "over": over, "failed": by_state.get("failed", 0), "href": href})
    return found


def approved_lately(merchant: Merchant, size: int = 6) -> list[ApprovedCopy]:
    rows = ApprovedCopy.objects.filter(merchant=merchant, state=ApprovedCopy.State.LIVE)
    return list(rows.select_related("product", "approver").order_by("-approved_at")[:size])


def first_steps(merchant: Merchant) -> list[Step]:
    """import → voice → write → review → export; empty once all are done."""
    shop = merchant.slug
    has_products = Product.objects.filter(merchant=merchant).exists()
    steps = [
        Step("import", address("catalog:imports", shop), has_products or Import.objects.filter(state="done").exists()),
        Step("voice", address("drafting:voice", shop), Voice.objects.filter(merchant=merchant, version__gt=1).exists()),
        Step("write", address("catalog:products", shop), Request.objects.filter(merchant=merchant).exists()),
        Step("review", address("review:desk", shop), DraftEvent.objects.filter(new="submitted").exists()),
        Step("export", address("publishing:exports", shop), Export.objects.filter(merchant=merchant).exists()),
    ]
    return [] if all(step.done for step in steps) else steps


def ops_figures(user: User, now: datetime) -> dict[str, Any]:
    """The queue by age and risk, the share that went back, what one holds; call with scopes disabled."""
    waiting = Draft.objects.filter(waits_at="queue")
    queue = address("review:queue")
    week = DraftEvent.objects.filter(at__gt=now - timedelta(days=7))
    approved = week.filter(new="approved").count()
    back = week.filter(new__in=["returned", "rejected"]).count()
    rows = [("queue", waiting, queue, False)]
    rows.append(("old", waiting.filter(submitted_at__lt=now - timedelta(hours=24)), f"{queue}?order=oldest", True))
    rows.append(("risky", waiting.filter(risk__gte=60), f"{queue}?risk=block", True))
    rows.append(("claimed", waiting.filter(claimed_by=user, claimed_until__gt=now), queue, False))
    figures = []
    for key, rows_of, href, alert in rows:
        count, more = bounded_count(rows_of, LIMIT)
        figures.append(Figure(count, more, key, href, alert and count > 0))
    shops = (
        waiting.values("merchant__name", "merchant__slug").annotate(n=Count("id")).order_by("-n")[:8]
        if figures[0].count
        else []
    )
    judged = approved + back
    return {
        "figures": figures,
        "oldest": waiting.order_by("submitted_at").values_list("submitted_at", flat=True).first(),
        "judged": judged,
        "back_share": round(100 * back / judged) if judged else 0,
        "shops": list(shops),
    }


def site_state(now: datetime) -> dict[str, Any]:
    """Workers, the queue's age, the engine, what awaits promotion; call with scopes disabled."""
    queued = Request.objects.filter(state=Request.State.QUEUED)
    count, more = bounded_count(queued, LIMIT)
    return {
        "workers": list(WorkerBeat.objects.alive(now).order_by("role", "name")),
        "queued": count,
        "queued_more": more,
        "oldest": queued.order_by("created_at").values_list("created_at", flat=True).first(),
        "engine": settings.COPYWRITER_ENGINE,
        "drafts": TemplateVersion.objects.filter(state=TemplateVersion.State.DRAFT).count(),
    }
