"""What looks like a claim and is none: a candle's wick, a name that ends in a number, the word that opens a sentence.
Knows no rule pack."""

from __future__ import annotations

import pytest

from copywriter.checks import check
from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts

CANDLE = ProductFacts(title="Soy Candle", brand="Emberly", category="Candles", facts=(Fact("Wick", "cotton"),))
BOOK = ProductFacts(title="The Salt Road", brand="Fernhill Press", category="Books", facts=(Fact("Pages", "312"),))
BAG = ProductFacts(title="No. 4 Tote", brand="Marlow", category="Bags", facts=(Fact("Colour", "black"),))
CUP = ProductFacts(
    title="北山粗陶马克杯", brand="北山", category="马克杯", facts=(Fact("材质", "粗陶"),), language="zh-Hans"
)


@pytest.mark.parametrize(
    ("product", "text"),
    [
        (CANDLE, "Trim the wick before lighting."),
        (BOOK, "Published by Fernhill Press."),
        (BAG, "Meet the No. 4 in black."),
    ],
)
def test_no_claim_is_heard_in(product: ProductFacts, text: str) -> None:
    assert not examine(text, product, language="en")[0]


@pytest.mark.parametrize(
    ("product", "text"),
    [
        (BOOK, "Published by Harrow House."),
        (BAG, "Meet the No. 5 in black."),
        (BAG, "No. 4 in red."),
        (CUP, "「南渡牌」马克杯。"),
        (CUP, "南渡旗舰店同款。"),
        (CUP, "青禾匠心之作。"),
    ],
)
def test_the_lie_beside_it_blocks(product: ProductFacts, text: str) -> None:
    assert any(f.severity == "block" for f in examine(text, product, language=product.language)[0])


@pytest.mark.parametrize(
    "text", ["戴上它，慢慢回家。", "跑完回家，手洗。", "爸妈家的电视声音开到很大。", "书还在别人家的书架上。"]
)
def test_a_home_is_no_maker(text):
    product = ProductFacts(sku="1", title="云锦围巾", facts=(Fact("材质", "棉"),), language="zh-Hans")
    assert not [f for f in check(text, product, language="zh-Hans").findings if f.rule == "claim.brand"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "今天下单，明天就开始跑。"),
        ("zh-Hans", "现在下单，下周一穿去报到。"),
        ("zh-Hans", "次日达，当天发货。"),
        ("en", "Order it today and wear it tomorrow."),
        ("en", "Arrives tomorrow, with next-day delivery."),
    ],
)
def test_a_time_of_delivery_that_no_fact_names_is_blocked(language, text):
    bare = ProductFacts(sku="1", title="Rug", facts=(Fact("Material", "wool"),), language=language)
    rules = {f.rule for f in check(text, bare, language=language).findings if f.severity == "block"}
    assert "claim.delivery" in rules


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "今天选好，别到当天再挑。"),
        ("zh-Hans", "想好了就下单，明天少一件惦记的事。"),
        ("en", "Power is delivered by USB-C, and it arrives in two parts."),
        ("en", "Order it now, while you think of it."),
    ],
)
def test_what_names_no_time_of_delivery_stays(language, text):
    product = ProductFacts(sku="1", title="Rug", facts=(Fact("Material", "wool"),), language=language)
    assert "claim.delivery" not in {f.rule for f in check(text, product, language=language).findings}
