"""Places as nouns are claims, each held against the fact that its clause is about; ways, sizes and styles are none."""

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts

FACTS = (
    Fact("beans", "cacao beans from Peru"),
    Fact("made", "made in Ghent, Belgium"),
    Fact("designed", "designed in Oslo, Norway"),
)


def verdicts(text: str, facts: tuple[Fact, ...] = FACTS) -> set[str]:
    product = ProductFacts(title="Dark Bar", brand="Maker", category="Chocolate", facts=facts, language="en")
    return {f.rule for f in examine(text, product, language="en")[0] if f.severity == "block"}


@pytest.mark.parametrize(
    "text",
    [
        "The beans grew in Peru, the bar was made in Belgium.",
        "Oslo drew the wrapper, Ghent makes the bar.",
        "Belgium is where it is made.",
        "Orchards in Peru gave the beans.",
        "Somebody in Ghent poured it.",
        "From London to Lisbon it has friends.",
        "Chocolate lovers in Paris and Vienna agree on little else.",
        "A Persian carpet, a French press and this bar.",
        "It fits EU 39 to 42 drawers.",
    ],
)
def test_what_is_so_or_no_origin_is_not_blocked(text: str) -> None:
    assert "claim.origin" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The beans grew in Belgium.",
        "The bar was made in Peru.",
        "Norway makes the bar.",
        "Orchards in Kenya gave the beans.",
        "Somebody in Bruges poured it.",
        "France is where it is made.",
        "Which city can you thank? Antwerp.",
        "Ghana did the growing, Ghent did the making.",
    ],
)
def test_another_place_or_the_place_of_another_thing_is_blocked(text: str) -> None:
    assert "claim.origin" in verdicts(text)
