"""A worker process as others see it: alive, what it does, how fast; and whether it was asked to stop.
Listens to Celery's signals; knows no rows but its own beat."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

from celery import signals
from django.db import DatabaseError, connection
from django.utils import timezone

from copywriter.formats.cells import storable
from merchant_portal.drafting.models import WorkerBeat

log = logging.getLogger(__name__)

#: Seconds between beats.
EVERY = 10.0
#: Seconds over which the rate is measured.
WINDOW = 180.0


class Life:
    """One process's own account of itself. Written by the loop, told by a thread."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.name, self.role = f"{socket.gethostname()}:{os.getpid()}", ""
        self.model_id, self.note, self.in_flight, self.written = "", "", 0, 0
        self._finished: deque[float] = deque()
        self._busy_since: float | None = None
        self._rate = 0.0

    def finished_one(self) -> None:
        self.written += 1
        self._finished.append(time.monotonic())

    def busy(self, in_flight: int) -> None:
        self.in_flight = in_flight
        if in_flight and self._busy_since is None:
            self._busy_since = time.monotonic()
        elif not in_flight and self._busy_since is not None:
            self._measure()
            self._busy_since = None
            self._finished.clear()

    def rate(self) -> float:
        """Products a minute while there was work; the last figure is kept while there is none."""
        if self._busy_since is not None:
            self._measure()
        return self._rate

    def _measure(self) -> None:
        now = time.monotonic()
        while self._finished and self._finished[0] < now - WINDOW:
            self._finished.popleft()
        spent = now - max(self._busy_since or now, now - WINDOW)
        if len(self._finished) >= 3 and spent > 1.0:
            self._rate = 60.0 * len(self._finished) / spent


life = Life()


def memory_mb() -> int:
    """Resident memory of this process and of those it started (an engine may run in one), 0 where the system does not
    say."""
    started = {pid for tasks in Path("/proc/self/task").glob("*/children") for pid in _read(tasks)}
    pages = [_read(Path("/proc", pid, "statm"))[1:2] for pid in ("self", *sorted(started))]
    return sum(int(count) for row in pages for count in row) * os.sysconf("SC_PAGE_SIZE") // (1 << 20)


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except OSError:  # no such system, or the process has just ended
        return []


def beat() -> None:
    """Writes the process's own row."""
    now = timezone.now()
    values: dict[str, Any] = {
        "role": life.role,
        "model_id": life.model_id[:200],
        "in_flight": life.in_flight,
        "written": life.written,
        "rate": round(life.rate(), 2),
        "memory_mb": memory_mb(),
        "note": storable(life.note)[:300],
        "seen_at": now,
    }
    WorkerBeat.objects.update_or_create(name=life.name, defaults=values, create_defaults={**values, "started_at": now})


def _beat_for_ever() -> None:
    while True:
        try:
            beat()
        except DatabaseError as error:
            log.warning("the beat could not be written: %s", error)
        finally:
            connection.close()
        if life.stopping.wait(EVERY):
            return


@signals.worker_ready.connect
def begin(sender: Any = None, **_: Any) -> None:
    """Says that this worker lives; a model worker is woken once, to load its engine and to take what waits."""
    queues = set(sender.app.amqp.queues.consume_from)
    life.role = "writing" if "writing" in queues else "default"
    threading.Thread(target=_beat_for_ever, daemon=True, name="beat").start()
    if life.role == "writing":
        sender.app.send_task("drafting.write", queue="writing", ignore_result=True)


@signals.worker_shutting_down.connect
def end(**_: Any) -> None:
    """SIGTERM: the turn takes no more rows, finishes those in flight and returns."""
    life.stopping.set()


@signals.worker_shutdown.connect
def gone(**_: Any) -> None:
    try:
        WorkerBeat.objects.filter(name=life.name).delete()
    except DatabaseError as error:
        log.warning("the beat could not be taken out: %s", error)
