"""The evidence locker: documents that settle claims, for a product or the whole shop.
Knows nothing of claims."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merchant_portal.accounts.access import merchant_page
from merchant_portal.catalog import services
from merchant_portal.catalog.forms import EvidenceForm
from merchant_portal.catalog.models import Evidence


@require_http_methods(["GET", "POST"])
@merchant_page
def locker(request: HttpRequest, merchant: str) -> HttpResponse:
    """What the shop can prove, and a form for one more document."""
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            services.add_evidence(
                merchant=request.merchant,
                values=values,
                file=form.cleaned_data["file"],
                products=form.cleaned_data["skus"],
                by=request.user,
                now=timezone.now(),
            )
        except services.NotADocument:
            form.add_error("file", _("This is no PDF, PNG or JPEG, or it is larger than 10 MB."))
        else:
            messages.success(request, _("The document is in the locker. Texts that rest on it pass from now on."))
            return redirect("catalog:evidence", merchant=merchant)
    rows = (
        Evidence.objects.select_related("added_by").prefetch_related("products").order_by("withdrawn_at", "-added_at")
    )
    context = {"form": form, "rows": rows[:200], "today": timezone.localdate()}
    return render(request, "catalog/evidence.html", context)


@require_GET
@merchant_page(reviewers=True)
def document(request: HttpRequest, merchant: str, evidence: int) -> FileResponse:
    """The document itself, to be saved: for the shop and those who judge its texts, never by a link that travels."""
    row = get_object_or_404(Evidence.objects.exclude(file=""), pk=evidence)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file.name.rpartition("/")[2])


@require_POST
@merchant_page
def withdraw(request: HttpRequest, merchant: str, evidence: int) -> HttpResponse:
    """Takes a document out of force."""
    row = get_object_or_404(Evidence, pk=evidence)
    if services.withdraw_evidence(evidence=row, now=timezone.now()):
        messages.success(request, _("The document was withdrawn. It stays in the list, and settles nothing any more."))
    return redirect("catalog:evidence", merchant=merchant)
