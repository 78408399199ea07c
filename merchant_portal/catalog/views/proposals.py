"""Taking and dismissing the facts proposed for one product.
Answers with the fact rows and the proposals that are left."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from merchant_portal.accounts.access import merchant_page
from merchant_portal.catalog import services
from merchant_portal.catalog.models import FactProposal, Product
from merchant_portal.catalog.views.products import facts_context, get_product


def _answer(request: HttpRequest, product: Product) -> HttpResponse:
    if not request.htmx:
        return redirect("catalog:product", merchant=request.merchant.slug, product=product.pk)
    response = render(request, "catalog/_facts.html", facts_context(product, saved_at=timezone.now()))
    response["HX-Trigger"] = "factsChanged"
    return response


def _proposal(product: Product, pk: int) -> FactProposal:
    return get_object_or_404(FactProposal, pk=pk, product=product)


@require_POST
@merchant_page
def take_all(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """Takes every open proposal of the product."""
    row = services.take_proposals(product=get_product(product), proposals=None, by=request.user, now=timezone.now())
    return _answer(request, row)


@require_POST
@merchant_page
def take_one(request: HttpRequest, merchant: str, product: int, proposal: int) -> HttpResponse:
    """Takes one."""
    row = get_product(product)
    chosen = _proposal(row, proposal)
    return _answer(
        request, services.take_proposals(product=row, proposals=[chosen], by=request.user, now=timezone.now())
    )


@require_POST
@merchant_page
def dismiss(request: HttpRequest, merchant: str, product: int, proposal: int) -> HttpResponse:
    """Puts one away for good."""
    row = get_product(product)
    services.dismiss_proposal(proposal=_proposal(row, proposal), by=request.user, now=timezone.now())
    return _answer(request, row)
