"""Words of the first page: notices, figures, steps.
Knows no rows beyond the one it is given."""

from django import template
from django.utils.translation import gettext_lazy as _

from merchant_portal.home.models import Notice
from merchant_portal.home.notices import sentence as words

register = template.Library()

FIGURES = {
    "ready": _("to review"),
    "returned": _("returned"),
    "lapsed": _("lapsed: a fact changed"),
    "failed": _("failed this week"),
    "without": _("products without copy"),
    "expiring": _("evidence running out"),
    "queue": _("in the queue"),
    "old": _("waiting for more than a day"),
    "risky": _("with a blocking finding"),
    "claimed": _("claimed by you"),
}
STEPS = {
    "import": (
        _("Import your products"),
        _("A file from Shopify, WooCommerce, Magento, Google, or any table."),
        _("Import"),
    ),
    "voice": (_("Say how your shop sounds"), _("Tone, words you like, words you never use."), _("Set the voice")),
    "write": (
        _("Have the first copy written"),
        _("Open a product and press Write, or select several."),
        _("Choose products"),
    ),
    "review": (
        _("Review and submit"),
        _("The best candidate comes first; every claim shows its fact."),
        _("Open the desk"),
    ),
    "export": (_("Export what was approved"), _("In the shape your products came in."), _("Export")),
}


@register.filter
def sentence(notice: Notice) -> str:
    return words(notice)


@register.filter
def figure_name(key: str) -> str:
    return str(FIGURES[key])


@register.filter
def step_name(key: str) -> str:
    return str(STEPS[key][0])


@register.filter
def step_help(key: str) -> str:
    return str(STEPS[key][1])


@register.filter
def step_act(key: str) -> str:
    return str(STEPS[key][2])
