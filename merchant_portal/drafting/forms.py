"""What a person fills in to ask for copy, to rewrite it, and to say how the shop sounds.
Knows no request; the views hand what was asked to the services."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merchant_portal.accounts.models import Merchant
from merchant_portal.drafting.briefs import Asked
from merchant_portal.drafting.models import Channel, Language, Length, TemplateVersion, Tone
from merchant_portal.drafting.offered import engines_for

AUDIENCES = (
    _("new parents"),
    _("gift givers"),
    _("students"),
    _("home cooks"),
    _("office workers"),
    _("outdoor people"),
    _("pet owners"),
    _("older people"),
)
_AS_TEMPLATE = ("", _("as the template says"))


def live_versions(merchant: Merchant) -> Any:
    """What this shop may write by: live versions of the site's templates and of its own."""
    rows = TemplateVersion.objects.filter(state=TemplateVersion.State.LIVE)
    rows = rows.filter(Q(template__merchant=None) | Q(template__merchant=merchant))
    return rows.select_related("template").order_by(
        "template__kind", "template__language", "template__position", "template__name"
    )


class VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, version: TemplateVersion) -> str:
        template = version.template
        return f"{template.get_kind_display()} · {template.get_language_display()} · {template.name}"


class WriteForm(forms.Form):
    """Template and wishes; what is left empty is as the template says."""

    version = VersionChoice(TemplateVersion.objects.none(), label=_("Template"), empty_label=None)
    audience = forms.CharField(
        label=_("Audience"), max_length=120, required=False, widget=forms.TextInput(attrs={"list": "audiences"})
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=[_AS_TEMPLATE, *Channel.choices], required=False)
    n = forms.IntegerField(label=_("Candidates"), min_value=1, max_value=10, initial=5)
    temperature = forms.FloatField(
        label=_("Temperature"),
        min_value=0,
        max_value=2,
        initial=0.7,
        help_text=_("Low keeps to the usual, high dares more."),
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )
    length = forms.ChoiceField(label=_("Length"), choices=[_AS_TEMPLATE, *Length.choices], required=False)
    tone = forms.ChoiceField(label=_("Tone"), choices=[_AS_TEMPLATE, *Tone.choices], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[_AS_TEMPLATE, *Language.choices], required=False)
    max_length = forms.IntegerField(
        label=_("At most, in tokens"),
        min_value=16,
        max_value=1024,
        required=False,
        help_text=_("Empty: by the length."),
    )
    engine = forms.ChoiceField(label=_("Engine"), required=False)
    only_where_empty = forms.BooleanField(label=_("Only products without this copy"), required=False, initial=True)
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, merchant: Merchant, language: str = "", kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = live_versions(merchant)
        self.fields["version"].queryset = rows  # type: ignore[attr-defined]
        first = rows.filter(template__language=language or merchant.language)
        first = (first.filter(template__kind=kind).first() if kind else None) or first.first() or rows.first()
        self.fields["version"].initial = first.pk if first else None
        self.fields["engine"].choices = engines_for(merchant)  # type: ignore[attr-defined]
        self.fields["token"].initial = secrets.token_hex(16)

    def asked(self) -> Asked:
        data = self.cleaned_data
        names = ("audience", "channel", "length", "tone", "language", "n", "temperature")
        return Asked(**{name: data[name] for name in names}, max_length=data["max_length"] or 0)


class RewriteForm(forms.Form):
    instruction = forms.CharField(label=_("What should change"), max_length=300)
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = secrets.token_hex(16)


class LinesField(forms.CharField):
    """A list, one entry a line; empty lines and repeats are dropped."""

    def __init__(self, *, entry: int, most: int, **kwargs: Any) -> None:
        self.entry, self.most = entry, most
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > self.most:
            raise forms.ValidationError(_("At most %(n)s lines."), params={"n": self.most})
        if any(len(line) > self.entry for line in found):
            raise forms.ValidationError(_("A line may have at most %(n)s characters."), params={"n": self.entry})
        return found


class VoiceForm(forms.Form):
    tone = forms.ChoiceField(label=_("Tone"), choices=[_AS_TEMPLATE, *Tone.choices], required=False)
    preferred = LinesField(label=_("Words the shop likes"), entry=60, most=60, help_text=_("One a line."))
    forbidden = LinesField(label=_("Words the shop never uses"), entry=60, most=200, help_text=_("One a line."))
    samples = LinesField(
        label=_("Lines that sound right"), entry=600, most=12, help_text=_("Copy of your own, one piece a line.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
