"""Asking and answering: batches, requests and candidates.
Knows nothing of verdicts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models.choices import Kind, Language
from merchant_portal.drafting.models.templates import TemplateVersion

#: `Request.lease` of a queued row whose worker was lost: it is written alone next time, so that a row that kills its
#: worker takes no other with it.
LOST = "lost"


class Batch(models.Model):
    """One ask for many products. `selection` is how they were chosen; requests are made from it page by page."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    #: States in which none of its rows is begun.
    HELD_BACK = (State.PAUSED, State.CANCELLED)

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="batches")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="batches")
    asked = models.JSONField(default=dict)  # audience, channel, language, sampling, engine, only_where_empty
    selection = models.JSONField(default=dict)  # {"ids": […]} or {"filters": {…}}
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    enqueued_up_to = models.BigIntegerField(default=0)  # last product id turned into a request
    requested_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["merchant", "-created_at"], name="batch_recent")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class BatchEvent(Event):
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="batch__merchant")


class Request(models.Model):
    """One product × one template version: everything that decided the text, and how far it is."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        WRITING = "writing", _("being written")
        DONE = "done", _("written")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    INTERACTIVE, BULK = 0, 10

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="requests")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="requests")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="requests")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, blank=True, related_name="requests")
    draft = models.ForeignKey("Draft", on_delete=models.SET_NULL, null=True, blank=True, related_name="requests")
    idempotency_key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=10, choices=Language.choices)
    brief = models.JSONField()  # the whole Brief: facts snapshot, control fields, voice, sampling with the seed
    facts_hash = models.CharField(max_length=64)
    prompt = models.TextField(blank=True)  # as rendered, kept for the record
    engine = models.CharField(max_length=200)  # engine address asked for
    model_id = models.CharField(max_length=200, blank=True)  # what answered
    priority = models.PositiveSmallIntegerField(default=INTERACTIVE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=64, blank=True)  # which worker process and turn holds it
    lease_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    partial = models.JSONField(default=list, blank=True)  # texts so far, while writing
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    first_text_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    class Meta:
        indexes = [
            models.Index(fields=["state", "priority", "merchant", "id"], name="request_queue"),
            models.Index(fields=["state", "lease_until"], name="request_leases"),
            models.Index(fields=["batch", "state"], name="request_batch"),
            models.Index(fields=["product", "-id"], name="request_product"),
            models.Index(fields=["merchant", "created_at"], name="request_day"),
            models.Index(fields=["finished_at", "state"], name="request_ended"),
            # Rows whose worker was lost are few; without this each look for one reads all that wait (50,000: 47 ms).
            models.Index(fields=["lease", "priority", "id"], name="request_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class RequestEvent(Event):
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="request__merchant")


class Candidate(models.Model):
    """One text as the model wrote it; never changed."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField()  # 1 = best
    text = models.TextField()
    tokens = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0.0)
    why = models.JSONField(default=dict, blank=True)
    findings = models.JSONField(default=list, blank=True)
    ledger = models.JSONField(default=list, blank=True)
    check_version = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()

    objects = ScopedManager(merchant="request__merchant")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["request", "position"], name="one_candidate_a_place")]

    def __str__(self) -> str:
        return self.text[:60]
