"""manage.py ship_templates: the templates that come with the project, where the site lacks them. Safe to run twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from merchant_portal.drafting.services.templates import ship_templates


class Command(BaseCommand):
    help = "Makes the shipped templates that this site does not have yet."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{ship_templates(now=timezone.now())} templates made")
