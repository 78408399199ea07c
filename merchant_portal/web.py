"""What the web process answers outside every app: is it well, and pages for when it is not.
Knows no noun; it never imports an engine."""

from __future__ import annotations

import errno
import sys
from datetime import timedelta

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import WorkerBeat

#: A worker writes its beat every few seconds; three missed ones are silence.
WORKER_SILENT_AFTER = timedelta(seconds=45)


@require_GET
@login_not_required
def health_web(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_GET
@login_not_required
def health_ready(request: HttpRequest) -> JsonResponse:
    """Database, broker and workers, each with a word; 503 where database or broker fail. A shop can read and judge
    while no worker lives, so that alone is reported and not an outage."""
    parts = {"database": _database(), "broker": _broker()}
    if parts["database"] == "ok":
        parts["workers"] = _workers()
    well = parts["database"] == parts["broker"] == "ok"
    return JsonResponse(parts, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _broker() -> str:
    try:
        with current_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception:  # noqa: BLE001  (each transport has errors of its own; the answer is the same)
        return "does not answer"
    return "ok"


def _workers() -> str:
    with scopes_disabled():
        alive = WorkerBeat.objects.filter(seen_at__gte=timezone.now() - WORKER_SILENT_AFTER)
        roles = sorted(set(alive.values_list("role", flat=True)))
    return ", ".join(roles) if roles else "none alive"


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return render(request, "403.html", {"stale_form": True}, status=403)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """What nobody caught. A full disk is told apart (507): trying again won't help, and an admin can mend it."""
    is_full = _is_disk_full(sys.exc_info()[1])
    return HttpResponse(render_to_string("500.html", {"is_disk_full": is_full}), status=507 if is_full else 500)


def _is_disk_full(error: BaseException | None) -> bool:
    """As the file system, SQLite and PostgreSQL (SQLSTATE 53100) say it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if "disk is full" in str(error) or getattr(error, "sqlstate", None) == "53100":
            return True
        error = error.__cause__ or error.__context__
    return False


@login_not_required
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that can't be read: too many fields, a name that no site has."""
    return render(request, "400.html", status=400)


@require_GET
@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address on pages that name no icon (the administration)."""
    return redirect(static("mark.svg"))
