"""What to write and how: templates, their versions, and a shop's voice.
Knows nothing of requests."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.drafting.models.choices import Channel, Kind, Language, Length, Tone


class CopyTemplate(models.Model):
    """What to write, by name. The words that decide are in its versions; at most one version is live."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    merchant = models.ForeignKey(
        Merchant, on_delete=models.CASCADE, null=True, blank=True, related_name="templates"
    )  # None: for every shop
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["kind", "language", "position", "name"]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """One immutable state of a template. A draft version may be edited until it is used or promoted."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        RETIRED = "retired", _("retired")

    template = models.ForeignKey(CopyTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    tone = models.CharField(_("tone"), max_length=10, choices=Tone.choices, default=Tone.PLAIN)
    length = models.CharField(_("length"), max_length=8, choices=Length.choices, default=Length.MEDIUM)
    audience = models.CharField(_("audience"), max_length=120, blank=True)
    occasion = models.CharField(_("occasion"), max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    leading_facts = models.JSONField(_("facts that lead"), default=list, blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    instruction = models.TextField(_("instruction"), blank=True)
    examples = models.JSONField(_("examples"), default=list, blank=True)
    sampling = models.JSONField(_("sampling"), default=dict, blank=True)  # n, temperature, max_length, top_k, top_p
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)  # first use; from then on nothing changes

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["template"], condition=models.Q(state="live"), name="one_live_version_a_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.number}"


class TemplateEvent(Event):
    version = models.ForeignKey(TemplateVersion, on_delete=models.CASCADE, related_name="events")


class Voice(models.Model):
    """How a shop sounds."""

    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="voice")
    tone = models.CharField(_("tone"), max_length=10, choices=Tone.choices, blank=True)
    preferred = models.JSONField(_("preferred words"), default=list, blank=True)
    forbidden = models.JSONField(_("forbidden words"), default=list, blank=True)
    samples = models.JSONField(_("sample lines"), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    objects = ScopedManager(merchant="merchant")

    def __str__(self) -> str:
        return str(self.merchant)
