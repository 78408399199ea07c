"""A thread that writes results to the database while the engine computes, and does not lose them when it is away.
Knows no engine; it is handed calls."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django_scopes import scopes_disabled

log = logging.getLogger(__name__)

#: How long a result is held while the database is away or its disk is full. The lease may end meanwhile; then the
#: conditional write changes nothing, and the row is written again.
HOLD = 600.0


class Saver:
    """One thread, calls in order. `save` returns at once."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saver")
        self._open: set[Future[Any]] = set()

    def save(self, act: Callable[..., Any], **values: Any) -> Future[Any]:
        future = self._thread.submit(self._do, act, values)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    @property
    def waiting(self) -> int:
        return len(self._open)

    def settle(self) -> None:
        """Waits until everything handed over is written."""
        for future in list(self._open):
            future.exception()

    def close(self) -> None:
        self.settle()
        self._thread.submit(connection.close)
        self._thread.shutdown(wait=True)

    def _do(self, act: Callable[..., Any], values: dict[str, Any]) -> Any:
        began, pause = time.monotonic(), 0.2
        while True:
            try:
                with scopes_disabled():
                    return act(**values)
            except (OperationalError, InterfaceError) as error:
                connection.close()
                if time.monotonic() - began > HOLD:
                    log.error("given up on %s: %s", act.__name__, error)
                    raise
                log.warning("the database does not take %s, trying again: %s", act.__name__, error)
                time.sleep(pause)
                pause = min(5.0, pause * 2)
            except DatabaseError:
                connection.close()
                log.exception("%s could not be written", act.__name__)
                raise
            except Exception:
                log.exception("%s broke", act.__name__)
                raise
