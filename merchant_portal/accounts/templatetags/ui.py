"""The small parts that pages share: icons, badges, the query string with one thing changed.
Knows no model."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.core.signals import setting_changed
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

#: State → Tabler colour and icon. A state is told by word and icon; the colour only repeats it.
STATES: dict[str, tuple[str, str]] = {
    "ready": ("blue", "eye"),
    "submitted": ("azure", "send"),
    "signed": ("azure", "signature"),
    "approved": ("green", "circle-check"),
    "returned": ("orange", "arrow-back-up"),
    "rejected": ("red", "ban"),
    "lapsed": ("orange", "alert-triangle"),
    "queued": ("secondary", "clock"),
    "writing": ("blue", "pencil"),
    "running": ("blue", "player-play"),
    "paused": ("orange", "player-pause"),
    "done": ("green", "check"),
    "failed": ("red", "alert-circle"),
    "cancelled": ("secondary", "x"),
    "undone": ("secondary", "arrow-back-up"),
    "uploaded": ("secondary", "clock"),
    "mapping": ("orange", "table"),
    "previewed": ("blue", "eye"),
    "live": ("green", "circle-check"),
    "draft": ("secondary", "pencil"),
    "retired": ("secondary", "archive"),
    "suspended": ("orange", "player-pause"),
    "withdrawn": ("secondary", "arrow-back-up"),
    "superseded": ("secondary", "history"),
    "create": ("green", "plus"),
    "change": ("blue", "pencil"),
    "same": ("secondary", "equal"),
    "refused": ("red", "ban"),
    "proposed": ("azure", "bulb"),
    "taken": ("green", "check"),
    "dismissed": ("secondary", "x"),
    "open": ("blue", "scale"),
    "closed": ("secondary", "lock"),
    "ended": ("secondary", "check"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite, static/icons.svg (see static/ICONS.md to add one). Hidden from screen readers unless it
    has a `label`."""
    return _icon(name) if not label else _named_icon(name, label)


@lru_cache(maxsize=256)  # a list of 50 products draws 220 of them: a third of what the page took
def _icon(name: str) -> SafeString:
    href = f"{static('icons.svg')}#{name}"
    return format_html('<svg class="icon icon-{}" aria-hidden="true"><use href="{}"></use></svg>', name, href)


@setting_changed.connect
def _forget_icons(**_changed: Any) -> None:
    _icon.cache_clear()


def _named_icon(name: str, label: str) -> SafeString:
    href = f"{static('icons.svg')}#{name}"
    return format_html(
        '<svg class="icon icon-{}" role="img" aria-label="{}"><use href="{}"></use></svg>', name, label, href
    )


@register.simple_tag
def state_badge(state: str, label: str = "") -> SafeString:
    """`{% state_badge row.state row.get_state_display %}`: icon, word and colour of a state."""
    colour, name = STATES.get(state, ("secondary", "circle"))
    return format_html('<span class="badge state state-{}">{} {}</span>', colour, icon(name), label or state)


@register.simple_tag
def risk_mark(risk: int) -> SafeString:
    """What a reader should expect: findings that block (risk ≥ 60), warnings, or nothing to say."""
    if not risk:
        return SafeString("")
    if risk >= 60:
        return format_html('<span class="badge state state-red">{} {}</span>', icon("ban"), _("blocked"))
    return format_html('<span class="badge state state-orange">{} {}</span>', icon("alert-triangle"), _("warnings"))


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's query string with `changes`: `<a href="?{% query sort='title' page=None %}">`. None takes one out."""
    request: HttpRequest = context["request"]
    params = request.GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            params.pop(key, None)
        else:
            params[key] = str(value)
    return params.urlencode()


@register.filter
def share(part: int | float | None, whole: int | float | None) -> int:
    """A part of a whole in percent, 0–100, for <progress>."""
    return min(100, round(100 * (part or 0) / whole)) if whole else 0


@register.filter
def html_lang(code: str) -> str:
    """`zh-hans` or `zh-Hans` as an HTML `lang`."""
    return "zh-Hans" if (code or "").lower().startswith("zh") else (code or "en")


@register.inclusion_tag("_field.html")
def field(bound: BoundField, autofocus: bool = False) -> dict[str, Any]:
    """`{% field form.email %}`: label, control, help and errors of one form field, tied together for screen readers."""
    widget = bound.field.widget
    kind = "form-check-input" if isinstance(widget, CheckboxInput) else "form-control"
    if isinstance(widget, Select) and not isinstance(widget, RadioSelect):
        kind = "form-select"
    described = [f"{bound.auto_id}-hint"] if bound.help_text else []
    attrs: dict[str, Any] = {"class": kind}
    if bound.errors:
        attrs |= {"class": f"{kind} is-invalid", "aria-invalid": "true"}
        described.append(f"{bound.auto_id}-errors")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if autofocus:
        attrs["autofocus"] = True
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "is_check": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
    }


@register.simple_tag
def member_event(event: Any) -> str:
    """One line of a shop's own history: seats and settings."""
    names = {
        "who": event.actor or _("an admin"),
        "person": event.person or event.data.get("email", ""),
        "old": event.old,
        "new": event.new,
    }
    sentences = {
        "invited": _("%(who)s invited %(person)s"),
        "withdrawn": _("%(who)s withdrew the invitation of %(person)s"),
        "removed": _("%(who)s took the seat of %(person)s away"),
        "reset_link": _("%(who)s made a new password link for %(person)s"),
        "settings": _("%(who)s changed the settings"),
        "owner": _("%(person)s is an owner, by %(who)s"),
        "editor": _("%(person)s is an editor, by %(who)s"),
    }
    return sentences.get(event.new, "%(who)s: %(new)s") % names
