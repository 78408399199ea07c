"""The product list and the product page: one address each, as a page or as the part that changed.
Knows no rules: each act is a service, each list a Listing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merchant_portal.accounts.access import merchant_page
from merchant_portal.accounts.paging import bounded_count, keyset_page
from merchant_portal.catalog import changes, listing, services
from merchant_portal.catalog.forms import NewProductForm, ProductForm
from merchant_portal.catalog.listing import Listing
from merchant_portal.catalog.models import Import, Product, ProductEvent
from merchant_portal.catalog.proposing import open_proposals
from merchant_portal.catalog.services.products import FACT_PART, OWN_PART

PAGE = 50
#: Counting stops here: what lies beyond is "100,000+", and so costs the same.
COUNTED = 100_000
#: The same where each row must be looked at, for words and for copy.
COUNTED_BY_LOOKING = 10_000
#: So few products are paged by number: looking for a page of them in the list's order would pass over all the others.
FEW = 2000


@require_GET
@merchant_page
def product_list(request: HttpRequest, merchant: str) -> HttpResponse:
    """The shop's products, narrowed and ordered by the query string."""
    shown = Listing.from_query(request.GET)
    rows, counted = shown.products(), None
    if shown.is_looked_for:
        numbers = list(rows.order_by().values_list("pk", flat=True)[: COUNTED_BY_LOOKING + 1])
        counted = min(len(numbers), COUNTED_BY_LOOKING), len(numbers) > COUNTED_BY_LOOKING
        rows = Product.objects.filter(pk__in=numbers) if len(numbers) <= FEW else rows
    page = keyset_page(
        rows.defer("own_text", "own_html", "source", "facts", "variants", "search"),
        shown.columns,
        request.GET.get("after", ""),
        PAGE,
    )
    alone = not page.next and not page.previous
    count, more = counted or ((len(page), False) if alone else bounded_count(rows, COUNTED))
    marks = listing.copy_marks(page.rows)
    context = {
        "listing": shown,
        "page": page,
        "rows": [(product, marks[product.pk]) for product in page.rows],
        "count": count,
        "more": more,
        "filters_query": QueryDict(mutable=True),
    }
    context["filters_query"].update(shown.filters)
    if request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:
        return render(request, "catalog/_products.html", context)
    context |= {
        "categories": listing.categories(request.merchant),
        "imports": Import.objects.filter(state=Import.State.DONE).order_by("-started_at")[:20],
        "orders": listing.ORDER_NAMES.items(),
        "copies": listing.COPY_NAMES.items(),
    }
    return render(request, "catalog/products.html", context)


@require_http_methods(["GET", "POST"])
@merchant_page
def new_product(request: HttpRequest, merchant: str) -> HttpResponse:
    """A product typed in by hand."""
    form = NewProductForm(request.POST or None, initial={"language": request.merchant.language})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.create_product(
                merchant=request.merchant, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except services.SkuTaken as taken:
            form.add_error("sku", _("“%(title)s” has this SKU already.") % {"title": taken.product.title})
        else:
            return redirect("catalog:product", merchant=merchant, product=row.pk)
    return render(request, "catalog/new_product.html", {"form": form})


@require_POST
@merchant_page
def archive(request: HttpRequest, merchant: str) -> HttpResponse:
    """Takes the chosen products out of the lists; the message has the button that brings these very ones back."""
    rows, now = listing.select(Product.objects.all(), listing.selection_of(request.POST)), timezone.now()
    n = len(services.archive_products(products=rows, by=request.user, now=now))
    text = ngettext("%(n)s product was archived.", "%(n)s products were archived.", n) % {"n": n}
    back = {"moment": now.isoformat(), "list": request.POST.get("list", "")}
    undo = f"{reverse('catalog:restore', args=[merchant])}?{urlencode(back)}"
    messages.success(request, text, extra_tags=undo if n else "")
    return _to_list(merchant, back["list"])


@require_POST
@merchant_page
def restore(request: HttpRequest, merchant: str) -> HttpResponse:
    """Brings the chosen products back, or those that one press archived (`moment`)."""
    if moment := _moment(request.GET.get("moment", "")):
        rows = Product.objects.filter(archived_at=moment)
    else:
        rows = listing.select(Product.objects.all(), listing.selection_of(request.POST))
    n = len(services.restore_products(products=rows, by=request.user, now=timezone.now()))
    if n:
        messages.success(request, ngettext("%(n)s product is back.", "%(n)s products are back.", n) % {"n": n})
    else:
        messages.info(request, _("Nothing was left to bring back."))
    return _to_list(merchant, request.POST.get("list", "") or request.GET.get("list", ""))


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _to_list(merchant: str, query: str) -> HttpResponse:
    """The list as it was narrowed and ordered."""
    address = redirect("catalog:products", merchant=merchant)
    if query and not query.startswith(("/", "http")):
        address["Location"] += f"?{QueryDict(query).urlencode()}"
    return address


def get_product(pk: int) -> Product:
    """A product of the open shop."""
    return get_object_or_404(Product.objects.select_related("last_import"), pk=pk)


def facts_context(product: Product, **extra: Any) -> dict[str, Any]:
    """What `_facts.html` and `_proposals.html` show of a product."""
    return {
        "product": product,
        "facts": product.facts,
        "seen": changes.token(product, FACT_PART),
        "most": changes.MAX_FACTS,
        "proposals": open_proposals(product),
        **extra,
    }


def fields_context(product: Product, form: ProductForm | None = None, **extra: Any) -> dict[str, Any]:
    """What `_fields.html` shows of a product."""
    return {
        "product": product,
        "form": form or ProductForm(instance=product),
        "own_seen": changes.token(product, OWN_PART),
        **extra,
    }


@require_GET
@merchant_page(reviewers=True)
def product_page(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """One product: its facts, what was read out of its words, its fields, and its copy beside them."""
    row = get_product(product)
    return render(request, "catalog/product.html", {**facts_context(row), **fields_context(row)})


@require_POST
@merchant_page
def facts(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """Saves the fact rows. A lost race shows both versions and loses neither."""
    row = get_product(product)
    names, values = request.POST.getlist("name"), request.POST.getlist("value")
    rows = [{"name": n, "value": v} for n, v in zip(names, values, strict=False) if n.strip() or v.strip()]
    if len(rows) > changes.MAX_FACTS:
        messages.error(
            request,
            _("A product can have %(most)s facts; these are %(n)s, so none was saved. Take some out and save again.")
            % {"most": changes.MAX_FACTS, "n": len(rows)},
        )
        return _typed(request, row, rows)
    typed = changes.clean_facts(rows)
    try:
        row = services.save_facts(
            product=row, seen=request.POST.get("seen", ""), facts=typed, by=request.user, now=timezone.now()
        )
    except services.ChangedMeanwhile as lost:
        return _both(request, merchant, lost.product, typed)
    if not request.htmx:
        messages.success(request, _("The facts were saved."))
        return redirect("catalog:product", merchant=merchant, product=row.pk)
    template = "catalog/_facts_saved.html" if request.POST.get("auto") else "catalog/_facts.html"
    response = render(request, template, facts_context(row, saved_at=timezone.now(), oob=True))
    response["HX-Trigger"] = "factsChanged"
    return response


def _both(request: HttpRequest, merchant: str, now_stored: Product, typed: list[dict[str, str]]) -> HttpResponse:
    """The rows as they were typed, ready to save over what somebody else saved, which stands beside them."""
    last = ProductEvent.objects.filter(product=now_stored).select_related("actor").last()
    return _typed(request, now_stored, typed, theirs=now_stored.facts, last=last)


def _typed(request: HttpRequest, product: Product, typed: list[dict[str, str]], **extra: Any) -> HttpResponse:
    """The rows as they were typed and not saved, for another try."""
    context = facts_context(product, **{"facts": typed, **extra})
    if not request.htmx:
        return render(request, "catalog/product.html", {**context, **fields_context(product)})
    response = render(request, "catalog/_facts.html", context)
    response["HX-Retarget"] = f"#facts-{product.pk}"
    response["HX-Reswap"] = "outerHTML"
    return response


@require_POST
@merchant_page
def fields(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """Saves the fields beside the facts; the same promise for a lost race."""
    row = get_product(product)
    form = ProductForm(request.POST, request.FILES, instance=get_product(product))
    extra: dict[str, Any] = {}
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            if upload := form.cleaned_data["image"]:
                values["image"] = _stored(row, services.keep_image(upload))
            row = services.save_product(
                product=row, seen=request.POST.get("seen", ""), values=values, by=request.user, now=timezone.now()
            )
        except services.NotAnImage:
            form.add_error("image", _("This is no picture that can be shown, or it is larger than 5 MB."))
        except services.ChangedMeanwhile as lost:
            row = lost.product
            extra = {"theirs": ProductForm(instance=row), "last": ProductEvent.objects.filter(product=row).last()}
        else:
            if not request.htmx:
                messages.success(request, _("The product was saved."))
                return redirect("catalog:product", merchant=merchant, product=row.pk)
            form, extra = ProductForm(instance=row), {"saved_at": timezone.now()}
    if not request.htmx:
        return render(request, "catalog/product.html", {**facts_context(row), **fields_context(row, form, **extra)})
    response = render(request, "catalog/_fields.html", fields_context(row, form, **extra))
    if "saved_at" in extra:
        response["HX-Trigger"] = "factsChanged"
    return response


def _stored(product: Product, upload: Any) -> str:
    """Keeps the picture and gives its name, so that the row changes by one UPDATE like any other field."""
    image = Product._meta.get_field("image")
    name = image.generate_filename(product, upload.name)
    return image.storage.save(name, upload)


@require_GET
@merchant_page(reviewers=True)
def history(request: HttpRequest, merchant: str, product: int) -> HttpResponse:
    """Who changed what and when, the last first."""
    row = get_product(product)
    events = ProductEvent.objects.filter(product=row).select_related("actor").order_by("-at", "-id")[:50]
    return render(request, "catalog/_history.html", {"product": row, "events": events})
