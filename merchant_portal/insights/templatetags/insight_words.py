"""Figures of insights in words: percent, points, the bar of an interval, what a kappa is called.
Knows no rows."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchant_portal.drafting.models import Draft
from merchant_portal.insights.models import Pair, Vote

register = template.Library()

BANDS = {
    "poor": gettext_lazy("poor agreement"),
    "slight": gettext_lazy("slight agreement"),
    "fair": gettext_lazy("fair agreement"),
    "moderate": gettext_lazy("moderate agreement"),
    "substantial": gettext_lazy("substantial agreement"),
    "almost perfect": gettext_lazy("almost perfect agreement"),
}


@register.filter
def percent(share: float | None, digits: int = 0) -> str:
    """0.416 as “42%”; an en dash where there is nothing."""
    return "–" if share is None else f"{100 * share:.{digits}f}%"


@register.filter
def kappa_words(band: str) -> str:
    return str(BANDS.get(band, ""))


@register.filter
def choice_name(choice: str) -> str:
    return dict(Vote.Choice.choices).get(choice, "")


@register.filter
def source_name(source: str) -> str:
    return dict(Pair.Source.choices).get(source, source)


@register.filter
def reason_name(reason: str) -> str:
    return dict(Vote.Reason.choices).get(reason, reason)


@register.simple_tag
def interval_bar(share: float, low: float, high: float) -> SafeString:
    """A share between 0 and 1 as a dot on a line, with its interval; said in words to screen readers by the table
    around it. Drawn with attributes: the page's policy allows no inline style."""
    spots = {"low": 100 * low, "width": max(0.6, 100 * (high - low)), "at": 100 * share}
    return format_html(
        '<svg class="interval" viewBox="-2 0 104 10" preserveAspectRatio="none" aria-hidden="true">'
        '<line class="interval-rail" x1="0" x2="100" y1="5" y2="5"/>'
        '<line class="interval-half" x1="50" x2="50" y1="0" y2="10"/>'
        '<rect class="interval-range" x="{}" width="{}" y="3" height="4"/>'
        '<rect class="interval-dot" x="{}" width="1.4" y="0.5" height="9"/>'
        "</svg>",
        f"{spots['low']:.2f}",
        f"{spots['width']:.2f}",
        f"{spots['at'] - 0.7:.2f}",
    )


@register.simple_tag
def outcome_sentence(outcome: object) -> str:
    """The result in one plain sentence."""
    tells, n = outcome.tells, outcome.pairs  # type: ignore[attr-defined]
    if not n:
        return _("Nobody has voted yet.")
    names = {
        "generated": outcome.generated.pairs,  # type: ignore[attr-defined]
        "human": outcome.human.pairs,  # type: ignore[attr-defined]
        "tie": n - outcome.generated.pairs - outcome.human.pairs,  # type: ignore[attr-defined]
        "n": n,
    }
    sentences = {
        "generated": _(
            "Of %(n)s pairs, %(generated)s went to the generated text, %(human)s to the person’s and %(tie)s to "
            "neither: the generated texts were preferred, by more than chance explains."
        ),
        "human": _(
            "Of %(n)s pairs, %(generated)s went to the generated text, %(human)s to the person’s and %(tie)s to "
            "neither: the people’s texts were preferred, by more than chance explains."
        ),
        "": _(
            "Of %(n)s pairs, %(generated)s went to the generated text, %(human)s to the person’s and %(tie)s to "
            "neither: no preference can be told from so many."
        ),
    }
    return sentences[tells] % names


@register.filter
def points(share: float | None) -> str:
    """0.0187 as “+1.9”, with a true minus: percentage points."""
    return "–" if share is None else f"{100 * share:+.1f}".replace("-", "−")


@register.simple_tag
def rates_sentence(rates: object) -> str:
    """What can be said of two arms, in one plain sentence."""
    found = rates.difference  # type: ignore[attr-defined]
    words = {"n": f"{rates.visitors:,}", "low": points(found.low), "high": points(found.high)}  # type: ignore[attr-defined]
    if not rates.visitors:  # type: ignore[attr-defined]
        return _("No visitor has come yet.")
    if found.low is None:
        said = _("%(n)s visitors are too few to say anything: 100 in each arm and 40 conversions are needed.")
        return said % words
    sentences = {
        "": _(
            "After %(n)s visitors no difference can be told yet; the generated line lies between %(low)s and %(high)s "
            "points of the person’s."
        ),
        "generated": _(
            "After %(n)s visitors the generated line converts more: between %(low)s and %(high)s points above the "
            "person’s."
        ),
        "human": _(
            "After %(n)s visitors the person’s line converts more: the generated one lies between %(low)s and %(high)s "
            "points."
        ),
    }
    return sentences[found.tells] % words


@register.filter
def opened_why(opened: dict[int, str] | None, line: int) -> str | None:
    """Why a line could not be signed; None where nothing stands in its way."""
    return (opened or {}).get(line)


@register.filter
def verdict_name(state: str) -> str:
    return str(Draft.State(state).label)


@register.filter
def seconds(value: float | None) -> str:
    """A span as people say it: “8 s”, “2 min 5 s”."""
    if value is None:
        return "–"
    minutes, rest = divmod(round(value), 60)
    names = {"minutes": minutes, "seconds": rest}
    return _("%(minutes)d min %(seconds)d s") % names if minutes else _("%(seconds)d s") % names
