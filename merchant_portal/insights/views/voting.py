"""Voting: one pair after the other, both texts without a name. Knows the pair only as this person may see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from merchant_portal.insights import services
from merchant_portal.insights.access import person_page
from merchant_portal.insights.models import Comparison, Pair, Vote, Voter
from merchant_portal.insights.services.comparisons import SIDES, pairs_of, sides


def _seat(request: HttpRequest, pk: int) -> Voter:
    """Only whoever is asked votes; nobody else finds this page."""
    rows = Voter.objects.select_related("comparison__merchant")
    return get_object_or_404(rows, comparison=pk, user=request.user)


def _open_pair(comparison: Comparison, request: HttpRequest) -> dict[str, Any]:
    """What the page shows: the next pair without this person's vote, or that there is none left."""
    pairs = pairs_of(comparison=comparison, voter=request.user)
    cast = set(Vote.objects.filter(pair__comparison=comparison, voter=request.user).values_list("pair", flat=True))
    pair = next((p for p in pairs if p.pk not in cast), None)
    context: dict[str, Any] = {"comparison": comparison, "pair": pair, "done": len(cast), "size": len(pairs)}
    if pair:
        context["sides"] = list(zip(SIDES, sides(comparison=comparison, pair=pair, voter=request.user), strict=True))
        context["reasons"] = Vote.Reason.choices
    return context


def _show(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    template = "insights/_vote.html" if request.htmx and not request.htmx.boosted else "insights/vote.html"
    return render(request, template, _open_pair(comparison, request))


@require_GET
@person_page
def vote(request: HttpRequest, comparison: int) -> HttpResponse:
    """The next pair of this person."""
    seat = _seat(request, comparison)
    if seat.done_at or seat.comparison.state != Comparison.State.OPEN:
        return redirect("insights:comparison", comparison)
    return _show(request, seat.comparison)


@require_POST
@person_page
def cast(request: HttpRequest, comparison: int) -> HttpResponse:
    """Keeps one vote and brings the next pair."""
    seat = _seat(request, comparison)
    asked, side = request.POST.get("pair", ""), request.POST.get("side", "")
    if side not in (*SIDES, "tie"):
        raise Http404
    number = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    pair = get_object_or_404(Pair, pk=number, comparison=comparison)
    try:
        is_new = services.cast_vote(
            comparison=seat.comparison, pair=pair, side=side, reasons=request.POST.getlist("reasons"),
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    except services.ComparisonClosed:
        return _over(request, comparison)
    if not is_new:
        messages.info(request, _("You had voted on that pair already; the first vote stands."))
    return _show(request, seat.comparison) if request.htmx else redirect("insights:vote", comparison)


@require_POST
@person_page
def undo(request: HttpRequest, comparison: int) -> HttpResponse:
    """Takes this person's last vote back; its pair is asked again."""
    seat = _seat(request, comparison)
    try:
        back = services.take_back_vote(comparison=seat.comparison, by=request.user)
    except services.ComparisonClosed:
        return _over(request, comparison)
    messages.info(request, _("Your last vote is taken back.") if back else _("There is no vote to take back."))
    return _show(request, seat.comparison) if request.htmx else redirect("insights:vote", comparison)


@require_POST
@person_page
def finish(request: HttpRequest, comparison: int) -> HttpResponse:
    """Hands the votes in and opens the result."""
    seat = _seat(request, comparison)
    try:
        services.finish_voting(comparison=seat.comparison, by=request.user, now=timezone.now())
    except services.VotesMissing:
        messages.info(request, _("There are pairs left; the result opens after the last one."))
        return redirect("insights:vote", comparison)
    return redirect("insights:comparison", comparison)


def _over(request: HttpRequest, comparison: int) -> HttpResponse:
    """A vote that came too late: the result, with a sentence."""
    messages.warning(request, _("The voting was closed a moment ago. Your last press was not counted."))
    if not request.htmx:
        return redirect("insights:comparison", comparison)
    return render(request, "insights/_over.html", {"comparison": comparison})
