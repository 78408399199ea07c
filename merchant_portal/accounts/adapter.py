"""How people come in: by invitation only; what happens after sign-in.
Knows no page."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """There is no sign-up page: an account begins with an invitation (accounts.services.accept_invitation)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
