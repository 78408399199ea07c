"""A shop's experiments: the list, making one, its lines and their signature, its course and its result.
Each act is one service call and the page again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copywriter.formats.detect import decode, delimiter
from merchant_portal.accounts.access import merchant_page, owner_page
from merchant_portal.insights.forms import ExperimentForm
from merchant_portal.insights.models import Experiment, ExperimentLine, ShopToken
from merchant_portal.insights.rates import result_of
from merchant_portal.insights.services import experiments as acts
from merchant_portal.insights.services.observing import FIELDS, Taken, observe

State = Experiment.State
#: Of one upload; a longer log comes in several files, or by the endpoint.
MOST_BYTES, MOST_ROWS = 5 * 1024 * 1024, 50_000
#: Rows a transaction: half a second on SQLite, and nobody waits longer for the write lock.
SLICE = 2000


@require_GET
@merchant_page(reviewers=True)
def experiments(request: HttpRequest, merchant: str) -> HttpResponse:
    """The shop's experiments, newest first, and the token of its front end."""
    rows = Experiment.objects.select_related("created_by").order_by("-created_at", "-pk")[:100]
    context = {"rows": rows, "token": ShopToken.objects.select_related("made_by").first()}
    return render(request, "insights/experiments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant_page
def new(request: HttpRequest, merchant: str) -> HttpResponse:
    """The form that makes one."""
    form = ExperimentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.make_experiment(
                merchant=request.merchant, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except acts.NoApprovedCopy:
            form.add_error(None, _("No approved generated text fits. Only approved lines are shown to visitors."))
        else:
            return redirect("insights:experiment", merchant, row.pk)
    return render(request, "insights/new_experiment.html", {"form": form})


def _find(pk: int) -> Experiment:
    return get_object_or_404(Experiment.objects.select_related("merchant", "signer", "first_signer"), pk=pk)


def _context(request: HttpRequest, row: Experiment, **extra: Any) -> dict[str, Any]:
    started = row.state != State.DRAFT
    lines = list(row.lines.select_related("product", "copy", "version__template"))
    return {
        "experiment": row,
        "lines": lines,
        "asleep": sum(line.copy.state != "live" for line in lines),
        "missing": sum(not line.human.strip() for line in lines),
        "events": row.events.exclude(new__in=["edited", "dropped"]).select_related("actor"),
        "may_sign": not started and acts.may_sign(experiment=row, user=request.user),
        "result": result_of(row) if started else None,
        "address": request.build_absolute_uri(reverse("insights:api_events", args=[row.key])),
        "ask": request.build_absolute_uri(reverse("insights:api_arm", args=[row.key])),
        "fields": FIELDS,
        **extra,
    }


@require_GET
@merchant_page(reviewers=True)
def experiment(request: HttpRequest, merchant: str, experiment: int) -> HttpResponse:
    """One experiment: its lines, what is to be done next, and once it runs what it came to."""
    return render(request, "insights/experiment.html", _context(request, _find(experiment)))


def _act(request: HttpRequest, row: Experiment, do: Callable[[], Any], done: str) -> HttpResponse:
    """Runs one act; what stands in its way is said on the page."""
    try:
        do()
    except acts.NotNow:
        messages.warning(request, _("That can’t be done now: somebody was first, or a signature is missing."))
    except acts.NotSigner:
        messages.warning(request, _("Your signature does not count here, or stands here already."))
    except acts.LinesOpen as error:
        opened = {line.pk: why for line, why in error.lines}
        return render(request, "insights/experiment.html", _context(request, _find(row.pk), opened=opened))
    else:
        messages.success(request, done)
    return redirect("insights:experiment", row.merchant.slug, row.pk)


@require_POST
@merchant_page
def line(request: HttpRequest, merchant: str, experiment: int, line: int) -> HttpResponse:
    """Saves the person's text of one product, or takes the product out."""
    row = _find(experiment)
    found = get_object_or_404(ExperimentLine, pk=line, experiment=row)
    now = timezone.now()
    if "drop" in request.POST:
        return _act(request, row, lambda: acts.drop_line(line=found, by=request.user, now=now), _("Taken out."))
    text = " ".join(request.POST.get("text", "").replace("\x00", "").split())[:2000]
    return _act(request, row, lambda: acts.write_line(line=found, text=text, by=request.user, now=now), _("Saved."))


@require_POST
@merchant_page(reviewers=True)
def sign(request: HttpRequest, merchant: str, experiment: int) -> HttpResponse:
    """Approves the person's lines as they stand."""
    row = _find(experiment)
    return _act(
        request,
        row,
        lambda: acts.sign_lines(experiment=row, by=request.user, now=timezone.now()),
        _("The lines are signed."),
    )


@require_POST
@merchant_page(reviewers=True)
def move(request: HttpRequest, merchant: str, experiment: int) -> HttpResponse:
    """Starts, pauses, goes on, ends."""
    row, new_state = _find(experiment), request.POST.get("to", "")
    said = {
        State.RUNNING: _("The experiment is running."),
        State.PAUSED: _("The experiment is paused."),
        State.ENDED: _("The experiment has ended."),
    }
    if new_state not in said:
        raise Http404
    return _act(
        request,
        row,
        lambda: acts.move_experiment(experiment=row, new=new_state, by=request.user, now=timezone.now()),
        said[State(new_state)],
    )


@require_POST
@merchant_page
def upload(request: HttpRequest, merchant: str, experiment: int) -> HttpResponse:
    """Takes a CSV of events; what was refused is listed with its row."""
    row, file = _find(experiment), request.FILES.get("file")
    taken, problem = None, ""
    if file is None or file.size > MOST_BYTES:
        problem = _("Choose a CSV file of at most 5 MB.")
    else:
        taken, problem = _read(row, file.read())
    return render(request, "insights/experiment.html", _context(request, row, taken=taken, problem=problem))


def _read(row: Experiment, data: bytes) -> tuple[Taken | None, str]:
    try:
        text, _encoding = decode(data)
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter(text)))
    except (ValueError, csv.Error):
        return None, _("This file can’t be read as CSV.")
    missing = [name for name in FIELDS[:4] if not rows or name not in rows[0]]
    if missing:
        return None, _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}
    if len(rows) > MOST_ROWS:
        return None, _("A file may have at most 50,000 rows. Send it in parts; a row that came before does no harm.")
    taken, now = Taken(), timezone.now()
    for start in range(0, len(rows), SLICE):
        part = observe(experiment=row, rows=rows[start : start + SLICE], now=now, first=start + 2)
        taken = Taken(taken.new + part.new, taken.repeated + part.repeated, taken.errors + part.errors)
    return taken, ""


@require_POST
@owner_page
def token(request: HttpRequest, merchant: str) -> HttpResponse:
    """A new token for the shop's front end, shown this once."""
    made = acts.make_token(merchant=request.merchant, by=request.user, now=timezone.now())
    rows = Experiment.objects.select_related("created_by").order_by("-created_at", "-pk")[:100]
    context = {"rows": rows, "token": ShopToken.objects.select_related("made_by").first(), "made": made}
    return render(request, "insights/experiments.html", context)
