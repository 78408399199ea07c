"""The entry for an ASGI server: `gunicorn -k asgi merchant_portal.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merchant_portal.settings")
application = get_asgi_application()
