from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "merchant_portal.home"
    default_auto_field = "django.db.models.BigAutoField"
