from importlib import import_module

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "merchant_portal.drafting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("merchant_portal.drafting.worker.life")  # listens to Celery's signals
