"""Materials, colours and what a thing is made with, held against the fact of the part that the clause is about."""

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def rules(text: str, *facts: str) -> set[str]:
    rows = tuple(Fact(*(part.strip() for part in fact.split("=", 1))) for fact in facts)
    product = ProductFacts(title="Field Jacket", brand="Maker", category="Outerwear", facts=rows, language="en")
    return {f.rule for f in examine(text, product, language="en")[0] if f.severity == "block"}


TRUE = [
    ("The arm is brass, the foot is marble.", "arm = brass arm", "base = marble base"),
    ("Above you nylon, beneath you polyester.", "fly = nylon", "floor = polyester"),
    ("White and blue stripes.", "colour = blue and white stripes"),
    ("An orange stripe on anthracite.", "colour = anthracite with orange stripe"),
    ("A red cap sits on three blue wheels.", "cap = red cap", "wheels = 3 blue wheels"),
    ("65 % of the plastic is recycled, and that plastic is ABS.", "grip = ABS", "plastic = 65 % recycled plastic"),
    ("Sweetened with cane sugar.", "sweetener = cane sugar"),
    ("Sweetened with love and patience.", "sweetener = cane sugar"),
    ("Bed linen sold separately.", "frame = solid oak", "slats = birch"),
    ("Coloured with dyes from plants.", "dyes = plant dyes"),
    ("Bring honey, bread and an appetite.", "body = stoneware"),
]
FALSE = [
    ("claim.material", "The arm is brass, the foot is brass.", "arm = brass arm", "base = marble base"),
    ("claim.material", "Grip the iron knob.", "body = cast iron", "knob = brass knob"),
    ("claim.material", "Beneath the glass shade waits a bulb.", "shade = linen", "base = oak"),
    ("claim.material", "Bristles of silicone scrub hard.", "bristles = nylon bristles"),
    ("claim.material", "Sweetened with stevia.", "sweetener = cane sugar"),
    ("claim.material", "Stuffing of straw.", "stuffing = memory foam"),
    ("claim.material", "Oil from linseed seals the wood.", "finish = treated with rapeseed oil"),
    ("claim.color", "A red cap sits on three red wheels.", "cap = red cap", "wheels = 3 blue wheels"),
    ("claim.color", "Stripes of emerald run across.", "stripes = rust and cream stripes"),
    ("claim.color", "Ivory below.", "colour = base sage green, shade ivory"),
    ("claim.color", "Brass-coloured feet.", "feet = black feet", "frame = oak"),
]


@pytest.mark.parametrize("case", TRUE, ids=lambda c: c[0])
def test_what_is_so_is_not_blocked(case: tuple[str, ...]) -> None:
    assert not rules(*case)


@pytest.mark.parametrize("case", FALSE, ids=lambda c: c[1])
def test_the_value_of_another_part_is_blocked(case: tuple[str, ...]) -> None:
    assert case[0] in rules(*case[1:])
