"""The lists of drafts: a shop's desk, the ops queue, and the clean texts that are read ten at a time.
Nothing is changed here but who holds an item."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from merchant_portal.accounts.access import merchant_page, reviewer_page
from merchant_portal.accounts.models import Merchant
from merchant_portal.accounts.paging import bounded_count, keyset_page
from merchant_portal.drafting.models import Channel, Draft, Kind, Language
from merchant_portal.drafting.services.drafts import claim_draft
from merchant_portal.review.models import ApprovedCopy
from merchant_portal.review.news import news_of
from merchant_portal.review.reading import pieces
from merchant_portal.review.views.drafts import page_url
from merchant_portal.review.walk import COUNTED, Walk

PAGE = 50
#: What a row of a list does not show: half a page's rows are facts, proofs and own texts.
UNSHOWN = (
    "findings", "ledger", "answers", "product__facts", "product__variants", "product__own_text", "product__own_html",
    "product__source", "product__search",
)  # fmt: skip


def _context(request: HttpRequest, walk: Walk) -> dict[str, Any]:
    page = keyset_page(walk.drafts().defer(*UNSHOWN), walk.columns, request.GET.get("after", ""), PAGE)
    for row in page.rows:
        row.href = page_url(row, walk)
    alone = not page.next and not page.previous
    total, more = (len(page), False) if alone else walk.count()
    return {
        "walk": walk,
        "page": page,
        "total": total,
        "more": more,
        "kinds": Kind.choices,
        "languages": Language.choices,
        "channels": Channel.choices,
        "states": [c for c in Draft.State.choices if walk.place == "desk" or c[0] in Draft.WAITS["queue"]],
    }


def _listing(request: HttpRequest, walk: Walk, template: str, **extra: object) -> HttpResponse:
    context = {**_context(request, walk), **extra}
    return render(request, "review/_drafts.html" if request.htmx and not request.htmx.boosted else template, context)


@require_GET
@merchant_page
def desk(request: HttpRequest, merchant: str) -> HttpResponse:
    """What waits for this shop: written, returned, lapsed."""
    walk = Walk.from_query(request.GET, user=request.user, merchant=request.merchant)
    return _listing(
        request, walk, "review/desk.html", news=news_of(walk, merchant=request.merchant, since=walk.newest())
    )


@require_GET
@merchant_page
def desk_news(request: HttpRequest, merchant: str) -> HttpResponse:
    """What was written since the list was drawn: a line that asks again while more is being written. The list itself
    stays as it is, unless it was empty; a line that would say the same again is not sent."""
    walk = Walk.from_query(request.GET, user=request.user, merchant=request.merchant)
    asked, said = request.GET.get("since", ""), request.GET.get("said", "")
    since = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    news = news_of(walk, merchant=request.merchant, since=since)
    if news.fresh and request.GET.get("empty"):
        drawn = news_of(walk, merchant=request.merchant, since=walk.newest())
        context = {**_context(request, walk), "news": drawn, "filled": True}
        response = render(request, "review/_drafts.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#drafts", "outerHTML"
        return response
    if said == news.said:
        return HttpResponse(status=204)
    return render(request, "review/_news.html", {"news": news, "walk": walk, "empty": request.GET.get("empty")})


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
    total, more = walk.count()
    return render(request, "review/together.html", {"rows": rows, "walk": walk, "total": total, "more": more})


@require_GET
@merchant_page
def approved(request: HttpRequest, merchant: str) -> HttpResponse:
    """The shop's approved copy, live first."""
    asked = request.GET.get("state")
    state = asked if asked in ApprovedCopy.State.values else ApprovedCopy.State.LIVE
    rows = ApprovedCopy.objects.filter(state=state).select_related("product", "approver", "draft")
    unshown = (name if name.startswith("product__") else f"draft__{name}" for name in (*UNSHOWN, "text"))
    shown = rows.defer("provenance", *unshown)
    page = keyset_page(shown, ("-approved_at", "-id"), request.GET.get("after", ""), PAGE)
    alone = not page.next and not page.previous
    total, more = (len(page), False) if alone else bounded_count(rows, COUNTED)
    context = {"page": page, "state": state, "states": ApprovedCopy.State.choices, "total": total, "more": more}
    return render(request, "review/approved.html", context)


@require_GET
@merchant_page(reviewers=True)
def provenance(request: HttpRequest, merchant: str, copy: int) -> HttpResponse:
    """How one approved text came to be."""
    row = ApprovedCopy.objects.select_related("product", "approver", "draft", "candidate").filter(pk=copy).first()
    if row is None:
        return render(request, "404.html", status=404)
    return render(request, "review/provenance.html", {"copy": row, "events": row.events.select_related("actor")})
