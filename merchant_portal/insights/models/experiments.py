"""Conversion by arm: an experiment, its lines, and what visitors did. Of a visitor nothing is kept but a hash that is
salted with the experiment. Knows nothing of how rates are compared."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Kind, Language, TemplateVersion
from merchant_portal.review.models import ApprovedCopy


class Arm(models.TextChoices):
    HUMAN = "human", _("the person’s text")
    GENERATED = "generated", _("the generated text")


class Experiment(models.Model):
    """Two arms, one shop: each visitor is shown a person's lines or generated ones, by a hash of `key` and visitor."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="experiments")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=10, choices=Language.choices)
    key = models.CharField(max_length=24, unique=True)  # public: the front end computes the arm from it
    salt = models.CharField(max_length=64)  # secret: visitors are hashed with it
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    first_signer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    signer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    class Meta:
        indexes = [models.Index(fields=["merchant", "-created_at"], name="experiment_recent")]

    def __str__(self) -> str:
        return self.name


class ExperimentEvent(Event):
    """Who made, signed, started, paused, ended it; with the lines as they were signed."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="experiment__merchant")


class ExperimentLine(models.Model):
    """One product: the person's text and the approved generated one, as visitors see them."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    sku = models.CharField(max_length=255)
    category = models.CharField(max_length=300, blank=True)
    human = models.TextField(blank=True)
    generated = models.TextField()
    copy = models.ForeignKey(ApprovedCopy, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(TemplateVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScopedManager(merchant="experiment__merchant")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["experiment", "product"], name="one_line_a_product")]

    def __str__(self) -> str:
        return self.sku


class Observation(models.Model):
    """A visitor saw a line, or bought what it tells of. `event_id` is the shop's: the same one twice counts once."""

    class Type(models.TextChoices):
        EXPOSURE = "exposure", _("exposure")
        CONVERSION = "conversion", _("conversion")

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="observations")
    line = models.ForeignKey(ExperimentLine, on_delete=models.CASCADE, related_name="observations")
    event_id = models.CharField(max_length=120)
    type = models.CharField(max_length=10, choices=Type.choices)
    visitor = models.CharField(max_length=64)
    arm = models.CharField(max_length=10, choices=Arm.choices)
    at = models.DateTimeField()

    objects = ScopedManager(merchant="experiment__merchant")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["experiment", "event_id"], name="one_observation_an_event")]
        indexes = [models.Index(fields=["experiment", "type", "line", "visitor", "at"], name="observation_counts")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class ShopToken(models.Model):
    """What a shop's front end shows to be let in. Only its hash is kept; a new one ends the old one."""

    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="shop_token")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager(merchant="merchant")

    def __str__(self) -> str:
        return str(self.merchant)
