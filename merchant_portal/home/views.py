"""The first page for each role, and the bell.
Reads every app, changes nothing but which notices were seen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django_scopes import scope, scopes_disabled

from merchant_portal.accounts.context import Frame
from merchant_portal.home import figures
from merchant_portal.home import notices as bell_of
from merchant_portal.home.models import Notice


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person: in the shop on view, in the queue, on the site."""
    now = timezone.now()
    user, frame = request.user, Frame(request)
    context: dict[str, Any] = {"now": now}
    if frame.membership:
        shop = frame.merchant
        with scope(merchant=shop):
            context |= {
                "shop": shop,
                "figures": figures.shop_figures(shop, now),
                "batches": figures.running_batches(shop),
                "approved": figures.approved_lately(shop),
                "steps": figures.first_steps(shop),
            }
    with scopes_disabled():
        if frame.is_ops:
            context["ops"] = figures.ops_figures(user, now)
        if user.is_staff:
            context["site"] = figures.site_state(now)
    if request.htmx and request.GET.get("part") == "batches":
        return render(request, "home/_batches.html", context)
    return render(request, "home/home.html", context)


def _bell(request: HttpRequest) -> HttpResponse:
    rows = bell_of.of(request.user)
    return render(request, "home/_bell.html", {"unseen": rows.filter(seen_at=None)[:100].count(), "rows": rows[:8]})


@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """The bell of the frame: how many, and the newest few."""
    return _bell(request)


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The last hundred notices."""
    return render(request, "home/notices.html", {"rows": bell_of.of(request.user)[:100]})


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    bell_of.mark_seen(user=request.user, now=timezone.now())
    return _bell(request) if request.htmx else redirect("home:notices")


@require_GET
def open_notice(request: HttpRequest, notice: int) -> HttpResponse:
    """Follows a notice to what it tells of."""
    row = get_object_or_404(Notice, pk=notice, user=request.user)
    bell_of.mark_seen(user=request.user, now=timezone.now(), notice=row.pk)
    safe = url_has_allowed_host_and_scheme(row.url, allowed_hosts=None)
    return redirect(row.url if row.url and safe else "home:home")
