"""Small parts of the catalogue's pages: a field's name, a reason as a sentence, the mark of one kind of copy.
Knows no rows."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchant_portal.accounts.templatetags.ui import STATES, icon
from merchant_portal.catalog import problems

register = template.Library()

_FIELDS: dict[str, Any] = {
    "title": gettext_lazy("title"),
    "category": gettext_lazy("category"),
    "brand": gettext_lazy("brand"),
    "price": gettext_lazy("price"),
    "currency": gettext_lazy("currency"),
    "language": gettext_lazy("language"),
    "own_text": gettext_lazy("the shop's own text"),
    "text": gettext_lazy("the shop's own text"),
    "tags": gettext_lazy("tags"),
    "image": gettext_lazy("picture"),
    "image_url": gettext_lazy("image address"),
    "facts": gettext_lazy("facts"),
    "variants": gettext_lazy("variants"),
    "archived_at": gettext_lazy("archived"),
}
_KINDS: dict[str, tuple[Any, Any]] = {
    "description": (gettext_lazy("D"), gettext_lazy("description")),
    "recommendation": (gettext_lazy("R"), gettext_lazy("recommendation line")),
    "marketing": (gettext_lazy("M"), gettext_lazy("marketing copy")),
}
_WORDS: dict[str, Any] = {
    "": gettext_lazy("none yet"),
    "ready": gettext_lazy("to review"),
    "submitted": gettext_lazy("submitted"),
    "signed": gettext_lazy("signed once"),
    "approved": gettext_lazy("approved"),
    "returned": gettext_lazy("returned"),
    "rejected": gettext_lazy("rejected"),
    "lapsed": gettext_lazy("lapsed"),
}
_EVENTS: dict[str, Any] = {
    "created": gettext_lazy("created"),
    "edited": gettext_lazy("edited"),
    "imported": gettext_lazy("changed by an import"),
    "import undone": gettext_lazy("put back: the import was undone"),
    "proposals taken": gettext_lazy("proposed facts taken"),
    "archived": gettext_lazy("archived"),
    "restored": gettext_lazy("brought back"),
}


_FORMATS: dict[str, Any] = {
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "magento": "Magento",
    "google": "Google Merchant",
    "generic": gettext_lazy("another table"),
    "products": gettext_lazy("product lines"),
}
_ENCODINGS = {"utf-8-sig": "UTF-8", "xlsx": "Excel", "xml": "XML", "cp1252": "Windows-1252"}


@register.filter
def format_name(name: str) -> str:
    return str(_FORMATS.get(name, name))


@register.filter
def encoding_name(name: str) -> str:
    return _ENCODINGS.get(name, name.upper())


@register.filter
def field_name(name: str) -> str:
    """A field as people call it; an unknown one as it is."""
    return str(_FIELDS.get(name, name))


@register.filter
def event_name(word: str) -> str:
    return str(_EVENTS.get(word, word))


@register.filter
def problem(text: str) -> str:
    """A kept reason as a sentence."""
    return problems.told(text)


@register.filter
def fact_changes(pair: Any) -> list[tuple[str, str, str]]:
    """What changed between two lists of facts as an event keeps them: (name, old value, new value)."""
    old, new = ({f["name"]: f["value"] for f in facts or ()} for facts in pair)
    names = dict.fromkeys([*old, *new])
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


@register.simple_tag
def copy_mark(kind: str, state: str) -> SafeString:
    """One kind of copy of one product: its letter and its state's icon; the words for those who can't see either."""
    letter, name = _KINDS[kind]
    colour, shape = STATES.get(state, ("secondary", "minus"))
    words = _("%(kind)s: %(state)s") % {"kind": name, "state": _WORDS.get(state, state)}
    return format_html(
        '<span class="copy-mark state state-{}{}" title="{}"><span aria-hidden="true">{}</span>{}'
        '<span class="visually-hidden">{}</span></span>',
        colour, "" if state else " is-none", words, letter, icon(shape), words,
    )  # fmt: skip
