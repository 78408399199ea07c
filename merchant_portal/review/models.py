"""Judging: decisions and the approved copy they make; and what was found in the texts that a shop brought along.
Knows nothing of how a text was written beyond the draft it judges."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.catalog.models import Evidence, Product
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
    check_version = models.CharField(max_length=400, blank=True)  # by which checks and packs it was last read
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


class EvidenceLapse(models.Model):
    """A document that was withdrawn or ran out, and when the copy that rested on it was read again."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="lapse")
    at = models.DateTimeField()
    followed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="evidence__merchant")

    def __str__(self) -> str:
        return str(self.evidence)


class Audit(models.Model):
    """The reading of a shop's own texts: one row a shop. What is left to read is asked of the products each time."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="audit")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    since = models.DateTimeField()  # a text read before this is read again, though nothing about it changed
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    def __str__(self) -> str:
        return str(self.merchant)


class OwnText(models.Model):
    """One product's own text as it was last read: of which version, by which checks."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="own_texts")
    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="audited")
    product_version = models.PositiveIntegerField()
    check_version = models.CharField(max_length=400)
    opening = models.CharField(max_length=80, blank=True)
    read_at = models.DateTimeField()

    objects = ScopedManager(merchant="merchant")

    class Meta:
        indexes = [models.Index(fields=["merchant", "opening"], name="own_text_opening")]

    def __str__(self) -> str:
        return str(self.product)


class OwnFinding(models.Model):
    """Something that was found in a product's own text. `sentence` holds the words around it, the hit between."""

    class Group(models.TextChoices):
        CLAIMS = "claims", _("claims")
        LAW = "law", _("law")
        PLATFORM = "platform", _("platform rules")
        OWN = "own", _("own rules")
        FORM = "form", _("shape and language")
        SAME = "same", _("repetition")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="own_findings")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="own_findings")
    group = models.CharField(max_length=8, choices=Group.choices)
    rule = models.CharField(max_length=80)
    severity = models.CharField(max_length=5)
    sentence = models.JSONField()  # [before, the words, after]
    reason = models.TextField()
    suggestion = models.TextField(blank=True)
    settled_by = models.CharField(max_length=10, blank=True)

    objects = ScopedManager(merchant="merchant")

    class Meta:
        indexes = [models.Index(fields=["merchant", "group", "product"], name="own_finding_group")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason[:60]}"
