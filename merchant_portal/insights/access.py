"""Who sees which comparison: reviewers all of them, others those they are asked in, and a shop's people the closed ones
of their shop. Knows no page; what a stranger may not see does not exist (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import User
from merchant_portal.insights.models import Comparison, Voter


def is_ops(user: User) -> bool:
    return user.is_reviewer or user.is_superuser


def comparisons_of(user: User) -> QuerySet[Comparison]:
    """The comparisons that exist for this person."""
    if is_ops(user):
        return Comparison.objects.all()
    asked = Q(pk__in=Voter.objects.filter(user=user).values("comparison"))
    closed = Q(state=Comparison.State.CLOSED, merchant__memberships__user=user)
    return Comparison.objects.filter(asked | closed).distinct()


def may_see_result(user: User, comparison: Comparison) -> bool:
    """Once it is closed, or one's own votes are all given and handed in."""
    if comparison.state == Comparison.State.CLOSED:
        return True
    return Voter.objects.filter(comparison=comparison, user=user, done_at__isnull=False).exists()


def person_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages that belong to a person rather than a shop: signed in, every shop's rows readable. The view itself asks
    `comparisons_of` for what it may show."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with scopes_disabled():
            return view(request, *args, **kwargs)

    return wrapper
