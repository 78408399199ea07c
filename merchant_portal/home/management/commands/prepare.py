"""`manage.py prepare`: whatever must be done before the site can run: tables, static files, the shipped
templates, the demo shops.
Safe to run at every start; when nothing is to be done it says nothing. Sign-ins of the demo go to standard output."""

from __future__ import annotations

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.services.templates import ship_templates
from merchant_portal.home import demo


class Command(BaseCommand):
    help = "Creates or updates the tables, collects static files, and makes the demo shops where there is no shop yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="make no demo shops")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._migrate()
            self._collect()
            with scopes_disabled():
                ship_templates(now=timezone.now())
                if not options["no_demo"]:
                    self._demo()
        except (DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"The database does not work: {error}") from error
        except OSError as error:
            raise CommandError(f"A file could not be written: {error}") from error

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Bringing the database up to date…")
            call_command("migrate", verbosity=0, interactive=False)

    def _collect(self) -> None:
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if settings.DEBUG or (manifest.exists() and manifest.stat().st_mtime >= _newest_static()):
            return
        self.stderr.write("Collecting static files…")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)

    def _demo(self) -> None:
        if not Merchant.objects.exists() and not User.objects.exists():
            self.stderr.write("Making the demo shops…")
            demo.make_demo(now=timezone.now())
        if lines := demo.sign_ins():
            self.stdout.write(lines)


def _newest_static() -> float:
    newest = 0.0
    for finder in get_finders():
        for path, storage in finder.list([]):
            newest = max(newest, Path(storage.path(path)).stat().st_mtime)
    return newest
