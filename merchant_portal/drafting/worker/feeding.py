"""Rows leased and made ready for an engine on a thread of their own: the engine never waits for the database.
Knows no engine; how many rows are wanted is told to it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.timezone import localdate
from django_scopes import scopes_disabled

from copywriter.engines.base import EngineError
from copywriter.records import Brief
from merchant_portal.accounts.models import Merchant
from merchant_portal.drafting.briefs import brief_from_json
from merchant_portal.drafting.ground import Ground, ground_for
from merchant_portal.drafting.models import Request
from merchant_portal.drafting.offered import is_remote
from merchant_portal.drafting.worker import leases
from merchant_portal.drafting.worker.leases import Turns
from merchant_portal.drafting.worker.saving import Held

log = logging.getLogger(__name__)

#: Seconds for which the packs, documents and words of one shop serve the rows that are taken; reading them took 12 ms
#: a row, a third of what the row cost besides its model time.
GROUND = 1.0


@dataclass(slots=True)
class Ready:
    """One leased row, made ready; `error` where it can't be put to an engine, `back` where it is to be put back."""

    held: Held
    engine: str
    urgent: bool
    brief: Brief | None = None
    context: dict[str, Any] = field(default_factory=dict)  # what the check is told
    error: EngineError | None = None
    back: bool = False


@dataclass(slots=True)
class _InForce:
    """A shop's ground as it stood a moment ago, with its packs and its version read once."""

    ground: Ground
    today: str
    read_at: float
    packs: dict[tuple[str, str], tuple[list[Any], str]] = field(default_factory=dict)

    def for_text(self, language: str, channel: str) -> tuple[list[Any], str]:
        key = (language, channel)
        if key not in self.packs:
            self.packs[key] = (self.ground.packs(*key), self.ground.version(*key))
        return self.packs[key]


class Feeder:
    """One thread, one look at a time: `look` begins it, `found` gives what it brought."""

    def __init__(self, token: str, clock: Callable[[], datetime]) -> None:
        self.token, self.clock, self.turns = token, clock, Turns()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="feeder")
        self._look: Future[tuple[list[Ready], bool]] | None = None
        self._in_force: dict[int, _InForce] = {}

    @property
    def looking(self) -> bool:
        return self._look is not None

    def look(self, *, room: int, idle: bool, people: int) -> None:
        """Begins to lease rows, as `leases.take` says. Only where none is under way."""
        assert self._look is None
        self._look = self._thread.submit(self._fetch, room, idle, people)

    def found(self, *, wait: bool) -> tuple[list[Ready], bool] | None:
        """What the last look brought, and whether its row wants to be alone; None while it is under way or where there
        was none. Raises DatabaseError where the database was away."""
        look = self._look
        if look is None or not (wait or look.done()):
            return None
        self._look = None
        return look.result()

    def close(self) -> None:
        self._thread.submit(connection.close)
        self._thread.shutdown(wait=True)

    def _fetch(self, room: int, idle: bool, people: int) -> tuple[list[Ready], bool]:
        try:
            with scopes_disabled():
                rows, alone = leases.take(
                    token=self.token, room=room, idle=idle, turns=self.turns, now=self.clock(), people=people
                )
                return [self._ready(row) for row in rows], alone
        except DatabaseError:
            connection.close()
            raise

    def _ready(self, row: Request) -> Ready:
        held = Held(row.pk, row.lease, row.attempt, row.batch_id)
        ready = Ready(held, row.engine, row.priority == Request.INTERACTIVE)
        try:
            if is_remote(row.engine) and not row.merchant.remote_engines:
                raise EngineError("The shop no longer lets its product data go to a model server.", permanent=True)
            if row.engine not in settings.COPYWRITER_ENGINES:
                raise EngineError("The engine that was asked for is switched off.", permanent=True)
            brief = brief_from_json(row.brief)
            force = self._for_shop(row.merchant)
            packs, version = force.for_text(brief.language, brief.channel)
            ready.held = replace(held, checked_by=version)
            ready.context = {"evidence": force.ground.evidence(row.product), "packs": packs, "today": force.today}
            ready.brief = brief
        except EngineError as error:
            ready.error = error
        except DatabaseError as error:
            log.warning("request %s is put back: %s", row.pk, error)
            connection.close()
            ready.back = True
        except Exception as error:  # whatever a row holds, it harms no other
            log.exception("request %s can't be put to the model", row.pk)
            ready.error = EngineError(f"What was asked can't be put to the model: {error}", permanent=True)
        return ready

    def _for_shop(self, merchant: Merchant) -> _InForce:
        known = self._in_force.get(merchant.pk)
        if known is None or time.monotonic() - known.read_at > GROUND:
            read_at, today = time.monotonic(), localdate(self.clock())
            known = _InForce(ground_for(merchant=merchant, today=today), today.isoformat(), read_at)
            self._in_force = {k: v for k, v in self._in_force.items() if read_at - v.read_at <= GROUND}
            self._in_force[merchant.pk] = known
        return known
