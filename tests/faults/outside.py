"""What stands around the workers and may be harmed too: a PostgreSQL, the web processes, the disk.
Knows no rows; a machine that does not let a disk be made says so in `small_disk`."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import httpx

from tests.postgres import find_binaries

DISK_MB = 400


class Database:
    """A PostgreSQL in `folder` that can be killed. Commits wait for the log to be handed to the system, so that killed
    processes lose nothing that was told as saved; only the flush to the medium is left out."""

    def __init__(self, folder: Path, addresses: Sequence[str] = (), network: str = "") -> None:
        """`addresses` it listens on beside its socket, for those of `network`."""
        self.addresses = addresses
        binaries = find_binaries()
        if binaries is None:
            raise SystemExit("PostgreSQL is not on this machine: no initdb on PATH or in /usr/lib/postgresql.")
        self.binaries, self.folder, self.process = binaries, folder, None
        folder.mkdir(parents=True)
        self.user: dict[str, object] = {}
        if os.geteuid() == 0:
            row = pwd.getpwnam("postgres")
            os.chown(folder, row.pw_uid, row.pw_gid)
            self.user = {"user": row.pw_uid, "group": row.pw_gid, "extra_groups": []}
        argv = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "countersign", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*argv, "--no-sync"], cwd=folder, check=True, stdout=subprocess.DEVNULL, **self.user)  # type: ignore[call-overload]
        if network:
            with (folder / "data" / "pg_hba.conf").open("a", encoding="ascii") as rules:
                rules.write(f"host all all {network} trust\n")
        self.url = f"postgresql://countersign@{quote(str(folder), safe='')}/postgres"

    def over(self, address: str) -> str:
        return f"postgresql://countersign@{address}:5432/postgres"

    def start(self) -> None:
        argv = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        argv += ["-c", f"listen_addresses={','.join(self.addresses)}", "-c", "fsync=off"]
        with (self.folder.parent / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                argv, cwd=self.folder, start_new_session=True, stdout=log, stderr=log, **self.user
            )
        ready = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.folder)]
        end = time.monotonic() + 30
        # A start that fails, as on a full disk, is not waited for: the next one is tried at once.
        while self.is_alive() and subprocess.run(ready, check=False).returncode and time.monotonic() < end:
            time.sleep(0.1)

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """kill -9 of the server and all its processes."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)


class Person:
    """Somebody at a browser, signed in, who presses again where no answer came."""

    def __init__(self, port: int, session: tuple[str, str]) -> None:
        secret = secrets.token_hex(16)
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            cookies={session[0]: session[1], "csrftoken": secret},
            headers={"X-CSRFToken": secret, "HX-Request": "true"},
            timeout=10,
        )

    def press(self, path: str, form: dict[str, str], patience: float = 120.0) -> tuple[bool, Counter[str]]:
        """Whether the site took it in the end, and what it answered before that. The same form each time: a token makes
        it one request. A count of tries would measure how fast a dead site refuses, so `patience` is in seconds."""
        end, answers = time.monotonic() + patience, Counter[str]()
        while time.monotonic() < end:
            try:
                status = self.client.post(path, data=form).status_code
                if status < 400:
                    return True, answers
                answers[str(status)] += 1
            except httpx.HTTPError as error:
                answers[type(error).__name__] += 1
            time.sleep(0.4)
        return False, answers


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[str]:
    """Makes `folder` a disk of DISK_MB. Yields "" or why this machine does not allow it."""
    argv = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=711", "tmpfs", str(folder)]
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        why = done.stderr.strip() if done.returncode else ""
    except OSError as error:
        why = str(error)
    try:
        yield why
    finally:
        if not why:
            subprocess.run(["umount", "-l", str(folder)], check=False)


def fill_disk(folder: Path, seconds: float) -> None:
    """Leaves not a byte free for a while. Refuses a disk that is not small: it would be everybody's."""
    if shutil.disk_usage(folder).total > 2 * DISK_MB << 20:
        raise RuntimeError(f"{folder} is no disk of its own")
    ballast = folder / "ballast"
    try:
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(1 << 16)):
                pass
        time.sleep(seconds)
    finally:
        ballast.unlink(missing_ok=True)
