"""What a shop's front end may ask and tell with its token: the arm of a visitor, and events. JSON only.
The arm needs no request: copywriter/evaluation/trials.py has the rule, the page of the experiment shows it."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django_scopes import scopes_disabled

from copywriter.evaluation.trials import arm_of
from merchant_portal.insights.models import Experiment
from merchant_portal.insights.services.experiments import token_hash
from merchant_portal.insights.services.observing import observe

MOST_EVENTS = 1000


def _experiment(request: HttpRequest, key: str) -> Experiment | None:
    """The experiment, where the token is its shop's; an unknown key and a wrong token answer alike."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    rows = Experiment.objects.filter(merchant__shop_token__token_hash=token_hash(token.strip()))
    return rows.filter(key=key, merchant__is_active=True).first()


def _no() -> JsonResponse:
    return JsonResponse({"error": "no experiment of this key for this token"}, status=404)


@require_GET
@login_not_required
def arm(request: HttpRequest, key: str) -> JsonResponse:
    """`?visitor=…` (and `&sku=…`): the arm and the lines to show. Lines whose approval fell, and all lines while the
    experiment does not run, are not there: the shop then shows what it always shows."""
    with scopes_disabled():
        row = _experiment(request, key)
        if row is None:
            return _no()
        visitor, sku = request.GET.get("visitor", ""), request.GET.get("sku", "")
        if not visitor:
            return JsonResponse({"error": "visitor is missing"}, status=400)
        side = arm_of(row.key, visitor)
        lines = row.lines.filter(copy__state="live") if row.state == Experiment.State.RUNNING else row.lines.none()
        if sku:
            lines = lines.filter(sku=sku)
        texts = {line.sku: getattr(line, side) for line in lines}
    return JsonResponse({"experiment": row.key, "state": row.state, "arm": side, "lines": texts})


@csrf_exempt  # it is the token that lets in, no cookie
@require_POST
@login_not_required
def events(request: HttpRequest, key: str) -> JsonResponse:
    """`{"events": [{"event_id", "type", "visitor", "sku", "at"?, "arm"?}, …]}`, a thousand at most. 200 where each was
    taken or known, 422 where some were refused (the rest is taken); sending all again changes nothing."""
    with scopes_disabled():
        row = _experiment(request, key)
        if row is None:
            return _no()
        try:
            rows = json.loads(request.body)["events"]
            good = isinstance(rows, list) and all(isinstance(each, dict) for each in rows)
        except (ValueError, KeyError, TypeError, RecursionError):
            good = False
        if not good or len(rows) > MOST_EVENTS:
            return JsonResponse({"error": f'send {{"events": [...]}}, {MOST_EVENTS} at most'}, status=400)
        taken = observe(experiment=row, rows=rows, now=timezone.now())
    errors = [{"row": number, "event_id": event_id, "error": why} for number, event_id, why in taken.errors]
    answer = {"new": taken.new, "repeated": taken.repeated, "errors": errors}
    return JsonResponse(answer, status=422 if errors else 200)
