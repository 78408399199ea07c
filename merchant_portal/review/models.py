"""Judging: decisions and the approved copy they make.
Knows nothing of how a text was written beyond the draft it judges."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Candidate, Draft


class ApprovedCopy(models.Model):
    """Exactly the text that a named person approved; never changed. Export points at it."""

    class State(models.TextChoices):
        LIVE = "live", _("live")
        SUSPENDED = "suspended", _("suspended")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SUPERSEDED = "superseded", _("superseded")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="approved_copy")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="approved_copy")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="approved_copy")
    candidate = models.ForeignKey(Candidate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    audience = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.LIVE)
    approver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_signer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField()
    facts_hash = models.CharField(max_length=64)
    provenance = models.JSONField(default=dict)  # template version, model, sampling, checks, edits, people, times
    ai_share = models.FloatField(default=0.0)  # 1.0: as the model wrote it; 0.0: wholly by a person

    objects = ScopedManager(merchant="merchant")

    class Meta:
        verbose_name_plural = "approved copy"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "kind", "language", "channel", "audience"],
                condition=models.Q(state="live"),
                name="one_live_copy_a_purpose",
            )
        ]
        indexes = [models.Index(fields=["merchant", "state", "-approved_at"], name="approved_recent")]

    def __str__(self) -> str:
        return self.text[:60]


class ApprovedCopyEvent(Event):
    copy = models.ForeignKey(ApprovedCopy, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="copy__merchant")


class Guideline(models.Model):
    """What reviewers hold to, shown beside the item. Kept by admins."""

    kind = models.CharField(max_length=20, blank=True)  # empty: every kind
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text[:60]
