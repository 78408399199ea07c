"""`manage.py translations`: new strings of the source into locale/, and the compiled catalogue beside them.
Needs GNU xgettext to read the source; compiling needs only polib. Says what is still to be translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

_OUTSIDE = [".venv", ".convert-venv", "var", "tests", "benchmarks"]


class Command(BaseCommand):
    help = "Collects and compiles the Chinese catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("makemessages", locale=["zh_Hans"], ignore_patterns=_OUTSIDE, no_location=True, no_obsolete=True)
        path = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        open_ = [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy]
        self.stdout.write(f"{len(catalogue)} strings, {len(open_)} to translate")
        for msgid in open_:
            self.stdout.write(f"  {msgid!r}")
