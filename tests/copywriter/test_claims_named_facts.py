"""Facts whose unit, share or answer stands in their name, and what may be said of them."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts
from tests.copywriter.claiming import blocks

TRUE = [
    ("Walks should be fun at both ends of the leash.", {"Leash included": "No"}),
    ("It takes an E27 bulb, and the bulb is sold separately.", {"Bulb included": "No", "Socket": "E27"}),
    ("It doesn't belong in the dishwasher.", {"Dishwasher safe": "No"}),
    ("A case whose plastic is 35% recycled.", {"Recycled plastic in case": "35%", "Material": "Aluminium"}),
    ("The elastic panels are black.", {"Upper": "Full-grain calf leather", "Elastic panels": "Black"}),
    ("It has 570 kcal per 100 g.", {"Energy per 100 g": "570 kcal", "Net weight": "70 g"}),
    ("Half an hour on charge takes it to 80%.", {"Charge level after 30 min": "80%", "Run time": "4 hours"}),
    ("A panel that covers 95% of DCI-P3.", {"DCI-P3 coverage": "95%", "Model number": "LM27Q-165"}),
    ("A dog of 10 kg needs 140 g a day.", {"Daily amount (10 kg dog)": "140 g", "Net weight": "3 kg"}),
    ("Suitable for vegans.", {"Vegan": "Yes"}),
    ("Suitable for children from three years.", {"Recommended age": "from 3 years"}),
    ("It takes up to about 20 stone.", {"Max. load": "130 kg"}),
    ("Six stone coasters.", {"Contents": "6 stone coasters"}),
    ("A plush 600 gsm.", {"Fabric": "100% cotton", "Fabric weight": "600 gsm"}),
    ("Bake it at 180 degrees.", {"Oven": "180 °C"}),
    ("Wash at 30 degrees.", {"Care": "Wash at 30, line dry"}),
    ("A 240 gsm fabric.", {"GSM": "240"}),
    ("The paper weighs 90 grams.", {"Paper": "90 g/m²"}),
    ("It runs for 20 hours.", {"Battery hours": "20"}),
    ("For children from 36 months.", {"Age range": "36m+"}),
    ("Use it up within 6 months of opening.", {"Period after opening": "6M"}),
    ("Water resistant to 10 ATM, 100 metres on paper.", {"Water resistance": "10 ATM"}),
    ("Made with 45% cotton.", {"Fabric": "Cotton, hemp", "Cotton content": "45%"}),
    ("It is 50 cm tall.", {"Size": "20*30*50 cm (L*W*H)", "Cord length": "2 m"}),
    ("Bluetooth 5.2 and a 3.5 mm jack.", {"Connectivity": "Bluetooth 5.2 / 3.5 mm jack"}),
    ("A leather strap 18 mm wide.", {"Diameter": "38 mm", "Strap": "Leather, 18 mm"}),
    ("Bring the 7.45 to work.", {"Weight": "2 kg"}),
    ("Leave the iron alone.", {"Material": "Cotton"}),
    ("It drills concrete.", {"Motor": "Brushless"}),
    ("12 sheets over 96 pages.", {"Pages": "96", "Sheets": "12"}),
    ("Goes in the oven up to 220 °C.", {"Oven safe": "Yes, up to 220°C"}),
]
FALSE = [
    ("It comes with a leash.", {"Leash included": "No"}, "leash"),
    ("The bar weighs 100 g.", {"Energy per 100 g": "570 kcal", "Net weight": "70 g"}, "100 g"),
    ("It has 490 kcal per 100 g.", {"Energy per 100 g": "570 kcal", "Net weight": "70 g"}, "490 kcal"),
    ("It takes up to 30 stone.", {"Max. load": "130 kg"}, "30 stone"),
    ("Bake it at 200 degrees.", {"Oven": "180 °C"}, "200 degrees"),
    ("A 340 gsm fabric.", {"GSM": "240"}, "340 gsm"),
    ("The paper weighs 90 kg.", {"Paper": "90 g/m²"}, "90 kg"),
    ("Made with 65% cotton.", {"Fabric": "Cotton, hemp", "Cotton content": "45%"}, "65% cotton"),
    ("It is 20 cm tall.", {"Size": "20*30*50 cm (L*W*H)"}, "20 cm"),
    ("It is 40 cm wide.", {"Dimensions": "45 x 30 x 15 cm", "Laptop sleeve": 'Up to 15.6"'}, "40 cm"),
]


@pytest.mark.parametrize(("text", "facts"), TRUE)
def test_what_the_name_says_carries_the_number(text: str, facts: dict[str, str]) -> None:
    assert blocks(text, facts) == []


@pytest.mark.parametrize(("text", "facts", "said"), FALSE)
def test_another_number_is_still_a_lie(text: str, facts: dict[str, str], said: str) -> None:
    assert blocks(text, facts) == [said]


def test_a_fact_that_says_no_is_named_to_who_claims_the_contrary() -> None:
    assert set(blocks("Suitable for vegans.", {"Vegan": "No"})) >= {"Suitable for vegans"}


TRUE_ZH = [
    ("粗蛋白不低于40%，粗纤维不高于4%。", {"粗蛋白": "≥40%", "粗纤维": "≤4%"}),
    ("总净含量1斤半。", {"净含量": "750g"}),
    ("满2个月的幼猫就能吃。", {"适用年龄": "2个月以上"}),
    ("近半升的容量，随手放进包里。", {"容量": "480ml"}),
    ("60度机洗就行。", {"洗涤": "60℃机洗"}),
    ("克重200克，厚实。", {"克重": "200g/㎡"}),
    ("一件三斤二两。", {"重量": "1.6kg"}),
    ("只有六两。", {"重量": "300g"}),
    ("线长一米二。", {"线长": "1.2m"}),
    ("充电一小时三十分钟。", {"充电时间": "90分钟"}),
    ("充电两小时十分钟。", {"充电时间": "130分钟"}),
    ("2023年5月上市。", {"年份": "2023年5月"}),
    ("显色指数90。", {"显色指数": "Ra90"}),
    ("羊毛占45%。", {"成分": "羊毛、腈纶", "羊毛含量": "45%"}),
    ("不含铅，没加香精，也没检出甲醛。", {"铅": "不含", "香精": "无添加", "甲醛": "未检出"}),
    ("没有有机认证。", {"有机": "否"}),
    ("内盖白色，杯身藏青。", {"颜色": "藏青", "内盖": "硅胶，白色"}),
    ("有奶油色和原木色。", {"颜色": "奶油、原木"}),
    ("布料来自再生料。", {"材质": "再生料", "产地": "浙江"}),
    ("能打混凝土。", {"电压": "18V"}),
]
FALSE_ZH = [
    ("90度机洗就行。", {"洗涤": "60℃机洗"}, "90度"),
    ("一件五斤二两。", {"重量": "1.6kg"}, "五斤二两"),
    ("只有八两重。", {"重量": "300g"}, "八两"),
    ("线长一米五。", {"线长": "1.2m"}, "一米五"),
    ("羊毛占65%。", {"成分": "羊毛、腈纶", "羊毛含量": "45%"}, "羊毛占65%"),
]


@pytest.mark.parametrize(("text", "facts"), TRUE_ZH)
def test_the_same_in_chinese(text: str, facts: dict[str, str]) -> None:
    assert blocks(text, facts, title="某物") == []


@pytest.mark.parametrize(("text", "facts", "said"), FALSE_ZH)
def test_another_number_in_chinese_is_still_a_lie(text: str, facts: dict[str, str], said: str) -> None:
    assert blocks(text, facts, title="某物") == [said]


@pytest.mark.parametrize(
    ("text", "facts", "tied"),
    [
        ("Best within a year.", {"Shelf life": "12 months"}, {0}),
        ("A year goes fast.", {"Shelf life": "18 months"}, set()),
        ("一年内喝完。", {"保质期": "12个月"}, {0}),
        ("一年到头都能穿。", {"质保": "2年"}, set()),
        ("Forty plasters.", {"Quantity": "40 plasters"}, {0}),
    ],
)
def test_one_of_a_unit_is_tied_only_where_a_fact_says_so(text, facts, tied) -> None:
    product = ProductFacts(
        title="Plasters, 40",
        facts=tuple(Fact(n, v) for n, v in facts.items()),
        language="zh-Hans" if text[0] > "\u3000" else "en",
    )
    _, ledger = examine(text, product, language=product.language)
    assert {ref for entry in ledger for ref in entry.facts} == tied


def test_a_makers_chinese_name_beside_a_latin_brand_is_asked_for_not_blocked() -> None:
    product = ProductFacts(title="Claris 变速器", brand="Shimano", facts=(), language="zh-Hans")
    findings, _ = examine("禧玛诺变速器，换挡顺手。", product, language="zh-Hans")
    assert [f.severity for f in findings if f.rule == "claim.brand"] == ["warn"]
