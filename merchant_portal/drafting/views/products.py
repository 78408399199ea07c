"""One product's copy: what there is by kind and language, what is being written, and the panel that asks.
Changes nothing but by request_copy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from merchant_portal.accounts.access import merchant_page
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.forms import AUDIENCES, WriteForm
from merchant_portal.drafting.models import Draft
from merchant_portal.drafting.services.requests import left_today, open_for, request_copy
from merchant_portal.drafting.views.saying import REFUSALS, refusal


def _product(pk: int) -> Product:
    return get_object_or_404(Product.objects.select_related("merchant"), pk=pk)


def _copy(request: HttpRequest, product: Product, form: WriteForm | None = None, **extra: Any) -> HttpResponse:
    drafts = Draft.objects.filter(product=product).exclude(text="").order_by("kind", "language", "channel", "audience")
    context = {
        "product": product,
        "drafts": drafts,
        "asked": open_for(product=product),
        "form": form or WriteForm(merchant=request.merchant, language=product.language),
        "audiences": AUDIENCES,
        "left": left_today(merchant=request.merchant, now=timezone.now()),
        "may_ask": request.membership is not None,
        **extra,
    }
    fragment = "drafting/_copy.html" if request.htmx else "drafting/product.html"
    return render(request, fragment, context)


@require_GET
@merchant_page(reviewers=True)
def product_copy(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """The copy of one product and the panel that asks for more."""
    return _copy(request, _product(product), open_panel=bool(request.GET.get("write")))


@require_http_methods(["GET", "POST"])
@merchant_page
def write(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """The panel; asking answers with the product's copy, where the new request is seen being written."""
    row = _product(product)
    if request.method == "GET":
        return _copy(request, row, open_panel=True)
    form = WriteForm(request.POST, merchant=request.merchant)
    if not form.is_valid():
        return _copy(request, row, form, open_panel=True)
    try:
        request_copy(
            product=row,
            version=form.cleaned_data["version"],
            by=request.user,
            now=timezone.now(),
            asked=form.asked(),
            engine=form.cleaned_data["engine"],
            token=form.cleaned_data["token"],
        )
    except REFUSALS as error:
        messages.error(request, refusal(error))
        return _copy(request, row, form, open_panel=True)
    if not request.htmx:
        messages.success(request, _("The copy is being written."))
        return redirect("drafting:product_copy", merchant, row.pk)
    return _copy(request, row)
