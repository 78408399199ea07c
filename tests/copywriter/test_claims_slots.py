"""What stands in the place of a fact's own material, stone or ingredient.
Knows no text of the benchmark."""

from __future__ import annotations

import pytest

from tests.copywriter.claiming import blocks


@pytest.mark.parametrize(
    ("name", "value", "text", "lie"),
    [
        ("Handle", "Beech", "Its handle is made from beech.", "Its handle is made from ash."),
        ("Filling", "Feathers", "It is stuffed with feathers.", "It is stuffed with buckwheat."),
        ("Gemstone", "Garnet", "The ring is set with a garnet.", "The ring is set with a turquoise."),
        ("Wrapper", "Kraft paper", "A wrapper of kraft paper keeps it neat.", "A wrapper of foil keeps it neat."),
        ("Lining", "Cotton", "The case is lined with cotton.", "The case is lined with felt."),
        ("Upper", "Nappa leather", "The upper is cut from nappa leather.", "The upper is cut from faux suede."),
        ("Salicylic acid", "2%", "It has 2% salicylic acid.", "It has 2% glycolic acid."),
        ("Duck content", "60% duck", "Each bowl has 60% duck.", "Each bowl has 60% rabbit."),
    ],
)
def test_another_word_in_the_place_of_a_material(name: str, value: str, text: str, lie: str) -> None:
    assert blocks(text, {name: value}) == []
    assert blocks(lie, {name: value}) != []


@pytest.mark.parametrize(
    "text",
    [
        "The frame of the chair is lovely.",
        "A frame of solid weight stands firm.",
        "A frame of your own choice is out of the question.",
        "The frame is a pleasure to look at.",
    ],
)
def test_other_words_there_are_no_material(text: str) -> None:
    assert blocks(text, {"Frame": "Oak"}) == []


def test_a_share_of_something_else_is_no_ingredient() -> None:
    assert blocks("85% comes from renewable sources.", {"Renewable content": "85%"}) == []
    assert blocks("It has 85% recycled content.", {"Recycled content": "85%"}) == []


def test_a_recycled_material_is_held_against_its_own_part() -> None:
    facts = {"Shell fabric": "100% recycled nylon", "Lining": "Polyester mesh"}
    assert blocks("The shell is 100% recycled nylon.", facts) == []
    assert blocks("The shell is 100% recycled polyester.", facts) != []


@pytest.mark.parametrize(
    ("name", "value", "text", "lie"),
    [
        ("Fit width", "D", "It is cut in width D.", "It is cut in width EE."),
        ("Panel", "OLED", "The OLED panel glows.", "The TN panel glows."),
        ("Charging port", "USB-C", "It charges over USB-C.", "It charges over USB-A."),
        ("Safety standard", "EN 12520", "Tested to EN 12520.", "Tested to EN 12521."),
        ("Standard", "ASTM F963-17", "It meets ASTM F963.", "It meets ASTM F833."),
        ("Energy class", "C", "Its energy class is C.", "Its energy class is A."),
    ],
)
def test_letters_in_the_slot_of_a_fact(name: str, value: str, text: str, lie: str) -> None:
    assert blocks(text, {name: value}) == []
    assert blocks(lie, {name: value}) != []


def test_letters_elsewhere_are_no_code() -> None:
    assert blocks("A panel of calm, and the strings are tuned G, C, E, A.", {"Panel": "IPS", "Tuning": "GCEA"}) == []
