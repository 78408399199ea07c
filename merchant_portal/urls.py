"""Every address of the site. Apps say their own under their `urls.py`; here they only meet."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from merchant_portal import files, web

handler400 = "merchant_portal.web.refused"
handler500 = "merchant_portal.web.broken"
urlpatterns = [
    path("health/web", web.health_web, name="health_web"),
    path("health/ready", web.health_ready, name="health_ready"),
    *[
        path(f"health/{part}", web.health_part, {"part": part}, name=f"health_{part}")
        for part in ("database", "broker", "worker")
    ],
    path("favicon.ico", web.favicon, name="favicon"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("media/<path:path>", files.media, name="media"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    *[path("", include(f"{app}.urls")) for app in settings.PORTAL_APPS if find_spec(f"{app}.urls")],
]
