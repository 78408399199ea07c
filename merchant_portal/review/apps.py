from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "merchant_portal.review"
    default_auto_field = "django.db.models.BigAutoField"
