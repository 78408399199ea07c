"""What the frame around every page needs: the shop one is in, the shops one may switch to, what one may do.
Knows no page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from merchant_portal.accounts.models import Membership


def frame(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a fragment that shows no frame asks for nothing."""
    user = getattr(request, "user", None)
    return {
        "frame": Frame(request) if user is not None and user.is_authenticated else None,
        "has_mail": settings.HAS_MAIL,
        "site_languages": settings.LANGUAGES,
    }


class Frame:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._shops: list[Membership] | None = None

    @property
    def memberships(self) -> list[Membership]:
        """The shops of this person, by name. One query a page."""
        if self._shops is None:
            rows = Membership.objects.filter(user=self.request.user, merchant__is_active=True)
            self._shops = list(rows.select_related("merchant").order_by("merchant__name"))
        return self._shops

    @property
    def merchant(self) -> Any:
        """The shop of this page; on a page of no shop, the last one visited that still is one's own."""
        here = getattr(self.request, "merchant", None)
        if here is not None:
            return here
        last = self.request.session.get("merchant")
        for membership in self.memberships:
            if membership.merchant.slug == last:
                return membership.merchant
        return self.memberships[0].merchant if self.memberships else None

    @property
    def membership(self) -> Membership | None:
        shop = self.merchant
        return next((m for m in self.memberships if shop and m.merchant_id == shop.pk), None)

    @property
    def is_ops(self) -> bool:
        return self.request.user.is_reviewer or self.request.user.is_superuser

    @property
    def section(self) -> str:
        """Which entry of the menu is lit: `app:name` of the page, without its query."""
        match = self.request.resolver_match
        return match.view_name if match else ""

    @property
    def app(self) -> str:
        match = self.request.resolver_match
        return match.app_name if match else ""
