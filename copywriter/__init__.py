"""Product facts in, checked copy out. Knows no Django, no Celery, no Redis and no clock."""
