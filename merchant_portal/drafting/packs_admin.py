"""Own rules for admins: write, try on real texts, promote, retire, switch; and which shipped packs hold for a shop.
All writing goes through the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from copywriter.checks.rules import available_packs
from merchant_portal.accounts.models import Merchant
from merchant_portal.drafting.models import PackVersion, RulePack
from merchant_portal.drafting.services import packs

#: What a new version begins with: the shortest pack, and a longer rule to take apart.
BLANK = """\
rules:
  - id: own.words
    terms: [example]
    severity: warn
    reason: {en: "We do not say this.", zh-Hans: "我们不这样说。"}
    suggestion: {en: "Say it in other words.", zh-Hans: "请换一种说法。"}
    exceptions:
      - id: quoted
        words: {en: "It is a name or a quotation.", zh-Hans: "这是名称或引用。"}
"""


class RulesForm(forms.ModelForm):
    class Meta:
        model = PackVersion
        fields = ("source", "note")
        widgets = {"source": forms.Textarea(attrs={"rows": 24, "cols": 110, "spellcheck": "false"})}


class ChosenForm(forms.Form):
    """Shipped packs of one shop."""

    by_market = forms.BooleanField(
        required=False,
        label=gettext_lazy("By market and channel"),
        help_text=gettext_lazy("The law of the text’s market and the rules of its channel. Ticks below don’t count."),
    )
    packs = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Packs"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Beside the law of the text’s market, which holds in any case. A ticked law holds for every text of the "
            "shop; a platform’s rules on its channel."
        ),
    )
    off = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Law packs switched off"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A ticked law is not checked in this shop at all, not even for its own market."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = "zh-Hans" if (get_language() or "").startswith("zh") else "en"
        groups: dict[str, list[tuple[str, str]]] = {}
        for info in available_packs():
            where = info.market or str(_("Platforms"))
            groups.setdefault(where, []).append((info.id, f"{info.title[language]} · {info.version}"))
        self.fields["packs"].choices = list(groups.items())
        laws = {info.market for info in available_packs() if info.market}
        self.fields["off"].choices = [group for group in groups.items() if group[0] in laws]


@admin.register(RulePack)
class RulePackAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "merchant", "live_number", "is_on")
    list_filter = ("is_on", "merchant")
    search_fields = ("name", "code")
    list_select_related = ("merchant",)
    fields = ("code", "name", "merchant")
    change_form_template = "admin/drafting/rulepack.html"
    change_list_template = "admin/drafting/rulepacks.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("versions")

    def get_readonly_fields(self, request: HttpRequest, obj: RulePack | None = None) -> Any:
        return ("code", "merchant") if obj else ()

    @admin.display(description=gettext_lazy("live version"))
    def live_number(self, row: RulePack) -> str:
        return next((str(v.number) for v in row.versions.all() if v.state == "live"), "–")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        rows = PackVersion.objects.filter(pack_id=object_id).select_related("created_by").order_by("-number")
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "versions": rows})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        shops = Merchant.objects.filter(is_active=True)[:500]
        return super().changelist_view(request, {**(extra_context or {}), "shops": shops})

    def get_urls(self) -> list[Any]:
        site, one = self.admin_site, "drafting_rulepack"
        own = [
            path("<int:pack>/version/", site.admin_view(self.version_view), name=f"{one}_new"),
            path("<int:pack>/version/<int:number>/", site.admin_view(self.version_view), name=f"{one}_version"),
            path("<int:pack>/switch/", site.admin_view(self.switch_view), name=f"{one}_switch"),
            path("shop/<slug:shop>/", site.admin_view(self.shop_view), name=f"{one}_shop"),
        ]
        return [*own, *super().get_urls()]

    def version_view(self, request: HttpRequest, pack: int, number: int | None = None) -> HttpResponse:
        """One version: its rules, the test box, promote and retire. Saving one that was live makes the next."""
        if not self.has_change_permission(request):
            return HttpResponse(status=403)
        owner, now = get_object_or_404(RulePack.objects.select_related("merchant"), pk=pack), timezone.now()
        rows = PackVersion.objects.filter(pack=owner).select_related("pack__merchant")
        version = get_object_or_404(rows, number=number) if number else rows.order_by("-number").first()
        act, trial = request.POST.get("act", ""), None
        if version and act in ("promote", "retire"):
            move = packs.promote_version if act == "promote" else packs.retire_version
            try:
                move(version=version, by=request.user, now=now)
                messages.success(request, _("Done. Live copy is read again in the background."))
            except packs.NotInThisState:
                messages.warning(request, _("Somebody was first; this is how it stands now."))
            return self._link(version)
        form = RulesForm(request.POST or None, instance=version, initial={} if version else {"source": BLANK})
        if request.method == "POST" and form.is_valid():
            source = form.cleaned_data["source"]
            seen = PackVersion.objects.get(pk=version.pk) if version else None  # the form wrote on its instance
            try:
                if act == "try":
                    data = packs.read_rules(source=source, code=owner.code, number=seen.number if seen else 1)
                    trial = packs.try_rules(data=data, merchant=owner.merchant)
                else:
                    saved = packs.save_version(
                        pack=owner, source=source, note=form.cleaned_data["note"], by=request.user, now=now, seen=seen
                    )
                    messages.success(request, _("Kept as version %(n)s.") % {"n": saved.number})
                    return self._link(saved)
            except packs.InvalidRules as error:
                form.add_error("source", str(error))
        context = {
            **self.admin_site.each_context(request),
            "title": str(version or owner),
            "opts": self.model._meta,
            "pack": owner,
            "version": version,
            "form": form,
            "trial": trial,
            "is_fixed": bool(version and (version.live_at or version.state != PackVersion.State.DRAFT)),
        }
        return render(request, "admin/drafting/rules.html", context)

    def _link(self, version: PackVersion) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:drafting_rulepack_version", args=[version.pack_id, version.number]))

    def switch_view(self, request: HttpRequest, pack: int) -> HttpResponse:
        """Switches a pack on or off."""
        if not self.has_change_permission(request) or request.method != "POST":
            return HttpResponse(status=403)
        row = get_object_or_404(RulePack.objects.select_related("merchant"), pk=pack)
        packs.switch_pack(pack=row, on=request.POST.get("on") == "1", by=request.user, now=timezone.now())
        return HttpResponseRedirect(reverse("admin:drafting_rulepack_change", args=[pack]))

    def shop_view(self, request: HttpRequest, shop: str) -> HttpResponse:
        """Which shipped packs hold for one shop."""
        if not self.has_change_permission(request):
            return HttpResponse(status=403)
        merchant = get_object_or_404(Merchant, slug=shop)
        initial = {"by_market": merchant.packs is None, "packs": merchant.packs or [], "off": merchant.packs_off}
        form = ChosenForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            chosen = None if form.cleaned_data["by_market"] else form.cleaned_data["packs"]
            packs.choose_packs(
                merchant=merchant, packs=chosen, by=request.user, now=timezone.now(), off=form.cleaned_data["off"]
            )
            messages.success(request, _("Saved. Live copy is read again in the background."))
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rule packs of %(shop)s") % {"shop": merchant},
            "opts": self.model._meta,
            "form": form,
            "own": RulePack.objects.filter(merchant=merchant) | RulePack.objects.filter(merchant__isnull=True),
        }
        return render(request, "admin/drafting/shop_packs.html", context)
