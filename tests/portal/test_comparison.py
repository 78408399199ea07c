"""Blind comparison: how pairs are drawn, what a vote keeps, who sees the result and when."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import User
from merchant_portal.home.models import Notice
from merchant_portal.insights import services
from merchant_portal.insights.models import Comparison, Pair, Vote, Voter
from merchant_portal.insights.outcome import outcome_of
from merchant_portal.insights.pairing import Wanted, comparable, draw_pairs
from merchant_portal.insights.services.comparisons import pairs_of, sides
from merchant_portal.review.services import approve_draft
from tests.portal.conftest import HTMX
from tests.portal.making import TRUE_TEXT, make_draft, make_product, submitted

OWN = "Our own stoneware mug, thrown by hand in a small yard and glazed in a deep blue, number {}."
WANTED = Wanted("description", "en")


@pytest.fixture(autouse=True)
def everywhere():
    with scopes_disabled():
        yield


@pytest.fixture
def carol(db) -> User:
    return User.objects.create_user("carol@site.example", "x", name="Carol", is_reviewer=True)


def with_both(shop, by, n=1, **values):
    for number in range(n):
        product = make_product(shop, own_text=OWN.format(number), **values)
        make_draft(shop, TRUE_TEXT, by=by, product=product)
        yield product


@pytest.fixture
def open_one(acme, alice, bob, carol) -> Comparison:
    list(with_both(acme, alice, 6))
    return services.start_comparison(wanted=WANTED, count=6, people=[bob, carol], by=bob, now=timezone.now())


def side_of(comparison, pair, voter, choice) -> str:
    """The letter under which this voter finds `choice`."""
    shown = sides(comparison=comparison, pair=pair, voter=voter)
    return "tie" if choice == "tie" else "ab"[shown.index(getattr(pair, choice))]


def vote_all(comparison, voter, choices, reasons=()):
    for pair, choice in zip(comparison.pairs.all(), choices, strict=False):
        side = side_of(comparison, pair, voter, choice)
        services.cast_vote(comparison=comparison, pair=pair, side=side, reasons=reasons, by=voter, now=timezone.now())


def test_pairs_need_both_texts_in_the_language_asked_for(acme, other, alice):
    [both] = with_both(acme, alice)
    make_product(acme, own_text=OWN.format("x"))  # nothing generated
    make_draft(acme, TRUE_TEXT, by=alice)  # nothing of the shop's own
    list(with_both(acme, alice, language="zh-Hans"))
    label = make_product(acme, own_text="Mug, blue")
    make_draft(acme, TRUE_TEXT, by=alice, product=label)
    assert set(comparable(WANTED)) == {both, label}
    [pair] = draw_pairs(WANTED, count=9, seed="s")
    assert (pair.product, pair.human, pair.generated, pair.source) == (both, OWN.format(0), TRUE_TEXT, "candidate")
    assert {"name": "Material", "value": "stoneware"} in pair.facts and pair.version.number == 1
    assert draw_pairs(Wanted("description", "en", other), count=9, seed="s") == []
    assert draw_pairs(Wanted("description", "en", category="lamps"), count=9, seed="s") == []
    assert len(draw_pairs(Wanted("description", "en", acme, "mug"), count=9, seed="s")) == 1


def test_what_is_live_goes_before_what_was_offered(acme, alice, bob):
    product = make_product(acme, own_text=OWN.format(1))
    draft = submitted(acme, TRUE_TEXT, by=alice, product=product)
    approve_draft(draft=draft, version=draft.version, by=bob, now=timezone.now())
    make_draft(acme, "A blue stoneware mug.", by=alice, product=product)
    [pair] = draw_pairs(WANTED, count=1, seed="s")
    assert (pair.source, pair.generated) == ("live", TRUE_TEXT) and pair.copy.state == "live"


def test_nothing_to_compare_is_said(as_, bob, acme):
    with pytest.raises(services.NothingToCompare):
        services.start_comparison(wanted=WANTED, count=3, people=[bob], by=bob, now=timezone.now())
    form = {"kind": "description", "language": "en", "count": 30, "people": [bob.pk]}
    answer = as_(bob).post(reverse("insights:new_comparison"), form)
    assert answer.status_code == 200 and b"Widen the choice" in answer.content and not Comparison.objects.exists()


def test_starting_asks_people_and_says_so(as_, acme, alice, bob, carol):
    list(with_both(acme, alice, 3))
    form = {
        "kind": "description",
        "language": "en",
        "shop": "acme",
        "count": 30,
        "people": [bob.pk, carol.pk, alice.pk],
    }
    fits = as_(bob).get(reverse("insights:fits"), form)
    assert b"3 products have both texts" in fits.content and b"Alice" in fits.content
    as_(bob).post(reverse("insights:new_comparison"), form)
    row = Comparison.objects.get()
    assert row.pairs.count() == 3 and set(row.people.all()) == {bob, carol, alice}
    event = row.events.get()
    assert (event.new, event.actor, event.data["pairs"]) == ("open", bob, 3)
    assert {n.user for n in Notice.objects.filter(key="vote_asked")} == {carol, alice}


def test_only_the_shops_own_people_can_be_asked_beside_reviewers(as_, acme, alice, bob, charlie):
    list(with_both(acme, alice))
    form = {"kind": "description", "language": "en", "shop": "acme", "count": 1, "people": [charlie.pk]}
    assert b"is not one of the available choices" in as_(bob).post(reverse("insights:new_comparison"), form).content
    form = {"kind": "description", "language": "en", "count": 1, "people": [alice.pk]}  # of every shop
    as_(bob).post(reverse("insights:new_comparison"), form)
    assert not Comparison.objects.exists()


def test_sides_and_order_differ_between_voters_and_hold_for_each(acme, alice, bob, carol):
    list(with_both(acme, alice, 24))
    row = services.start_comparison(wanted=WANTED, count=24, people=[bob, carol], by=bob, now=timezone.now())
    pairs = list(row.pairs.all())

    def firsts(voter):
        return [sides(comparison=row, pair=p, voter=voter)[0] == p.human for p in pairs]

    assert firsts(bob) == firsts(bob) != firsts(carol)
    assert 0 < sum(firsts(bob)) < 24 and 0 < sum(firsts(carol)) < 24
    assert pairs_of(comparison=row, voter=bob) == pairs_of(comparison=row, voter=bob)
    assert pairs_of(comparison=row, voter=bob) != pairs_of(comparison=row, voter=carol)


def test_the_page_tells_nobody_who_wrote_what(as_, bob, open_one):
    """Both sides are drawn alike: with the texts taken out, nothing is left of a difference."""
    html = as_(bob).get(reverse("insights:vote", args=[open_one.pk])).content.decode()
    main = html[html.index('id="content"') : html.index("</main>")]
    for word in ("human", "generated", "candidate", "model", "template", open_one.seed):
        assert word not in main.lower()
    parts = re.findall(r'<section class="card vote-side.*?</section>', main, re.S)
    assert len(parts) == 2
    bare = [re.sub(r'<p class="vote-text"(.*?)>.*?</p>', r"\1", p, flags=re.S) for p in parts]
    assert bare[0].replace("side-a", "side-b").replace("Text A", "Text B") == bare[1]


def test_a_vote_keeps_what_was_chosen_and_where_it_stood(bob, open_one):
    pair = open_one.pairs.first()
    side = side_of(open_one, pair, bob, "generated")
    args = {"comparison": open_one, "pair": pair, "by": bob, "now": timezone.now()}
    assert services.cast_vote(side=side, reasons=["clearer", "nonsense", "clearer"], **args)
    assert not services.cast_vote(side="tie", reasons=[], **args)  # the first one stands
    vote = Vote.objects.get()
    assert (vote.choice, vote.reasons, vote.human_first) == ("generated", ["clearer"], side == "b")


def test_no_difference_has_no_reasons(bob, open_one):
    pair = open_one.pairs.first()
    services.cast_vote(comparison=open_one, pair=pair, side="tie", reasons=["clearer"], by=bob, now=timezone.now())
    assert (Vote.objects.get().choice, Vote.objects.get().reasons) == ("tie", [])


def test_voting_by_form_by_htmx_and_taking_back(as_, bob, open_one):
    client, address = as_(bob), reverse("insights:vote", args=[open_one.pk])
    first = client.get(address).context["pair"]
    answer = client.post(
        reverse("insights:cast", args=[open_one.pk]), {"pair": first.pk, "side": "a", "reasons": "nicer"}
    )
    assert answer.status_code == 302
    second = client.get(address).context["pair"]
    answer = client.post(reverse("insights:cast", args=[open_one.pk]), {"pair": second.pk, "side": "tie"}, **HTMX)
    assert answer.status_code == 200 and answer.context["done"] == 2 and b"<html" not in answer.content
    again = client.post(reverse("insights:cast", args=[open_one.pk]), {"pair": second.pk, "side": "b"}, **HTMX)
    assert b"the first vote stands" in again.content and Vote.objects.get(pair=second).choice == "tie"
    back = client.post(reverse("insights:undo", args=[open_one.pk]), **HTMX)
    assert back.context["pair"] == second and Vote.objects.count() == 1
    client.post(reverse("insights:undo", args=[open_one.pk]))
    assert b"no vote to take back" in client.post(reverse("insights:undo", args=[open_one.pk]), **HTMX).content


def test_votes_that_are_none_are_refused(as_, bob, open_one, acme, alice):
    client, address = as_(bob), reverse("insights:cast", args=[open_one.pk])
    pair = open_one.pairs.first()
    assert client.post(address, {"pair": pair.pk, "side": "c"}).status_code == 404
    assert client.post(address, {"pair": "9" * 30, "side": "a"}).status_code == 404
    next(with_both(acme, alice))
    other = services.start_comparison(wanted=WANTED, count=1, people=[bob], by=bob, now=timezone.now())
    assert client.post(address, {"pair": other.pairs.get().pk, "side": "a"}).status_code == 404
    assert not Vote.objects.exists()


def test_the_result_stays_shut_until_ones_own_votes_are_in(as_, bob, carol, ada, open_one):
    address = reverse("insights:comparison", args=[open_one.pk])
    pair = reverse("insights:pair", args=[open_one.pk, open_one.pairs.first().pk])
    vote_all(open_one, bob, ["human"] * 6)
    for user in (bob, ada):  # all given is not yet handed in; one who is not asked waits for the end
        assert "outcome" not in as_(user).get(address).context and as_(user).get(pair).status_code == 404
    with pytest.raises(services.VotesMissing):
        services.finish_voting(comparison=open_one, by=carol, now=timezone.now())
    as_(bob).post(reverse("insights:finish", args=[open_one.pk]))
    assert as_(bob).get(address).context["outcome"].human.pairs == 6
    assert as_(bob).get(pair).status_code == 200
    assert as_(carol).get(pair).status_code == 404
    as_(bob).post(reverse("insights:undo", args=[open_one.pk]))  # he has seen the result
    assert Vote.objects.count() == 6


def test_it_closes_itself_when_everybody_is_through(as_, bob, carol, open_one):
    for voter in (bob, carol):
        vote_all(open_one, voter, ["human"] * 6)
        services.finish_voting(comparison=open_one, by=voter, now=timezone.now())
    open_one.refresh_from_db()
    assert open_one.state == "closed" and open_one.events.last().actor is None


def test_closing_is_for_reviewers_and_ends_the_votes(as_, alice, bob, carol, open_one):
    address = reverse("insights:close_comparison", args=[open_one.pk])
    assert as_(alice).post(address).status_code == 404
    pair = open_one.pairs.first()
    as_(bob).post(address)
    open_one.refresh_from_db()
    assert open_one.state == "closed" and open_one.events.last().actor == bob
    assert not services.close_comparison(comparison=open_one, by=bob, now=timezone.now())
    late = as_(carol).post(reverse("insights:cast", args=[open_one.pk]), {"pair": pair.pk, "side": "a"}, **HTMX)
    assert late.status_code == 200 and b"The voting is closed" in late.content and not Vote.objects.exists()


def test_a_shops_people_see_its_closed_comparisons_only(as_, acme, alice, bob, charlie):
    list(with_both(acme, alice, 2))
    wanted = Wanted("description", "en", acme)
    row = services.start_comparison(wanted=wanted, count=2, people=[bob], by=bob, now=timezone.now())
    address = reverse("insights:comparison", args=[row.pk])
    assert as_(alice).get(address).status_code == 404
    services.close_comparison(comparison=row, by=bob, now=timezone.now())
    assert as_(alice).get(address).status_code == 200
    assert as_(charlie).get(address).status_code == 404
    assert list(as_(charlie).get(reverse("insights:comparisons")).context["rows"]) == []
    assert [r.pk for r in as_(alice).get(reverse("insights:comparisons")).context["rows"]] == [row.pk]


def test_the_outcome_counts_pairs_by_their_majority(bob, carol, open_one):
    vote_all(open_one, bob, ["generated", "generated", "human", "tie", "human", "generated"], ["clearer"])
    vote_all(open_one, carol, ["generated", "human", "human", "tie", "tie", "generated"], ["truer"])
    found = outcome_of(open_one)
    assert [s.pairs for s in found.shares] == [2, 1, 3] and [s.votes for s in found.shares] == [5, 4, 3]
    assert (found.pairs, found.votes, found.people, found.tells) == (6, 12, 2, "")
    # 4 of 6 agree; by chance 3·2 + 2·2 + 1·2 = 12 of 36
    assert found.kappa_name == "Cohen" and found.kappa == pytest.approx(0.5) and found.kappa_band == "moderate"
    assert found.same == pytest.approx(4 / 6)
    assert {(r.reason, r.generated, r.human) for r in found.reasons} == {("clearer", 3, 2), ("truer", 2, 2)}
    assert [(g.name, g.total) for g in found.versions] == [("Test template · 1", 6)]
    assert [(g.name, g.total) for g in found.categories] == [("Mugs", 6)]


def test_three_people_have_fleiss_kappa_and_a_clear_result_is_said(as_, bob, carol, ada, open_one):
    Voter.objects.create(comparison=open_one, user=ada)
    for voter in (bob, carol, ada):
        vote_all(open_one, voter, ["generated"] * 6)
    services.close_comparison(comparison=open_one, by=bob, now=timezone.now())
    found = outcome_of(open_one)
    assert (found.kappa_name, found.kappa, found.tells) == ("Fleiss", None, "generated")
    html = as_(bob).get(reverse("insights:comparison", args=[open_one.pk])).content.decode()
    assert "by more than chance explains" in html and "kappa says nothing" in html
    shown = as_(bob).get(reverse("insights:comparison", args=[open_one.pk]), {"verdict": "human"})
    assert shown.context["shown"] == []


def test_texts_are_kept_as_they_stood(acme, bob, open_one):
    pair = open_one.pairs.first()
    pair.product.own_text = "Changed."
    pair.product.save(update_fields=["own_text"])
    assert Pair.objects.get(pk=pair.pk).human == pair.human != "Changed."
