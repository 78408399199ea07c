"""Live texts as a near copy is looked for: the words, and the numbers that texts like them share.
Knows nothing of approval; whoever makes a text live, or ends it, says so to drafting/twins.py."""

from __future__ import annotations

from django.db import models
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models.choices import Language
from merchant_portal.drafting.models.drafts import Draft


class LiveText(models.Model):
    """The text of one draft's purpose that is live now."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="live_texts")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="live_texts")
    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="live_text")
    language = models.CharField(max_length=10, choices=Language.choices)
    text = models.TextField()

    objects = ScopedManager(merchant="merchant")

    def __str__(self) -> str:
        return self.text[:60]


class LiveBand(models.Model):
    """One of 16 numbers of a live text (copywriter/checks/sameness.band_keys, salted with the shop)."""

    text = models.ForeignKey(LiveText, on_delete=models.CASCADE, related_name="bands")
    key = models.BigIntegerField()

    objects = ScopedManager(merchant="text__merchant")

    class Meta:
        indexes = [models.Index(fields=["key", "text"], name="live_band_key")]

    def __str__(self) -> str:
        return str(self.key)
