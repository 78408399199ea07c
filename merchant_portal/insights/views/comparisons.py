"""Starting a blind comparison, the list of them, its progress and its result. Voting is in voting.py."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merchant_portal.accounts.access import reviewer_page
from merchant_portal.accounts.paging import bounded_count
from merchant_portal.insights import services
from merchant_portal.insights.access import comparisons_of, is_ops, may_see_result, person_page
from merchant_portal.insights.forms import ComparisonForm
from merchant_portal.insights.models import Comparison, Pair, Vote, Voter
from merchant_portal.insights.outcome import Judged, outcome_of, verdict_of
from merchant_portal.insights.pairing import comparable


def find(request: HttpRequest, pk: int) -> Comparison:
    rows = comparisons_of(request.user).select_related("merchant", "started_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
@person_page
def index(request: HttpRequest) -> HttpResponse:
    """The comparisons of this person, those that wait for their vote first."""
    own = Voter.objects.filter(comparison=OuterRef("pk"), user=request.user)
    cast = (
        Vote.objects.filter(pair__comparison=OuterRef("pk"), voter=request.user).order_by().values("pair__comparison")
    )
    rows = comparisons_of(request.user).select_related("merchant", "started_by")
    rows = rows.annotate(
        own_seat=Subquery(own.values("pk")[:1]),
        own_done=Subquery(own.values("done_at")[:1]),
        own_votes=Coalesce(Subquery(cast.annotate(n=Count("pk")).values("n")), 0),
        size=Coalesce(Subquery(_size()), 0),
    ).order_by("-started_at", "-pk")[:100]
    found = list(rows)
    for row in found:
        row.to_vote = bool(row.state == Comparison.State.OPEN and row.own_seat and not row.own_done)
    found.sort(key=lambda row: not row.to_vote)
    return render(request, "insights/comparisons.html", {"rows": found, "is_ops": is_ops(request.user)})


def _size() -> Any:
    pairs = Pair.objects.filter(comparison=OuterRef("pk")).order_by().values("comparison")
    return pairs.annotate(n=Count("pk")).values("n")


@require_http_methods(["GET", "HEAD", "POST"])
@reviewer_page
def new(request: HttpRequest) -> HttpResponse:
    """The form that starts one; it says how many products have both texts."""
    if request.method == "POST":
        form = ComparisonForm(request.POST)
        if form.is_valid():
            try:
                row = services.start_comparison(
                    wanted=form.wanted(), count=form.cleaned_data["count"], people=list(form.cleaned_data["people"]),
                    by=request.user, now=timezone.now(),
                )  # fmt: skip
            except services.NothingToCompare:
                form.add_error(None, _("No product fits that has both texts. Widen the choice, or have some written."))
            else:
                drawn = row.pairs.count()
                if drawn < form.cleaned_data["count"]:
                    messages.info(
                        request,
                        _("%(n)s pairs were found; more products with both texts there are not.") % {"n": drawn},
                    )
                return redirect("insights:comparison", row.pk)
    else:
        asked = {
            name: request.GET[name] for name in ("kind", "language", "shop", "category", "count") if name in request.GET
        }
        form = ComparisonForm(initial={"people": [request.user.pk], **asked})
    return render(request, "insights/new_comparison.html", {"form": form, "fits": _fits(form)})


@require_GET
@reviewer_page
def fits(request: HttpRequest) -> HttpResponse:
    """How many products have both texts, and who can be asked, as the form stands."""
    form = ComparisonForm(request.GET)
    form.is_valid()
    form.errors.pop("people", None)  # the form is half filled yet: nobody is scolded
    return render(request, "insights/_fits.html", {"form": form, "fits": _fits(form)})


def _fits(form: ComparisonForm) -> tuple[int, bool] | None:
    """(count, more) of the products that have both texts; None where the form doesn't say yet of which."""
    if not form.is_bound:
        asked = {name: form[name].value() or "" for name in ("kind", "language", "shop", "category")}
        first = {name: form.fields[name].choices[0][0] for name in ("kind", "language")}
        form = ComparisonForm({name: text or first.get(name, "") for name, text in asked.items()})
        form.is_valid()
    if not {"kind", "language", "shop", "category"} <= set(getattr(form, "cleaned_data", {})):
        return None
    return bounded_count(comparable(form.wanted()), 1000)


@require_GET
@person_page
def comparison(request: HttpRequest, comparison: int) -> HttpResponse:
    """The result for whoever may see it; for the others how far the voting is."""
    row = find(request, comparison)
    seat = Voter.objects.filter(comparison=row, user=request.user).first()
    context: dict[str, Any] = {
        "comparison": row,
        "seat": seat,
        "size": row.pairs.count(),
        "voters": _progress(row),
        "events": row.events.select_related("actor"),
        "is_ops": is_ops(request.user),
    }
    if not may_see_result(request.user, row):
        own = Vote.objects.filter(pair__comparison=row, voter=request.user).count()
        return render(request, "insights/progress.html", {**context, "own_votes": own})
    found = outcome_of(row)
    asked = request.GET.get("verdict", "")
    shown = [j for j in found.judged if _is_shown(j, request)]
    context |= {"outcome": found, "shown": shown, "verdict": asked, "choices": Vote.Choice.choices}
    return render(request, "insights/result.html", context)


def _is_shown(judged: Judged, request: HttpRequest) -> bool:
    """The list of pairs can be narrowed by what a figure above it counts."""
    wanted, category = request.GET.get("verdict", ""), request.GET.get("category")
    version, source = request.GET.get("version"), request.GET.get("source")
    return (
        (not wanted or judged.verdict == wanted)
        and (category is None or judged.pair.category == category)
        and (version is None or (str(judged.pair.version) if judged.pair.version else "") == version)
        and (source is None or judged.pair.source == source)
    )


def _progress(row: Comparison) -> list[Voter]:
    """The people with how many votes each has given."""
    cast = Vote.objects.filter(pair__comparison=row, voter=OuterRef("user")).order_by().values("voter")
    votes = Coalesce(Subquery(cast.annotate(n=Count("pk")).values("n")), 0)
    return list(row.voters.select_related("user").annotate(votes=votes).order_by(F("votes").desc(), "pk"))


@require_GET
@person_page
def pair(request: HttpRequest, comparison: int, pair: int) -> HttpResponse:
    """One pair with its names on, and who chose what."""
    row = find(request, comparison)
    if not may_see_result(request.user, row):
        raise Http404
    found = get_object_or_404(row.pairs.select_related("product__merchant", "version__template", "copy"), pk=pair)
    votes = list(found.votes.select_related("voter").order_by("id"))
    beside = dict(row.pairs.values_list("number", "pk"))
    context = {
        "comparison": row,
        "pair": found,
        "votes": votes,
        "verdict": verdict_of(votes),
        "previous": beside.get(found.number - 1),
        "next": beside.get(found.number + 1),
        "may_open": is_ops(request.user) or found.product.merchant.memberships.filter(user=request.user).exists(),
    }
    return render(request, "insights/pair.html", context)


@require_POST
@reviewer_page
def close(request: HttpRequest, comparison: int) -> HttpResponse:
    """Ends the voting."""
    row = find(request, comparison)
    if services.close_comparison(comparison=row, by=request.user, now=timezone.now()):
        messages.success(request, _("The voting is closed; this is the result."))
    else:
        messages.info(request, _("It was closed a moment ago."))
    return redirect("insights:comparison", row.pk)
