"""An experiment: only signed and approved lines are shown, an event counts once, a token opens its own shop only."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from copywriter.evaluation.trials import arm_of
from merchant_portal.insights.models import Experiment, Observation, ShopToken
from merchant_portal.insights.rates import result_of
from merchant_portal.insights.services import experiments as acts
from merchant_portal.insights.services.observing import observe
from merchant_portal.review.models import ApprovedCopy
from merchant_portal.review.services import approve_draft, withdraw_copy
from tests.portal.making import FALSE_TEXT, TRUE_TEXT, make_product, submitted

LINE = {"kind": "recommendation", "language": "en"}


@pytest.fixture(autouse=True)
def everywhere():
    with scopes_disabled():
        yield


def approved(shop, by, reviewer, text=TRUE_TEXT, **rest):
    draft = submitted(shop, text, by=by, **rest)
    approve_draft(draft=draft, version=draft.version, by=reviewer, now=timezone.now())
    return ApprovedCopy.objects.get(draft=draft)


@pytest.fixture
def trial(acme, alice, bob) -> Experiment:
    approved(acme, alice, bob, kind="recommendation", product=make_product(acme, sku="MUG"))
    return acts.make_experiment(merchant=acme, name="Mugs", category="", by=alice, now=timezone.now(), **LINE)


@pytest.fixture
def running(trial, alice, bob) -> Experiment:
    now = timezone.now()
    acts.write_line(line=trial.lines.get(), text="A blue stoneware mug.", by=alice, now=now)
    acts.sign_lines(experiment=trial, by=bob, now=now)
    acts.move_experiment(experiment=trial, new="running", by=alice, now=now)
    trial.refresh_from_db()
    return trial


def event(number, visitor, type="exposure", sku="MUG", **rest):
    return {"event_id": f"e{number}", "type": type, "visitor": visitor, "sku": sku, **rest}


def people(trial, arm, n):
    found = (f"v{i}" for i in range(100_000) if arm_of(trial.key, f"v{i}") == arm)
    return [next(found) for _ in range(n)]


def test_only_live_generated_lines_are_taken(as_, acme, alice, bob):
    form = {"name": "x", "category": "", **LINE}
    make_product(acme)
    submitted(acme, TRUE_TEXT, by=alice, kind="recommendation")  # not approved
    gone = approved(acme, alice, bob, kind="recommendation")
    withdraw_copy(copy=gone, by=bob, reason="x", now=timezone.now())
    answer = as_(alice).post(reverse("insights:new_experiment", args=["acme"]), form)
    assert b"Only approved lines are shown" in answer.content and not Experiment.objects.exists()
    live = approved(acme, alice, bob, kind="recommendation")
    as_(alice).post(reverse("insights:new_experiment", args=["acme"]), form)
    assert Experiment.objects.get().lines.get().copy == live
    assert as_(bob).get(reverse("insights:new_experiment", args=["acme"])).status_code == 404


def test_descriptions_stand_against_the_shops_own_text(acme, alice, bob):
    approved(acme, alice, bob)  # no text of its own
    product = make_product(acme, own_text="Our own\nblue mug.")
    approved(acme, alice, bob, "This one is blue, of stoneware, and takes 350 ml.", product=product)
    row = acts.make_experiment(
        merchant=acme, name="x", kind="description", language="en", category="", by=alice, now=timezone.now()
    )
    assert [(line.product, line.human) for line in row.lines.all()] == [(product, "Our own blue mug.")]


def test_a_persons_line_is_signed_by_whoever_approves_and_nothing_untrue(as_, trial, alice, bob):
    page, sign = (reverse(f"insights:{name}", args=["acme", trial.pk]) for name in ("experiment", "sign"))
    line = reverse("insights:line", args=["acme", trial.pk, trial.lines.get().pk])
    assert b"The person\xe2\x80\x99s line is missing" in as_(bob).post(sign).content
    as_(alice).post(line, {"text": FALSE_TEXT})
    assert b"500 ml" in as_(bob).post(sign).content  # says which words no fact holds
    as_(alice).post(line, {"text": "A blue stoneware mug."})
    as_(alice).post(sign)  # an editor's or owner's word does not count where ops approves
    assert Experiment.objects.get().signer is None
    as_(bob).post(sign)
    assert Experiment.objects.get().signer == bob
    as_(alice).post(line, {"text": "A stoneware mug."})
    assert Experiment.objects.get().signer is None  # other words, no signature
    assert as_(alice).get(page).status_code == 200


def test_where_two_must_sign_two_different_people_do(acme, trial, alice, bob):
    acme.approval = "two"
    acme.save(update_fields=["approval"])
    now = timezone.now()
    acts.write_line(line=trial.lines.get(), text="A blue mug.", by=alice, now=now)
    assert acts.sign_lines(experiment=trial, by=bob, now=now).signer is None
    with pytest.raises(acts.NotSigner):
        acts.sign_lines(experiment=trial, by=bob, now=now)
    row = acts.sign_lines(experiment=trial, by=alice, now=now)
    assert (row.first_signer, row.signer) == (bob, alice)


def test_it_starts_signed_pauses_and_ends_with_an_event_each(as_, trial, alice, bob):
    move = reverse("insights:move", args=["acme", trial.pk])
    as_(alice).post(move, {"to": "running"})
    assert Experiment.objects.get().state == "draft"
    acts.write_line(line=trial.lines.get(), text="A blue mug.", by=alice, now=timezone.now())
    acts.sign_lines(experiment=trial, by=bob, now=timezone.now())
    for state in ("running", "paused", "running", "ended", "running"):
        as_(alice).post(move, {"to": state})
    row = Experiment.objects.get()
    assert row.state == "ended" and row.started_at and row.ended_at
    moves = [(e.new, e.actor) for e in row.events.all() if e.new not in ("edited",)]
    assert moves == [
        ("draft", alice),
        ("signed", bob),
        *((s, alice) for s in ("running", "paused", "running", "ended")),
    ]
    with pytest.raises(acts.NotNow):
        acts.write_line(line=row.lines.get(), text="x", by=alice, now=timezone.now())
    assert as_(alice).post(move, {"to": "draft"}).status_code == 404


def test_an_event_counts_once_and_no_visitor_is_kept(running):
    now = timezone.now()
    rows = [event(1, "alice@home.example"), event(2, "alice@home.example", "conversion"), event(1, "someone else")]
    taken = observe(experiment=running, rows=rows, now=now)
    assert (taken.new, taken.repeated, taken.errors) == (2, 1, [])
    taken = observe(experiment=running, rows=rows[:2], now=now)
    assert (taken.new, taken.repeated) == (0, 2)
    kept = json.dumps(list(Observation.objects.values()), default=str)
    assert "alice" not in kept and len(set(Observation.objects.values_list("visitor", flat=True))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_id": ""},
        {"type": "click"},
        {"visitor": ""},
        {"sku": "NONE"},
        {"at": "yesterday"},
        {"at": "2999-01-01T00:00:00Z"},
        {"at": "2026-13-45T00:00:00Z"},
        {"arm": "both"},
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_rest_is_taken(running, wrong):
    taken = observe(experiment=running, rows=[{**event(1, "a"), **wrong}, event(2, "b")], now=timezone.now())
    assert (taken.new, [number for number, _id, _why in taken.errors]) == (1, [1])


def test_rates_count_visitors_who_saw_the_line_before(running):
    human, generated = people(running, "human", 3), people(running, "generated", 2)
    rows = [event(f"s{v}", v, at="2026-01-02T00:00:00Z") for v in [*human, *generated]]
    rows += [event(f"again{human[0]}", human[0], at="2026-01-02T01:00:00Z")]
    rows += [event("c1", human[0], "conversion", at="2026-01-03T00:00:00Z")]
    rows += [event("c2", human[0], "conversion", at="2026-01-04T00:00:00Z")]  # one visitor counts once
    rows += [event("c3", generated[0], "conversion", at="2026-01-01T00:00:00Z")]  # bought before seeing it
    rows += [event("c4", "never seen", "conversion")]
    observe(experiment=running, rows=rows, now=timezone.now())
    found = result_of(running)
    assert (found.whole.human.exposed, found.whole.human.converted) == (3, 1)
    assert (found.whole.generated.exposed, found.whole.generated.converted) == (2, 0)
    assert [(g.name, g.visitors) for g in found.categories] == [("Mugs", 5)]
    assert [(g.name, g.visitors) for g in found.versions] == [("Test template · 1", 5)]
    assert not found.whole.is_uneven


def test_arms_that_are_not_counted_alike_are_told(as_, alice, running):
    rows = [event(v, v) for v in [*people(running, "human", 60), *people(running, "generated", 20)]]
    observe(experiment=running, rows=rows, now=timezone.now())
    html = as_(alice).get(reverse("insights:experiment", args=["acme", running.pk])).content.decode()
    assert "more unequal than chance explains" in html and "80 visitors are too few" in html


def test_a_csv_is_taken_row_by_row(as_, alice, running):
    address = reverse("insights:upload", args=["acme", running.pk])

    def send(text):
        return as_(alice).post(address, {"file": SimpleUploadedFile("e.csv", text.encode("utf-8"))})

    answer = send("event_id,type,visitor,sku\n1,exposure,访客,MUG\n2,exposure,b,GONE\n")
    assert answer.context["taken"].new == 1 and answer.context["taken"].errors[0][0] == 3
    many = "".join(f"m{n},exposure,v{n},MUG\n" for n in range(2001)) + "last,exposure,v,GONE\n"
    taken = send("event_id,type,visitor,sku\n" + many).context["taken"]  # more than one slice: rows keep their numbers
    assert taken.new == 2001 and [number for number, _id, _why in taken.errors] == [2003]
    assert b"visitor, sku" in send("event_id;type\n1;exposure\n").content
    assert send("").status_code == 200 and as_(alice).post(address).context["problem"]


@pytest.fixture
def token(acme, alice) -> str:
    return acts.make_token(merchant=acme, by=alice, now=timezone.now())


def test_the_front_end_asks_for_the_arm(client, running, token, bob):
    address = reverse("insights:api_arm", args=[running.key])
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    [human], [generated] = people(running, "human", 1), people(running, "generated", 1)
    answer = client.get(address, {"visitor": human}, **bearer).json()
    assert (answer["arm"], answer["lines"]) == ("human", {"MUG": "A blue stoneware mug."})
    assert client.get(address, {"visitor": generated}, **bearer).json()["lines"] == {"MUG": TRUE_TEXT}
    assert client.get(address, **bearer).status_code == 400
    withdraw_copy(copy=running.lines.get().copy, by=bob, reason="x", now=timezone.now())
    assert client.get(address, {"visitor": generated}, **bearer).json()["lines"] == {}  # shown to nobody any more


def test_a_token_opens_its_own_shop_only(client, other, charlie, running, token, alice, acme):
    addresses = [reverse(f"insights:{name}", args=[running.key]) for name in ("api_arm", "api_events")]
    foreign = acts.make_token(merchant=other, by=charlie, now=timezone.now())
    for said in ("", f"Bearer {foreign}", "Bearer x", token, "Bearer "):
        assert client.get(f"{addresses[0]}?visitor=a", HTTP_AUTHORIZATION=said).status_code == 404
        assert (
            client.post(addresses[1], "{}", content_type="application/json", HTTP_AUTHORIZATION=said).status_code == 404
        )
    acts.make_token(merchant=acme, by=alice, now=timezone.now())  # a new one ends the old one
    assert client.get(f"{addresses[0]}?visitor=a", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 404
    assert token not in str(list(ShopToken.objects.values()))


def test_events_come_in_as_json(client, running, token):
    address = reverse("insights:api_events", args=[running.key])

    def send(body, **rest):
        return client.post(address, body, content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {token}", **rest)

    good = json.dumps({"events": [event(1, "a"), event(2, "a", "conversion")]})
    assert send(good).json() == {"new": 2, "repeated": 0, "errors": []}
    assert send(good).json()["repeated"] == 2
    answer = send(json.dumps({"events": [event(3, "b"), event(4, "b", sku="NONE")]}))
    assert answer.status_code == 422 and answer.json()["new"] == 1 and answer.json()["errors"][0]["row"] == 2
    for bad in ("", "[]", "{", '{"events": [1]}', "[" * 5000, json.dumps({"events": [{}] * 1001})):
        assert send(bad).status_code == 400


def test_only_owners_make_the_token(as_, alice, erin, bob, acme):
    address = reverse("insights:token", args=["acme"])
    assert as_(erin).post(address).status_code == as_(bob).post(address).status_code == 404
    made = as_(alice).post(address).context["made"]
    assert made and made not in as_(alice).get(reverse("insights:experiments", args=["acme"])).content.decode()
