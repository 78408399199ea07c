"""What every answer gets: the person's language, headers for private pages, messages beside a fragment.
Knows no page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

Next = Callable[[HttpRequest], HttpResponse]

_PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class PrivatePagesMiddleware:
    """Pages of signed-in people stay out of every cache; devices stay out of every page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


class LargeBodyMiddleware:
    """What is larger than any file that is taken is refused by its announced length, before it is read: a form's token
    stands in the body, so that without this all of it lay on disk before anybody looked at its size."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > settings.MAX_BODY:
            return render(request, "413.html", status=413)
        return self.get_response(request)


class LanguageOfPersonMiddleware:
    """The language of a person's profile goes before what the browser asks for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen in self.known:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response


class HtmxMessagesMiddleware:
    """Messages of an act answered by a fragment travel beside it, into the page's live region. A redirect keeps them
    for the page that it leads to; so does a full page, which shows them itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.htmx or request.htmx.boosted or response.streaming or response.status_code != 200:
            return response
        if "HX-Redirect" in response.headers or "HX-Refresh" in response.headers:
            return response
        if not response.headers.get("Content-Type", "").startswith("text/html") or b"<html" in response.content[:500]:
            return response
        if list_ := list(get_messages(request)):
            beside = render_to_string("_messages.html", {"messages": list_, "oob": True}, request)
            response.content = response.content + beside.encode()
        return response
