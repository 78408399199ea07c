"""People, shops and seats in the administration.
Seats and settings that a shop's owner can change are changed there; here is what only the site may do."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchant_portal.accounts.models import Invitation, Membership, MembershipEvent, Merchant, User
from merchant_portal.accounts.read_only import ReadOnlyAdmin
from merchant_portal.accounts.services import make_reset_path

admin.site.unregister(Group)  # roles are a reviewer's tick, a staff tick, and seats in shops


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)


class SeatInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("user", "merchant")


@admin.register(User)
class PersonAdmin(UserAdmin):
    add_form = NewUserForm
    ordering = ("email",)
    list_display = ("email", "name", "is_reviewer", "is_staff", "is_active", "last_login")
    list_filter = ("is_reviewer", "is_staff", "is_active")
    search_fields = ("email", "name")
    inlines = (SeatInline,)
    actions = ("password_link",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("What they may do"), {"fields": ("is_active", "is_reviewer", "is_staff", "is_superuser")}),
        (_("How they see the site"), {"fields": ("language", "theme", "single_key_shortcuts")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")

    @admin.action(description=_("Make a link to set a new password"))
    def password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        if not request.user.is_superuser:
            self.message_user(request, _("Only admins with every right can do this."), messages.ERROR)
            return
        for user in queryset[:20]:
            path = make_reset_path(user=user, by=request.user, merchant=None, now=timezone.now())
            self.message_user(request, f"{user.email}: {request.build_absolute_uri(path)}")


@admin.register(Merchant)
class ShopAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "language", "approval", "daily_cap", "remote_engines", "is_active")
    list_filter = ("is_active", "approval", "language", "remote_engines")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    exclude = ("packs", "packs_off")  # chosen on a page of their own, which tells whoever reads live copy again
    inlines = (SeatInline,)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ("email", "merchant", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at")
    list_filter = ("merchant",)
    search_fields = ("email",)
    list_select_related = ("merchant",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MembershipEvent)
class SeatEventAdmin(ReadOnlyAdmin):
    """The record of seats and settings: to be read."""

    list_display = ("at", "merchant", "person", "old", "new", "actor", "reason")
    list_filter = ("merchant", "new")
    list_select_related = ("merchant", "person", "actor")
    date_hierarchy = "at"
