"""What the web process answers outside every app: is it well, and pages for when it is not.
Knows no noun; it never imports an engine."""

from __future__ import annotations

import errno
import sys

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import WorkerBeat

OK = "ok"


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
    if parts["database"] == OK:
        parts["workers"] = _workers() or "none alive"
    well = parts["database"] == parts["broker"] == OK
    return JsonResponse(parts, status=200 if well else 503)


@require_GET
@login_not_required
def health_part(request: HttpRequest, part: str) -> HttpResponse:
    """One of database, broker and worker, for a monitor that reads the status alone: 200 or 503. A killed worker is
    missed after SILENT_AFTER."""
    if part == "worker":
        word = OK if _database() == OK and "writing" in _workers() else "no model worker was heard of lately"
    else:
        word = {"database": _database, "broker": _broker}[part]()
    return HttpResponse(f"{word}\n", content_type="text/plain", status=200 if word == OK else 503)


def _database() -> str:
    """Reads a table of ours: SQLite opens a file that is gone as a new and empty one."""
    try:
        with scopes_disabled():
            WorkerBeat.objects.exists()
    except DatabaseError:
        return "does not answer"
    return OK


def _broker() -> str:
    try:
        with current_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception:  # noqa: BLE001  (each transport has errors of its own; the answer is the same)
        return "does not answer"
    return OK


def _workers() -> str:
    """The roles that were heard of lately; empty where none was."""
    alive = WorkerBeat.objects.alive(timezone.now())
    return ", ".join(sorted(set(alive.values_list("role", flat=True))))


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return render(request, "403.html", {"stale_form": True}, status=403)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """What nobody caught. Told apart: a full disk (507), which trying again won't help and an admin can mend, and a
    database that is away (503), which comes back."""
    error = sys.exc_info()[1]
    is_full = _is_disk_full(error)
    is_away = not is_full and _is_database_away(error)
    page = render_to_string("500.html", {"is_disk_full": is_full, "is_database_away": is_away})
    if is_away:
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return HttpResponse(page, status=507 if is_full else 500)


def _is_disk_full(error: BaseException | None) -> bool:
    """As the file system, SQLite and PostgreSQL (SQLSTATE 53100) say it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if "disk is full" in str(error) or getattr(error, "sqlstate", None) == "53100":
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_database_away(error: BaseException | None) -> bool:
    """Gone, starting or stopping: PostgreSQL gives no SQLSTATE, or one of classes 08 and 57P. SQLite: held for longer
    than its time-out, or its file can't be opened."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    if connection.vendor == "sqlite":
        return any(words in str(error) for words in ("is locked", "unable to open"))
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return not state or state.startswith(("08", "57P"))


@login_not_required
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that can't be read: too many fields, a name that no site has."""
    return render(request, "400.html", status=400)


@require_GET
@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address on pages that name no icon (the administration)."""
    return redirect(static("mark.svg"))
