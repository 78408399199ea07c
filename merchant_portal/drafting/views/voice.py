"""How the shop sounds, on one page.
Knows no template; a lost race shows what the other person saved, and keeps what was typed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from merchant_portal.accounts.access import merchant_page
from merchant_portal.drafting.forms import VoiceForm
from merchant_portal.drafting.services.voices import StaleVoice, save_voice, voice_of


@require_http_methods(["GET", "POST"])
@merchant_page
def voice(request: HttpRequest, merchant: str) -> HttpResponse:
    """Tone, words liked and words avoided, lines that sound right."""
    now, theirs = timezone.now(), None
    row = voice_of(merchant=request.merchant, now=now)
    names = ("tone", "preferred", "forbidden", "samples", "version")
    form = VoiceForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        seen = values.pop("version")
        try:
            save_voice(merchant=request.merchant, seen=seen, values=values, by=request.user, now=now)
        except StaleVoice as stale:
            theirs = stale.voice
            form.data = form.data.copy()
            form.data["version"] = theirs.version
            messages.warning(request, _("Somebody else saved meanwhile. Yours is below; save again to keep it."))
        else:
            messages.success(request, _("Saved. From now on copy is written this way."))
            return redirect("drafting:voice", merchant)
    return render(request, "drafting/voice.html", {"form": form, "theirs": theirs, "voice": row})
