"""The first page for each role, and the bell.
Reads every app, changes nothing but which notices were seen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from merchant_portal.home import notices as bell_of
from merchant_portal.home.models import Notice


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person."""
    return render(request, "home/home.html", {})


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
