"""Words for codes that review shows: event names, counting units, why a candidate is first.
Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
    "lapsed": gettext_lazy("the approval lapsed: what it rested on has changed"),
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


@register.simple_tag
def audit_sentence(group: str, n: int) -> str:
    """What is wrong with the listings of a group, as one sentence with their number."""
    sentences = {
        "claims": ngettext(
            "%(n)s listing claims what its facts do not say", "%(n)s listings claim what their facts do not say", n
        ),
        "law": ngettext("%(n)s listing uses words the law forbids", "%(n)s listings use words the law forbids", n),
        "platform": ngettext(
            "%(n)s listing breaks a rule of the channel", "%(n)s listings break a rule of the channel", n
        ),
        "own": ngettext(
            "%(n)s listing uses words that you ruled out", "%(n)s listings use words that you ruled out", n
        ),
        "form": ngettext(
            "%(n)s listing has a flaw of shape or language", "%(n)s listings have a flaw of shape or language", n
        ),
        "same": ngettext("%(n)s listing repeats another", "%(n)s listings repeat one another", n),
    }
    return sentences.get(group, "%(n)s") % {"n": intcomma(n)}


CLAIMS = {
    "number": gettext_lazy("numbers"),
    "unit": gettext_lazy("units"),
    "share": gettext_lazy("percentages"),
    "material": gettext_lazy("materials"),
    "color": gettext_lazy("colours"),
    "origin": gettext_lazy("where it is made"),
    "brand": gettext_lazy("brands"),
    "code": gettext_lazy("models and codes"),
    "certificate": gettext_lazy("certificates"),
    "patent": gettext_lazy("patents"),
    "award": gettext_lazy("awards"),
    "rank": gettext_lazy("sales ranks"),
    "price": gettext_lazy("prices"),
    "stock": gettext_lazy("stock and deadlines"),
    "warranty": gettext_lazy("warranties"),
    "suitability": gettext_lazy("whom it suits"),
    "benefit": gettext_lazy("what it does for you"),
    "feature": gettext_lazy("features"),
    "negation": gettext_lazy("what it is without"),
    "variant": gettext_lazy("values of one variant"),
}


@register.simple_tag
def rule_name(rule: str) -> str:
    """A claim's class in words; every other rule by its id, which the law's article stands beside."""
    family, _dot, rest = rule.partition(".")
    return str(CLAIMS.get(rest, rule)) if family == "claim" else rule


CAUSES = {
    "facts": gettext_lazy("A fact changed."),
    "evidence": gettext_lazy("A document was withdrawn or ran out."),
    "rules": gettext_lazy("New rules came."),
}


@register.simple_tag
def cause_name(event: Any) -> str:
    """Why live copy fell."""
    return str(CAUSES.get(event.data.get("cause", "facts"), ""))
