"""Starting processes, restarting those that fall, stopping all of them.
Knows no process by name."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from merchant_portal.supervisor.parts import Part

_PR_SET_PDEATHSIG = 1
#: A part that falls so often within a minute is not restarted for ever: something is wrong that a restart can't mend.
FALLS_A_MINUTE = 5
#: With less than this a part falls because it can't write, and falls again until somebody frees space.
FULL_MB = 5
#: Seconds between two tries on a full disk.
FULL_PAUSE = 10.0


class PartFailed(Exception):
    """A part can't be brought up; the message is for people."""


def _tied_to_parent() -> None:
    """In the child, before it becomes the part: it gets TERM when the supervisor is killed. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Watched:
    """One part as it runs: its process, its log, its falls."""

    def __init__(self, part: Part, log: Path) -> None:
        self.part = part
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.falls: deque[float] = deque(maxlen=FALLS_A_MINUTE)
        self.start_at = 0.0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.part.argv,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **self.part.env},
                start_new_session=True,  # Ctrl-C in the terminal goes to the supervisor alone
                preexec_fn=_tied_to_parent,
            )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tail(self, lines: int = 6) -> str:
        try:
            text = self.log.read_bytes()[-8000:].decode(errors="replace")
        except OSError:
            return ""
        return "\n".join("    " + line for line in text.splitlines()[-lines:])


class Watch:
    """All parts, in the order in which they were started."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.logs = Path()
        self.say = say
        self.parts: list[Watched] = []
        self.stopping = False

    def keep_logs_in(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.logs = folder

    def start(self, part: Part) -> Watched:
        """Starts a part with a fresh log; the last run's is kept as `.1`."""
        log = self.logs / f"{part.name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        watched = Watched(part, log)
        watched.start()
        self.parts.append(watched)
        return watched

    def wait_well(self, watched: Watched, seconds: float) -> None:
        """Waits until the part says it is well. Raises PartFailed when it ends or is silent for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.stopping:
            if not watched.is_running():
                raise PartFailed(f"The {watched.part.name} process ended at once. Its last words:\n{watched.tail()}")
            if watched.part.well is None or watched.part.well():
                return
            time.sleep(0.1)
        if not self.stopping:
            name = watched.part.name
            raise PartFailed(f"The {name} process is silent after {seconds:.0f} s. Its last words:\n{watched.tail()}")

    def look(self) -> None:
        """Restarts what has fallen, a little later each time. Raises PartFailed when one falls again and again, unless
        the disk is full: then it waits for space."""
        now = time.monotonic()
        for watched in self.parts:
            if watched.is_running():
                continue
            if watched.process is not None:
                code = watched.process.returncode
                watched.process = None
                if self._is_disk_full():
                    watched.start_at = now + FULL_PAUSE
                    self.say(f"The disk is full: the {watched.part.name} process waits. Free some space.")
                    continue
                watched.falls.append(now)
                if len(watched.falls) == FALLS_A_MINUTE and now - watched.falls[0] < 60:
                    raise PartFailed(
                        f"The {watched.part.name} process has fallen {FALLS_A_MINUTE} times within a minute. "
                        f"Its last words:\n{watched.tail()}"
                    )
                pause = min(8.0, 0.5 * 2 ** (len(watched.falls) - 1))
                watched.start_at = now + pause
                self.say(f"The {watched.part.name} process ended ({_reason(code)}); starting it again.")
            if now >= watched.start_at:
                watched.start()

    def _is_disk_full(self) -> bool:
        return shutil.disk_usage(self.logs).free < FULL_MB * 2**20

    def stop(self) -> None:
        """Tells every part to stop, the last started first; the broker and whatever came first goes last, when nobody
        needs it any more. A second call while this runs (Ctrl-C twice) kills."""
        self.stopping = True
        first, rest = self.parts[:1], self.parts[1:]
        for group in (rest[::-1], first):
            for watched in group:
                self._signal(watched, signal.SIGTERM)
            for watched in group:
                self._end(watched)

    def kill(self) -> None:
        for watched in self.parts:
            self._signal(watched, signal.SIGKILL)

    def _end(self, watched: Watched) -> None:
        if watched.process is None:
            return
        try:
            watched.process.wait(timeout=watched.part.grace)
        except subprocess.TimeoutExpired:
            self.say(f"The {watched.part.name} process did not stop within {watched.part.grace:.0f} s; ending it.")
            self._signal(watched, signal.SIGKILL)
            watched.process.wait(timeout=5)

    def _signal(self, watched: Watched, what: signal.Signals) -> None:
        if watched.is_running() and watched.process is not None:
            try:
                if what == signal.SIGKILL:
                    os.killpg(watched.process.pid, what)  # with its children
                else:
                    watched.process.send_signal(what)
            except ProcessLookupError:
                pass


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"
