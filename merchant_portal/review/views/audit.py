"""The audit of a shop's own texts: what was found, by group; the listings of a group; and starting it.
Finds nothing itself; the background reads, this page counts."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from copywriter.checks.rules import available_packs
from merchant_portal.accounts.access import merchant_page, reviewer_page
from merchant_portal.accounts.models import Merchant
from merchant_portal.accounts.paging import bounded_count
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.ground import Ground, ground_for, title_of
from merchant_portal.review import findings, services, tasks
from merchant_portal.review.models import Audit, OwnFinding, OwnText
from merchant_portal.review.services.auditing import CHANNEL, shared_openings, to_read


@require_GET
@merchant_page(reviewers=True)
def audit(request: HttpRequest, merchant: str) -> HttpResponse:
    """What the shop's own texts say that they should not; while the audit runs, how far it is."""
    shop, now = request.merchant, timezone.now()
    row = Audit.objects.filter(merchant=shop).first()
    running = bool(row and row.state == Audit.State.RUNNING)
    ground = ground_for(merchant=shop, today=localdate(now))
    texts = bounded_count(Product.objects.filter(merchant=shop).active().exclude(own_text=""))
    waiting = bounded_count(to_read(row, ground), 1000) if row and not running else (0, False)
    context = {
        "audit": row,
        "running": running,
        "texts": texts[0],
        "waiting": waiting[0],
        "read": bounded_count(OwnText.objects.filter(merchant=shop, product__archived_at__isnull=True), 100_000)[0],
        "groups": findings.remembered_counts(row, shop),
        "openings": shared_openings(shop),
        "fallen": findings.fallen(shop),
        "packs": _packs(ground, shop),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "review/_audit.html" if fragment else "review/audit.html", context)


def _packs(ground: Ground, shop: Merchant) -> list[tuple[str, str]]:
    """(title, version) of the packs that the shop's own texts are read by, in the languages that they are in."""
    reader = "zh-Hans" if (get_language() or "").startswith("zh") else "en"
    titles = {info.id: info.title[reader] for info in available_packs()}
    titles |= {pack["id"]: title_of(pack, reader) for pack in ground.own}
    texts = Product.objects.filter(merchant=shop).active().exclude(own_text="").order_by()
    found: dict[str, str] = {}
    for language in texts.values_list("language", flat=True).distinct():
        found |= ground.versions(language, CHANNEL)
    return [(titles.get(name, name), version) for name, version in found.items()]


@require_GET
@merchant_page(reviewers=True)
def listings(request: HttpRequest, merchant: str) -> HttpResponse:
    """The products of one group, each with the sentence and the finding."""
    group, rule = request.GET.get("group", ""), request.GET.get("rule", "")
    if group not in OwnFinding.Group.values:
        raise Http404
    page = findings.page_of(request.merchant, group=group, rule=rule, cursor=request.GET.get("after", ""))
    row = Audit.objects.filter(merchant=request.merchant).first()
    groups = findings.remembered_counts(row, request.merchant, most=40)
    context = {
        "group": group,
        "rule": rule,
        "page": page,
        "count": next((g for g in groups if g.group == group), None),
    }
    return render(request, "review/audit_listings.html", context)


@require_POST
@merchant_page
def start(request: HttpRequest, merchant: str) -> HttpResponse:
    """Reads what is new or changed; with `anew` every text once more."""
    row = services.ask_audit(
        merchant=request.merchant, by=request.user, now=timezone.now(), anew=bool(request.POST.get("anew"))
    )
    tasks.run_audit.delay(audit_id=row.pk)
    if not request.htmx:
        messages.success(request, _("Your texts are being read."))
    return redirect("review:audit", merchant)


@require_GET
@reviewer_page
def dismissed(request: HttpRequest) -> HttpResponse:
    """Which warnings people accept, by rule, over the last ninety days."""
    rows = findings.dismissed(timezone.now() - timedelta(days=90))
    return render(request, "review/audit_dismissed.html", {"rows": rows})
