"""The Django admin as a site of ours: it sees every shop, and people enter it by the site's own sign-in.
Knows no model; apps register theirs in their `admin.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled


class StaffSite(admin.AdminSite):
    site_title = _("Countersign administration")
    site_header = _("Countersign administration")
    index_title = _("Templates, shops and people")
    site_url = "/"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def unscoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with scopes_disabled():
                response = inner(request, *args, **kwargs)
                # A TemplateResponse reads its rows when it is rendered: that must happen in here.
                if hasattr(response, "render") and not response.is_rendered:
                    response.render()
                return response

        return unscoped

    # Sign-in by the site's own pages: rate limits, TOTP and passkeys hold for staff too.
    login = secure_admin_login(admin.AdminSite.login)
