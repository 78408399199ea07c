"""The export page: ask for a file, see it being made, fetch it.
Knows nothing of columns."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from copywriter.formats.export import SHAPES
from merchant_portal.accounts.access import merchant_page
from merchant_portal.catalog.listing import kept_selection, select, selection_of
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Channel, Kind, Language
from merchant_portal.publishing.models import Export
from merchant_portal.publishing.selection import live_copy
from merchant_portal.publishing.services import NothingToExport, request_export
from merchant_portal.review.models import ApprovedCopy


def shapes() -> list[tuple[str, str]]:
    names = {
        "shopify": "Shopify CSV",
        "woocommerce": "WooCommerce CSV",
        "magento": "Magento CSV",
        "google": "Google Merchant TSV",
        "plain": _("Plain CSV for spreadsheets"),
    }
    return [(code, names[code]) for code in SHAPES]


@require_GET
@merchant_page
def exports(request: HttpRequest, merchant: str) -> HttpResponse:
    """What can be handed over, and the files made so far."""
    rows = list(Export.objects.select_related("requested_by").order_by("-created_at")[:30])
    context = {
        "rows": rows,
        "under_way": any(r.state in (Export.State.QUEUED, Export.State.RUNNING) for r in rows),
        "live": live_copy(merchant=request.merchant, options={}).order_by().count(),
        **_choices(),
    }
    template = "publishing/_exports.html" if request.htmx and not request.htmx.boosted else "publishing/exports.html"
    return render(request, template, context)


@require_POST
@merchant_page
def selection(request: HttpRequest, merchant: str) -> HttpResponse:
    """A file of the products that were chosen in the list: what it would hold, and its shape."""
    chosen = selection_of(request.POST)
    live = live_copy(merchant=request.merchant, options={"selection": chosen}).order_by()
    context = {
        "products": select(Product.objects.all(), chosen).count(),
        "live": live.count(),
        "covered": live.values("product").distinct().count(),
        "selection": json.dumps(chosen, ensure_ascii=False),
        **_choices(),
    }
    return render(request, "publishing/selection.html", context)


def _choices() -> dict[str, Any]:
    """What the form of a file offers."""
    return {
        "shapes": shapes(),
        "kinds": Kind.choices,
        "languages": Language.choices,
        "channels": Channel.choices,
        "came_as": _came_as(),
    }


def _came_as() -> str:
    """The shape most of the shop's live copy came in: the sensible default."""
    rows = (
        ApprovedCopy.objects.filter(state="live")
        .values("product__source__format")
        .annotate(n=Count("id"))
        .order_by("-n")
    )
    first = next((r["product__source__format"] for r in rows[:1]), None)
    return first if first in SHAPES else "plain"


@require_POST
@merchant_page
def ask(request: HttpRequest, merchant: str) -> HttpResponse:
    """Asks for a file."""
    form = request.POST
    shape = form.get("format", "plain")
    options = {
        "kind": form.get("kind", "") if form.get("kind") in Kind.values else "",
        "language": form.get("language", "") if form.get("language") in Language.values else "",
        "channel": form.get("channel", "") if form.get("channel") in Channel.values else "",
        "label": bool(form.get("label")),
        "label_in_text": bool(form.get("label_in_text")),
    }
    if kept := form.get("selection"):
        options["selection"] = kept_selection(kept)
    try:
        request_export(
            merchant=request.merchant,
            format=shape if shape in SHAPES else "plain",
            options=options,
            by=request.user,
            now=timezone.now(),
        )
    except NothingToExport:
        messages.warning(
            request, _("Nothing to export: no live copy matches. Approve some first, or widen the choice.")
        )
    return redirect("publishing:exports", merchant=merchant)


@require_GET
@merchant_page
def download(request: HttpRequest, merchant: str, export: int) -> HttpResponse:
    """The file, as an attachment."""
    row = get_object_or_404(Export, pk=export, state=Export.State.DONE)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file.name.rsplit("/", 1)[-1])
