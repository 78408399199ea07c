from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "merchant_portal.catalog"
    default_auto_field = "django.db.models.BigAutoField"
