"""What Chinese titles sell, and what such things are for: a wrong class is worse than none."""

from __future__ import annotations

import pytest

from copywriter.checks import check
from copywriter.knowledge.families import family_of
from copywriter.knowledge.purposes_zh import kinds, thing_of
from copywriter.knowledge.sayable import sayable, sayable_facts, sayable_name
from copywriter.prompts.house.plan import listed_features, make_plan
from copywriter.prompts.house.purposing_zh import presented
from copywriter.prompts.house.wording import finish
from copywriter.records import Brief, Fact, ProductFacts


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("云上声卡套装直播设备全套声卡手机唱歌专用", "", "soundcard"),
        ("方糖智能声控音箱无线蓝牙音响家用闹钟", "", "speaker"),
        ("栖木手机壳", "", "phone_case"),
        ("适用某牌手机壳镜头全包保护套防摔软壳手机套", "", "phone_case"),
        ("桌面手机支架折叠平板懒人支撑架拍摄床头", "", "phone_stand"),
        ("手工针织绞花抱枕套", "居家 > 布艺软装", "cushion_cover"),
        ("素雅沙发套", "", "sofa_cover"),
        ("原木实木床头柜", "居家 > 家具", "nightstand"),
        ("纯棉四件套 星空蓝", "居家 > 床品", "bedding"),
        ("办公专用椅子套装带键盘托科技感电竞酒店桌椅", "百货 > 电脑椅", "chair"),
    ],
)
def test_a_title_sells_one_thing(title, category, kind):
    found = thing_of(category, title)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "title", ["椅子配件", "手表带", "手机贴膜", "床垫保护罩", "耳机套", "毛衫测试", "针织打底衫收腰连衣裙春装两件"]
)
def test_a_part_and_an_unclear_title_have_no_class(title):
    assert thing_of("手机数码", title) is None


def test_every_class_has_three_wordings_that_claim_nothing():
    assert len(kinds()) >= 120
    for kind, row in kinds().items():
        assert len(set(row["says"])) >= 3, kind
        product = ProductFacts(title=f"栖木{row['of'][0]}", category=str(row["of"][0]), language="zh-Hans")
        for words in row["says"]:
            report = check(f"{words}。", product, language="zh-Hans")
            told = [f for f in report.findings if f.severity != "note"]
            assert not told, (kind, words, [f.reason for f in told])


def test_a_text_calls_the_thing_by_its_class():
    product = ProductFacts(title="方糖智能声控音箱无线蓝牙音响家用闹钟人工智能机器人", language="zh-Hans")
    plan = make_plan(Brief(product=product, language="zh-Hans"), {})
    assert plan.slots["<|n|>"] == "这款音箱" and plan.family == "speakers"


def test_a_name_runs_into_where_the_thing_is_put_and_stands_apart_before_the_rest():
    class First:
        def shuffle(self, x): ...

    said = []
    for title in ("栖木声卡", "栖木大豆被"):
        plan = make_plan(Brief(product=ProductFacts(title=title, language="zh-Hans"), language="zh-Hans"), {})
        said += [s.text for s in presented(plan, First())]
    assert said[0].startswith("栖木声卡接在手机")
    assert said[3].startswith("栖木大豆被，套上被套")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("问惊喜~云兰雪纱防晒隔离霜 保湿遮瑕", "云兰雪纱防晒隔离霜"),
        ("HONOR/云耀 Magic3", "云耀 Magic3"),
        ("OPRO Reno8 8GB+128GB 鸢尾紫 新配色上市", "OPRO Reno8"),
        ("某某同款 颈椎按摩器旗舰店颈部按摩仪肩颈护颈仪", ""),
    ],
)
def test_shop_chatter_is_no_part_of_a_name(title, name):
    assert sayable_name(ProductFacts(title=title, language="zh-Hans")).startswith(name)


def test_features_of_one_verb_stand_together():
    assert listed_features(["可升降", "可躺", "支持人体工程学记忆"]) == "可升降、可躺，支持人体工程学记忆"
    assert listed_features(["支持红外", "支持NFC", "夹层"]) == "支持红外和NFC，带夹层"


def test_shares_in_a_row_are_a_list_and_a_long_list_ends_in_deng():
    assert sayable("52% 黏胶纤维 48%聚酯纤维", "material", "zh-Hans") == "52% 黏胶纤维和48%聚酯纤维"
    facts = (Fact("功能", "心率监测、拍照、计步、睡眠监测、智能提醒、蓝牙通话、防水"),)
    plan = make_plan(Brief(product=ProductFacts(title="云表", language="zh-Hans", facts=facts), language="zh-Hans"), {})
    assert plan.facts[0].value == "心率监测、拍照、计步、睡眠监测等"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("颜色", "32L烤箱"),
        ("颜色", "GB/T 28495-2012"),
        ("尺寸", "1.4 x 2.6M：适用于1.4M宽以下的窗户"),
        ("电池容量", "3000ml"),
    ],
)
def test_what_a_shop_put_into_the_wrong_field_is_no_fact(name, value):
    assert not sayable_facts(ProductFacts(title="云物", language="zh-Hans", facts=(Fact(name, value),)))


def test_a_measure_word_does_not_stand_before_this_one():
    assert finish("一条这款围巾，能当披肩。", "zh-Hans") == "这款围巾，能当披肩。"


def test_a_bag_for_suits_is_no_suit():
    assert family_of("西装袋", "云上西装袋") == ""
