"""A small site as real processes in a folder of its own: Valkey, web, model workers, and the ways to harm them.
Knows no rows; the drive says what is asked and checks what came of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from merchant_portal.environment import BASE_DIR, socket_path
from merchant_portal.supervisor import parts


class Processes:
    """Everything that may be killed. Logs stand in `folder`/*.log."""

    def __init__(self, folder: Path, workers: int = 2, port: int = 0) -> None:
        """`port` of the web process; 0: none is started."""
        self.folder, self.running, self.port = folder, {}, port
        self.names = [f"writing{i}" for i in range(workers)]

    def start(self) -> None:
        self.start_broker()
        if self.port:
            self.start_web()
        for name in self.names:
            self.start_worker(name)

    def start_broker(self) -> None:
        part = parts.broker(socket_path(self.folder), self.folder / "broker")
        self._spawn("broker", part.argv)
        end = time.monotonic() + 10
        while part.well and not part.well():
            if time.monotonic() > end:
                raise RuntimeError("the broker does not start")
            time.sleep(0.05)

    def start_web(self) -> None:
        self._spawn("web", parts.web("127.0.0.1", self.port, self.folder / "access.log").argv)

    def start_worker(self, name: str) -> None:
        argv = [sys.executable, "-m", "celery", "-A", "merchant_portal", "worker", "-Q", "writing", "-P", "threads"]
        argv += ["-c", "1", "-n", f"{name}@here", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        self._spawn(name, argv)

    def kill(self, name: str) -> None:
        """kill -9 of the process and its children, and wait until it is gone."""
        process = self.running.pop(name, None)
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)

    def terminate(self, name: str, grace: float = 40.0) -> int:
        """SIGTERM; the exit status. A process that outlives `grace` is a failure of the drain."""
        process = self.running.pop(name)
        process.terminate()
        return process.wait(timeout=grace)

    def freeze(self, name: str, seconds: float) -> None:
        """Stops a process for longer than its lease, then lets it go on: its results come late."""
        process = self.running.get(name)
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        process.send_signal(signal.SIGCONT)

    def lose_broker_file(self) -> None:
        shutil.rmtree(self.folder / "broker", ignore_errors=True)

    def revive(self) -> list[str]:
        """Starts again what is gone, as a supervisor would. The names."""
        parts_of_it = ["broker", *(["web"] if self.port else []), *self.names]
        gone = [name for name in parts_of_it if not self._alive(name)]
        for name in gone:
            self.running.pop(name, None)
            if name == "broker":
                self.start_broker()
            elif name == "web":
                self.start_web()
            else:
                self.start_worker(name)
        return gone

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def _alive(self, name: str) -> bool:
        process = self.running.get(name)
        return process is not None and process.poll() is None

    def _spawn(self, name: str, argv: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                argv, stdout=log, stderr=log, cwd=BASE_DIR, env=os.environ.copy(), start_new_session=True
            )
