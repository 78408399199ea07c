"""Who may do what to a draft, by the shop's policy and the person's roles.
Knows no requests and no pages."""

from __future__ import annotations

from merchant_portal.accounts.models import Membership, Merchant, User
from merchant_portal.drafting.models import Draft


def may_approve(*, user: User, draft: Draft) -> bool:
    """Whether this person's signature counts on this draft now. Policy `two`: the second signer is another person
    than the first."""
    merchant = draft.merchant
    is_ops = user.is_reviewer or user.is_superuser
    is_owner = Membership.objects.filter(merchant=merchant, user=user, role=Membership.Role.OWNER).exists()
    if merchant.approval == Merchant.Approval.OPS:
        return is_ops
    if merchant.approval == Merchant.Approval.OWNER:
        return is_owner or is_ops
    return (is_ops or is_owner) and draft.first_signer_id != user.pk
