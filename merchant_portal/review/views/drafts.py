"""One draft on the desk: the page, and what a person does to its text.
Each act is one service call and the card as it stands afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from copywriter.formats.cells import storable, without_invisible
from merchant_portal.accounts.access import merchant_page
from merchant_portal.catalog.services import add_fact
from merchant_portal.drafting.models import Candidate, Draft
from merchant_portal.drafting.services import drafts as acts
from merchant_portal.review.access import may_approve
from merchant_portal.review.card import DraftCard, draft_card
from merchant_portal.review.walk import Walk

#: Longer texts are no listing copy; a check of this many characters takes about half a second.
MAX_TEXT = 10_000


def get_draft(request: HttpRequest, pk: int) -> Draft:
    rows = Draft.objects.select_related("product", "merchant", "candidate__request__version__template", "claimed_by")
    return get_object_or_404(rows, pk=pk, merchant=request.merchant)


def card_for(request: HttpRequest, draft: Draft, **extra: Any) -> DraftCard:
    walk = Walk.from_query(request.GET, user=request.user, merchant=request.merchant)
    is_member = request.membership is not None
    return draft_card(draft=draft, walk=walk, user=request.user, now=timezone.now(), is_member=is_member, **extra)


def show(request: HttpRequest, card: DraftCard, template: str = "review/_draft.html") -> HttpResponse:
    """The fragment for htmx; for a plain POST its message and the page again."""
    if request.htmx:
        response = render(request, template, {"card": card, "d": card.draft})
        if request.POST.get("auto") and template == "review/_draft.html":
            # an autosave waits in its status line for "Saved"; a whole desk goes where the desk is
            response["HX-Retarget"], response["HX-Reswap"] = f"#draft-{card.draft.pk}", "outerHTML"
        return response
    if card.message:
        messages.add_message(request, messages.WARNING if card.tone == "danger" else messages.INFO, card.message)
    return redirect(page_url(card.draft, card.walk))


def page_url(draft: Draft, walk: Walk) -> str:
    address = reverse("review:draft", args=[draft.merchant.slug, draft.pk])
    return f"{address}?{walk.query}" if walk.query else address


@require_GET
@merchant_page(reviewers=True)
def draft_page(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """The desk on one draft."""
    card = card_for(request, get_draft(request, draft))
    template = "review/_draft.html" if request.htmx and not request.htmx.boosted else "review/draft.html"
    return render(request, template, {"card": card, "d": card.draft})


def act(
    request: HttpRequest,
    pk: int,
    do: Callable[[Draft], Draft],
    template: str = "review/_draft.html",
    message: str = "",
) -> HttpResponse:
    """Runs one act on a draft's text; a lost race shows the current card, and keeps what was typed. `message` is said
    when the act is done."""
    draft = get_draft(request, pk)
    extra: dict[str, Any] = {"message": message} if message else {}
    try:
        do(draft)
    except acts.StaleDraft as error:
        extra = {
            "message": _("Somebody else changed this text a moment ago. Yours is kept below."),
            "tone": "danger",
            "lost": request.POST.get("text", "") if request.POST.get("text", "") != error.draft.text else "",
        }
        template = "review/_draft.html"
    except acts.WrongState as error:
        extra = {
            "message": _("This draft is %(state)s now.") % {"state": error.draft.get_state_display()},
            "tone": "danger",
            "lost": request.POST.get("text", ""),
        }
        template = "review/_draft.html"
    except acts.FindingsOpen as error:
        first = error.findings[0]["reason"] if error.findings else ""
        extra = {"message": _("Please settle this first: %(reason)s") % {"reason": first}, "tone": "danger"}
        template = "review/_draft.html"
    return show(request, card_for(request, get_draft(request, pk), **extra), template)


def read_version(request: HttpRequest) -> int:
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() else 0


def _states(request: HttpRequest, draft: Draft) -> tuple[str, ...]:
    """The shop's people change what lies on its desk; who may approve may mend what was submitted."""
    own = acts.EDITABLE if request.membership else ()
    return (*own, Draft.State.SUBMITTED) if may_approve(user=request.user, draft=draft) else own


@require_POST
@merchant_page(reviewers=True)
def save(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Autosave and the save button."""
    text, now = storable(request.POST.get("text", "")).replace("\r\n", "\n").strip(), timezone.now()
    if len(text) > MAX_TEXT:
        said = _("A text may have at most %(most)d characters; this one has %(n)d. It was not saved.")
        said = said % {"most": MAX_TEXT, "n": len(text)}
        return show(request, card_for(request, get_draft(request, draft), message=said, tone="danger", lost=text))
    message = ""
    if without_invisible(text) != unicodedata.normalize("NFC", text):
        message = _("Invisible characters were taken out of your text. Every word that can be read stayed.")
    # with the whole card, so that what stands in the field is what is kept
    template = "review/_saved.html" if request.POST.get("auto") and not message else "review/_draft.html"

    def do(row: Draft) -> Draft:
        return acts.save_text(
            draft=row, text=text, version=read_version(request), by=request.user, now=now, states=_states(request, row)
        )

    return act(request, draft, do, template, message)


@require_POST
@merchant_page(reviewers=True)
def choose(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Takes another candidate's text."""

    def do(row: Draft) -> Draft:
        asked = request.POST.get("candidate", "")
        candidate = get_object_or_404(Candidate, pk=int(asked) if asked.isdecimal() else 0, request__draft=row)
        return acts.choose_candidate(
            draft=row,
            candidate=candidate,
            version=read_version(request),
            by=request.user,
            now=timezone.now(),
            states=_states(request, row),
        )

    return act(request, draft, do)


@require_POST
@merchant_page(reviewers=True)
def apply_suggestion(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Puts a finding's replacement in place of the words it is about."""

    def do(row: Draft) -> Draft:
        asked = request.POST.get("finding", "")
        number = int(asked) if asked.isdecimal() else -1
        if not 0 <= number < len(row.findings) or row.version != read_version(request):
            raise acts.StaleDraft(row)
        f = row.findings[number]
        text = row.text[: f["start"]] + f.get("replacement", "") + row.text[f["end"] :]
        return acts.save_text(
            draft=row,
            text=text,
            version=row.version,
            by=request.user,
            now=timezone.now(),
            states=_states(request, row),
        )

    return act(request, draft, do)


@require_POST
@merchant_page(reviewers=True)
def answer(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Accepts a warning, with the reason."""

    def do(row: Draft) -> Draft:
        return acts.answer_finding(
            draft=row,
            rule=request.POST.get("rule", ""),
            words=request.POST.get("words", ""),
            reason=request.POST.get("reason", "").strip() or _("read and accepted"),
            by=request.user,
            now=timezone.now(),
        )

    return act(request, draft, do)


@require_POST
@merchant_page
def take_fact(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """A true claim that no fact carried becomes a fact of the product."""

    def do(row: Draft) -> Draft:
        name, value = request.POST.get("name", "").strip(), request.POST.get("value", "").strip()
        if name and value:
            add_fact(product=row.product, name=name, value=value, by=request.user, now=timezone.now())
        return acts.recheck(draft=row, now=timezone.now())

    return act(request, draft, do)


@require_POST
@merchant_page(reviewers=True)
def claim(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Holds an item for the person who opened it to judge it, or says who holds it."""
    row = get_draft(request, draft)
    if card_for(request, row).can_judge:
        acts.claim_draft(draft=row, by=request.user, now=timezone.now())
    return render(request, "review/_held.html", {"card": card_for(request, get_draft(request, draft))})
