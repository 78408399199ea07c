"""The entry for a WSGI server: `gunicorn merchant_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merchant_portal.settings")
application = get_wsgi_application()
