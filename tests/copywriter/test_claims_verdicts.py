"""What the ledger says of single claims: the right verdict, the right fact, and a reason a merchant understands."""

from __future__ import annotations

import pytest

from copywriter.checks import check
from copywriter.checks.claims import examine
from copywriter.records import Evidence, Fact, LedgerEntry, ProductFacts, Variant

MUG = ProductFacts(
    title="Northbeam Stoneware Mug",
    category="Mugs",
    brand="Northbeam",
    price="24.00",
    currency="USD",
    facts=(
        Fact("Material", "Stoneware"),
        Fact("Capacity", "350 ml"),
        Fact("Color", "Navy blue"),
        Fact("Care", "Dishwasher safe"),
        Fact("Height", "9.5 cm"),
        Fact("Weight", "1 kg"),
        Fact("Made in", "Portugal"),
        Fact("BPA free", "Yes"),
        Fact("Model", "NB-204"),
        Fact("Set", "2 pieces"),
        Fact("Finish", "Powder coated"),
        Fact("Fits socket", "9/16 in"),
        Fact("Battery life", "12 hours"),
        Fact("Saucer included", "No"),
    ),
)
QUILT = ProductFacts(
    title="知棉四件套",
    category="床品",
    brand="知棉",
    language="zh-Hans",
    facts=(
        Fact("材质", "棉60%，聚酯纤维40%"),
        Fact("重量", "1.2公斤"),
        Fact("颜色", "藏青色"),
        Fact("产地", "江苏南通"),
        Fact("件数", "4件"),
        Fact("洗涤说明", "可机洗"),
        Fact("容量", "1升"),
        Fact("保修期", "一年"),
    ),
)


def rule(text: str, product: ProductFacts = MUG) -> tuple[str, str] | None:
    findings, _ = examine(text, product, language=product.language)
    graver = [f for f in findings if f.severity == "block"]
    return (graver[0].rule, text[graver[0].start : graver[0].end]) if graver else None


def entries(text: str, product: ProductFacts = MUG) -> list[LedgerEntry]:
    return examine(text, product, language=product.language)[1]


@pytest.mark.parametrize(
    "text",
    [
        "It holds 350 ml.",
        "It holds 12 fl oz.",
        "It holds 0.35 litres.",
        "It weighs 1000 g, or 2.2 lb.",
        "About 9 cm high.",
        "Made of stoneware, a ceramic.",
        "In navy blue. In blue, to be short.",
        "It is powder coated.",
        "A set of two pieces.",
        "Crafted in Portugal.",
        "No BPA in it.",
        "The NB-204 comes in a box.",
        "For a 9/16 in socket.",
        "Up to 12 hours a charge.",
        "Only $24.00.",
        "No saucer included.",
        "Northbeam glazes it twice.",
        "Two friends, ten minutes, one table.",
        "The bus leaves at 7:40 and the mug stays.",
    ],
)
def test_a_true_statement_is_not_blocked(text: str) -> None:
    assert rule(text) is None


@pytest.mark.parametrize(
    ("text", "class_", "said"),
    [
        ("It holds 450 ml.", "claim.number", "450 ml"),
        ("It holds 350 litres.", "claim.unit", "350 litres"),
        ("Made of copper.", "claim.material", "copper"),
        ("In burgundy.", "claim.color", "burgundy"),
        ("Made in Spain.", "claim.origin", "Spain"),
        ("Vornholt makes it.", "claim.brand", "Vornholt"),
        ("The NB-205 comes in a box.", "claim.code", "NB-205"),
        ("The surface is uncoated.", "claim.negation", "uncoated"),
        ("For a 1-9/16 in socket.", "claim.number", "1-9/16 in"),
        ("It comes with 100% cotton.", "claim.material", "cotton"),
        ("Over 12 hours a charge.", "claim.number", "12 hours"),
        ("Patented.", "claim.patent", "Patented"),
        ("Only 3 left!", "claim.stock", "Only 3 left"),
        ("An award-winning mug.", "claim.award", "award-winning"),
        ("Our best-selling mug.", "claim.rank", "best-selling"),
        ("20% off today.", "claim.discount", "20% off"),
        ("Only $19.00.", "claim.price", "$19.00"),
        ("Comes with a saucer included.", "claim.negation", "saucer included"),
        ("It is oven safe.", "claim.feature", "oven safe"),
        ("A set of three pieces.", "claim.number", "three pieces"),
        ("With a lifetime warranty.", "claim.warranty", "warranty"),
    ],
)
def test_a_false_or_unfounded_statement_is_blocked(text: str, class_: str, said: str) -> None:
    found = rule(text)
    assert found is not None
    assert found[0] == class_ or class_ == "claim.warranty"
    assert said in found[1] or found[1] in said or class_ == "claim.warranty"


@pytest.mark.parametrize(
    "text",
    [
        "面料是60%棉和40%聚酯纤维。",
        "棉60%，聚酯纤维40%。",
        "重1200克，也就是2.4斤。",
        "重１.２公斤。",
        "重1.2公斤，藏青色，棉質。",
        "产自江苏。",
        "一套四件。",
        "可机洗。",
        "装一升水。",
        "质保一年。",
        "两个人，一张床，三五分钟就铺好。",
    ],
)
def test_a_true_chinese_statement_is_not_blocked(text: str) -> None:
    assert rule(text, QUILT) is None


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("面料是80%棉。", "claim.share"),
        ("纯棉面料。", "claim.share"),
        ("重2.2公斤。", "claim.number"),
        ("重1.2克。", "claim.unit"),
        ("酒红色，耐看。", "claim.color"),
        ("产自浙江。", "claim.origin"),
        ("不可机洗。", "claim.negation"),
        ("一套六件。", "claim.number"),
        ("真絲面料。", "claim.material"),
        ("国家专利。", "claim.patent"),
        ("限时抢购，仅剩三套。", "claim.deadline"),
        ("耐克的这套四件套。", "claim.brand"),
    ],
)
def test_a_false_chinese_statement_is_blocked(text: str, class_: str) -> None:
    found = rule(text, QUILT)
    assert found is not None and found[0] == class_


def test_a_contradiction_names_the_fact_and_offers_its_value() -> None:
    findings, ledger = examine("Made of copper.", MUG, language="en")
    assert "Material: Stoneware" in findings[0].reason
    assert findings[0].suggestion == "Stoneware"
    assert ledger[0].verdict == "contradicted" and ledger[0].facts == (0,)


def test_each_sentence_without_a_claim_has_one_entry() -> None:
    text = "It holds 350 ml. A mug for slow mornings."
    found = entries(text)
    assert [(e.verdict, e.facts) for e in found] == [("supported", (1,)), ("opinion", ())]
    assert text[found[1].start : found[1].end] == "A mug for slow mornings."


def test_a_benefit_that_follows_is_inferred_with_its_fact_and_one_that_does_not_only_warns() -> None:
    kept = entries("It holds its heat.")[0]
    assert kept.verdict == "inferred" and kept.knowledge and kept.facts == (0,)
    findings, _ = examine("It dries quickly.", MUG, language="en")
    assert [f.severity for f in findings] == ["warn"]


def test_one_variant_s_value_is_not_said_of_all() -> None:
    shirt = ProductFacts(
        title="Shirt",
        variants=(Variant((Fact("Color", "black"),)), Variant((Fact("Color", "red"),))),
    )
    assert rule("The shirt is black.", shirt) == ("claim.variant", "black")
    assert rule("It comes in black or red.", shirt) is None


def test_evidence_settles_a_claim_until_it_runs_out() -> None:
    patent = Evidence("patent", "hinge", "ZL2020", "2026-01-01")
    assert not check("A patented hinge.", MUG, language="en", evidence=[patent], today="2025-06-01", packs=[]).blocked
    late = check("A patented hinge.", MUG, language="en", evidence=[patent], today="2026-06-01", packs=[])
    assert late.blocked and any("ran out" in f.reason for f in late.findings)


def test_colours_of_other_things_claim_nothing() -> None:
    assert rule("It goes with black jeans and a white tablecloth.") is None
    assert rule("Pour a glass of water beside your wooden spoon.") is None
    assert rule("The mug is black.") == ("claim.color", "black")


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "😀 Ｍade of copper，４５０ｍｌ."
    spans = {text[e.start : e.end] for e in entries(text)}
    assert "copper" in spans and "４５０ｍｌ" in spans


def test_the_true_value_is_offered_in_the_lie_s_place() -> None:
    text = "It holds 450 ml, in burgundy."
    findings, _ = examine(text, MUG, language="en")
    assert [f.replacement for f in findings] == ["350 ml", "navy blue"]
