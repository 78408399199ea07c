"""Handing it over: exports of approved copy.
Knows nothing of drafts that are not approved."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User


class Export(models.Model):
    """One file of approved copy, made by the default worker."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="exports")
    format = models.CharField(max_length=20)  # shopify | woocommerce | google | magento | plain
    options = models.JSONField(default=dict)  # kinds, language, channel, label, selection
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    file = models.FileField(upload_to="exports/", blank=True)
    rows = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    class Meta:
        indexes = [models.Index(fields=["merchant", "-created_at"], name="export_recent")]

    def __str__(self) -> str:
        return f"{self.format} #{self.pk}"


class ExportEvent(Event):
    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="export__merchant")
