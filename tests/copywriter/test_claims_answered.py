"""Facts that answer yes or no, told by any verb of the same roots; regions beside towns; savings beside their fact.
Knows no text of the benchmark."""

from __future__ import annotations

import pytest

from tests.copywriter.claiming import blocks


@pytest.mark.parametrize(
    ("name", "answer", "text", "lie"),
    [
        ("Collapsible frame", "Yes", "The frame collapses in seconds.", "The frame does not collapse."),
        ("Stackable", "No", "These stools do not stack.", "These stools stack."),
        ("Palm oil free", "Yes", "There is no palm oil in it.", "The recipe uses palm oil."),
        ("Child lock", "Yes", "The door has a child lock.", "The door has no child lock."),
        ("Monogramming available", "No", "It cannot be monogrammed.", "Each one can be monogrammed."),
        ("Overheat protection", "Yes", "It protects itself from overheating.", "It does not protect from overheating."),
        ("Reclining back", "Yes", "The back reclines.", "The back does not recline."),
        ("Gift box", "Yes", "It comes in a gift box.", "It does not come in a gift box."),
        ("Gluten free", "Yes", "It is tasty and gluten free.", "It is tasty and not gluten free."),
        ("Luminous dial", "No", "The dial is not luminous.", "The dial is luminous."),
    ],
)
def test_an_answer_is_told_by_any_verb(name: str, answer: str, text: str, lie: str) -> None:
    assert blocks(text, {name: answer}) == []
    assert blocks(lie, {name: answer}) != []


def test_a_noun_denied_denies_no_adjective_after_it() -> None:
    facts = {"Sulphate free": "Yes", "Cruelty free": "Yes", "Dishwasher safe": "Yes", "BPA free": "Yes"}
    assert blocks("It is free from sulphates and cruelty free.", facts) == []
    assert blocks("It is free from BPA and dishwasher safe.", facts) == []
    assert blocks("It is not cruelty free.", facts) != []


def test_wireless_charging_is_no_wireless_connection() -> None:
    facts = {"Connection": "Wireless", "Wireless charging": "No"}
    assert blocks("The case does not support wireless charging.", facts) == []
    assert blocks("The case supports wireless charging.", facts) != []


def test_an_audience_that_is_addressed_is_no_claim() -> None:
    assert blocks("Lefties, take note: there is no left-handed grip.", {"Left-handed grip": "No"}) == []


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("Portland, OR", "Made in Portland, Oregon."),
        ("Hamilton, ON", "Assembled in Hamilton, Ontario."),
        ("Geelong, VIC", "Made in Geelong, Victoria."),
        ("Sheffield", "Made in Sheffield, South Yorkshire."),
    ],
)
def test_a_region_beside_its_town(fact: str, text: str) -> None:
    assert blocks(text, {"Made in": fact}) == []
    assert blocks("Made in Austin, Texas.", {"Made in": fact}) != []


def test_a_saving_that_a_fact_gives() -> None:
    facts = {"Discount on second pair": "20%"}
    assert blocks("Save 20% on a second pair.", facts) == []
    assert blocks("Save 30% on a second pair.", facts) != []


def test_one_of_a_unit_keeps_its_bound() -> None:
    assert blocks("It weighs just under a kilo.", {"Weight": "960 g"}) == []
    assert blocks("It weighs just under a pound.", {"Weight": "960 g"}) != []


def test_what_is_not_free_of_a_thing_has_it() -> None:
    assert blocks("It is not nut free.", {"Nut free": "Yes"}) != []
    assert blocks("It is nut free and has no dairy.", {"Nut free": "Yes", "Dairy free": "Yes"}) == []


def test_no_spare_batteries_denies_no_batteries() -> None:
    assert blocks("It recharges, so there are no spare batteries to buy.", {"Batteries included": "Yes"}) == []


def test_a_denial_may_follow_what_it_denies() -> None:
    assert blocks("Batteries are not included.", {"Battery included": "No"}) == []
    assert blocks("Batteries are not included.", {"Battery included": "Yes"}) != []
