"""A person's own pages: settings, which shop is shown, the invitation that was sent.
Nothing here touches another person."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_scopes import scopes_disabled

from merchant_portal.accounts import services
from merchant_portal.accounts.forms import NewAccountForm, ProfileForm
from merchant_portal.accounts.models import Membership, User


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, appearance, shortcuts."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.save(update_fields=list(form.cleaned_data))
        translation.activate(request.user.language or translation.get_language())
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Shows another of one's own shops."""
    slug = request.POST.get("merchant", "")
    if Membership.objects.filter(user=request.user, merchant__slug=slug, merchant__is_active=True).exists():
        request.session["merchant"] = slug
    return redirect("/")


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: joins with the account one has, or makes one."""
    now = timezone.now()
    with scopes_disabled():
        try:
            found = services.find_invitation(token=token, now=now)
        except services.InvitationClosed:
            return render(request, "accounts/invitation_closed.html", status=404)
        known = User.objects.filter(email=found.email).first()
        context = {"invitation": found, "known": known}
        if known and not request.user.is_authenticated:
            if request.method == "POST":
                return redirect_to_login(request.get_full_path())
            return render(request, "accounts/invitation.html", context)
        if request.user.is_authenticated:
            if request.user.email != found.email:
                return render(request, "accounts/invitation.html", {**context, "wrong_person": True})
            return _join(request, found, context)
        form = NewAccountForm(request.POST or None, email=found.email)
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            try:
                user = services.join_with_new_account(
                    invitation=found, name=values["name"], password=values["password"], now=now
                )
            except services.InvitationClosed:
                return render(request, "accounts/invitation_closed.html", status=404)
            request.session["merchant"] = found.merchant.slug
            return perform_login(request, user, redirect_url="/")
        return render(request, "accounts/invitation.html", {**context, "form": form})


def _join(request: HttpRequest, found: services.Invitation, context: dict[str, object]) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/invitation.html", context)
    try:
        services.accept_invitation(invitation=found, user=request.user, now=timezone.now())
    except services.AlreadyMember:
        messages.info(request, _("You are a member of this shop already."))
    except services.InvitationClosed:
        return render(request, "accounts/invitation_closed.html", status=404)
    request.session["merchant"] = found.merchant.slug
    return redirect("/")
