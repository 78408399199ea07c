"""Ops and Prometheus are told what is so: queue by priority, rate, memory, failures, who lives; health by the part."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.models import Batch, Request, WorkerBeat
from merchant_portal.drafting.services.batches import estimate, measured_rate
from merchant_portal.drafting.services.requests import request_copy
from merchant_portal.drafting.tasks import sweep
from tests.portal.making import make_product, make_version


@pytest.fixture(autouse=True)
def unscoped() -> Any:
    with scopes_disabled():
        yield


def beat(name: str, ago: float = 0, **values: Any) -> WorkerBeat:
    now = timezone.now()
    seen = now - timedelta(seconds=ago)
    return WorkerBeat.objects.create(name=name, **{"role": "writing", "started_at": now, "seen_at": seen} | values)


def ask(shop: Merchant, by: User, **values: Any) -> Request:
    row = request_copy(product=make_product(shop), version=make_version(), by=by, now=timezone.now())
    Request.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    return row


def make_batch(shop: Merchant, by: User, state: str) -> Batch:
    asked = {"engine": "scripted:?", "complete": True}
    return Batch.objects.create(
        merchant=shop, version=make_version(), asked=asked, state=state, requested_by=by, created_at=timezone.now()
    )


def scrape(client: Client, **headers: str) -> dict[str, float]:
    """Series with its labels → value, as Prometheus would keep it."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    series = [line.rpartition(" ") for line in lines]
    assert len({name for name, _, _ in series}) == len(lines)
    return {name.removeprefix("countersign_"): float(value) for name, _, value in series}


def test_metrics_say_what_the_rows_say(acme: Merchant, alice: User, bob: User, as_: Any, settings: Any) -> None:
    settings.COPYWRITER_ENGINE = "transformers:/models/my-gpt2"
    settings.COPYWRITER_ENGINES = [settings.COPYWRITER_ENGINE]
    now = timezone.now()
    running, paused = make_batch(acme, alice, "running"), make_batch(acme, alice, "paused")
    ask(acme, alice, created_at=now - timedelta(seconds=90))
    ask(acme, alice)
    ask(acme, alice, batch=running, priority=Request.BULK, created_at=now - timedelta(seconds=300))
    ask(acme, alice, batch=paused, priority=Request.BULK, created_at=now - timedelta(hours=9))
    ask(acme, alice, state="writing")
    for _ in range(3):
        ask(acme, alice, state="done", finished_at=now)
    ask(acme, alice, state="failed", finished_at=now, error="The model is busy.")
    ask(acme, alice, state="failed", finished_at=now - timedelta(hours=2))
    beat("one", rate=40.0, memory_mb=512, in_flight=1, written=9, model_id='a "house" model')
    beat("two", rate=20.5, memory_mb=500)
    beat("gone", ago=300, rate=99)
    beat("other", role="default", memory_mb=90)
    found = scrape(as_(bob))
    assert found['engine_info{engine="my-gpt2"}'] == 1
    assert found['queue_depth{priority="interactive"}'] == 2
    assert found['queue_depth{priority="bulk"}'] == 1  # what is paused waits for nobody
    assert found['queue_age_seconds{priority="interactive"}'] == pytest.approx(90, abs=5)
    assert found['queue_age_seconds{priority="bulk"}'] == pytest.approx(300, abs=5)
    assert found["writing"] == 1
    assert (found['ended_last_hour{state="done"}'], found['ended_last_hour{state="failed"}']) == (3, 1)
    assert found["rate"] == 60.5 and found["model_workers_alive"] == 2
    one = r'{name="one",role="writing",engine="a \"house\" model"}'
    assert [found[f"worker_{what}{one}"] for what in ("alive", "rate", "in_flight", "written", "memory_megabytes")] == [
        *(1, 40, 1, 9, 512)
    ]
    assert found['worker_alive{name="gone",role="writing",engine=""}'] == 0
    page = as_(bob).get(reverse("drafting:ops")).content.decode()
    assert all(words in page for words in ("my-gpt2", "512 MB", "The model is busy.", "silent", "alive"))


def test_a_label_is_the_same_in_every_language(as_: Any, bob: User, settings: Any) -> None:
    settings.COPYWRITER_ENGINE = "house"
    bob.language = "zh-hans"
    bob.save(update_fields=["language"])
    assert 'engine_info{engine="the house model"}' in scrape(as_(bob), **{"Accept-Language": "zh-Hans"})


def test_an_estimate_comes_from_what_living_workers_measured(acme: Merchant, alice: User) -> None:
    now = timezone.now()
    make_product(acme)

    def guess() -> Any:
        return estimate(merchant=acme, selection={"filters": {}}, now=now)

    assert guess().seconds is None  # nothing was ever measured: nothing is claimed
    beat("gone", ago=100, rate=600)
    beat("future", ago=-4000, rate=600)
    assert measured_rate(now) == 0
    beat("one", rate=30)
    beat("two", rate=30)
    ask(acme, alice, batch=make_batch(acme, alice, "paused"), priority=Request.BULK)  # makes a second product
    assert (guess().per_minute, guess().products, guess().seconds) == (60, 2, 2)


def test_after_a_restart_the_last_stretch_of_work_is_the_measure(acme: Merchant, alice: User) -> None:
    now = timezone.now()
    beat("fresh", rate=0)
    for i in range(6):
        ask(acme, alice, state="done", finished_at=now - timedelta(days=1, seconds=2 * i))
    ask(acme, alice, state="done", finished_at=now - timedelta(days=2))  # before a long pause: it does not count
    assert measured_rate(now) == pytest.approx(30)


def test_what_killed_workers_left_is_forgotten_after_an_hour(db: None) -> None:
    beat("alive")
    beat("silent", ago=600)
    beat("killed", ago=4000)
    sweep()
    assert set(WorkerBeat.objects.values_list("name", flat=True)) == {"alive", "silent"}


def status(client: Client, part: str) -> int:
    return client.get(f"/health/{part}").status_code


def test_each_part_answers_for_itself(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [status(client, part) for part in ("web", "database", "broker", "worker")] == [200, 200, 200, 503]
    beat("imports", role="default")
    beat("killed", ago=60)
    assert status(client, "worker") == 503
    beat("one")
    assert status(client, "worker") == 200
    monkeypatch.setattr("merchant_portal.web.current_app.connection_for_write", _refused)
    assert [status(client, part) for part in ("database", "broker", "worker", "ready")] == [200, 503, 200, 503]


def _refused(**_: Any) -> Any:
    raise ConnectionRefusedError


def _away(*_: Any) -> Any:
    raise OperationalError("unable to open database file")


def test_a_database_that_is_away_is_said(client: Client, db: None) -> None:
    beat("one")
    with connection.execute_wrapper(_away):
        found = [status(client, part) for part in ("web", "database", "worker", "ready")]
    assert found == [200, 503, 503, 503]


def test_a_page_says_that_the_database_is_away_and_when_to_come_back(as_: Any, alice: User, acme: Merchant) -> None:
    browser = as_(alice)
    browser.raise_request_exception = False
    with connection.execute_wrapper(_away):
        answer = browser.get("/m/acme/batches/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "The database does not answer" in answer.content.decode()
