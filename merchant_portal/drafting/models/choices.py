"""The words a brief is made of, as choices of forms and columns.
Knows no rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    DESCRIPTION = "description", _("description")
    RECOMMENDATION = "recommendation", _("recommendation line")
    MARKETING = "marketing", _("marketing copy")


class Tone(models.TextChoices):
    PLAIN = "plain", _("plain")
    WARM = "warm", _("warm")
    PLAYFUL = "playful", _("playful")
    PREMIUM = "premium", _("premium")
    URGENT = "urgent", _("urgent")


class Length(models.TextChoices):
    SHORT = "short", _("short")
    MEDIUM = "medium", _("medium")
    LONG = "long", _("long")


class Channel(models.TextChoices):
    WEB = "web", _("web shop")
    GOOGLE = "google", "Google"
    AMAZON = "amazon", "Amazon"
    EBAY = "ebay", "eBay"
    SHOPIFY = "shopify", "Shopify"
    TAOBAO = "taobao", _("Taobao")
    JD = "jd", _("JD")


class Language(models.TextChoices):
    EN = "en", "English"
    ZH_HANS = "zh-Hans", "简体中文"
