"""Two threads beside a turn: leases are renewed whatever the loop does, and a hung engine ends the process.
Knows no queue and no text; it is told what is held and when a step began."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection
from django_scopes import scopes_disabled

from merchant_portal.drafting.worker import leases
from merchant_portal.drafting.worker.saving import Held
from merchant_portal.environment import read

log = logging.getLogger(__name__)

#: How long the engine may say nothing of a row, and a single step may take.
DEADLINE = float(read("COPYWRITER_DEADLINE", "180"))


class Guard:
    """`stepping` is the monotonic time at which the engine's step under way began; None between steps."""

    def __init__(self, held: Callable[[], list[Held]], clock: Callable[[], datetime]) -> None:
        self.held, self.clock = held, clock
        self.stepping: float | None = None
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True, name="keeper")

    def __enter__(self) -> Guard:
        threading.Thread(target=self._watch, daemon=True, name="watchdog").start()
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._keeper.join()

    def _keep(self) -> None:
        """Loading an engine or a slow disk may hold up the loop for longer than a lease. A process that is stopped or
        dead renews nothing."""
        while not self._over.wait(leases.BEAT.total_seconds()):
            try:
                if held := self.held():
                    with scopes_disabled():
                        leases.renew([h.request_id for h in held], {h.lease for h in held}, self.clock())
            except (DatabaseError, RuntimeError) as error:  # away, or the loop changed the list under our hands
                log.warning("leases were not renewed this time: %s", error)
        connection.close()

    def _watch(self) -> None:
        """An engine that does not come back from a step holds this whole process: it ends, its supervisor starts it
        anew, and its rows come back when their leases end."""
        while not self._over.wait(0.2):
            began = self.stepping
            if began is not None and time.monotonic() - began > DEADLINE:
                log.critical("the engine hangs; this process ends so that it can be started anew")
                os._exit(70)
