"""Whether the site is ready as it lies: a fingerprint of what `manage.py prepare` works from, kept beside its result.
Asks no database; a start at which nothing has changed saves loading the site once (4 s of processor time)."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from merchant_portal.environment import BASE_DIR, read


def fingerprint(folder: Path, demo: bool) -> str:
    """Over every migration, demo and static file, the pinned requirements, and the database's address."""
    parts = [read("DATABASE_URL"), str(demo), str((folder / "countersign.sqlite3").exists())]
    files = [BASE_DIR / "requirements.txt"]
    files += BASE_DIR.glob("merchant_portal/*/migrations/*.py")
    files += BASE_DIR.glob("merchant_portal/home/demo/*.*")
    files += BASE_DIR.glob("merchant_portal/drafting/*.yaml")
    files += (path for path in (BASE_DIR / "static").rglob("*") if path.is_file())
    for path in sorted(files):
        stat = os.stat(path)
        parts.append(f"{path}:{stat.st_mtime_ns}:{stat.st_size}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def recall(folder: Path, demo: bool) -> str | None:
    """What prepare printed last time, when nothing has changed since; None when it must run."""
    try:
        kept = json.loads((folder / "prepared.json").read_text())
        return str(kept["printed"]) if kept["fingerprint"] == fingerprint(folder, demo) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(folder: Path, demo: bool, printed: str) -> None:
    kept = {"fingerprint": fingerprint(folder, demo), "printed": printed}
    (folder / "prepared.json").write_text(json.dumps(kept))
