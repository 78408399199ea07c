"""Notices: what a person should know since they last looked.
Knows the lower apps only through the signals they send."""

from __future__ import annotations

from django.db import models

from merchant_portal.accounts.models import Merchant, User


class Notice(models.Model):
    """One line in one person's bell. `key` and `data` make the sentence in the language of who reads it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=40)
    data = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "seen_at", "-created_at"], name="notice_bell")]

    def __str__(self) -> str:
        return self.key
