"""A PostgreSQL of one test run: its own folder, its own socket, gone afterwards.
Knows no Django; DATABASE_URL is what it gives."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest version first; None where there is none."""
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: int(p.split("/")[4]), reverse=True)
    return Path(found[0]).parent if found else None


@contextlib.contextmanager
def throwaway(binaries: Path) -> Iterator[str]:
    """Starts a cluster and yields its DATABASE_URL. As root it runs as the user `postgres`, which refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="countersign-pg-"))
    user: dict[str, object] = {}
    if os.geteuid() == 0:
        row = pwd.getpwnam("postgres")
        os.chown(folder, row.pw_uid, row.pw_gid)
        user = {"user": row.pw_uid, "group": row.pw_gid, "extra_groups": []}

    def call(*argv: str) -> None:
        subprocess.run(argv, cwd=folder, check=True, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]

    data = folder / "data"
    try:
        call(str(binaries / "initdb"), "-D", str(data), "-U", "countersign", "-A", "trust", "-E", "UTF8", "--no-sync")
        # A run that is thrown away needs no flush to disk.
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        call(str(binaries / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql://countersign@{quote(str(folder), safe='')}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            call(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
