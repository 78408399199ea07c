"""A notice in words."""

from django import template

from merchant_portal.home.models import Notice
from merchant_portal.home.notices import sentence as words

register = template.Library()


@register.filter
def sentence(notice: Notice) -> str:
    return words(notice)
