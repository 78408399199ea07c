"""What a benchmark of the whole site runs in: a state folder of its own, one engine, nothing of the outside.
To be set before Django is imported; knows nothing of what is measured."""

from __future__ import annotations

import os
from pathlib import Path


def of_its_own(folder: Path | str, engine: str) -> None:
    """Sets this process's environment; what it starts inherits it."""
    os.environ |= {
        "VAR_DIR": str(folder),
        "COPYWRITER_ENGINE": engine,
        "COPYWRITER_ENGINES": "",
        "DJANGO_SETTINGS_MODULE": "merchant_portal.settings",
        "LOG_LEVEL": "WARNING",
    }
    for name in ("BROKER_URL", "DATABASE_URL", "SITE_URL"):
        os.environ.pop(name, None)
