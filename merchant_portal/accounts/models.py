"""Who: people, merchants, and a person's role in a merchant.
Knows nothing of products or copy."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager


class UserManager(BaseUserManager["User"]):
    """People sign in by e-mail; addresses are kept in lower case so that one person is one row."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **extra})

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").strip().lower())


class User(AbstractUser):
    """A person. Merchant roles are Memberships; `is_reviewer` and `is_staff` belong to the whole site."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_reviewer = models.BooleanField(_("ops reviewer"), default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)  # empty: as the browser asks
    theme = models.CharField(
        _("appearance"),
        max_length=8,
        default="auto",
        choices=[("auto", _("as the system")), ("light", _("light")), ("dark", _("dark"))],
    )
    single_key_shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.name or self.email


class Merchant(models.Model):
    """The tenant. Every row that belongs to a shop names it."""

    class Approval(models.TextChoices):
        OPS = "ops", _("an ops reviewer")
        OWNER = "owner", _("an owner of the shop")
        TWO = "two", _("two different people")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)
    language = models.CharField(_("language of the catalogue"), max_length=10, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    approval = models.CharField(_("who approves"), max_length=8, choices=Approval.choices, default=Approval.OPS)
    daily_cap = models.PositiveIntegerField(_("products written a day, at most"), default=20000)
    remote_engines = models.BooleanField(_("product data may go to a model server"), default=False)
    ai_label = models.CharField(_("AI label"), max_length=200, blank=True)
    packs = models.JSONField(_("rule packs"), null=True, blank=True)  # None: by market
    packs_off = models.JSONField(_("law packs switched off"), default=list, blank=True)  # each by an admin, by name
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role in one merchant."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        EDITOR = "editor", _("editor")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.EDITOR)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merchant", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class Invitation(models.Model):
    """A seat offered to an address. Only a hash of the link's token is kept."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(max_length=8, choices=Membership.Role.choices, default=Membership.Role.EDITOR)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    def __str__(self) -> str:
        return self.email


class Event(models.Model):
    """One move of one noun, never changed: what it was, what it became, who, why, when. Each noun has its own table."""

    old = models.CharField(max_length=20, blank=True)
    new = models.CharField(max_length=20)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.old or '·'} → {self.new}"


class MembershipEvent(Event):
    """Who was given, changed or lost a seat, and changes of the shop's settings."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="events")
    person = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScopedManager(merchant="merchant")
