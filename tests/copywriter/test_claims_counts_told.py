"""Counts whose noun a fact's name holds or that a set holds, times in which a thing is done, makers that act.
Knows no text of the benchmark."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def _blocks(text: str, **facts: str) -> list[str]:
    product = ProductFacts(
        title="Tern",
        brand="Acme",
        category="Goods",
        language="en",
        facts=tuple(Fact(name.replace("_", " "), value) for name, value in facts.items()),
    )
    return [text[f.start : f.end] for f in examine(text, product, language="en")[0] if f.severity == "block"]


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
    assert _blocks(text, **facts) == []
    assert _blocks(lie, **facts) != []


@pytest.mark.parametrize(
    "text",
    [
        "North Lane Baking donates 2% of profits.",
        "Fernlet certifies it to the standard.",
        "Harbour Office tests each chair for a week.",
    ],
)
def test_a_name_that_acts_is_a_maker(text: str) -> None:
    assert _blocks(text, Profits_donated="2%", Standard="the standard") != []
    assert _blocks(
        text.replace(text.split(" ")[0], "Acme", 1), Standard="the standard", Profits_donated="2%"
    ) != _blocks(text, Standard="the standard", Profits_donated="2%")


@pytest.mark.parametrize(
    "text",
    ["Memory Foam gives you a softer seat.", "Good Mornings start here.", "Five friends can be ready in minutes."],
)
def test_other_sentences_name_nobody(text: str) -> None:
    assert _blocks(text, Filling="Memory foam", Assembly_time="15 min") == []
