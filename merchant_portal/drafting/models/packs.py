"""The site's own rules: packs by name, and their versions as YAML. A version that was live never changes.
Knows no match; copywriter/checks/rules reads what stands here."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from merchant_portal.accounts.models import Event, Merchant, User


class RulePack(models.Model):
    """A set of own rules, for one shop or for all. What counts is its live version, while it is switched on."""

    code = models.CharField(
        _("id"), max_length=41, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9_]{1,40}$")],
        help_text=_("Small letters, digits and _; texts record it with the version they were checked against."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120)
    merchant = models.ForeignKey(
        Merchant, on_delete=models.CASCADE, null=True, blank=True, related_name="rule_packs",
        verbose_name=_("shop"), help_text=_("Empty: for every shop."),
    )  # fmt: skip
    is_on = models.BooleanField(_("switched on"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("rule pack")
        verbose_name_plural = _("rule packs")

    def __str__(self) -> str:
        return self.name


class PackVersion(models.Model):
    """One state of a pack. A draft may be edited; a version that was live stays as it is."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        RETIRED = "retired", _("retired")

    pack = models.ForeignKey(RulePack, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    source = models.TextField(_("rules (YAML)"))
    data = models.JSONField(default=dict)  # the source as read, with id and version: what a check is given
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    live_at = models.DateTimeField(null=True, blank=True)  # first promotion; from then on nothing changes

    class Meta:
        ordering = ["pack", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="one_pack_version_a_number"),
            models.UniqueConstraint(fields=["pack"], condition=models.Q(state="live"), name="one_live_version_a_pack"),
        ]

    def __str__(self) -> str:
        return f"{self.pack.code}@{self.number}"


class PackEvent(Event):
    """Who made, promoted, retired or switched what."""

    pack = models.ForeignKey(RulePack, on_delete=models.CASCADE, related_name="events")
    version = models.ForeignKey(PackVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="events")
