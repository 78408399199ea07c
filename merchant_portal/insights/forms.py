"""Forms of insights. Kindness only: what must hold is held by the services and the database."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.models import Kind, Language
from merchant_portal.insights.pairing import KINDS, Wanted


class ComparisonForm(forms.Form):
    """What an ops lead starts a comparison with."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(k, Kind(k).label) for k in KINDS])
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    shop = forms.ModelChoiceField(
        label=_("Shop"), queryset=Merchant.objects.filter(is_active=True), required=False, to_field_name="slug",
        empty_label=_("every shop"),
    )  # fmt: skip
    category = forms.CharField(
        label=_("Category holds"), max_length=300, required=False, help_text=_("Empty: every category.")
    )
    count = forms.IntegerField(label=_("Pairs"), min_value=1, max_value=300, initial=30)
    people = forms.ModelMultipleChoiceField(
        label=_("Who votes"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Reviewers; of one shop also its own people, who may know their texts again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = str(self.data.get("shop", "") or self.initial.get("shop", ""))
        self.fields["people"].queryset = voters_for(slug)

    def wanted(self) -> Wanted:
        """After `is_valid`."""
        data = self.cleaned_data
        return Wanted(data["kind"], data["language"], data["shop"], data["category"])


def voters_for(slug: str) -> Any:
    """The people who can be asked: reviewers and admins, and the people of one shop."""
    site = Q(is_reviewer=True) | Q(is_superuser=True)
    own = Q(memberships__merchant__slug=slug) if slug else Q(pk__in=[])
    return User.objects.filter(site | own, is_active=True).distinct().order_by("name", "email")


class ExperimentForm(forms.Form):
    """What an experiment is made of."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.RECOMMENDATION)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    category = forms.CharField(
        label=_("Category holds"), max_length=300, required=False, help_text=_("Empty: every category.")
    )
