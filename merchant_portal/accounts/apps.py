from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "merchant_portal.accounts"
    default_auto_field = "django.db.models.BigAutoField"


class StaffSiteConfig(admin_apps.AdminConfig):
    """Django admin with a site of our own: see `staffsite`."""

    default = False
    default_site = "merchant_portal.accounts.staffsite.StaffSite"
