from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "merchant_portal.drafting"
    default_auto_field = "django.db.models.BigAutoField"
