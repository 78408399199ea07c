"""Templates for admins: list, versions, compare, a preview that really generates, promote, retire.
Nobody edits a used version: saving makes the next. All writing goes through the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchant_portal.accounts.read_only import ReadOnlyAdmin
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.briefs import PLACEHOLDERS
from merchant_portal.drafting.forms import LinesField
from merchant_portal.drafting.models import Batch, CopyTemplate, Request, TemplateVersion, WorkerBeat
from merchant_portal.drafting.packs_admin import RulePackAdmin  # noqa: F401  (registers itself)
from merchant_portal.drafting.services import requests, templates
from merchant_portal.drafting.views.saying import REFUSALS, refusal


class VersionForm(forms.ModelForm):
    leading_facts = LinesField(label=gettext_lazy("facts that lead"), entry=60, most=12)
    keywords = LinesField(label=gettext_lazy("keywords"), entry=60, most=20)
    examples = LinesField(label=gettext_lazy("examples"), entry=600, most=5)

    class Meta:
        model = TemplateVersion
        fields = (
            "tone", "length", "audience", "occasion", "channel", "leading_facts", "keywords", "instruction",
            "examples", "sampling", "note",
        )  # fmt: skip
        help_texts = {
            "instruction": gettext_lazy("In braces, filled for each product: %(names)s")
            % {"names": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)},
            "sampling": gettext_lazy('Such as {"n": 5, "temperature": 0.7}; empty: the site’s own.'),
        }

    def clean_instruction(self) -> str:
        text = self.cleaned_data["instruction"]
        if unknown := templates.unknown_placeholders(text):
            raise forms.ValidationError(_("{%(name)s} can’t be filled.") % {"name": unknown[0]})
        return text

    def clean_sampling(self) -> dict[str, Any]:
        value = self.cleaned_data["sampling"] or {}
        known = ("n", "temperature", "top_k", "top_p", "max_length")
        if not isinstance(value, dict) or any(name not in known for name in value):
            raise forms.ValidationError(_("Known: %(names)s.") % {"names": ", ".join(known)})
        return value


@admin.register(CopyTemplate)
class CopyTemplateAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "language", "merchant", "live_number", "asked", "approved_share")
    list_filter = ("kind", "language", "merchant")
    search_fields = ("name",)
    change_form_template = "admin/drafting/copytemplate.html"
    fields = ("name", "kind", "language", "merchant", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        done = Q(versions__requests__state=Request.State.DONE)
        approved = Q(versions__requests__draft__state="approved")
        return (
            super()
            .get_queryset(request)
            .annotate(
                n_done=Count("versions__requests", filter=done, distinct=True),
                n_approved=Count("versions__requests__draft", filter=approved, distinct=True),
            )
            .prefetch_related("versions")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: CopyTemplate | None = None) -> Any:
        return ("kind", "language") if obj else ()

    @admin.display(description=gettext_lazy("live version"))
    def live_number(self, row: CopyTemplate) -> str:
        return next((str(v.number) for v in row.versions.all() if v.state == "live"), "–")

    @admin.display(description=gettext_lazy("written"), ordering="n_done")
    def asked(self, row: Any) -> int:
        return row.n_done

    @admin.display(description=gettext_lazy("approved"), ordering="n_approved")
    def approved_share(self, row: Any) -> str:
        return f"{round(100 * row.n_approved / row.n_done)} %" if row.n_done else "–"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        rows = TemplateVersion.objects.filter(template_id=object_id).select_related("created_by").order_by("-number")
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "versions": rows})

    def get_urls(self) -> list[Any]:
        site, one = self.admin_site, "drafting_copytemplate"
        own = [
            path("<int:template>/version/", site.admin_view(self.version_view), name=f"{one}_new"),
            path("<int:template>/version/<int:number>/", site.admin_view(self.version_view), name=f"{one}_version"),
            path(
                "<int:template>/version/<int:number>/compare/",
                site.admin_view(self.compare_view),
                name=f"{one}_compare",
            ),
            path(
                "<int:template>/version/<int:number>/preview/",
                site.admin_view(self.preview_view),
                name=f"{one}_preview",
            ),
        ]
        return [*own, *super().get_urls()]

    def _version(self, template: int, number: int | None) -> TemplateVersion | None:
        rows = TemplateVersion.objects.filter(template_id=template).select_related("template")
        return get_object_or_404(rows, number=number) if number else rows.order_by("-number").first()

    def _link(self, version: TemplateVersion) -> HttpResponseRedirect:
        return HttpResponseRedirect(
            reverse("admin:drafting_copytemplate_version", args=[version.template_id, version.number])
        )

    def version_view(self, request: HttpRequest, template: int, number: int | None = None) -> HttpResponse:
        """One version: its words, compare, preview, promote, retire. Saving a used one makes the next."""
        if not self.has_change_permission(request):
            return HttpResponse(status=403)
        owner = get_object_or_404(CopyTemplate, pk=template)
        version, now = self._version(template, number), timezone.now()
        act = request.POST.get("act", "")
        if version and act in ("promote", "retire"):
            move = templates.promote_version if act == "promote" else templates.retire_version
            try:
                move(version=version, by=request.user, now=now)
                messages.success(request, _("Done."))
            except templates.NotInThisState:
                messages.warning(request, _("Somebody was first; this is how it stands now."))
            return self._link(version)
        form = VersionForm(request.POST or None, instance=version)
        if request.method == "POST" and form.is_valid():
            seen = TemplateVersion.objects.get(pk=version.pk) if version else None  # the form wrote on its instance
            saved = templates.save_version(
                template=owner, values=form.cleaned_data, by=request.user, now=now, seen=seen
            )
            if seen and saved.pk != seen.pk:
                messages.success(
                    request, _("Kept as version %(n)s, a draft. Promote it when it is ready.") % {"n": saved.number}
                )
            else:
                messages.success(request, _("Saved."))
            return self._link(saved)
        others = TemplateVersion.objects.filter(template=owner).order_by("-number")
        context = {
            **self.admin_site.each_context(request),
            "title": str(version or owner),
            "opts": self.model._meta,
            "template": owner,
            "version": version,
            "form": form,
            "versions": others,
            "is_fixed": bool(version and (version.used_at or version.state != "draft")),
            "products": Product.objects.filter(archived_at__isnull=True, language=owner.language).order_by("-id")[:50],
        }
        return render(request, "admin/drafting/version.html", context)

    def compare_view(self, request: HttpRequest, template: int, number: int) -> HttpResponse:
        """What changed between two versions."""
        if not self.has_view_permission(request):
            return HttpResponse(status=403)
        new = self._version(template, number)
        rows = TemplateVersion.objects.filter(template_id=template)
        wanted = request.GET.get("with", "")
        old = rows.filter(number=int(wanted)).first() if wanted.isdecimal() else None
        old = old or rows.filter(number__lt=number).order_by("-number").first() or new
        context = {
            **self.admin_site.each_context(request),
            "title": _("What changed"),
            "opts": self.model._meta,
            "old": old,
            "new": new,
            "changes": templates.compare(old, new),
        }
        return render(request, "admin/drafting/compare.html", context)

    def preview_view(self, request: HttpRequest, template: int, number: int) -> HttpResponse:
        """Really writes for one product by this version; nothing of it reaches the shop's desk."""
        if not self.has_change_permission(request):
            return HttpResponse(status=403)
        version = self._version(template, number)
        if request.method == "POST":
            chosen = request.POST.get("product", "")
            product = Product.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
            if product is None:
                messages.error(request, _("Choose a product."))
                return self._link(version)
            try:
                row = requests.request_copy(
                    product=product, version=version, by=request.user, now=timezone.now(), preview=True
                )
            except REFUSALS as error:
                messages.error(request, refusal(error))
                return self._link(version)
            return HttpResponseRedirect(f"{request.path}?asked={row.pk}")
        asked = get_object_or_404(Request, pk=request.GET.get("asked") or 0, version=version)
        is_over = asked.state not in requests.OPEN
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "opts": self.model._meta,
            "version": version,
            "asked": asked,
            "is_over": is_over,
            "candidates": list(asked.candidates.all()),
        }
        response = render(request, "admin/drafting/preview.html", context)
        if not is_over:
            response.headers["Refresh"] = "1"  # the admin has no script of ours: the page loads itself again
        return response


@admin.register(Request)
class RequestAdmin(ReadOnlyAdmin):
    list_display = ("id", "merchant", "kind", "language", "state", "attempt", "engine", "created_at", "finished_at")
    list_filter = ("state", "kind", "language", "merchant")
    list_select_related = ("merchant",)
    show_full_result_count = False


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    list_display = ("id", "merchant", "version", "state", "total", "created_at", "finished_at")
    list_filter = ("state", "merchant")
    list_select_related = ("merchant", "version__template")


@admin.register(WorkerBeat)
class WorkerBeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "role", "model_id", "in_flight", "written", "rate", "memory_mb", "seen_at")
