"""Counts whose noun a fact's name holds or that a set holds, times in which a thing is done, makers that act.
Knows no text of the benchmark."""

from __future__ import annotations

import pytest

from tests.copywriter.claiming import blocks


@pytest.mark.parametrize(
    ("facts", "text", "lie"),
    [
        ({"Pieces": "9"}, "There are nine in the box.", "There are seven in the box."),
        ({"Seats": "6"}, "The table seats six.", "The table seats eight."),
        ({"Serves": "4"}, "One pie serves four.", "One pie serves two."),
        ({"Assembly time": "15 min"}, "It goes up in fifteen minutes.", "It goes up in forty minutes."),
        ({"Drying time": "20 minutes"}, "It dries in twenty minutes.", "It dries in twenty seconds."),
        ({"Soup bowls": "4", "Side plates": "6"}, "It has four soup bowls.", "It has six soup bowls."),
        ({"Hand towels": "2", "Bath towels": "3"}, "You get two hand towels.", "You get three hand towels."),
    ],
)
def test_a_count_is_held_against_its_own_fact(facts: dict[str, str], text: str, lie: str) -> None:
    assert blocks(text, facts) == []
    assert blocks(lie, facts) != []


@pytest.mark.parametrize(
    "text",
    [
        "North Lane Baking donates 2% of profits.",
        "Fernlet certifies it to the standard.",
        "Harbour Office tests each chair for a week.",
    ],
)
def test_a_name_that_acts_is_a_maker(text: str) -> None:
    facts = {"Profits donated": "2%", "Standard": "the standard"}
    maker = " ".join(w for w in text.split() if w[0].isupper() and w.isalpha())
    assert any(b in maker for b in blocks(text, facts, brand="Acme"))
    assert not any(b in maker for b in blocks(text, facts, brand=maker))


@pytest.mark.parametrize(
    "text",
    ["Memory Foam gives you a softer seat.", "Good Mornings start here.", "Five friends can be ready in minutes."],
)
def test_other_sentences_name_nobody(text: str) -> None:
    assert blocks(text, {"Filling": "Memory foam", "Assembly time": "15 min"}) == []
