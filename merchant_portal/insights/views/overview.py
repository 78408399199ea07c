"""What came of it: verdicts as figures, and the verdicts behind each figure; of one shop or of all.
Counts nothing itself; decisions.py does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from merchant_portal.accounts.access import merchant_page, reviewer_page
from merchant_portal.accounts.models import Merchant
from merchant_portal.insights import decisions as counted
from merchant_portal.insights.decisions import DAYS, FILTERS, Decision

SHOWN = 200


def _rows(request: HttpRequest, merchant: Merchant | None) -> tuple[list[Decision], dict[str, Any]]:
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, DAYS) else 30
    rows = counted.decisions_of(merchant=merchant, since=timezone.now() - timedelta(days=days))
    place = [merchant.slug] if merchant else []
    name = "shop" if merchant else "ops"
    return rows, {
        "shop": merchant,
        "days": days,
        "day_choices": DAYS,
        "here": reverse(f"insights:{name}_overview", args=place),
        "list": reverse(f"insights:{name}_decisions", args=place),
    }


def _overview(request: HttpRequest, merchant: Merchant | None) -> HttpResponse:
    rows, context = _rows(request, merchant)
    groups = [(by, counted.grouped(rows, by)) for by in ("version", "kind", "language", "reviewer")]
    return render(request, "insights/overview.html", {**context, "whole": counted.figures(rows), "groups": groups})


def _decisions(request: HttpRequest, merchant: Merchant | None) -> HttpResponse:
    rows, context = _rows(request, merchant)
    found = counted.narrowed(rows, {name: request.GET[name] for name in FILTERS if name in request.GET})
    context |= {"rows": found[:SHOWN], "total": len(found), "whole": counted.figures(found)}
    return render(request, "insights/decisions.html", context)


@require_GET
@reviewer_page
def ops_overview(request: HttpRequest) -> HttpResponse:
    """Of every shop."""
    return _overview(request, None)


@require_GET
@reviewer_page
def ops_decisions(request: HttpRequest) -> HttpResponse:
    """The verdicts behind a figure, of every shop."""
    return _decisions(request, None)


@require_GET
@merchant_page(reviewers=True)
def shop_overview(request: HttpRequest, merchant: str) -> HttpResponse:
    """Of one shop."""
    return _overview(request, request.merchant)


@require_GET
@merchant_page(reviewers=True)
def shop_decisions(request: HttpRequest, merchant: str) -> HttpResponse:
    """The verdicts behind a figure, of one shop."""
    return _decisions(request, request.merchant)
