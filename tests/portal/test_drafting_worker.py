"""The model worker writes what was asked exactly once, people first, shops in turn, and says why it could not."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scopes_disabled

from copywriter.records import Prompt
from merchant_portal.celery import app as celery_app
from merchant_portal.drafting.models import Candidate, Draft, Request, RequestEvent
from merchant_portal.drafting.services import batches
from merchant_portal.drafting.services.requests import cancel_request, request_copy, retry_request
from merchant_portal.drafting.tasks import sweep
from merchant_portal.drafting.worker import leases, running
from merchant_portal.drafting.worker.life import memory_mb
from tests.portal.making import make_product, make_version
from tests.portal.writing import ask, make_batch, states, turn, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unscoped")]


def test_a_request_gets_its_candidates_its_draft_and_its_events(acme, alice, engine):
    request = ask(acme, alice)
    assert running.run(timezone.now) is False
    request.refresh_from_db()
    assert request.state == "done" and request.lease == "" and request.model_id == "scripted" and request.prompt
    texts = list(request.candidates.values_list("position", "text"))
    assert [place for place, _ in texts] == [1, 2, 3, 4, 5]
    assert Draft.objects.get(product=request.product).text == texts[0][1]
    assert [e.new for e in RequestEvent.objects.filter(request=request)] == ["queued", "writing", "done"]


def test_a_double_click_makes_one_request(acme, alice, engine):
    product, now = make_product(acme), timezone.now()
    rows = [request_copy(product=product, version=make_version(), by=alice, now=now, token="t1") for _ in range(2)]
    assert rows[0].pk == rows[1].pk


def test_a_failed_row_is_tried_three_times_and_then_says_why(acme, alice, engine):
    engine("fail_on=boom")
    request, other = ask(acme, alice, title="boom"), ask(acme, alice)
    for _ in range(5):
        Request.objects.filter(pk=request.pk).update(not_before=None)
        running.run(timezone.now)
    request.refresh_from_db()
    assert (request.state, request.attempt) == ("failed", 3)
    assert "could not answer" in request.error
    assert states(pk=other.pk) == {other.pk: "done"}


def test_a_permanent_refusal_is_not_tried_again(acme, alice, engine):
    engine("refuse_on=boom")
    request = ask(acme, alice, title="boom")
    running.run(timezone.now)
    request.refresh_from_db()
    assert (request.state, request.attempt) == ("failed", 1)


def test_a_failed_row_can_be_asked_again_by_a_person(acme, alice, engine):
    engine("refuse_on=boom")
    request = ask(acme, alice, title="boom")
    running.run(timezone.now)
    request.refresh_from_db()
    engine()
    Request.objects.filter(pk=request.pk).update(engine="scripted:?")
    retry_request(request=request, by=alice, now=timezone.now())
    running.run(timezone.now)
    assert states(pk=request.pk) == {request.pk: "done"}


def test_a_row_that_breaks_the_engine_takes_no_other_with_it(acme, alice, engine):
    for order in ("raise_on", "oom_on"):
        engine(f"{order}=boom{order}")
        guilty = ask(acme, alice, title=f"boom{order}")
        batch = make_batch(acme, alice, 12)
        for _ in range(6):
            Request.objects.update(not_before=None)
            running.run(timezone.now)
        guilty.refresh_from_db()
        assert guilty.state == "failed" and guilty.error
        assert set(states(batch=batch).values()) == {"done"}
        batch.refresh_from_db()
        assert batch.state == "done"


def test_a_lost_worker_s_rows_come_back_alone_and_end_after_three(acme, alice, engine):
    request = ask(acme, alice)
    now = timezone.now()
    for attempt in (1, 2, 3):
        rows, alone = leases.take(token=f"w{attempt}", room=8, idle=True, turns=leases.Turns(), now=now)
        assert [r.pk for r in rows] == [request.pk] and alone is (attempt > 1)
        now += leases.LEASE * 2
        leases.sweep(now)
        leases.sweep(now)  # a second sweeper changes nothing
    request.refresh_from_db()
    assert (request.state, request.attempt, request.error) == ("failed", 3, leases.STOPPED)


def test_a_lease_from_a_clock_set_back_ends_too(acme, alice, engine):
    request = ask(acme, alice)
    leases.take(token="w", room=1, idle=True, turns=leases.Turns(), now=timezone.now() + timedelta(days=1))
    leases.sweep(timezone.now())
    assert states(pk=request.pk) == {request.pk: "queued"}


def test_a_late_result_of_a_lost_lease_changes_nothing(acme, alice, engine):
    request = ask(acme, alice)
    now = timezone.now()
    (row,), _ = leases.take(token="slow", room=1, idle=True, turns=leases.Turns(), now=now)
    leases.sweep(now + leases.LEASE * 2)
    running.run(timezone.now)  # another worker writes it
    held = running.Held(row.pk, row.lease, row.attempt)
    assert running.saving.save_written(held=held, candidates=(), prompt=Prompt("late"), model_id="", now=now) is False
    assert running.saving.save_partial(held=held, texts=["x"], now=now) is False
    assert Candidate.objects.filter(request=request).count() == 5


def test_two_wake_ups_at_once_write_every_row_once(acme, alice, engine):
    engine("steps=3&delay=0.002")
    batch = make_batch(acme, alice, 20)

    def turn():
        with scopes_disabled():
            running._Turn(timezone.now, 30.0).run()
        connection.close()

    pools = [running.EnginePool() for _ in range(2)]
    local = threading.local()

    class Each:
        def __getattr__(self, name):
            if not hasattr(local, "pool"):
                local.pool = pools.pop()
            return getattr(local.pool, name)

    running._pool = Each()
    threads = [threading.Thread(target=turn) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert set(states(batch=batch).values()) == {"done"}
    assert Candidate.objects.filter(request__batch=batch).count() == 100
    assert RequestEvent.objects.filter(request__batch=batch, new="done").count() == 20


def test_people_go_before_bulk_and_shops_take_turns(acme, other, alice, charlie, engine):
    make_batch(acme, alice, 10)
    make_batch(other, charlie, 3)
    person = ask(acme, alice)
    turns = leases.Turns()
    rows, _ = leases.take(token="w", room=6, idle=True, turns=turns, now=timezone.now())
    assert rows[0].pk == person.pk
    assert sorted(r.merchant.slug for r in rows[1:]) == ["acme", "acme", "acme", "other", "other"] or sorted(
        r.merchant.slug for r in rows[1:]
    ) == ["acme", "acme", "other", "other", "other"]


def test_a_person_is_served_while_a_batch_of_a_hundred_runs(acme, alice, engine):
    engine("steps=4&delay=0.005&places=4")
    batch = make_batch(acme, alice, 100)
    results = {}

    def click():
        time.sleep(0.3)
        with scopes_disabled():
            results["request"] = ask(acme, alice)
        connection.close()

    thread = threading.Thread(target=click)
    thread.start()
    running.run(timezone.now)
    thread.join()
    running.run(timezone.now)
    person = Request.objects.get(pk=results["request"].pk)
    before = Request.objects.filter(batch=batch, finished_at__lt=person.finished_at).count()
    assert person.state == "done" and person.first_text_at < person.finished_at
    assert before < 90
    assert (person.finished_at - person.created_at).total_seconds() < 10.0  # the batch takes longer on any machine


def test_pause_puts_rows_back_and_resume_goes_on(acme, alice, engine):
    engine("hang_on=Harbor")
    batch = make_batch(acme, alice, 4)
    thread = threading.Thread(target=turn, args=(20.0,))
    thread.start()
    until(lambda: Request.objects.filter(batch=batch, state="writing").count() == 4)
    batches.pause_batch(batch=batch, by=alice, now=timezone.now())
    thread.join(10)
    assert not thread.is_alive()
    assert set(states(batch=batch).values()) == {"queued"}
    assert set(Request.objects.filter(batch=batch).values_list("attempt", flat=True)) == {0}
    running.run(timezone.now)
    assert set(states(batch=batch).values()) == {"queued"}  # paused: nothing is begun
    engine()
    Request.objects.filter(batch=batch).update(engine="scripted:?")
    batches.resume_batch(batch=batch, by=alice, now=timezone.now())
    running.run(timezone.now)
    assert set(states(batch=batch).values()) == {"done"}


def test_cancel_is_noticed_within_a_second(acme, alice, engine):
    engine("hang_on=Harbor")
    request = ask(acme, alice)
    thread = threading.Thread(target=turn, args=(20.0,))
    thread.start()
    until(lambda: states(pk=request.pk)[request.pk] == "writing")
    request.refresh_from_db()
    began = time.monotonic()
    cancel_request(request=request, by=alice, now=timezone.now())
    thread.join(10)
    assert not thread.is_alive() and time.monotonic() - began < 1.5
    assert states(pk=request.pk) == {request.pk: "cancelled"}


def test_a_stopping_worker_finishes_what_it_holds_and_begins_no_more(acme, alice, engine):
    engine("steps=40&delay=0.01&places=2")
    batch = make_batch(acme, alice, 10)
    thread = threading.Thread(target=turn, args=(60.0,))
    thread.start()
    until(lambda: Request.objects.filter(batch=batch, state="writing").exists())
    running.life.stopping.set()
    thread.join(15)
    assert not thread.is_alive()
    found = list(states(batch=batch).values())
    assert found.count("done") == 2 and found.count("queued") == 8


def test_an_engine_that_never_answers_is_given_up(acme, alice, engine, monkeypatch):
    monkeypatch.setattr(running, "DEADLINE", 0.5)
    engine("hang_on=boom")
    request, other = ask(acme, alice, title="boom"), ask(acme, alice)
    for _ in range(3):
        Request.objects.filter(pk=request.pk).update(not_before=None)
        running.run(timezone.now)
    request.refresh_from_db()
    assert request.state == "failed" and "in time" in request.error
    assert states(pk=other.pk) == {other.pk: "done"}


def test_a_model_that_is_not_there_is_said_in_a_sentence(acme, alice, engine, settings):
    settings.COPYWRITER_ENGINE = "openvino:/nowhere/model"
    settings.COPYWRITER_ENGINES = [settings.COPYWRITER_ENGINE]
    request = ask(acme, alice)
    running.run(timezone.now)
    request.refresh_from_db()
    assert request.state == "failed" and "no converted model" in request.error


def test_the_sweeper_ends_a_finished_batch_whose_end_was_missed(acme, alice, engine):
    batch = make_batch(acme, alice, 2)
    Request.objects.filter(batch=batch).update(state="done")
    sweep()
    batch.refresh_from_db()
    assert batch.state == "done" and batch.finished_at


def test_the_model_worker_reads_its_own_queue_and_the_rest_goes_to_the_other():
    queues = {name: celery_app.amqp.router.route({}, name)["queue"].name for name in celery_app.tasks}
    ours = {name: queue for name, queue in queues.items() if not name.startswith("celery.")}
    assert [name for name, queue in ours.items() if queue != "default"] == ["drafting.write"]
    assert ours["drafting.write"] == "writing" and "catalog.run_import" in ours


def test_memory_counts_the_process_that_the_engine_runs_in():
    before = memory_mb()
    with subprocess.Popen(
        [sys.executable, "-c", "held = b'1' * 100_000_000; print(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as started:
        started.stdout.readline()
        with_it = memory_mb()
        started.stdin.close()
    assert before > 0 and with_it - before > 90


def test_a_turn_that_breaks_leaves_the_engine_free_for_the_next(acme, alice, engine, monkeypatch):
    asked = ask(acme, alice)

    def breaks(turn, now):
        raise ZeroDivisionError

    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr(running._Turn, "_look_after", breaks)
        running.run(timezone.now)
    assert not list(running._pool.busy())
    leases.sweep(timezone.now() + timedelta(seconds=60))
    running.run(timezone.now)
    asked.refresh_from_db()
    assert asked.state == Request.State.DONE
