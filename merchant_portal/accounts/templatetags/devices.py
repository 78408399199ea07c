"""A browser's own description of itself in words that a person knows.
Guesses for display only; nothing is decided by it."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# Order matters: Edge and Opera also say Chrome, and Chrome also says Safari.
_BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("MicroMessenger", "WeChat")]
_BROWSERS += [("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")]
_SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")]
_SYSTEMS += [("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")]


def _first(text: str, names: list[tuple[str, str]]) -> str:
    return next((name for mark, name in names if mark in text), "")


@register.filter
def device(user_agent: str) -> str:
    """`Firefox on Windows`; what is not known by name is called an unknown browser."""
    browser, system = _first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")
