"""Blind comparison: pairs of a person's and a generated text for one product, who is asked, and what they chose.
Knows nothing of where a text came from once it is a pair: the words are kept as they were shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from merchant_portal.accounts.models import Event, Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Candidate, Kind, Language, TemplateVersion
from merchant_portal.review.models import ApprovedCopy


class Comparison(models.Model):
    """One question put to some people: which of two texts is better? Of one shop, or across shops (ops)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    merchant = models.ForeignKey(
        Merchant, on_delete=models.CASCADE, null=True, blank=True, related_name="comparisons"
    )  # None: products of every shop
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=10, choices=Language.choices)
    category = models.CharField(max_length=300, blank=True)  # words that the category holds; empty: every category
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    seed = models.CharField(max_length=32)  # decides sides and order; never leaves the server
    people = models.ManyToManyField(User, through="Voter", related_name="comparisons")
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-started_at"], name="comparison_recent")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class ComparisonEvent(Event):
    """Who started and who closed it; no actor: it closed itself when the last person was through."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="events")


class Voter(models.Model):
    """A person who is asked. `done_at`: has given every answer and seen the result; from then on nothing is undone."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="voters")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comparison", "user"], name="one_seat_a_voter")]

    def __str__(self) -> str:
        return str(self.user)


class Pair(models.Model):
    """Two texts for one product and the facts beside them, as they stood when the comparison was started."""

    class Source(models.TextChoices):
        LIVE = "live", _("approved and live")
        CANDIDATE = "candidate", _("best candidate")

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="pairs")
    number = models.PositiveIntegerField()
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=500)
    category = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=list)  # [{"name", "value"}]
    human = models.TextField()
    generated = models.TextField()
    source = models.CharField(max_length=10, choices=Source.choices)
    copy = models.ForeignKey(ApprovedCopy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.ForeignKey(TemplateVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["comparison", "number"], name="one_pair_a_number")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class Vote(models.Model):
    """One person's answer to one pair, kept by what was chosen and where it stood."""

    class Choice(models.TextChoices):
        HUMAN = "human", _("the person’s text")
        GENERATED = "generated", _("the generated text")
        TIE = "tie", _("no difference")

    class Reason(models.TextChoices):
        CLEARER = "clearer", _("clearer")
        TRUER = "truer", _("truer to the facts")
        NICER = "nicer", _("reads nicer")
        FITS = "fits", _("fits its audience")
        FULLER = "fuller", _("says more of use")
        SHORTER = "shorter", _("to the point")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    human_first = models.BooleanField()  # the person's text stood on side A
    reasons = models.JSONField(default=list, blank=True)  # what is better about the chosen one
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "voter"], name="one_vote_a_person_and_pair")]

    def __str__(self) -> str:
        return self.choice
