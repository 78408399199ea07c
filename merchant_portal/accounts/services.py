"""Acts on seats and shops: invite, accept, change a role, remove, reset a password by link, set a shop's policy.
Knows no page and sends no mail; it hands out the token, who asked decides how it travels."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.db import IntegrityError, transaction

from merchant_portal.accounts.models import Invitation, Membership, MembershipEvent, Merchant, User

INVITATION_LASTS = timedelta(days=7)


class LastOwner(Exception):
    """A shop keeps at least one owner."""


class AlreadyMember(Exception):
    """That person has a seat in this shop."""


class InvitationClosed(Exception):
    """The invitation was used, withdrawn, or has run out."""


class WrongPerson(Exception):
    """The invitation is for another address than the one signed in."""


class NotTheirs(Exception):
    """An owner may reset the password only of people who belong to nobody but them."""


def create_person(
    *, email: str, password: str | None = None, name: str = "", password_hash: str = "", **extra: Any
) -> User:
    """An account with its address taken as proved: whoever makes it vouches for it. `password_hash` is a password that
    is hashed already; with neither, the person can't sign in before a reset link was used."""
    with transaction.atomic():
        user = User.objects.create_user(email, password, name=name, **extra)
        if password_hash:
            user.password = password_hash
            user.save(update_fields=["password"])
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def add_member(*, merchant: Merchant, user: User, role: str, by: User | None, now: datetime) -> Membership:
    """Gives a seat. Raises AlreadyMember."""
    with transaction.atomic():
        membership, is_new = Membership.objects.get_or_create(merchant=merchant, user=user, defaults={"role": role})
        if not is_new:
            raise AlreadyMember
        _event(merchant, "", role, by, now, person=user)
    return membership


def invite_person(*, merchant: Merchant, email: str, role: str, by: User, now: datetime) -> tuple[Invitation, str]:
    """A seat offered for seven days; an open invitation for the same address is withdrawn. The token is returned once
    and never kept. Raises AlreadyMember."""
    email = email.strip().lower()
    if Membership.objects.filter(merchant=merchant, user__email=email).exists():
        raise AlreadyMember
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        _open(Invitation.objects.filter(merchant=merchant, email=email), now).update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            merchant=merchant,
            email=email,
            role=role,
            token_hash=_hash(token),
            invited_by=by,
            created_at=now,
            expires_at=now + INVITATION_LASTS,
        )
        _event(merchant, "", "invited", by, now, data={"email": email, "role": role})
    return invitation, token


def withdraw_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Raises InvitationClosed when it was used or withdrawn already."""
    with transaction.atomic():
        rows = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
        if rows.update(withdrawn_at=now) != 1:
            raise InvitationClosed
        _event(invitation.merchant, "invited", "withdrawn", by, now, data={"email": invitation.email})


def find_invitation(*, token: str, now: datetime) -> Invitation:
    """The open invitation behind a link; call it outside any shop's scope. Raises InvitationClosed."""
    rows = _open(Invitation.objects.filter(token_hash=_hash(token)), now)
    invitation = rows.select_related("merchant", "invited_by").first()
    if invitation is None or not invitation.merchant.is_active:
        raise InvitationClosed
    return invitation


def accept_invitation(*, invitation: Invitation, user: User, now: datetime) -> Membership:
    """Takes the seat. Raises WrongPerson, InvitationClosed, AlreadyMember."""
    if user.email != invitation.email:
        raise WrongPerson
    with transaction.atomic():
        if _open(Invitation.objects.filter(pk=invitation.pk), now).update(accepted_at=now) != 1:
            raise InvitationClosed
        return add_member(
            merchant=invitation.merchant, user=user, role=invitation.role, by=invitation.invited_by, now=now
        )


def join_with_new_account(*, invitation: Invitation, name: str, password: str, now: datetime) -> User:
    """Makes the account that the invitation is for and takes the seat. Raises InvitationClosed, also where the account
    was made a moment ago by the same form sent twice."""
    try:
        with transaction.atomic():
            user = create_person(email=invitation.email, password=password, name=name)
            accept_invitation(invitation=invitation, user=user, now=now)
    except IntegrityError as error:
        raise InvitationClosed from error
    return user


def change_role(*, membership: Membership, role: str, by: User, now: datetime) -> None:
    """Raises LastOwner when the shop would be left without one."""
    with transaction.atomic():
        _keep_an_owner(membership, becomes=role)
        old = membership.role
        if Membership.objects.filter(pk=membership.pk, role=old).update(role=role) and old != role:
            _event(membership.merchant, old, role, by, now, person=membership.user)


def remove_member(*, membership: Membership, by: User, now: datetime) -> None:
    """Takes the seat away; what the person did stays. Raises LastOwner."""
    with transaction.atomic():
        _keep_an_owner(membership, becomes="")
        merchant, person, old = membership.merchant, membership.user, membership.role
        membership.delete()
        _event(merchant, old, "removed", by, now, person=person)


def make_reset_path(*, user: User, by: User, merchant: Merchant | None, now: datetime) -> str:
    """The path of a link that sets a new password once. Admins may for anybody; an owner for people whose every seat
    is in a shop that the owner owns, and who judge or administrate nothing. Raises NotTheirs."""
    if not by.is_superuser:
        owned = Membership.objects.filter(user=by, role=Membership.Role.OWNER).values("merchant")
        elsewhere = Membership.objects.filter(user=user).exclude(merchant__in=owned).exists()
        if elsewhere or user.is_staff or user.is_superuser or user.is_reviewer or merchant is None:
            raise NotTheirs
        if not Membership.objects.filter(user=user, merchant=merchant).exists():
            raise NotTheirs
    if merchant is not None:
        _event(merchant, "", "reset_link", by, now, person=user)
    return f"/account/password/reset/key/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/"


SETTINGS = ("name", "language", "currency", "approval", "daily_cap", "remote_engines", "ai_label")


def save_settings(*, merchant: Merchant, values: dict[str, Any], by: User, now: datetime) -> list[str]:
    """Sets the shop's policy; the event keeps what each field was. Returns the names of the fields that changed."""
    known = [name for name in SETTINGS if name in values]
    changed = {name: [was, values[name]] for name in known if (was := getattr(merchant, name)) != values[name]}
    if changed:
        with transaction.atomic():
            Merchant.objects.filter(pk=merchant.pk).update(**{name: pair[1] for name, pair in changed.items()})
            _event(merchant, "", "settings", by, now, data=changed)
    return list(changed)


def _keep_an_owner(membership: Membership, becomes: str) -> None:
    owner = Membership.Role.OWNER
    if membership.role != owner or becomes == owner:
        return
    # The shop's row is written first: two owners who remove each other at once wait for one another.
    Merchant.objects.filter(pk=membership.merchant_id).update(is_active=True)
    others = Membership.objects.filter(merchant=membership.merchant, role=owner).exclude(pk=membership.pk)
    if not others.exists():
        raise LastOwner


def _open(rows: Any, now: datetime) -> Any:
    return rows.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _event(merchant: Merchant, old: str, new: str, by: User | None, now: datetime, **values: Any) -> None:
    MembershipEvent.objects.create(merchant=merchant, old=old, new=new, actor=by, at=now, **values)
