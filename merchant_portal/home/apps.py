from importlib import import_module

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "merchant_portal.home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("merchant_portal.home.receivers")
