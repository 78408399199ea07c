"""`make run` from nothing, stopped by Ctrl-C, started again, killed: no process stays, the second start takes seconds.
The figures are printed with -s."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from merchant_portal.environment import BASE_DIR

#: From the command to the printed address, on two busy cores; idle ones take a third of it.
SECOND_START = 25.0


class Run:
    """One `make run` in a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.printed = folder, port, folder / f"printed-{time.monotonic_ns()}"
        env = {**os.environ, "VAR_DIR": str(folder)}
        for name in ("DATABASE_URL", "BROKER_URL", "SITE_URL", "DEBUG"):
            env.pop(name, None)
        with self.printed.open("wb") as out:
            argv = [sys.executable, "-m", "merchant_portal.supervisor", "--port", str(port)]
            self.process = subprocess.Popen(argv, cwd=BASE_DIR, env=env, stdout=out, stderr=subprocess.STDOUT)

    def wait_for(self, words: str, seconds: float) -> str:
        """The line that holds the words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for line in self.printed.read_text().splitlines():
                if words in line:
                    return line
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        pytest.fail(f"“{words}” was not printed:\n{self.printed.read_text()}")

    def started_in(self) -> float:
        """Seconds until the page could be opened, as the supervisor says them."""
        line = self.wait_for("Countersign is at", 180)
        with urlopen(f"http://127.0.0.1:{self.port}/health/web", timeout=10) as answer:
            assert answer.status == 200
        return float(re.findall(r"\(([\d.]+) s\)", line)[0])

    def left(self) -> list[str]:
        """Command lines of the living processes that belong to this folder, the supervisor's own included."""
        mark = f"VAR_DIR={self.folder}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (path / "environ").read_bytes().split(b"\0") and path.name != str(os.getpid()):
                    found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found

    def wait_until_none_is_left(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self.left() and time.monotonic() < until:
            time.sleep(0.2)
        assert not self.left()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for path in Path("/proc").glob("[0-9]*"):  # whatever a failed test left running
        try:
            if f"VAR_DIR={tmp_path}".encode() in (path / "environ").read_bytes().split(b"\0"):
                os.kill(int(path.name), signal.SIGKILL)
        except OSError:
            continue


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is left")
def test_nothing_stays_behind_and_the_second_start_takes_seconds(folder: Path) -> None:
    port = free_port()
    run = Run(folder, port)
    first = run.started_in()
    assert len(run.left()) >= 6  # the supervisor, the broker, the web with its workers, two workers, the clock
    began = time.monotonic()
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(timeout=60) == 0
    stopped = time.monotonic() - began
    assert not run.left()

    run = Run(folder, port)
    second = run.started_in()
    print(f"\nfirst start {first:.1f} s, Ctrl-C {stopped:.1f} s, second start {second:.1f} s")
    assert second < SECOND_START and second < first

    # killed without a word: the parts notice and go
    run.process.kill()
    run.process.wait(timeout=10)
    run.wait_until_none_is_left(60)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is left")
def test_ctrl_c_while_the_tables_are_made(folder: Path) -> None:
    port = free_port()
    run = Run(folder, port)
    run.wait_for("Bringing the database up to date", 60)
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(timeout=90) == 0
    assert not run.left()
    run = Run(folder, port)  # and the half-made folder serves
    run.started_in()
    run.wait_for("olivia@demo.example", 10)
    run.process.send_signal(signal.SIGTERM)
    assert run.process.wait(timeout=60) == 0
    assert not run.left()
