"""The Django site. The Celery app is loaded with it, so that every process sends tasks to the same broker."""

from merchant_portal.celery import app as celery_app

__all__ = ["celery_app"]
