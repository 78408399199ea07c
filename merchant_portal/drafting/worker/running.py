"""One turn of the model worker: rows come in as places free up, words and results go out as they are ready.
Knows no page. The engine is stepped here, the saver's thread writes; which row comes next is for leases to say."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.timezone import localdate
from django_scopes import scopes_disabled

from copywriter.engines.base import EngineError
from copywriter.writer import NotWritten, Outcome, Writing, Written
from merchant_portal.drafting.briefs import brief_from_json
from merchant_portal.drafting.ground import Grounds
from merchant_portal.drafting.models import Batch, Request
from merchant_portal.drafting.offered import is_remote
from merchant_portal.drafting.worker import leases, saving
from merchant_portal.drafting.worker.leases import Turns
from merchant_portal.drafting.worker.life import life
from merchant_portal.drafting.worker.pool import EnginePool
from merchant_portal.drafting.worker.saver import Saver
from merchant_portal.drafting.worker.saving import Held
from merchant_portal.environment import read

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]

#: Seconds. A person's row is looked for this often while others are written; a step of the model takes 10 to 20 ms.
LOOK = 0.05
#: Bulk rows are looked for at every free place, and this often where none was found.
LOOK_BULK = 0.25
#: What was cancelled, paused or taken away is noticed within this.
CONTROL = 0.25
#: Words on the way are written this often: a person can't read faster, and SQLite takes a write in about a millisecond.
PARTIAL = 0.12
#: After this a turn takes no more rows and hands over; 60 % of the broker's visibility time-out.
TURN = 540.0
#: How long rows in flight may take to finish when the worker is asked to stop; below Celery's soft shutdown of 25 s.
DRAIN = 18.0
#: How long the engine may say nothing of a row, and a single step may take.
DEADLINE = float(read("COPYWRITER_DEADLINE", "180"))
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
        self.saver, self.turns, self.grounds = Saver(), Turns(), Grounds()
        self.works: dict[tuple[int, int], _Work] = {}
        self.next_look = self.next_bulk = self.next_control = 0.0
        self.alone = False  # a row that lost its worker is in flight: no company
        self.begun: list[Request] = []  # leased and not yet in flight: an engine may be loading for them
        self.stepping: float | None = None
        self.over = threading.Event()

    def run(self) -> bool:
        watchdog = threading.Thread(target=self._watch, daemon=True, name="watchdog")
        watchdog.start()
        keeper = threading.Thread(target=self._keep, daemon=True, name="keeper")
        keeper.start()
        try:
            self._warm()
            return self._loop()
        except BaseException:
            for key, work in self.works.items():  # else they would take up the engine's places in every later turn
                if (writer := _pool.loaded(work.engine)) is not None:
                    writer.cancel(key)
            raise
        finally:
            self.ends = 0.0
            self.saver.close()
            self.over.set()
            keeper.join()
            life.busy(0)

    def _warm(self) -> None:
        """Loads the site's engine before any row is held; where it can't be loaded, its rows will say so."""
        if _pool.loaded(settings.COPYWRITER_ENGINE):
            return
        try:
            writer = _pool.get(settings.COPYWRITER_ENGINE)
            writer.warm_up()
            life.model_id, life.note = writer.engine.model_id, ""
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
            return not life.stopping.is_set() and leases.waiting(self.clock()).exists()
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
        if self.alone or (self.works and now < self.next_look):
            return
        self.next_look = now + LOOK
        main = _pool.loaded(settings.COPYWRITER_ENGINE)
        elsewhere = sum(1 for w in self.works.values() if w.engine != settings.COPYWRITER_ENGINE)
        room = (main.room if main else FIRST_ROOM - len(self.works)) - elsewhere
        bulk = room > 0 and (not self.works or now >= self.next_bulk)
        rows, alone = leases.take(
            token=self.token,
            room=room if bulk else 0,
            idle=not self.works,
            turns=self.turns,
            now=self.clock(),
            people=sum(1 for w in self.works.values() if w.urgent),
        )
        if bulk and len(rows) < room:
            self.next_bulk = now + LOOK_BULK
        self.begun = rows
        try:
            while self.begun:
                self._begin(self.begun[0])
                self.begun = self.begun[1:]
        except DatabaseError:
            for row in self.begun:
                self._put_back(Held(row.pk, row.lease, row.attempt), "the database did not answer")
            raise
        finally:
            self.begun = []
        self.alone = alone and bool(self.works)

    def _begin(self, row: Request) -> None:
        held = Held(row.pk, row.lease, row.attempt, row.batch_id)
        try:
            if is_remote(row.engine) and not row.merchant.remote_engines:
                raise EngineError("The shop no longer lets its product data go to a model server.", permanent=True)
            if row.engine not in settings.COPYWRITER_ENGINES:
                raise EngineError("The engine that was asked for is switched off.", permanent=True)
            brief = brief_from_json(row.brief)
            writer = _pool.get(row.engine)
            today = localdate(self.clock())
            ground = self.grounds.of(merchant=row.merchant, today=today, at=time.monotonic())
            held = replace(held, checked_by=ground.version(brief.language, brief.channel))
            urgent = row.priority == Request.INTERACTIVE
            writer.add(
                (row.pk, row.attempt),
                brief,
                urgent=urgent,
                evidence=ground.evidence(row.product),
                packs=ground.packs(brief.language, brief.channel),
                today=today.isoformat(),
            )
        except EngineError as error:
            life.note = str(error)
            self.saver.save(saving.save_failure, held=held, error=error, now=self.clock())
        except DatabaseError:
            raise
        except Exception as error:  # whatever a row holds, it harms no other
            log.exception("request %s can't be put to the model", row.pk)
            wrong = EngineError(f"What was asked can't be put to the model: {error}", permanent=True)
            self.saver.save(saving.save_failure, held=held, error=wrong, now=self.clock())
        else:
            life.model_id = life.model_id or writer.engine.model_id
            self.works[row.pk, row.attempt] = _Work(held, row.engine, urgent, time.monotonic())

    def _step(self, now: float) -> None:
        for address, writer in _pool.busy():
            prompts = {}
            self.stepping = time.monotonic()
            try:
                # a prompt is asked for before the step: an answered brief is forgotten by the writer
                prompts = {key: writer.prompt(key) for key, work in self.works.items() if work.engine == address}
                outcomes = writer.step()
            except EngineError as error:
                self._engine_broke(address, error)
                continue
            finally:
                self.stepping = None
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
            company = any(other.held.batch_id == work.held.batch_id for other in self.works.values())
            self.saver.save(
                saving.save_written,
                held=work.held,
                ends_batch=not company,
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
                self._put_back(held, str(error), leases.lose)
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
                elif batch in Batch.HELD_BACK:
                    self._let_go(key, back=f"the batch was {batch}")
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
            self._put_back(work.held, back)

    def _put_back(self, held: Held, why: str, act: Callable[..., bool] = leases.give_back) -> None:
        whose = {"request_id": held.request_id, "lease": held.lease, "attempt": held.attempt}
        self.saver.save(act, **whose, now=self.clock(), why=why)

    def _give_all_back(self, why: str) -> None:
        for key in list(self.works):
            self._let_go(key, back=why)

    def _keep(self) -> None:
        """Renews the leases, on a thread of its own: loading an engine or a slow disk may hold up the loop for longer
        than a lease. A process that is stopped or dead renews nothing."""
        while not self.over.wait(leases.BEAT.total_seconds()):
            try:
                held = [work.held for work in list(self.works.values())]
                held += [Held(row.pk, row.lease, row.attempt) for row in self.begun]
                if held:
                    with scopes_disabled():
                        leases.renew([h.request_id for h in held], {h.lease for h in held}, self.clock())
            except (DatabaseError, RuntimeError) as error:  # away, or the loop changed the list under our hands
                log.warning("leases were not renewed this time: %s", error)
        connection.close()

    def _watch(self) -> None:
        """An engine that does not come back from a step holds this whole process: it ends, its supervisor starts it
        anew, and its rows come back when their leases end."""
        while time.monotonic() < self.ends + DRAIN:
            began = self.stepping
            if began is not None and time.monotonic() - began > DEADLINE:
                log.critical("the engine hangs; this process ends so that it can be started anew")
                os._exit(70)
            time.sleep(0.2)
