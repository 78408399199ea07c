"""The workers as ops sees them: queue, age, rate, memory, failures; and the same figures for Prometheus.
Reads rows only; asks no worker and loads no engine."""

from __future__ import annotations

import secrets
import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET
from django_scopes import scopes_disabled

from merchant_portal.accounts.access import reviewer_page
from merchant_portal.drafting.models import Batch, Request, WorkerBeat
from merchant_portal.drafting.offered import engine_name
from merchant_portal.environment import read

LOW_DISK_MB = 500


def figures() -> dict[str, Any]:
    """All figures of this minute. Bounded: counts go through the indexes of the queue and of what ended."""
    now = timezone.now()
    hour = now - timedelta(hours=1)
    queues = []
    for priority, name in ((Request.INTERACTIVE, "interactive"), (Request.BULK, "bulk")):
        rows = Request.objects.filter(state=Request.State.QUEUED, priority=priority).exclude(
            batch__state__in=Batch.HELD_BACK
        )
        found = rows.aggregate(depth=Count("id"), oldest=Min("created_at"))
        age = (now - found["oldest"]).total_seconds() if found["oldest"] else 0.0
        queues.append({"name": name, "depth": found["depth"], "age": age})
    recent = Request.objects.filter(finished_at__gt=hour).order_by()
    ended = dict(recent.values_list("state").annotate(n=Count("id")))
    reasons = recent.filter(state=Request.State.FAILED).values_list("error").annotate(n=Count("id")).order_by("-n")[:8]
    beats = list(WorkerBeat.objects.order_by("role", "name"))
    for beat in beats:
        beat.lives = beat.is_alive(now)
    return {
        "queues": queues,
        "writing": Request.objects.filter(state=Request.State.WRITING).count(),
        "done": ended.get("done", 0),
        "failed": ended.get("failed", 0),
        "reasons": list(reasons),
        "beats": beats,
        "alive": sum(b.lives and b.role == "writing" for b in beats),
        "rate": sum(b.rate for b in beats if b.lives and b.role == "writing"),
        "disk_mb": shutil.disk_usage(settings.VAR_DIR).free >> 20,
        "engine": engine_name(settings.COPYWRITER_ENGINE),
    }


@require_GET
@reviewer_page
def workers(request: HttpRequest) -> HttpResponse:
    """What the model workers do now."""
    context = figures()
    context["is_disk_low"] = context["disk_mb"] < LOW_DISK_MB
    return render(request, "drafting/_workers.html" if request.htmx else "drafting/workers.html", context)


@require_GET
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus: with the token of METRICS_TOKEN as a bearer, or for a signed-in reviewer or admin."""
    token = read("METRICS_TOKEN")
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    user = request.user
    is_site = user.is_authenticated and (user.is_reviewer or user.is_superuser)
    if not is_site and not (token and secrets.compare_digest(sent.encode(), token.encode())):
        raise Http404
    with scopes_disabled(), override("en"):  # a label that changes with the reader's language is another series
        found = figures()
    return HttpResponse(_exposition(found), content_type="text/plain; version=0.0.4; charset=utf-8")


def _exposition(found: dict[str, Any]) -> str:
    lines: list[str] = []

    def gauge(name: str, what: str, *samples: tuple[str, float]) -> None:
        lines.append(f"# HELP countersign_{name} {what}")
        lines.append(f"# TYPE countersign_{name} gauge")
        lines.extend(f"countersign_{name}{labels} {value:g}" for labels, value in samples)

    def label(**values: str) -> str:
        escaped = (
            (name, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n"))
            for name, value in values.items()
        )
        return "{" + ",".join(f'{name}="{value}"' for name, value in escaped) + "}"

    queues, beats = found["queues"], found["beats"]
    gauge("engine_info", "The site's engine; always 1.", (label(engine=found["engine"]), 1))
    gauge("queue_depth", "Requests waiting.", *((label(priority=q["name"]), q["depth"]) for q in queues))
    gauge("queue_age_seconds", "Age of the oldest.", *((label(priority=q["name"]), q["age"]) for q in queues))
    gauge("writing", "Requests being written.", ("", found["writing"]))
    ended = ((label(state=s), found[s]) for s in ("done", "failed"))
    gauge("ended_last_hour", "Requests that ended in the last hour.", *ended)
    gauge("rate", "Products a minute, all living model workers together, while there was work.", ("", found["rate"]))
    gauge("model_workers_alive", "Model workers heard of lately.", ("", found["alive"]))
    each = [(label(name=b.name, role=b.role, engine=b.model_id), b) for b in beats]
    gauge("worker_alive", "1 where a worker was heard of lately.", *((labels, b.lives) for labels, b in each))
    gauge("worker_in_flight", "Requests a worker is writing.", *((labels, b.in_flight) for labels, b in each))
    gauge("worker_written", "Requests written since its start.", *((labels, b.written) for labels, b in each))
    gauge("worker_rate", "Products a minute.", *((labels, b.rate) for labels, b in each))
    gauge("worker_memory_megabytes", "Resident memory.", *((labels, b.memory_mb) for labels, b in each))
    gauge("disk_free_megabytes", "Free space where the site keeps its data.", ("", found["disk_mb"]))
    return "\n".join(lines) + "\n"
