"""Templates in Django admin: list, edit (a used version gives the next), compare, preview, promote, retire.
Writes only through services; the preview asks the model worker like anybody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchant_portal.catalog.models import Product
from merchant_portal.drafting.forms import LinesField
from merchant_portal.drafting.models import Batch, CopyTemplate, Draft, Request, TemplateVersion
from merchant_portal.drafting.offered import EngineNotOffered, engines_for
from merchant_portal.drafting.services import templates as acts
from merchant_portal.drafting.services.requests import CapReached, request_copy


class VersionForm(forms.ModelForm):
    """One version's words. Lists are written one entry a line."""

    leading_facts = LinesField(label=gettext_lazy("Facts that lead"), entry=60, most=8)
    keywords = LinesField(label=gettext_lazy("Keywords"), entry=60, most=20)
    examples = LinesField(label=gettext_lazy("Examples"), entry=1000, most=8)
    n = forms.IntegerField(label=gettext_lazy("Candidates"), min_value=1, max_value=10, initial=5)
    temperature = forms.FloatField(label=gettext_lazy("Temperature"), min_value=0, max_value=2, initial=0.7)
    max_length = forms.IntegerField(
        label=gettext_lazy("At most, in tokens"),
        min_value=0,
        max_value=1024,
        initial=0,
        help_text=gettext_lazy("0: by the length."),
    )

    class Meta:
        model = TemplateVersion
        fields = ("tone", "length", "audience", "occasion", "channel", "instruction", "note")
        widgets = {"instruction": forms.Textarea(attrs={"rows": 4, "cols": 80})}
        help_texts = {
            "instruction": gettext_lazy(
                "For engines that follow instructions. May name {title}, {brand}, {category}, {audience}, {occasion}, "
                "{channel}, {shop}."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sampling = self.instance.sampling or {}
        for name in ("leading_facts", "keywords", "examples"):
            self.initial.setdefault(name, getattr(self.instance, name))
        for name in ("n", "temperature", "max_length"):
            if name in sampling:
                self.initial[name] = sampling[name]

    def clean_instruction(self) -> str:
        instruction = self.cleaned_data["instruction"]
        if names := acts.unknown_placeholders(instruction):
            raise forms.ValidationError(str(acts.UnknownPlaceholder(names)))
        return instruction

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        values = {name: data[name] for name in (*self.Meta.fields, "leading_facts", "keywords", "examples")}
        return values | {"sampling": {name: data[name] for name in ("n", "temperature", "max_length")}}


@admin.register(CopyTemplate)
class CopyTemplateAdmin(admin.ModelAdmin):
    """The list of templates; a template's page shows its versions and edits the newest."""

    list_display = ("name", "kind", "language", "merchant", "live_version", "uses", "approval_rate")
    list_filter = ("kind", "language", "merchant")
    search_fields = ("name",)
    fields = ("name", "kind", "language", "merchant", "position")
    change_form_template = "drafting/admin/template.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[CopyTemplate]:
        decided = Q(versions__requests__draft__state__in=[Draft.State.APPROVED, Draft.State.REJECTED])
        approved = Q(versions__requests__draft__state=Draft.State.APPROVED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                _uses=Count("versions__requests", distinct=True),
                _decided=Count("versions__requests__draft", filter=decided, distinct=True),
                _approved=Count("versions__requests__draft", filter=approved, distinct=True),
            )
        )

    @admin.display(description=gettext_lazy("live version"))
    def live_version(self, template: CopyTemplate) -> str:
        live = next((v for v in template.versions.all() if v.state == "live"), None)
        return str(live.number) if live else "–"

    @admin.display(description=gettext_lazy("uses"))
    def uses(self, template: Any) -> int:
        return template._uses

    @admin.display(description=gettext_lazy("approved"))
    def approval_rate(self, template: Any) -> str:
        return f"{100 * template._approved // template._decided} %" if template._decided else "–"

    def get_urls(self) -> list[Any]:
        own = [
            ("<int:pk>/save-version/", self.save_version, "save_version"),
            ("<int:pk>/versions/<int:version>/promote/", self.promote, "promote"),
            ("<int:pk>/versions/<int:version>/retire/", self.retire, "retire"),
            ("<int:pk>/versions/<int:version>/preview/", self.preview, "preview"),
            ("<int:pk>/preview/<int:asked>/", self.previewed, "previewed"),
        ]
        named = [path(a, self.admin_site.admin_view(v), name=f"drafting_template_{n}") for a, v, n in own]
        return [*named, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        template = get_object_or_404(CopyTemplate, pk=object_id)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **_page(request, template)})

    def save_version(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = get_object_or_404(CopyTemplate, pk=pk)
        seen = template.versions.filter(pk=request.POST.get("seen") or 0).first()
        form = VersionForm(request.POST, instance=TemplateVersion(template=template))
        if request.method != "POST" or not form.is_valid():
            for field, errors in form.errors.items():
                messages.error(request, f"{field}: {' '.join(errors)}")
            return self._back(template)
        version = acts.save_version(
            template=template, values=form.values(), by=request.user, now=timezone.now(), seen=seen
        )
        messages.success(
            request, _("Version %(n)d is saved. It writes nothing until it is promoted.") % {"n": version.number}
        )
        return self._back(template)

    def promote(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        row = get_object_or_404(TemplateVersion, pk=version, template=pk)
        if request.method == "POST":
            try:
                acts.promote_version(version=row, by=request.user, now=timezone.now())
                messages.success(request, _("Version %(n)d is live.") % {"n": row.number})
            except acts.NotPromotable:
                messages.error(request, _("That version can't be made live now. Look again at its state."))
        return self._back(row.template)

    def retire(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        row = get_object_or_404(TemplateVersion, pk=version, template=pk)
        if request.method == "POST":
            acts.retire_version(version=row, by=request.user, now=timezone.now())
            messages.success(request, _("Version %(n)d is retired.") % {"n": row.number})
        return self._back(row.template)

    def preview(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """Asks the model worker for one product's text by this version; no draft is made of it."""
        row = get_object_or_404(TemplateVersion.objects.select_related("template"), pk=version, template=pk)
        product = Product.objects.select_related("merchant").filter(pk=request.POST.get("product") or 0).first()
        if request.method != "POST" or product is None:
            messages.error(request, _("Choose a product for the preview."))
            return self._back(row.template)
        try:
            asked = request_copy(
                product=product,
                version=row,
                by=request.user,
                now=timezone.now(),
                engine=request.POST.get("engine", ""),
                preview=True,
            )
        except (CapReached, EngineNotOffered) as error:
            messages.error(request, str(error))
            return self._back(row.template)
        return redirect("admin:drafting_template_previewed", pk, asked.pk)

    def previewed(self, request: HttpRequest, pk: int, asked: int) -> HttpResponse:
        template = get_object_or_404(CopyTemplate, pk=pk)
        row = get_object_or_404(Request.objects.select_related("product", "version"), pk=asked, version__template=pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "template": template,
            "asked": row,
            "candidates": list(row.candidates.all()),
            "open": row.state in ("queued", "writing"),
        }
        page = "drafting/admin/_preview.html" if request.headers.get("HX-Request") else "drafting/admin/preview.html"
        return render(request, page, context)

    def _back(self, template: CopyTemplate) -> HttpResponse:
        return redirect(reverse("admin:drafting_copytemplate_change", args=[template.pk]))


def _page(request: HttpRequest, template: CopyTemplate) -> dict[str, Any]:
    """What the template's page shows beside its own fields."""
    versions = list(template.versions.annotate(uses=Count("requests")).order_by("-number"))
    newest = versions[0] if versions else None
    asked = {k: request.GET.get(k, "") for k in ("old", "new")}
    by_pk = {str(v.pk): v for v in versions}
    old, new = by_pk.get(asked["old"]), by_pk.get(asked["new"])
    if not (old and new) and len(versions) > 1:
        old, new = versions[1], versions[0]
    products = Product.objects.filter(archived_at=None, language=template.language).select_related("merchant")
    products = products.filter(merchant=template.merchant) if template.merchant else products
    return {
        "copy_template": template,
        "versions": versions,
        "newest": newest,
        "fixed": newest is not None and acts.is_fixed(newest),
        "version_form": VersionForm(instance=newest or TemplateVersion(template=template)),
        "compared": (old, new, acts.difference(old, new)) if old and new else None,
        "products": products.order_by("-updated_at")[:30],
        "engines": engines_for(products[0].merchant) if products else [],
    }


@admin.register(Batch)
class BatchAdmin(admin.ModelAdmin):
    """Batches are only looked at here; they are steered on the shop's pages."""

    list_display = ("id", "merchant", "version", "state", "total", "requested_by", "created_at")
    list_filter = ("state", "merchant")
    list_select_related = ("merchant", "version__template", "requested_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
