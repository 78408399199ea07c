"""One turn of the model worker: rows come in as places free up, words and results go out as they are ready.
Knows no page. The engine is stepped here, the saver's thread writes; which row comes next is for leases to say."""

from __future__ import annotations

import contextlib
import gc
import logging
import secrets
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection

from copywriter.engines.base import EngineError
from copywriter.writer import NotWritten, Outcome, Writing, Written
from merchant_portal.drafting.models import Batch, Request
from merchant_portal.drafting.worker import leases, saving
from merchant_portal.drafting.worker.feeding import Feeder, Ready
from merchant_portal.drafting.worker.guarding import DEADLINE, Guard
from merchant_portal.drafting.worker.life import life
from merchant_portal.drafting.worker.pool import EnginePool
from merchant_portal.drafting.worker.saver import Saver
from merchant_portal.drafting.worker.saving import Held

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]

#: Seconds. A person's row is looked for this often while others are written; a step of the model takes 10 to 20 ms.
LOOK = 0.03
#: Bulk rows are looked for at every free place, and this often where none was found.
LOOK_BULK = 0.25
#: Bulk rows leased and made ready beyond the free places, so that a place that frees up is filled at the next step.
AHEAD = 3
#: Seconds that a thread may keep Python from another. Steps take 10 to 20 ms: at Python's own 5 ms, checks and database
#: made the engine wait for a quarter of each.
SWITCH = 0.0005
#: What was cancelled, paused or taken away is noticed within this.
CONTROL = 0.4
#: Words on the way are written this often: a person can't read faster, and SQLite takes a write in about a millisecond.
PARTIAL = 0.12
#: After this a turn takes no more rows and hands over; 60 % of the broker's visibility time-out.
TURN = 540.0
#: How long rows in flight may take to finish when the worker is asked to stop; below Celery's soft shutdown of 25 s.
DRAIN = 18.0
#: Places where no engine is loaded yet.
FIRST_ROOM = 8

_pool = EnginePool()
_one_turn = threading.Lock()


@dataclass(slots=True)
class _Work:
    """One row in flight."""

    held: Held
    engine: str
    urgent: bool
    heard: float  # monotonic time of the last word from the engine
    shown: float = 0.0
    saving: bool = False
    texts: list[str] = field(default_factory=list)


def run(clock: Clock, *, turn: float = TURN) -> bool:
    """Writes until nothing waits, the turn is over or the worker is asked to stop. True where rows still wait: the
    caller sends the next wake-up. A second call in the same process returns at once: one turn a process."""
    if not _one_turn.acquire(blocking=False):
        return False
    try:
        return _Turn(clock, turn).run()
    finally:
        _one_turn.release()


class _Turn:
    def __init__(self, clock: Clock, turn: float) -> None:
        self.clock, self.ends = clock, time.monotonic() + turn
        self.token = f"{life.name}:{secrets.token_hex(4)}"[:64]
        self.saver, self.feeder = Saver(), Feeder(self.token, clock)
        self.works: dict[tuple[int, int], _Work] = {}
        self.next_look = self.next_bulk = self.next_control = 0.0
        self.alone = False  # a row that lost its worker is in flight: no company
        self.ready: list[Ready] = []  # leased and not yet in flight: no place is free, or an engine is loading
        self.asked = 0  # bulk rows that the look under way may bring
        self.guard = Guard(self._held, clock)

    def run(self) -> bool:
        sys.setswitchinterval(SWITCH)
        with self.guard:
            try:
                self._warm()
                return self._loop()
            finally:
                self._give_ready_back("the turn was over")
                self.feeder.close()
                self.saver.close()
                life.busy(0)

    def _warm(self) -> None:
        """Loads the site's engine before any row is held; where it can't be loaded, its rows will say so."""
        if _pool.loaded(settings.COPYWRITER_ENGINE):
            return
        try:
            writer = _pool.get(settings.COPYWRITER_ENGINE)
            writer.warm_up()
            life.model_id, life.note = writer.engine.model_id, ""
            gc.freeze()  # tables and models stay: no collection walks them again
        except EngineError as error:
            life.note = str(error)
            log.error("%s", error)

    def _loop(self) -> bool:
        drained_by: float | None = None
        while True:
            now = time.monotonic()
            stop = life.stopping.is_set()
            if (stop or now > self.ends) and drained_by is None:
                drained_by = now + DRAIN
                self._give_ready_back("the worker stopped" if stop else "the turn was over")
            if drained_by is None:
                self._safely(self._refill, now)
            if not self.works:
                break
            if drained_by is not None and now > drained_by:
                self._give_all_back("the worker stopped")
                break
            self._step(time.monotonic())
            self._safely(self._look_after, time.monotonic())
            life.busy(len(self.works))
        self.saver.settle()
        try:
            return (
                not life.stopping.is_set()
                and Request.objects.filter(leases.due(self.clock())).exclude(batch__state=Batch.State.PAUSED).exists()
            )
        except DatabaseError:
            return False

    def _safely(self, act: Callable[[float], None], now: float) -> None:
        """The database may be away: what is in flight goes on, and the act is tried again."""
        try:
            act(now)
        except DatabaseError as error:
            log.warning("the database does not answer: %s", error)
            connection.close()
            if not self.works:
                time.sleep(0.5)

    def _refill(self, now: float) -> None:
        """Looks for rows beside the engine, AHEAD of its free places, and puts what was found to it."""
        self._gather(wait=not self.works)
        if not self.works:  # everything hangs on this look
            self._look(now, idle=True)
            self._gather(wait=True)
        elif not (self.alone or self.feeder.looking) and now >= self.next_look:
            self._look(now, idle=False)

    def _look(self, now: float, *, idle: bool) -> None:
        self.next_look = now + LOOK
        wanted = self._room() + AHEAD - len(self.ready)
        bulk = wanted > 0 and (idle or now >= self.next_bulk)
        self.asked = wanted if bulk else 0
        people = sum(1 for w in self.works.values() if w.urgent)
        self.feeder.look(room=self.asked, idle=idle, people=people)

    def _gather(self, *, wait: bool) -> None:
        found = self.feeder.found(wait=wait)
        if found is not None:
            rows, alone = found
            if self.asked and len(rows) < self.asked:
                self.next_bulk = time.monotonic() + LOOK_BULK
            self.ready.extend(rows)
            self.ready.sort(key=lambda r: not r.urgent)
            self.alone = alone and bool(rows)
        while self.ready and (self.ready[0].urgent or self._room() > 0):
            self._begin(self.ready[0])
            del self.ready[0]
        self.alone = self.alone and bool(self.works)

    def _room(self) -> int:
        main = _pool.loaded(settings.COPYWRITER_ENGINE)
        elsewhere = sum(1 for w in self.works.values() if w.engine != settings.COPYWRITER_ENGINE)
        return (main.room if main else FIRST_ROOM - len(self.works)) - elsewhere

    def _begin(self, ready: Ready) -> None:
        held = ready.held
        key = (held.request_id, held.attempt)
        if ready.back:
            self._give_back(held, "the database did not answer")
            return
        try:
            if ready.error is not None or ready.brief is None:
                raise ready.error or EngineError("Nothing was asked.", permanent=True)
            writer = _pool.get(ready.engine)
            writer.add(key, ready.brief, urgent=ready.urgent, **ready.context)
        except EngineError as error:
            life.note = str(error)
            self.saver.save(saving.save_failure, held=held, error=error, now=self.clock())
        except Exception as error:  # whatever a row holds, it harms no other
            log.exception("request %s can't be put to the model", held.request_id)
            wrong = EngineError(f"What was asked can't be put to the model: {error}", permanent=True)
            self.saver.save(saving.save_failure, held=held, error=wrong, now=self.clock())
        else:
            life.model_id = life.model_id or writer.engine.model_id
            self.works[key] = _Work(held, ready.engine, ready.urgent, time.monotonic())

    def _step(self, now: float) -> None:
        for address, writer in _pool.busy():
            prompts = {}
            self.guard.stepping = time.monotonic()
            try:
                # a prompt is asked for before the step: an answered brief is forgotten by the writer
                prompts = {key: writer.prompt(key) for key, work in self.works.items() if work.engine == address}
                outcomes = writer.step()
            except EngineError as error:
                self._engine_broke(address, error)
                continue
            finally:
                self.guard.stepping = None
            for outcome in outcomes:
                self._on(outcome, prompts, writer.engine.model_id)

    def _on(self, outcome: Outcome, prompts: dict, model_id: str) -> None:
        key = outcome.key
        work = self.works.get(key)  # type: ignore[call-overload]
        if work is None:
            return
        work.heard = time.monotonic()
        if isinstance(outcome, Writing):
            self._show(work, [t for t in outcome.texts if t])
            return
        del self.works[key]  # type: ignore[arg-type]
        self.alone = self.alone and bool(self.works)
        if isinstance(outcome, Written):
            life.finished_one()
            life.note = ""
            self.saver.save(
                saving.save_written,
                held=work.held,
                candidates=outcome.candidates,
                prompt=prompts[key],
                model_id=model_id,
                now=self.clock(),
            )
        elif isinstance(outcome, NotWritten):
            self.saver.save(saving.save_failure, held=work.held, error=outcome.error, now=self.clock())

    def _show(self, work: _Work, texts: list[str]) -> None:
        if texts == work.texts or work.saving or time.monotonic() - work.shown < PARTIAL:
            return
        work.texts, work.shown, work.saving = texts, time.monotonic(), True
        future = self.saver.save(saving.save_partial, held=work.held, texts=texts, now=self.clock())
        future.add_done_callback(lambda _: setattr(work, "saving", False))

    def _engine_broke(self, address: str, error: EngineError) -> None:
        """The engine is loaded anew; a row that was alone with it has failed, several come back to be written alone."""
        log.error("engine %s broke: %s", address, error)
        life.note = str(error)
        hit = {key: work for key, work in self.works.items() if work.engine == address}
        for key, work in hit.items():
            del self.works[key]
            held = work.held
            if len(hit) == 1:
                self.saver.save(saving.save_failure, held=held, error=error, now=self.clock())
            else:
                self.saver.save(
                    leases.lose,
                    request_id=held.request_id,
                    lease=held.lease,
                    attempt=held.attempt,
                    now=self.clock(),
                    why=str(error),
                )
        self.alone = False
        _pool.drop(address)
        self.saver.settle()

    def _look_after(self, now: float) -> None:
        """Lets go of what was cancelled, paused or taken away; ends what the engine forgot."""
        if now >= self.next_control and self.works:
            self.next_control = now + CONTROL
            wanted = leases.still_wanted([w.held.request_id for w in self.works.values()])
            for key, work in list(self.works.items()):
                state, lease, batch = wanted.get(work.held.request_id, ("", "", None))
                if state != Request.State.WRITING or lease != work.held.lease:
                    self._let_go(key)
                elif batch == Batch.State.PAUSED:
                    self._let_go(key, back="the batch was paused")
                elif now - work.heard > DEADLINE and not self._writer_of(work).judging(key):
                    self._let_go(key)
                    late = EngineError("The model did not answer in time.")
                    self.saver.save(saving.save_failure, held=work.held, error=late, now=self.clock())

    def _writer_of(self, work: _Work):  # noqa: ANN202  (a Writer)
        return _pool.get(work.engine)

    def _let_go(self, key: tuple[int, int], back: str = "") -> None:
        work = self.works.pop(key)
        self.alone = self.alone and bool(self.works)
        self._writer_of(work).cancel(key)
        if back:
            self._give_back(work.held, back)

    def _give_back(self, held: Held, why: str) -> None:
        self.saver.save(
            leases.give_back,
            request_id=held.request_id,
            lease=held.lease,
            attempt=held.attempt,
            now=self.clock(),
            why=why,
        )

    def _give_all_back(self, why: str) -> None:
        for key in list(self.works):
            self._let_go(key, back=why)

    def _give_ready_back(self, why: str) -> None:
        """What was leased ahead and not begun."""
        with contextlib.suppress(DatabaseError):
            self.ready += (self.feeder.found(wait=True) or ([], False))[0]
        for ready in self.ready:
            self._give_back(ready.held, why)
        self.ready.clear()

    def _held(self) -> list[Held]:
        """Every row that this turn has leased."""
        return [work.held for work in list(self.works.values())] + [ready.held for ready in list(self.ready)]
