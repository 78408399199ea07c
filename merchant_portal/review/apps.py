from importlib import import_module

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "merchant_portal.review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("merchant_portal.review.receivers")
