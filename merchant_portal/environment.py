"""What the environment says: typed reads, the folder for state, the secret that is made once.
Knows no Django."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

# sockaddr_un holds 108 bytes on Linux and 104 on macOS, terminator included.
LONGEST_SOCKET_PATH = 100


def read(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def read_bool(name: str, default: bool = False) -> bool:
    """`1`, `true`, `yes`, `on` in any case; an empty variable is the default."""
    value = read(name).lower()
    return value in {"1", "true", "yes", "on"} if value else default


def read_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in read(name, default).split(",") if part.strip()]


def state_folder() -> Path:
    """Where one machine keeps its database, uploads, socket and secret: `VAR_DIR`, else `var/` of the checkout."""
    folder = Path(read("VAR_DIR") or BASE_DIR / "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def socket_path(folder: Path) -> Path:
    """The broker's private socket; under the system's temporary folder where the checkout lies too deep for one."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    private = Path(tempfile.gettempdir()) / f"countersign-{name}"
    private.mkdir(mode=0o700, exist_ok=True)
    return private / "valkey.sock"


def secret_key(folder: Path) -> str:
    """`SECRET_KEY`, else one that is made at the first start and kept beside the database."""
    given = read("SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        # A link is made whole or not at all: of two processes that start together, both read the winner's key.
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
        os.unlink(name)
    return path.read_text().strip()
