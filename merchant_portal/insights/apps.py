from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "merchant_portal.insights"
    default_auto_field = "django.db.models.BigAutoField"
