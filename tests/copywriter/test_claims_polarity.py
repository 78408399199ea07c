"""What a clause says of a fact: denials of every make, double denials, questions, topics and what is put away.
True sentences must not be blocked, and their opposites must."""

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def blocks(text: str, *facts: str) -> bool:
    rows = tuple(Fact(*(part.strip() for part in fact.split("=", 1))) for fact in facts)
    product = ProductFacts(title="Plain Thing", brand="Maker", category="Goods", facts=rows, language="en")
    return any(f.severity == "block" for f in examine(text, product, language="en")[0])


TRUE = [
    ("Bleach stays in the cupboard.", "bleach = do not bleach"),
    ("Keep the bleach on the shelf.", "bleach = no bleach"),
    ("Leave the fabric softener in the bottle.", "softener = no fabric softener"),
    ("Traces of almonds cannot be ruled out.", "nuts = may contain traces of almonds"),
    ("Is induction an issue? Not in the least.", "hobs = works on induction"),
    ("Is underfloor heating a worry? Not at all.", "floor = suitable for underfloor heating"),
    ("Will hot soup do any harm? No.", "soup = safe for hot soup"),
    ("Is the hood fixed? No, it comes off.", "hood = detachable hood"),
    ("Microwave? No problem.", "microwave = microwave safe"),
    ("A motor without brushes does the turning.", "motor = brushless motor"),
    ("Across the shoulders you will find no seams.", "seams = seamless shoulders"),
    ("PFC? There is none in it.", "pfc = free of PFC"),
    ("Made without phthalates.", "phthalates = free of phthalates"),
    ("It repels rain without being waterproof.", "rain = water repellent, not waterproof"),
    (
        "Thickness: 2 mm; dishwasher: not safe.",
        "dishwasher = not dishwasher safe",
        "oven = oven safe",
        "thickness = 2 mm",
    ),
    ("When it is empty, the carton can be recycled.", "carton = recyclable carton"),
    ("Tumble dry if you like.", "tumble = can be tumble dried"),
    ("Could I take it camping? No, outdoors is off limits.", "outdoor = not for outdoor use"),
    ("Three ports in total.", "ports = 2 USB-C ports and 1 USB-A port"),
    ("All but two per cent of it comes from plants.", "plants = 98% of ingredients come from plants"),
    ("Fifteen parts viscose in a hundred.", "pile = 85% wool, 15% viscose"),
    ("You would need nerves of steel.", "frame = solid oak"),
    ("Labelled AB-12 on the base.", "model = AB-12"),
]
FALSE = [
    ("Allergic to almonds? Traces are ruled out.", "nuts = may contain traces of almonds"),
    ("Is the shelf adjustable? No, it is fixed.", "shelf = adjustable shelf"),
    ("Microwave? Never.", "microwave = microwave safe"),
    ("A motor with brushes does the turning.", "motor = brushless motor"),
    ("PFC? There is some in it.", "pfc = free of PFC"),
    ("Dye-wise, it contains some.", "dye = no dye"),
    ("Batteries: required.", "battery = needs no batteries"),
    ("Need a footprint? Relax, it comes with the tent.", "footprint = footprint not included"),
    ("All but thirty per cent of it comes from plants.", "plants = 98% of ingredients come from plants"),
    ("Fifty parts viscose in a hundred.", "pile = 85% wool, 15% viscose"),
    ("Seven ports in total.", "ports = 2 USB-C ports and 1 USB-A port"),
    ("Never tumble dry.", "tumble = can be tumble dried"),
]


@pytest.mark.parametrize("case", TRUE, ids=lambda c: c[0])
def test_what_is_so_is_not_blocked(case: tuple[str, ...]) -> None:
    assert not blocks(*case)


@pytest.mark.parametrize("case", FALSE, ids=lambda c: c[0])
def test_the_opposite_is_blocked(case: tuple[str, ...]) -> None:
    assert blocks(*case)
