"""Who may enter which page: a shop's pages for its people, ops pages for reviewers.
Knows no page; what a stranger may not see does not exist for them (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django_scopes import scope, scopes_disabled

from merchant_portal.accounts.models import Membership, Merchant

View = Callable[..., HttpResponse]


def _rendered(response: HttpResponse) -> HttpResponse:
    """A TemplateResponse reads its rows when it is rendered: inside the scope, not after it."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    return response


def merchant_page(
    view: View | None = None, *, reviewers: bool = False, roles: tuple[str, ...] = ()
) -> View | Callable[[View], View]:
    """For views at `m/<slug:merchant>/…`: sets `request.merchant` and `request.membership` (None for a reviewer or
    admin) and opens the shop's scope. `reviewers=True` lets reviewers and admins in; `roles=("owner",)` keeps
    the other members out. Raises Http404 for everybody else; an anonymous person is sent to the sign-in page."""

    def decorate(inner: View) -> View:
        @wraps(inner)
        def wrapper(request: HttpRequest, merchant: str, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            shop = Merchant.objects.filter(slug=merchant, is_active=True).first()
            if shop is None:
                raise Http404
            membership = Membership.objects.filter(merchant=shop, user=user).first()
            is_member = membership is not None and (not roles or membership.role in roles)
            is_site = reviewers and (user.is_reviewer or user.is_superuser)
            if not (is_member or is_site):
                raise Http404
            request.merchant, request.membership = shop, membership
            if membership and request.session.get("merchant") != shop.slug:
                request.session["merchant"] = shop.slug
            with scope(merchant=shop):
                return _rendered(inner(request, merchant, *args, **kwargs))

        return wrapper

    return decorate(view) if view is not None else decorate


def reviewer_page(view: View) -> View:
    """For views at `ops/…`: reviewers and admins of the site, over every shop. Raises Http404 for the rest."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not (user.is_reviewer or user.is_superuser):
            raise Http404
        with scopes_disabled():
            return _rendered(view(request, *args, **kwargs))

    return wrapper


def owner_page(view: View) -> View:
    """A shop's page that only its owners (and the site's admins) may enter."""
    return merchant_page(view, roles=(Membership.Role.OWNER,))
