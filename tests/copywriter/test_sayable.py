"""How values are said: only case, spacing, separators and catalogue punctuation may move."""

import pytest

from copywriter.knowledge.sayable import noise, sayable, sayable_facts, sayable_name, split_blob
from copywriter.records import Fact, ProductFacts, Variant


@pytest.mark.parametrize(
    ("value", "role", "language", "said"),
    [
        ("18/8 Stainless Steel", "material", "en", "18/8 stainless steel"),
        ("Cotton, Linen, Wool", "material", "en", "cotton, linen and wool"),
        ("cotton/polyester", "material", "en", "cotton and polyester"),
        ("MADE OF ABS PLASTIC", "material", "en", "ABS plastic"),
        ("BLACK", "color", "en", "black"),
        ("Egyptian Cotton", "material", "en", "Egyptian cotton"),
        ("350ml", "capacity", "en", "350 ml"),
        ("1,200 mAh", "battery", "en", "1,200 mAh"),
        ("Bluetooth 5.3", "connectivity", "en", "Bluetooth 5.3"),
        ("XR-7 Pro", "model", "en", "XR-7 Pro"),
        ("iPhone 15 and 16", "compatibility", "en", "iPhone 15 and 16"),
        ("Made in Vietnam", "origin", "en", "Vietnam"),
        ("黑色|白色", "color", "zh-Hans", "黑色和白色"),
        ("红/蓝/黑", "color", "zh-Hans", "红、蓝和黑"),
        ("５００ｍｌ", "capacity", "zh-Hans", "500ml"),
        ("100%棉", "material", "zh-Hans", "100%棉"),
        ("200*230cm/220*240cm", "dimensions", "zh-Hans", "200*230cm/220*240cm"),
    ],
)
def test_a_value_is_said_as_a_sentence_carries_it(value, role, language, said):
    assert sayable(value, role, language) == said


@pytest.mark.parametrize("value", ["N/A", "-", "其他", "如图所示", "", "as shown in the figure"])
def test_a_placeholder_says_nothing(value):
    assert sayable(value) == ""


def test_digits_and_codes_come_through_to_the_letter():
    for value in ("AD-1057X", "Ø 3.5×12 mm", "IP67", "2.4GHz", "−20 °C", "1-9/16 in"):
        said = sayable(value, "model")
        assert [c for c in said if c.isdigit()] == [c for c in value if c.isdigit()]


def test_a_blob_becomes_facts_and_a_note_stays_whole():
    assert split_blob(Fact("参数", "材质：棉 产地：中国")) == (Fact("材质", "棉"), Fact("产地", "中国"))
    assert split_blob(Fact("Size", "Width:96 cm Depth:58 cm")) == (Fact("Width", "96 cm"), Fact("Depth", "58 cm"))
    note = Fact("Care", "Note: hand wash")
    assert split_blob(note) == (note,)


def test_noise_is_left_out_and_shown_apart():
    product = ProductFacts(
        facts=(
            Fact("SKU", "A-1"),
            Fact("Material", "Oak"),
            Fact("Shipping", "3 days"),
            Fact("Foldable", "No"),
            Fact("Image", "https://example.com/a.jpg"),
            Fact("Quality", "best quality"),
            Fact("Serial", "st2408039737027000"),
        )
    )
    assert [f.name for f in sayable_facts(product)] == ["material"]
    assert noise(product) == (0, 2, 3, 4, 5, 6)


def test_a_variants_value_is_never_the_products():
    product = ProductFacts(
        facts=(Fact("Material", "Oak"), Fact("Color", "Red")),
        variants=(Variant((Fact("Color", "Red"),)), Variant((Fact("Color", "Blue"),))),
    )
    assert [f.name for f in sayable_facts(product)] == ["material"]


def test_repeated_names_become_one_list():
    product = ProductFacts(
        language="zh-Hans", facts=(Fact("功能", "护肤"), Fact("功能", "浮动刀头"), Fact("功能", "护肤"))
    )
    (fact,) = sayable_facts(product)
    assert (fact.index, fact.value) == (0, "护肤和浮动刀头")


def test_a_title_of_search_words_is_no_name():
    long = "博锐电动剃须刀PS192三刀头旋转式185双头刮胡刀男士须刀全身水洗"
    assert sayable_name(ProductFacts(title=long, language="zh-Hans")) == ""
    assert sayable_name(ProductFacts(title="Harbor Mug 【FREE SHIPPING】")) == "Harbor Mug"
    spam = "Skmei AD1057 Sports Watch - For Men, Boys, Waterproof, Alarm, Light, 2024 New Fashion Gift"
    assert sayable_name(ProductFacts(title=spam)) == "Skmei AD1057 Sports Watch"


def test_a_limit_stays_with_its_thing():
    assert sayable("E27, up to 40 W", "light") == "E27, up to 40 W"
