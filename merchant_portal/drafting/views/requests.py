"""One request as it is being written: words on the way, cancel, retry, and asking again with an instruction.
A card in progress polls; one that is over does not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merchant_portal.accounts.access import merchant_page
from merchant_portal.drafting.forms import RewriteForm
from merchant_portal.drafting.models import Draft, Request
from merchant_portal.drafting.offered import engine_name
from merchant_portal.drafting.services import requests as acts
from merchant_portal.drafting.views.saying import REFUSALS, refusal

#: Wishes at one press.
WORDS = (gettext_lazy("shorter"), gettext_lazy("longer"), gettext_lazy("warmer"), gettext_lazy("plainer"))


def _request(pk: int) -> Request:
    return get_object_or_404(Request.objects.select_related("product", "version__template", "draft"), pk=pk)


def _card(request: HttpRequest, row: Request) -> HttpResponse:
    is_over = row.state not in acts.OPEN
    context = {
        "asked": row,
        "is_over": is_over,
        "candidates": row.candidates.all() if row.state == Request.State.DONE else (),
        "engine": engine_name(row.engine),
        "may_ask": request.membership is not None,
    }
    fragment = "drafting/_request.html" if request.htmx else "drafting/request.html"
    response = render(request, fragment, context)
    if request.htmx and row.state == Request.State.DONE:
        response.headers["HX-Trigger"] = "copyWritten"
    return response


@require_GET
@merchant_page(reviewers=True)
def request_card(request: HttpRequest, merchant: str, asked: int) -> HttpResponse:
    """How far it is; the words so far."""
    return _card(request, _request(asked))


@require_POST
@merchant_page
def cancel(request: HttpRequest, merchant: str, asked: int) -> HttpResponse:
    """Stops it."""
    row = _request(asked)
    try:
        acts.cancel_request(request=row, by=request.user, now=timezone.now())
    except acts.NotOpen:
        messages.info(request, _("It was finished a moment ago."))
    return _after(request, row)


@require_POST
@merchant_page
def retry(request: HttpRequest, merchant: str, asked: int) -> HttpResponse:
    """Asks again for what failed."""
    row = _request(asked)
    try:
        acts.retry_request(request=row, by=request.user, now=timezone.now())
    except acts.NotOpen:
        messages.info(request, _("Somebody asked again a moment ago."))
    except acts.CapReached as error:
        messages.error(request, refusal(error))
    return _after(request, row)


def _after(request: HttpRequest, row: Request) -> HttpResponse:
    if not request.htmx:
        return redirect("drafting:request", request.merchant.slug, row.pk)
    return _card(request, _request(row.pk))


@require_http_methods(["GET", "POST"])
@merchant_page(reviewers=True)
def rewrite(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """The form beside a draft; asking answers with the request as it is being written."""
    row = get_object_or_404(Draft.objects.select_related("product__merchant"), pk=draft)
    form = RewriteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.rewrite(
                draft=row,
                instruction=form.cleaned_data["instruction"],
                by=request.user,
                now=timezone.now(),
                token=form.cleaned_data["token"],
            )
        except acts.NotOpen:
            messages.error(request, _("This text was not written by a model; ask for copy on the product’s page."))
        except REFUSALS as error:
            messages.error(request, refusal(error))
        else:
            return _after(request, made)
    fragment = "drafting/_rewrite.html" if request.htmx else "drafting/rewrite.html"
    return render(request, fragment, {"draft": row, "form": form, "words": WORDS})
