"""The lists of drafts: a shop's desk, the ops queue, and the clean texts that are read ten at a time.
Nothing is changed here but who holds an item."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from merchant_portal.accounts.access import merchant_page, reviewer_page
from merchant_portal.accounts.models import Merchant
from merchant_portal.drafting.models import Channel, Draft, Kind, Language
from merchant_portal.drafting.services.drafts import claim_draft
from merchant_portal.review.models import ApprovedCopy
from merchant_portal.review.reading import pieces
from merchant_portal.review.views.drafts import page_url
from merchant_portal.review.walk import ORDERS, TO_DO, Walk

PAGE = 50


def _listing(request: HttpRequest, walk: Walk, template: str, **extra: object) -> HttpResponse:
    rows = walk.drafts()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.href = page_url(row, walk)
    states = Draft.State.choices if walk.place == "desk" else [c for c in Draft.State.choices if c[0] in TO_DO["queue"]]
    context = {
        "walk": walk,
        "page": page,
        "total": page.paginator.count,
        "kinds": Kind.choices,
        "languages": Language.choices,
        "channels": Channel.choices,
        "states": states,
        "orders": list(ORDERS),
        **extra,
    }
    return render(request, "review/_drafts.html" if request.htmx and not request.htmx.boosted else template, context)


@require_GET
@merchant_page
def desk(request: HttpRequest, merchant: str) -> HttpResponse:
    """What waits for this shop: written, returned, lapsed."""
    return _listing(
        request, Walk.from_query(request.GET, user=request.user, merchant=request.merchant), "review/desk.html"
    )


@require_GET
@reviewer_page
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for ops, across shops."""
    walk = Walk.from_query(request.GET, user=request.user)
    clean = walk.but(risk="none")
    return _listing(request, walk, "review/queue.html", shops=Merchant.objects.filter(is_active=True), clean=clean)


@require_POST
@reviewer_page
def take_next(request: HttpRequest) -> HttpResponse:
    """Claims the first free item of the queue and opens it."""
    walk = Walk.from_query(request.GET, user=request.user)
    now = timezone.now()
    for row in walk.free_for(request.user, now)[:20]:
        if claim_draft(draft=row, by=request.user, now=now):
            return redirect(page_url(row, walk))
    return redirect("review:queue")


@require_GET
@reviewer_page
def together(request: HttpRequest) -> HttpResponse:
    """Ten clean texts on one page: no findings, every claim supported."""
    walk = Walk.from_query({**request.GET.dict(), "risk": "none"}, user=request.user)
    rows = list(walk.free_for(request.user, timezone.now())[:10])
    for row in rows:
        row.pieces = pieces(row.text, row.findings, row.ledger)
        row.href = page_url(row, walk)
    return render(request, "review/together.html", {"rows": rows, "walk": walk, "total": walk.drafts().count()})


@require_GET
@merchant_page
def approved(request: HttpRequest, merchant: str) -> HttpResponse:
    """The shop's approved copy, live first."""
    rows = ApprovedCopy.objects.select_related("product", "approver", "draft").order_by("-approved_at")
    state = request.GET.get("state", "live")
    if state in ApprovedCopy.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": ApprovedCopy.State.choices, "total": page.paginator.count}
    return render(request, "review/approved.html", context)


@require_GET
@merchant_page(reviewers=True)
def provenance(request: HttpRequest, merchant: str, copy: int) -> HttpResponse:
    """How one approved text came to be."""
    row = ApprovedCopy.objects.select_related("product", "approver", "draft", "candidate").filter(pk=copy).first()
    if row is None:
        return render(request, "404.html", status=404)
    return render(request, "review/provenance.html", {"copy": row, "events": row.events.select_related("actor")})
