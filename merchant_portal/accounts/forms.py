"""Forms on people and shops.
Kindness only: what must hold is held by the services and the database."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from merchant_portal.accounts.models import Membership, Merchant, User


def _dress(form: forms.BaseForm) -> None:
    """Tabler's classes on the plain widgets of a form."""
    for name, field in form.fields.items():
        widget = field.widget
        kind = {forms.CheckboxInput: "form-check-input", forms.Select: "form-select"}.get(type(widget), "form-control")
        widget.attrs.setdefault("class", kind)
        if field.help_text:
            widget.attrs.setdefault("aria-describedby", f"{form.auto_id % name if form.auto_id else name}-hint")


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.EDITOR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class NewAccountForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As your colleagues will see it."))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A few words in a row are easy to keep in mind."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        _dress(self)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self._email, name=self.cleaned_data.get("name", "")))
        return password


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as the browser asks")), *settings.LANGUAGES]
    )

    class Meta:
        model = User
        fields = ("name", "language", "theme", "single_key_shortcuts")
        labels = {
            "name": _("Name"),
            "theme": _("Appearance"),
            "single_key_shortcuts": _("Single-key shortcuts on the desk and in the queue"),
        }
        help_texts = {"single_key_shortcuts": _("Press ? on the desk to see them. They never fire while you type.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class ShopForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language of the catalogue"), choices=[("en", "English"), ("zh-Hans", "简体中文")]
    )

    class Meta:
        model = Merchant
        fields = ("name", "language", "currency", "approval", "daily_cap", "remote_engines", "ai_label")
        labels = {
            "name": _("Name of the shop"),
            "currency": _("Currency"),
            "approval": _("Who approves copy"),
            "daily_cap": _("Products written a day, at most"),
            "remote_engines": _("Product data may be sent to a model server outside this site"),
            "ai_label": _("AI label"),
        }
        help_texts = {
            "currency": _("Three letters, as in USD or CNY. Used where a file names none."),
            "approval": _("With two people, the second signature must come from somebody else."),
            "daily_cap": _("A batch waits for the next day when it reaches this."),
            "remote_engines": _("While this is off, only models on this site's own machines see your products."),
            "ai_label": _("Put beside exported copy where an export asks for it, for instance: Written with AI."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)

    def clean_currency(self) -> str:
        value = self.cleaned_data["currency"].strip().upper()
        if len(value) != 3 or not value.isascii() or not value.isalpha():
            raise forms.ValidationError(_("A currency has three letters, as in USD or CNY."))
        return value
