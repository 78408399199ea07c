"""How drafting's figures are said in words.
Knows no model."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def lasting(seconds: float | None) -> str:
    """A length of time as one figure a person would say: 40 seconds, 12 minutes, 3 hours."""
    seconds = max(0, round(seconds or 0))
    if seconds < 90:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
