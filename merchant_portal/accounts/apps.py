from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "merchant_portal.accounts"
    default_auto_field = "django.db.models.BigAutoField"
