"""What people may type about products, files and evidence, and what is said where it can't be taken.
Knows no rows but those offered as choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merchant_portal.catalog.models import Evidence, Product

LANGUAGES = [("en", "English"), ("zh-Hans", "简体中文")]
_WIDGETS: dict[type[forms.Widget], str] = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
}


class Dressed:
    """Bootstrap's class on every widget, once."""

    fields: dict[str, forms.Field]

    def dress(self) -> None:
        for form_field in self.fields.values():
            name = next((css for kind, css in _WIDGETS.items() if isinstance(form_field.widget, kind)), "form-control")
            form_field.widget.attrs.setdefault("class", name)


class ProductForm(Dressed, forms.ModelForm):
    """The fields beside the facts."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    image_url = forms.URLField(label=_("Image address"), required=False, max_length=1000, assume_scheme="https")
    image = forms.FileField(
        label=_("Or upload a picture"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )

    class Meta:
        model = Product
        fields = ["title", "category", "brand", "price", "currency", "language", "image_url", "own_text"]
        widgets = {"own_text": forms.Textarea(attrs={"rows": 6}), "title": forms.TextInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress()

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()


class NewProductForm(Dressed, forms.Form):
    title = forms.CharField(label=_("Title"), max_length=500)
    sku = forms.CharField(label=_("SKU"), max_length=255, required=False, help_text=_("Left empty, it gets one."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress()


class UploadForm(Dressed, forms.Form):
    """A product file. Only its size is looked at here."""

    file = forms.FileField(label=_("Product file"), allow_empty_file=True)
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=[("", _("tell by each product")), *LANGUAGES], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx,.xml,.jsonl"
        self.dress()


class EvidenceForm(Dressed, forms.ModelForm):
    file = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("PDF, PNG or JPEG, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )
    skus = forms.CharField(
        label=_("For these products only"),
        required=False,
        help_text=_("SKUs, one a line. Left empty, it speaks for the whole shop."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Evidence
        fields = ["type", "title", "scope", "number", "issued_by", "valid_until"]
        widgets = {"valid_until": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].help_text = _(
            "In the words a text would use: “waterproof to 30 m”, “100% organic cotton”."
        )
        self.dress()

    def clean_skus(self) -> list[Product]:
        """The named products. Refuses SKUs that the shop has not."""
        wanted = [line.strip() for line in self.cleaned_data["skus"].splitlines() if line.strip()][:500]
        found = {p.sku: p for p in Product.objects.filter(sku__in=wanted)}
        missing = [sku for sku in wanted if sku not in found]
        if missing:
            raise forms.ValidationError(_("No product has this SKU: %(sku)s"), params={"sku": ", ".join(missing[:5])})
        return [found[sku] for sku in wanted]
