"""Words for codes that review shows: event names, counting units, why a candidate is first.
Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

EVENTS = {
    "ready": gettext_lazy("wrote it, ready to review"),
    "edited": gettext_lazy("edited the text"),
    "chosen": gettext_lazy("chose another candidate"),
    "answered": gettext_lazy("accepted a warning"),
    "submitted": gettext_lazy("submitted it"),
    "signed": gettext_lazy("signed first"),
    "approved": gettext_lazy("approved it"),
    "returned": gettext_lazy("returned it"),
    "rejected": gettext_lazy("rejected it"),
    "lapsed": gettext_lazy("a fact changed: the approval lapsed"),
}
UNITS = {
    "characters": gettext_lazy("characters"),
    "columns": gettext_lazy("half-width characters"),
    "bytes": gettext_lazy("bytes"),
    "words": gettext_lazy("words"),
}
#: What a ranking code means to a reviewer, in the order in which they are worth saying.
REASONS = {
    "coverage": gettext_lazy("says most of the facts"),
    "findings": gettext_lazy("has nothing to settle"),
    "diversity": gettext_lazy("differs from the others"),
    "model": gettext_lazy("reads most naturally to the model"),
    "length": gettext_lazy("fits the length"),
}


@register.simple_tag
def event_name(code: str) -> str:
    return str(EVENTS.get(code, code))


@register.simple_tag
def unit_name(code: str) -> str:
    return str(UNITS.get(code, code))


@register.simple_tag
def why_first(why: Mapping[str, float]) -> str:
    """The two strongest reasons in words."""
    named = [
        str(words)
        for code, words in REASONS.items()
        if code in why and (why[code] >= 0 if code == "findings" else why[code] > 0)
    ]
    return _(" and ").join(named[:2]) if named else _("by the order of the model")
