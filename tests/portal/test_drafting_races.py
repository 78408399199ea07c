"""The model worker in races: two sweepers, jumping clocks, lost wake-ups, a row that waits alone, long batches.
Each row ends once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.models import Batch, Candidate, Request, RequestEvent
from merchant_portal.drafting.services import batches
from merchant_portal.drafting.tasks import sweep
from merchant_portal.drafting.worker import cancelling, leases, running, saving
from tests.portal.writing import ask, make_batch, states, turn, until, write_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unscoped")]
Engine = Callable[..., None]
State = Request.State


def events(row: Request) -> list[str]:
    return list(RequestEvent.objects.filter(request=row).order_by("id").values_list("new", flat=True))


# --- sweepers and clocks --------------------------------------------------------------------------------------------
def test_two_sweepers_move_each_row_once(acme: Merchant, alice: User, engine: Engine) -> None:
    rows = [ask(acme, alice) for _ in range(12)]
    leases.take(token="gone", room=12, idle=True, turns=leases.Turns(), now=timezone.now() - timedelta(hours=1))
    start = threading.Barrier(2)

    def go() -> None:
        with scopes_disabled():
            start.wait(10)
            leases.sweep(timezone.now())
        connection.close()

    both = [threading.Thread(target=go) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    assert [events(row) for row in rows] == [["queued", "writing", "queued"]] * 12


def test_a_clock_that_jumps_ahead_takes_rows_from_a_living_worker_and_doubles_nothing(
    acme: Merchant, alice: User, engine: Engine
) -> None:
    engine("steps=60&delay=0.01")
    batch = make_batch(acme, alice, 6)
    thread = threading.Thread(target=turn, args=(30.0,))
    thread.start()
    until(lambda: Request.objects.filter(batch=batch, state=State.WRITING).count() == 6)
    leases.sweep(timezone.now() + timedelta(hours=1))
    thread.join(60)
    write_all(8)
    assert set(states(batch=batch).values()) == {"done"}
    assert Candidate.objects.filter(request__batch=batch).count() == 30
    assert RequestEvent.objects.filter(request__batch=batch, new="done").count() == 6


def test_a_pause_between_tries_ends_though_the_clock_was_set_back(acme: Merchant, alice: User, engine: Engine) -> None:
    row = ask(acme, alice)
    Request.objects.update(not_before=timezone.now() + timedelta(days=1))  # written by a clock a day ahead
    running.run(timezone.now)
    assert states(pk=row.pk) == {row.pk: "done"}
    row = ask(acme, alice)
    Request.objects.filter(pk=row.pk).update(not_before=timezone.now() + timedelta(seconds=10))  # a real pause
    running.run(timezone.now)
    assert states(pk=row.pk) == {row.pk: "queued"}


def test_a_wake_up_that_was_lost_is_sent_again_by_the_sweeper(
    acme: Merchant, alice: User, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press is taken though the broker is away: the row is the truth."""

    def away(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    sent: list[int] = []
    with monkeypatch.context() as broken:
        broken.setattr("merchant_portal.drafting.services.requests.write_copy.apply_async", away)
        row = ask(acme, alice)
    monkeypatch.setattr("merchant_portal.drafting.tasks.write_copy.delay", lambda: sent.append(1))
    sweep()
    assert sent and states(pk=row.pk) == {row.pk: "queued"}
    running.run(timezone.now)
    sent.clear()
    sweep()
    assert not sent and states(pk=row.pk) == {row.pk: "done"}  # nothing waits: nobody is woken


# --- fairness -------------------------------------------------------------------------------------------------------
def test_a_row_to_be_written_alone_gets_its_turn_though_people_never_stop(
    acme: Merchant, alice: User, engine: Engine
) -> None:
    now, turns = timezone.now(), leases.Turns()
    lost = ask(acme, alice)
    leases.take(token="gone", room=1, idle=True, turns=turns, now=now - timedelta(hours=1))
    leases.sweep(now)

    def take(seconds: float, *, idle: bool) -> tuple[list[int], bool]:
        at = now + timedelta(seconds=seconds)
        rows, alone = leases.take(token="w", room=8, idle=idle, turns=turns, now=at, people=0)
        return [row.pk for row in rows], alone

    for second in range(0, 10, 2):
        pressed = ask(acme, alice)
        assert take(second, idle=False) == ([pressed.pk], False)
    pressed = ask(acme, alice)
    assert take(11, idle=False) == ([], False)  # the worker runs empty
    assert take(12, idle=True) == ([lost.pk], True)
    assert take(13, idle=False) == ([pressed.pk], False)


# --- long batches ---------------------------------------------------------------------------------------------------
def long_batch(shop: Merchant, by: User, count: int) -> Batch:
    """Rows without the work of making each brief."""
    batch, row = make_batch(shop, by, 1), Request.objects.get()
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | {"id": None}
    Request.objects.bulk_create(Request(**values | {"idempotency_key": f"long:{n}"}) for n in range(count - 1))
    return batch


def test_a_long_batch_is_cancelled_in_pages_and_none_of_its_rows_is_begun(
    acme: Merchant, alice: User, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cancelling, "PAGE", 20)
    monkeypatch.setattr(batches, "AT_ONCE", 0.0)
    batch = long_batch(acme, alice, 90)
    taken, _ = leases.take(token="w", room=3, idle=True, turns=leases.Turns(), now=timezone.now())
    batches.cancel_batch(batch=batch, by=alice, now=timezone.now())
    found = states(batch=batch)
    assert [found[row.pk] for row in taken] == ["cancelled"] * 3  # what is being written stops first
    assert list(found.values()).count("cancelled") == 20
    assert batches.progress(batch=batch, now=timezone.now()).cancelled == 90  # the page says how it ends
    Request.objects.filter(batch=batch, state="queued").update(lease=leases.LOST)
    rows, _ = leases.take(token="w", room=8, idle=True, turns=leases.Turns(), now=timezone.now())
    assert not rows and running.run(timezone.now) is False
    sweep()
    assert set(states(batch=batch).values()) == {"cancelled"}
    assert [e.data for e in RequestEvent.objects.filter(request__batch=batch, new="cancelled")] == [{}] * 3


def test_a_batch_is_not_ended_beside_rows_that_were_just_asked_again(
    acme: Merchant, alice: User, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person presses Retry between the worker's look for open rows and its ending of the batch."""
    engine("refuse_on=boom")
    batch = make_batch(acme, alice, 2)
    first, last = Request.objects.filter(batch=batch).order_by("id")
    Request.objects.filter(pk=first.pk).update(state="failed", error="boom")
    Request.objects.filter(pk=last.pk).update(state="done")
    real, calls = saving.transaction.atomic, []

    def atomic(*args: Any, **values: Any) -> Any:
        if not calls:
            calls.append(1)
            batches.retry_failed(batch=Batch.objects.get(pk=batch.pk), by=alice, now=timezone.now())
        return real(*args, **values)

    monkeypatch.setattr(saving.transaction, "atomic", atomic)
    assert saving.finish_batch(batch_id=batch.pk, now=timezone.now()) is False
    monkeypatch.undo()
    batch.refresh_from_db()
    assert (batch.state, states(pk=first.pk)) == ("running", {first.pk: "queued"})


def test_resume_wakes_the_model_worker_itself(
    acme: Merchant, alice: User, engine: Engine, as_: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker that expands batches may be busy with an import for minutes."""
    woken: list[int] = []
    monkeypatch.setattr("merchant_portal.drafting.services.requests.write_copy.apply_async", lambda: woken.append(1))
    batch = make_batch(acme, alice, 3)
    browser = as_(alice)
    browser.post(reverse("drafting:pause_batch", args=["acme", batch.pk]))
    woken.clear()
    browser.post(reverse("drafting:resume_batch", args=["acme", batch.pk]))
    batch.refresh_from_db()
    assert woken and batch.state == "running"
