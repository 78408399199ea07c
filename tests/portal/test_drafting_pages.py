"""Asking for copy on pages: one product, many, again with an instruction; what is refused; what each page shows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import Batch, Candidate, Request, Voice, WorkerBeat
from merchant_portal.drafting.services.batches import create_batch
from merchant_portal.drafting.services.requests import CapReached, left_today
from merchant_portal.drafting.worker import expanding, running
from tests.portal.making import make_draft, make_product, make_version

HTMX = {"HTTP_HX_REQUEST": "true"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def scripted(settings, monkeypatch):
    settings.COPYWRITER_ENGINE = "scripted:"
    settings.COPYWRITER_ENGINES = ["scripted:", "openai:http://model.test/v1?model=m"]
    monkeypatch.setattr(running, "_pool", running.EnginePool())


@pytest.fixture
def mug(acme):
    return make_product(acme)


def form(version, **values):
    return {"version": version.pk, "n": 3, "temperature": 0.7, "token": "t1", "engine": "scripted:", **values}


def everything():
    with scopes_disabled():
        running.run(timezone.now)


def rows(model, **filters):
    with scopes_disabled():
        return list(model.objects.filter(**filters))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_product_s_copy_is_asked_for_and_seen_being_written(as_, alice, acme, mug, headers):
    version, browser = make_version(), as_(alice)
    address = reverse("drafting:write", args=["acme", mug.pk])
    assert "Template" in browser.get(address, **headers).content.decode()
    answer = browser.post(address, form(version), **headers)
    assert answer.status_code == (200 if headers else 302)
    (asked,) = rows(Request, product=mug)
    assert asked.priority == Request.INTERACTIVE and asked.brief["sampling"]["n"] == 3
    card = reverse("drafting:request", args=["acme", asked.pk])
    assert 'hx-trigger="every' in browser.get(card, **HTMX).content.decode()
    everything()
    done = browser.get(card, **HTMX)
    assert "every" not in done.content.decode() and done.headers["HX-Trigger"] == "copyWritten"
    assert done.content.decode().count("<li") == 3
    shown = browser.get(reverse("drafting:product_copy", args=["acme", mug.pk]), **HTMX).content.decode()
    with scopes_disabled():
        assert Candidate.objects.get(request=asked, position=1).text in shown


def test_a_double_press_makes_one_request(as_, alice, mug):
    version, browser = make_version(), as_(alice)
    for _ in range(2):
        browser.post(reverse("drafting:write", args=["acme", mug.pk]), form(version))
    assert len(rows(Request)) == 1


def test_words_on_the_way_are_shown_as_text_and_never_as_markup(as_, alice, mug):
    browser = as_(alice)
    browser.post(reverse("drafting:write", args=["acme", mug.pk]), form(make_version()))
    with scopes_disabled():
        Request.objects.update(state="writing", lease="w", partial=["<b>bold</b> words"])
    text = browser.get(reverse("drafting:request", args=["acme", rows(Request)[0].pk])).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt; words" in text


def test_the_cap_of_the_day_is_shown_and_holds(as_, alice, acme, mug):
    acme.daily_cap = 1
    acme.save(update_fields=["daily_cap"])
    version, browser = make_version(), as_(alice)
    address = reverse("drafting:write", args=["acme", mug.pk])
    browser.post(address, form(version))
    refused = browser.post(address, form(version, token="t2"), **HTMX)
    assert "cap is used up" in refused.content.decode() and len(rows(Request)) == 1


def test_product_data_goes_to_a_server_only_where_the_shop_allows_it(as_, alice, acme, mug):
    version, browser = make_version(), as_(alice)
    address, remote = reverse("drafting:write", args=["acme", mug.pk]), "openai:http://model.test/v1?model=m"
    assert "model server" not in browser.get(address, **HTMX).content.decode()
    browser.post(address, form(version, engine=remote))
    assert rows(Request) == []
    acme.remote_engines = True
    acme.save(update_fields=["remote_engines"])
    browser.post(address, form(version, engine=remote))
    (asked,) = rows(Request)
    acme.remote_engines = False
    acme.save(update_fields=["remote_engines"])
    everything()  # the permission is asked for again before anything is sent
    (asked,) = rows(Request)
    assert asked.state == "failed" and "no longer" in asked.error


def test_a_request_is_cancelled_once_and_a_failed_one_tried_again(as_, alice, mug):
    browser = as_(alice)
    browser.post(reverse("drafting:write", args=["acme", mug.pk]), form(make_version()))
    (asked,) = rows(Request)
    cancel = reverse("drafting:cancel_request", args=["acme", asked.pk])
    assert "cancelled" in browser.post(cancel, **HTMX).content.decode()
    assert "finished a moment ago" in browser.post(cancel, **HTMX).content.decode()
    with scopes_disabled():
        Request.objects.update(state="failed", error="The model ran out of memory.", attempt=3)
    assert "ran out of memory" in browser.get(reverse("drafting:request", args=["acme", asked.pk])).content.decode()
    browser.post(reverse("drafting:retry_request", args=["acme", asked.pk]))
    assert (rows(Request)[0].state, rows(Request)[0].attempt) == ("queued", 0)


def test_a_rewrite_keeps_what_was_there_and_understands_the_wish(as_, alice, acme, in_acme):
    draft = make_draft(acme, "A stoneware mug in blue that holds 350 ml.", by=alice)
    browser, address = as_(alice), reverse("drafting:rewrite", args=["acme", draft.pk])
    assert "<form" in browser.get(address, **HTMX).content.decode()
    answer = browser.post(address, {"instruction": "shorter, mention the capacity", "token": "r1"}, **HTMX)
    assert 'id="request-' in answer.content.decode()
    asked = rows(Request, draft=draft)[-1]
    assert asked.brief["length"] == "short" and asked.brief["leading"][0] == "Capacity"
    assert asked.brief["previous"] == draft.text
    everything()
    assert len(rows(Request, draft=draft)) == 2


def test_a_list_is_written_with_an_estimate_and_only_where_empty(as_, alice, acme, in_acme):
    has_copy = make_draft(acme, "A stoneware mug in blue that holds 350 ml.", by=alice).product
    others = [make_product(acme) for _ in range(3)]
    WorkerBeat.objects.create(
        name="w", role="writing", rate=60, started_at=timezone.now(), seen_at=timezone.now(), model_id="scripted"
    )
    browser, address = as_(alice), reverse("drafting:write_list", args=["acme"])
    panel = browser.post(address, {"all": "1", "list": ""}).content.decode()
    assert "for 4 products" in panel and "4 seconds" in panel
    sent = form(make_version(), only_where_empty="on", go="1", selection=json.dumps({"filters": {}}))
    answer = browser.post(address, sent)
    (batch,) = rows(Batch)
    assert answer.headers["Location"] == reverse("drafting:batch", args=["acme", batch.pk])
    browser.post(address, sent)
    assert len(rows(Batch)) == 1  # a double press
    expanding.expand(batch.pk, timezone.now)
    assert {r.product_id for r in rows(Request, batch=batch)} == {p.pk for p in others}
    assert has_copy.pk not in {r.product_id for r in rows(Request, batch=batch)}
    everything()
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "3 of 3 written" in page and "every 2s" not in page


def test_a_batch_beyond_the_cap_is_refused_with_the_number_left(as_, alice, acme, in_acme):
    acme.daily_cap = 2
    acme.save(update_fields=["daily_cap"])
    products = [make_product(acme) for _ in range(3)]
    sent = form(make_version(), go="1", selection=json.dumps({"ids": [p.pk for p in products]}))
    answer = as_(alice).post(reverse("drafting:write_list", args=["acme"]), sent)
    assert "leaves 2 products" in answer.content.decode() and rows(Batch) == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_batch_is_paused_resumed_cancelled_and_a_lost_race_is_told(as_, alice, acme, in_acme, headers):
    products = [make_product(acme) for _ in range(2)]
    sent = form(make_version(), go="1", selection=json.dumps({"ids": [p.pk for p in products]}))
    browser = as_(alice)
    browser.post(reverse("drafting:write_list", args=["acme"]), sent)
    (batch,) = rows(Batch)
    expanding.expand(batch.pk, timezone.now)
    for act, state in (("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")):
        browser.post(reverse(f"drafting:{act}_batch", args=["acme", batch.pk]), **headers)
        assert rows(Batch)[0].state == state
    page = browser.post(reverse("drafting:pause_batch", args=["acme", batch.pk]), follow=True, **headers)
    assert "Somebody was first" in page.content.decode()
    assert {r.state for r in rows(Request, batch=batch)} == {"cancelled"}


def test_failures_are_grouped_by_reason_and_tried_again_together(as_, alice, acme, in_acme, settings):
    settings.COPYWRITER_ENGINE = "scripted:?refuse_on=Broken"
    settings.COPYWRITER_ENGINES = [settings.COPYWRITER_ENGINE]
    products = [make_product(acme, title=t) for t in ("Broken 1", "Broken 2", "Mug")]
    selection = json.dumps({"ids": [p.pk for p in products]})
    sent = form(make_version(), go="1", engine=settings.COPYWRITER_ENGINE, selection=selection)
    browser = as_(alice)
    browser.post(reverse("drafting:write_list", args=["acme"]), sent)
    (batch,) = rows(Batch)
    expanding.expand(batch.pk, timezone.now)
    everything()
    page = browser.get(reverse("drafting:batch", args=["acme", batch.pk])).content.decode()
    assert "2 ×" in page and "refuses this prompt" in page and rows(Batch)[0].state == "done"
    browser.post(reverse("drafting:retry_batch", args=["acme", batch.pk]))
    assert rows(Batch)[0].state == "running"
    assert sorted(r.state for r in rows(Request, batch=batch)) == ["done", "queued", "queued"]


def test_the_voice_is_saved_and_a_lost_race_loses_neither(as_, alice, erin, acme):
    address = reverse("drafting:voice", args=["acme"])
    mine = {"tone": "warm", "preferred": "quiet\nmade well", "forbidden": "cheap", "samples": "", "version": 1}
    assert as_(alice).post(address, mine).status_code == 302
    late = as_(erin).post(address, mine | {"forbidden": "budget"})
    assert "Somebody else saved" in late.content.decode() and "budget" in late.content.decode()
    (voice,) = rows(Voice)
    assert (voice.tone, voice.preferred, voice.forbidden) == ("warm", ["quiet", "made well"], ["cheap"])


def test_ops_sees_the_workers_and_a_merchant_does_not(as_, alice, bob):
    address = reverse("drafting:ops")
    assert as_(alice).get(address).status_code == 404
    assert "No model worker is alive" in as_(bob).get(address).content.decode()


def test_metrics_need_the_token(client, as_, bob, alice, monkeypatch):
    monkeypatch.setenv("METRICS_TOKEN", "s3cret")
    assert client.get("/metrics").status_code == 404
    assert as_(alice).get("/metrics").status_code == 404
    given = client.get("/metrics", HTTP_AUTHORIZATION="Bearer s3cret")
    assert 'countersign_queue_depth{priority="bulk"} 0' in given.content.decode()
    assert as_(bob).get("/metrics").status_code == 200


def test_a_batch_that_is_not_written_out_yet_counts_against_the_cap(as_, alice, acme, in_acme):
    """Two batches asked for before the worker came to either must not both fit under a cap of one."""
    acme.daily_cap = 3
    acme.save(update_fields=["daily_cap"])
    products = [make_product(acme) for _ in range(2)]
    ask = {"merchant": acme, "version": make_version(), "by": alice, "now": timezone.now()}
    ask["selection"] = {"ids": [p.pk for p in products]}
    create_batch(**ask)
    assert left_today(merchant=acme, now=timezone.now()) == 1
    with pytest.raises(CapReached):
        create_batch(**ask)


def test_the_list_of_batches_costs_the_same_for_one_and_for_twenty(
    as_, alice, acme, in_acme, django_assert_max_num_queries
):
    for _ in range(20):
        batch = Batch.objects.create(
            merchant=acme, version=make_version(), state="done", total=1, requested_by=alice, created_at=timezone.now()
        )
    Request.objects.create(
        merchant=acme, product=make_product(acme), version=make_version(), batch=batch, idempotency_key="b", kind="x",
        language="en", brief={}, facts_hash="", engine="scripted:", state="failed", error="no",
        created_at=timezone.now(),
    )  # fmt: skip
    browser = as_(alice)
    with django_assert_max_num_queries(10):  # the first visit writes the session too
        page = browser.get(reverse("drafting:batches", args=["acme"]))
    assert page.context["rows"][0]["progress"].failed == 1


def test_a_retry_of_yesterdays_failures_is_held_to_todays_cap(as_, alice, acme, in_acme):
    """What failed today is counted already; what failed the day before would be written past the cap."""
    draft = make_draft(acme, by=alice)
    asked = Request.objects.get(draft=draft)
    early = timezone.now() - timedelta(hours=30)
    Request.objects.filter(pk=asked.pk).update(state="failed", created_at=early, finished_at=early)
    acme.daily_cap = 0
    acme.save(update_fields=["daily_cap"])
    address = reverse("drafting:retry_request", args=["acme", asked.pk])
    page = as_(alice).post(address, follow=True).content.decode()
    asked.refresh_from_db()
    assert "cap is used up" in page and asked.state == "failed"
    acme.daily_cap = 1
    acme.save(update_fields=["daily_cap"])
    as_(alice).post(address)
    asked.refresh_from_db()
    assert asked.state == "queued" and left_today(merchant=acme, now=timezone.now()) == 0


def test_a_batch_asks_for_what_was_counted_and_not_for_what_came_in_later(alice, acme, in_acme):
    made = [make_product(acme) for _ in range(3)]
    batch = create_batch(merchant=acme, version=make_version(), selection={"filters": {}}, by=alice, now=timezone.now())
    make_product(acme)
    expanding.expand(batch.pk, timezone.now)
    asked = Request.objects.filter(batch=batch).values_list("product_id", flat=True)
    assert sorted(asked) == [p.pk for p in made]
    batch.refresh_from_db()
    assert batch.total == 3
