"""The verdicts: submit, approve, return, reject, undo. Each answers with the next item of the walk.
What a verdict does is the services' business; here it becomes a card and a sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_scopes import scopes_disabled

from merchant_portal.accounts.access import merchant_page, reviewer_page
from merchant_portal.drafting.models import Draft
from merchant_portal.drafting.services import drafts as acts
from merchant_portal.review import services
from merchant_portal.review.card import draft_card
from merchant_portal.review.views.drafts import card_for, get_draft, page_url, read_version, show
from merchant_portal.review.walk import Walk


def list_url(walk: Walk, merchant_slug: str) -> str:
    """The list that a walk goes along."""
    address = reverse("review:queue") if walk.place == "queue" else reverse("review:desk", args=[merchant_slug])
    return f"{address}?{walk.query}" if walk.query else address


def judge(request: HttpRequest, pk: int, do: Callable[[Draft], Draft], *, done: str, event: str) -> HttpResponse:
    """Runs a verdict, then shows the next item with the sentence and a way back; a refusal shows this one again."""
    draft, now = get_draft(request, pk), timezone.now()
    walk = Walk.from_query(request.GET, user=request.user, merchant=request.merchant)
    following = walk.after(draft, user=request.user, now=now)
    try:
        judged = do(draft)
    except (acts.StaleDraft, acts.WrongState) as error:
        last = error.draft.events.order_by("-id").select_related("actor").first()
        text = _("%(who)s was here a moment ago: this draft is %(state)s now.") % {
            "who": str(last.actor) if last and last.actor else _("Somebody"),
            "state": error.draft.get_state_display(),
        }
    except acts.FindingsOpen as error:
        text = _("Please settle this first: %(reason)s") % {"reason": error.findings[0]["reason"]}
    except services.ReasonMissing:
        text = _("Please say why, so that the next text is better.")
    except services.NotAllowed:
        text = _("Your signature does not count on this draft: the shop's policy asks for somebody else.")
    else:
        return go_on(request, judged, following, walk, done=done, event=event)
    return show(request, card_for(request, get_draft(request, pk), message=text, tone="danger"))


def go_on(
    request: HttpRequest, judged: Draft, following: Draft | None, walk: Walk, *, done: str, event: str
) -> HttpResponse:
    """The next item, or the list when there is none; the toast offers to undo."""
    context = {"judged": judged, "done": done, "walk": walk, "undo_until": services.UNDO}
    if not request.htmx:
        messages.success(request, done)
        return redirect(page_url(following, walk) if following else list_url(walk, request.merchant.slug))
    if following is None:
        response = render(
            request, "review/_all_done.html", {**context, "list_url": list_url(walk, judged.merchant.slug)}
        )
        response["HX-Push-Url"] = list_url(walk, judged.merchant.slug)
    else:
        with scopes_disabled():  # the next item of a queue may be another shop's; only reviewers walk there
            acts.claim_draft(draft=following, by=request.user, now=timezone.now())
            card = draft_card(
                draft=following,
                walk=walk,
                user=request.user,
                now=timezone.now(),
                is_member=request.membership is not None and following.merchant_id == request.merchant.pk,
            )
            response = render(request, "review/_next.html", {**context, "card": card, "d": following})
        response["HX-Push-Url"] = page_url(following, walk)
    response["HX-Trigger"] = event
    return response


@require_POST
@merchant_page
def submit(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    def do(row: Draft) -> Draft:
        return acts.submit_draft(draft=row, version=read_version(request), by=request.user, now=timezone.now())

    return judge(request, draft, do, done=_("Submitted."), event="draftSubmitted")


@require_POST
@merchant_page(reviewers=True)
def approve(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    def do(row: Draft) -> Draft:
        return services.approve_draft(draft=row, version=read_version(request), by=request.user, now=timezone.now())

    return judge(request, draft, do, done=_("Approved."), event="draftApproved")


@require_POST
@merchant_page(reviewers=True)
def send_back(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    def do(row: Draft) -> Draft:
        return services.return_draft(
            draft=row,
            version=read_version(request),
            by=request.user,
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
        )

    return judge(request, draft, do, done=_("Returned to the shop."), event="draftReturned")


@require_POST
@merchant_page(reviewers=True)
def reject(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    def do(row: Draft) -> Draft:
        return services.reject_draft(
            draft=row,
            version=read_version(request),
            by=request.user,
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
        )

    return judge(request, draft, do, done=_("Rejected."), event="draftRejected")


@require_POST
@merchant_page(reviewers=True)
def undo(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Takes one's own last verdict back and shows that draft again."""
    row = get_draft(request, draft)
    try:
        row = services.undo_verdict(draft=row, by=request.user, now=timezone.now())
        message, tone = _("Taken back."), "info"
    except services.TooLate:
        message, tone = (
            _("That can't be taken back any more: somebody has built on it, or two minutes went by."),
            "danger",
        )
    card = card_for(request, get_draft(request, row.pk), message=message, tone=tone)
    response = show(request, card)
    if request.htmx:
        response["HX-Push-Url"] = page_url(card.draft, card.walk)
    return response


@require_POST
@merchant_page
def reopen(request: HttpRequest, merchant: str, draft: int) -> HttpResponse:
    """Takes a submitted draft back to the desk, or begins a new revision of an approved one."""

    def do(row: Draft) -> Draft:
        return acts.reopen_draft(draft=row, by=request.user, now=timezone.now())

    row = get_draft(request, draft)
    try:
        do(row)
        message, tone = _("The text is on the desk again."), "info"
    except acts.WrongState as error:
        message, tone = _("This draft is %(state)s now.") % {"state": error.draft.get_state_display()}, "danger"
    return show(request, card_for(request, get_draft(request, draft), message=message, tone=tone))


@require_POST
@reviewer_page
def approve_together(request: HttpRequest) -> HttpResponse:
    """Signs the clean texts that stood on one page, each at the version that was read."""
    approved, left = 0, 0
    for pair in request.POST.getlist("draft")[:10]:
        pk, _sep, version = pair.partition(":")
        row = Draft.objects.select_related("merchant", "product").filter(pk=pk if pk.isdecimal() else 0).first()
        if row is None or row.risk > 0 or not version.isdecimal():
            left += 1
            continue
        try:
            services.approve_draft(draft=row, version=int(version), by=request.user, now=timezone.now())
            approved += 1
        except (acts.StaleDraft, acts.WrongState, acts.FindingsOpen, services.NotAllowed):
            left += 1
    messages.success(
        request, _("%(approved)d approved, %(left)d left as they are.") % {"approved": approved, "left": left}
    )
    return redirect(f"{reverse('review:together')}?{Walk.from_query(request.GET, user=request.user).query}")
