"""The seats of a shop and its settings. Members may look; owners may change.
Links that could not be mailed are shown once, to the owner who made them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merchant_portal.accounts import services
from merchant_portal.accounts.access import merchant_page, owner_page
from merchant_portal.accounts.forms import InvitationForm, ShopForm
from merchant_portal.accounts.models import Invitation, Membership, MembershipEvent


def _show(request: HttpRequest, form: InvitationForm | None = None) -> HttpResponse:
    """The people of the shop: the fragment for htmx, else the page."""
    shop = request.merchant
    context = {
        "merchant": shop,
        "is_owner": request.membership is not None and request.membership.role == Membership.Role.OWNER,
        "memberships": Membership.objects.filter(merchant=shop).select_related("user").order_by("joined_at"),
        "invitations": Invitation.objects.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
        ).order_by("-created_at"),
        "roles": Membership.Role.choices,
        "form": form or InvitationForm(),
        "fresh_link": request.session.pop("fresh_link", None),
    }
    return render(request, "accounts/_members.html" if request.htmx else "accounts/members.html", context)


def _done(request: HttpRequest) -> HttpResponse:
    return _show(request) if request.htmx else redirect("accounts:members", request.merchant.slug)


def _hand_over(request: HttpRequest, *, email: str, path: str, subject: str, body: str) -> None:
    """Mails a link where the site can; else keeps it for the owner's next look at the page."""
    link = f"{settings.SITE_URL}{path}" if settings.HAS_MAIL else request.build_absolute_uri(path)
    if settings.HAS_MAIL:
        send_mail(subject, body % {"link": link}, None, [email])
    else:
        request.session["fresh_link"] = {"email": email, "link": link}


@require_GET
@merchant_page
def people(request: HttpRequest, merchant: str) -> HttpResponse:
    """Who belongs to this shop."""
    return _show(request)


@require_POST
@owner_page
def invite(request: HttpRequest, merchant: str) -> HttpResponse:
    """Offers a seat."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    try:
        _invite(request, form.cleaned_data["email"], form.cleaned_data["role"])
    except services.AlreadyMember:
        form.add_error("email", _("This person is a member already."))
        return _show(request, form)
    return _done(request)


def _invite(request: HttpRequest, email: str, role: str) -> None:
    row, token = services.invite_person(
        merchant=request.merchant, email=email, role=role, by=request.user, now=timezone.now()
    )
    _hand_over(
        request,
        email=row.email,
        path=reverse("accounts:invitation", args=[token]),
        subject=_("You are invited to %(shop)s") % {"shop": request.merchant.name},
        body=_("Open this link to join. It works once, for seven days:\n\n%(link)s"),
    )
    messages.success(request, _("Invited: %(email)s") % {"email": row.email})


def _invitation(pk: int) -> Invitation:
    return get_object_or_404(Invitation, pk=pk, accepted_at__isnull=True, withdrawn_at__isnull=True)


@require_POST
@owner_page
def renew(request: HttpRequest, merchant: str, invitation: int) -> HttpResponse:
    """A new link for the same person; the old one stops working."""
    row = _invitation(invitation)
    _invite(request, row.email, row.role)
    return _done(request)


@require_POST
@owner_page
def withdraw(request: HttpRequest, merchant: str, invitation: int) -> HttpResponse:
    """Takes an offered seat back."""
    row = _invitation(invitation)
    try:
        services.withdraw_invitation(invitation=row, by=request.user, now=timezone.now())
        messages.success(request, _("The invitation of %(email)s no longer works.") % {"email": row.email})
    except services.InvitationClosed:
        messages.info(request, _("This invitation was used or withdrawn a moment ago."))
    return _done(request)


def _seat(request: HttpRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("user", "merchant"), pk=pk, merchant=request.merchant)


@require_POST
@owner_page
def role(request: HttpRequest, merchant: str, membership: int) -> HttpResponse:
    """Owner or editor."""
    seat, wanted = _seat(request, membership), request.POST.get("role", "")
    if wanted in Membership.Role.values:
        _try(request, services.change_role, membership=seat, role=wanted)
    return _done(request)


@require_POST
@owner_page
def remove(request: HttpRequest, merchant: str, membership: int) -> HttpResponse:
    """Takes a seat away."""
    seat = _seat(request, membership)
    if _try(request, services.remove_member, membership=seat):
        messages.success(request, _("%(person)s is no longer a member.") % {"person": seat.user})
    if seat.user_id == request.user.pk and not Membership.objects.filter(pk=membership).exists():
        response = redirect("/")
        if request.htmx:
            response = HttpResponse(status=204, headers={"HX-Redirect": "/"})
        return response
    return _done(request)


def _try(request: HttpRequest, act: Any, **values: Any) -> bool:
    try:
        act(by=request.user, now=timezone.now(), **values)
    except services.LastOwner:
        messages.error(request, _("A shop needs an owner. Make somebody else an owner first."))
        return False
    return True


@require_POST
@owner_page
def reset(request: HttpRequest, merchant: str, membership: int) -> HttpResponse:
    """A link by which a member sets a new password."""
    seat = _seat(request, membership)
    try:
        path = services.make_reset_path(user=seat.user, by=request.user, merchant=request.merchant, now=timezone.now())
    except services.NotTheirs:
        messages.error(request, _("This person also works elsewhere. Ask an admin of the site for a link."))
        return _done(request)
    _hand_over(
        request,
        email=seat.user.email,
        path=path,
        subject=_("A new password"),
        body=_("Open this link to set a new password. It works once:\n\n%(link)s"),
    )
    messages.success(request, _("The link for %(person)s is ready.") % {"person": seat.user})
    return _done(request)


@require_http_methods(["GET", "POST"])
@merchant_page
def shop_settings(request: HttpRequest, merchant: str) -> HttpResponse:
    """Policy, cap, engines, label. Everybody in the shop may read it, owners may change it."""
    shop = request.merchant
    is_owner = request.membership.role == Membership.Role.OWNER
    form = ShopForm(request.POST if request.method == "POST" and is_owner else None, instance=shop)
    if request.method == "POST" and not is_owner:
        return render(request, "403.html", status=403)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        shop.refresh_from_db()  # the form wrote its values onto this instance
        services.save_settings(merchant=shop, values=values, by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("accounts:settings", shop.slug)
    if not is_owner:
        for field in form.fields.values():
            field.disabled = True
    events = MembershipEvent.objects.filter(merchant=shop).select_related("actor", "person").order_by("-at", "-id")[:20]
    context = {"merchant": shop, "form": form, "is_owner": is_owner, "events": events}
    return render(request, "accounts/settings.html", context)
