"""The unit of review: one product, kind, language, channel and audience, and its working text.
Knows nothing of who may judge it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models.choices import Channel, Kind, Language
from merchant_portal.drafting.models.requests import Candidate


class Draft(models.Model):
    """The unit of review: one product, kind, language, channel and audience, and the text that a person works on."""

    class State(models.TextChoices):
        READY = "ready", _("to review")
        SUBMITTED = "submitted", _("submitted")
        SIGNED = "signed", _("signed once")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        REJECTED = "rejected", _("rejected")
        LAPSED = "lapsed", _("lapsed")

    #: States in which a text waits for somebody: on its shop's desk, or in the queue of those who approve.
    WAITS = {"desk": (State.READY, State.RETURNED, State.LAPSED), "queue": (State.SUBMITTED, State.SIGNED)}

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="drafts")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=10, choices=Language.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    audience = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    # Kept by the database, so that one index serves "waits here" and an order: with `state IN (…)` SQLite sorted all
    # 90,000 texts of a desk for each page (790 ms), and 2 ms since.
    waits_at = models.GeneratedField(
        expression=models.Case(
            *(models.When(state__in=states, then=models.Value(place)) for place, states in WAITS.items()),
            default=models.Value(""),
        ),
        output_field=models.CharField(max_length=5),
        db_persist=True,
    )
    candidate = models.ForeignKey(Candidate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    opening = models.CharField(max_length=80, blank=True)  # how it begins, folded: drafting/openings.py
    findings = models.JSONField(default=list, blank=True)
    ledger = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=list, blank=True)  # acknowledged findings: rule, span text, reason, by, at
    check_version = models.CharField(max_length=400, blank=True)
    facts_hash = models.CharField(max_length=64, blank=True)
    risk = models.PositiveSmallIntegerField(default=0)  # 0 none … 100; by the findings, for the order of the queue
    version = models.PositiveIntegerField(default=1)
    edited = models.BooleanField(default=False)
    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_signer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)  # of the last return, rejection or lapse
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ScopedManager(merchant="merchant")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "kind", "language", "channel", "audience"], name="one_draft_a_purpose"
            )
        ]
        indexes = [
            models.Index(fields=["waits_at", "submitted_at", "id"], name="draft_queue_by_age"),
            models.Index(fields=["waits_at", "-risk", "id"], name="draft_queue_by_risk"),
            models.Index(fields=["merchant", "waits_at", "id"], name="draft_desk_by_age"),
            models.Index(fields=["merchant", "waits_at", "-risk", "id"], name="draft_desk_by_risk"),
            models.Index(fields=["merchant", "state", "id"], name="draft_by_state"),
            models.Index(fields=["merchant", "state", "-risk", "id"], name="draft_by_state_and_risk"),
            models.Index(fields=["merchant", "product", "state"], name="draft_of_product"),
            models.Index(fields=["merchant", "language", "opening"], name="draft_opening"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class DraftEvent(Event):
    """Every move and every edit of a draft (`data` may hold the text as it was left, the version, the findings)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="draft__merchant")

    class Meta(Event.Meta):
        indexes = [models.Index(fields=["draft", "id"], name="draft_events")]
