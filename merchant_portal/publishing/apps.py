from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "merchant_portal.publishing"
    default_auto_field = "django.db.models.BigAutoField"
