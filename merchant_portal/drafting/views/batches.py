"""Many products at once: the panel with its estimate, the list of batches, one batch's page.
A batch that runs polls; one that is over does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merchant_portal.accounts.access import merchant_page
from merchant_portal.accounts.paging import keyset_page
from merchant_portal.catalog.listing import Listing, kept_selection, select, selection_of
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.forms import AUDIENCES, WriteForm
from merchant_portal.drafting.models import Batch, Request
from merchant_portal.drafting.offered import engine_name
from merchant_portal.drafting.services import batches as acts
from merchant_portal.drafting.services.requests import CapReached, NotOpen
from merchant_portal.drafting.views.saying import REFUSALS, refusal

State = Batch.State
ACTIVE = (State.QUEUED, State.RUNNING, State.PAUSED)


def _selection(query: QueryDict) -> dict[str, Any]:
    """What was chosen: the panel's own hidden field, the list's bulk bar, or a list's query string."""
    if kept := query.get("selection"):
        return kept_selection(kept)
    if "ids" in query or "all" in query or "list" in query:
        return selection_of(query)
    return {"filters": dict(Listing.from_query(query).filters)}


@require_http_methods(["GET", "POST"])
@merchant_page
def write_list(request: HttpRequest, merchant: str) -> HttpResponse:
    """What it would cost, then the batch."""
    shop, now = request.merchant, timezone.now()
    selection = _selection(request.POST if request.method == "POST" else request.GET)
    goes = request.method == "POST" and "go" in request.POST
    form = WriteForm(request.POST if goes else None, merchant=shop)
    if goes and form.is_valid():
        try:
            batch = acts.create_batch(
                merchant=shop,
                version=form.cleaned_data["version"],
                selection=selection,
                by=request.user,
                now=now,
                asked=form.asked(),
                engine=form.cleaned_data["engine"],
                only_where_empty=form.cleaned_data["only_where_empty"],
                token=form.cleaned_data["token"],
            )
            return redirect("drafting:batch", merchant, batch.pk)
        except REFUSALS as error:
            messages.error(request, refusal(error))
    chosen = select(Product.objects.filter(merchant=shop), selection)
    context = {
        "form": form,
        "selection": json.dumps(selection, ensure_ascii=False),
        "estimate": acts.estimate(merchant=shop, selection=selection, now=now),
        "first": chosen.order_by("pk").first(),
        "audiences": AUDIENCES,
    }
    return render(request, "drafting/write_list.html", context)


@require_GET
@merchant_page
def batch_list(request: HttpRequest, merchant: str) -> HttpResponse:
    """All batches, newest first."""
    rows = Batch.objects.select_related("version__template", "requested_by")
    page = keyset_page(rows, ["-created_at", "-id"], request.GET.get("after", ""), 30)
    return render(request, "drafting/batches.html", {"page": page, "rows": _rows(page.rows)})


@require_GET
@merchant_page
def running(request: HttpRequest, merchant: str) -> HttpResponse:
    """A fragment: what is being written now."""
    rows = Batch.objects.filter(state__in=ACTIVE).select_related("version__template", "requested_by")
    return render(request, "drafting/_running.html", {"rows": _rows(rows.order_by("-id")[:5])})


def _row(batch: Batch) -> dict[str, Any]:
    return {"batch": batch, "progress": acts.progress(batch=batch, now=timezone.now())}


def _rows(batches: Iterable[Batch]) -> list[dict[str, Any]]:
    """A list's rows; their counts are one query together."""
    now, shown = timezone.now(), list(batches)
    counts = acts.counts_of(shown)
    return [{"batch": b, "progress": acts.progress(batch=b, now=now, counts=counts[b.pk])} for b in shown]


def _batch(pk: int) -> Batch:
    return get_object_or_404(Batch.objects.select_related("version__template", "requested_by", "merchant"), pk=pk)


def _page(request: HttpRequest, batch: Batch) -> HttpResponse:
    reason = request.GET.get("failed", "")
    failed = Request.objects.filter(batch=batch, state=Request.State.FAILED).select_related("product")
    failed = failed.filter(error=reason) if reason else failed
    context = _row(batch) | {
        "is_active": batch.state in ACTIVE,
        "polls": batch.state in (State.QUEUED, State.RUNNING),
        "engine": engine_name(batch.asked.get("engine", "")),
        "failed": failed.order_by("id")[:50],
        "reason": reason,
    }
    return render(request, "drafting/_batch.html" if request.htmx else "drafting/batch.html", context)


@require_GET
@merchant_page
def batch_page(request: HttpRequest, merchant: str, batch: int) -> HttpResponse:
    """How far it is, how fast, what failed and why."""
    return _page(request, _batch(batch))


def _act(request: HttpRequest, pk: int, act: Any, said: str = "") -> HttpResponse:
    batch = _batch(pk)
    try:
        act(batch=batch, by=request.user, now=timezone.now())
        if said:
            messages.success(request, said)
    except NotOpen:
        messages.info(request, _("Somebody was first, or the batch is over. This is how it stands now."))
    except CapReached as error:
        messages.error(request, refusal(error))
    return _page(request, _batch(pk)) if request.htmx else redirect("drafting:batch", request.merchant.slug, pk)


@require_POST
@merchant_page
def pause(request: HttpRequest, merchant: str, batch: int) -> HttpResponse:
    return _act(request, batch, acts.pause_batch, _("Paused. Nothing further is begun."))


@require_POST
@merchant_page
def resume(request: HttpRequest, merchant: str, batch: int) -> HttpResponse:
    return _act(request, batch, acts.resume_batch)


@require_POST
@merchant_page
def cancel(request: HttpRequest, merchant: str, batch: int) -> HttpResponse:
    return _act(request, batch, acts.cancel_batch, _("Cancelled. What was written stays."))


@require_POST
@merchant_page
def retry(request: HttpRequest, merchant: str, batch: int) -> HttpResponse:
    """Asks again for everything that failed."""

    def again(**who: Any) -> None:
        n = acts.retry_failed(**who)
        said = ngettext("%(n)s product is tried again.", "%(n)s products are tried again.", n)
        messages.success(request, said % {"n": n})

    return _act(request, batch, again)
