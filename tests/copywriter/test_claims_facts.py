"""A product is read once, and what it says twice stays two statements."""

from __future__ import annotations

from copywriter.checks.claims import examine, index_facts
from copywriter.records import Fact, ProductFacts, Variant


def test_a_product_is_read_once_for_all_its_texts():
    product = ProductFacts(title="Linen Tray", facts=(Fact("Size", "30 x 20 cm"),))
    again = ProductFacts(title="Linen Tray", facts=(Fact("Size", "30 x 20 cm"),))
    assert index_facts(product) is index_facts(again)


def test_two_facts_that_say_the_same_lend_no_measure_to_each_other():
    product = ProductFacts(
        title="Linen Tray",
        facts=(Fact("Size", "30 x 20 cm"), Fact("Size", "30 x 20 cm")),
        variants=(Variant(facts=(Fact("Size", "30 x 20 cm"),)),),
    )
    true, _ = examine("It measures 30 x 20 cm.", product, language="en")
    false, _ = examine("It measures 30 x 30 cm.", product, language="en")
    assert not any(f.severity == "block" for f in true)
    assert [f.rule for f in false if f.severity == "block"] == ["claim.number"]


def test_the_same_words_belong_to_the_product_that_says_them():
    steel = ProductFacts(title="Flask", facts=(Fact("Height", "20 cm"), Fact("Material", "steel")))
    glass = ProductFacts(title="Jug", facts=(Fact("Material", "steel"), Fact("Height", "20 cm")))
    for product, place in ((steel, 1), (glass, 0)):
        _, ledger = examine("It is made of steel.", product, language="en")
        assert [entry.facts for entry in ledger] == [(place,)]
