"""What a Chinese text leaves out, and that it never grows thin by it."""

import pytest

from copywriter.prompts.house.leaving import ENOUGH, worth_telling
from copywriter.prompts.house.naming import bare, by_name
from copywriter.prompts.house.plan import PlannedFact


def fact(name, value, role="o1", leads=False):
    return PlannedFact(f"<|{role}|>", (0,), name, value, (), leads)


PLAIN = [fact(f"名{i}", f"说得出的{i}", "material") for i in range(ENOUGH)]
ODD = [
    fact("系列", "SMZZH-00005", "series"),
    fact("适用年龄", "60周岁以上、35-39周岁和40-59周岁", "suitable_for"),
    fact("重量", "重小号：0.6-0.9kg", "weight"),
    fact("操作系统", "说得出的3"),
    fact("门数量", "如图"),
]


def left(facts, named="云上音箱", **more):
    kept = worth_telling(facts, named, 0, more.get("bare", lambda f: False))
    return [f.name for f in facts if f not in kept]


@pytest.mark.parametrize("odd", ODD, ids=lambda f: f.name)
def test_an_odd_fact_is_left_out_where_enough_others_are_said(odd):
    assert left([*PLAIN, odd]) == [odd.name]


def test_what_is_said_by_its_bare_name_goes_only_where_enough_others_are_said():
    facts = [*PLAIN, fact("表冠", "圆形"), fact("表底", "方形")]
    names = {"表冠", "表底", "名0"}
    assert set(left(facts, bare=lambda f: f.name in names)) < names
    assert len(left(facts, bare=lambda f: f.name in names)) == len(facts) - ENOUGH
    assert left(facts[:6], bare=lambda f: True) == []  # of seven, one may go by the share


def test_a_fact_asked_to_lead_stays():
    asked = fact("系列", "SMZZH-00005", "series", leads=True)
    assert left([*PLAIN, asked]) == []


def test_the_name_says_a_model_by_itself():
    assert left([fact("型号", "方糖二代"), PLAIN[0]], named="天猫精灵方糖二代") == ["型号"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("蓝牙版本", "5.2", "支持蓝牙5.2"),
        ("供电方式", "电源连接线", "用电源连接线供电"),
        ("扶手类型", "固定扶手", "配固定扶手"),
        ("咖啡种类", "纯咖啡", "是一款纯咖啡"),
        ("朵数", "1朵", "共1朵"),
        ("镜头防抖类型", "不带防抖", "不带防抖"),
        ("锅类型", "不易粘锅", "主打不易粘锅"),
        ("质地分类", "乳霜", "乳霜质地"),
        ("包装", "棉布袋", "棉布袋包装"),
        ("电机类型", "羽光无刷", "羽光无刷电机"),
        ("填充等级", "澄溪7级", "填充等级澄溪7级"),
        ("釉面等级", "哑光", "哑光釉面"),
        ("扣头等级", "龙虾扣", "扣头用龙虾扣"),
        ("和弦数", "9个", "9个和弦"),
        ("缝线", "藏针", "采用藏针缝"),
        ("底部处理", "软木", "底部为软木"),
        ("面板类型", "IPS-ADS", "IPS-ADS面板"),
        ("安全技术", "GB 18401-2010 B类", "符合GB 18401-2010 B类"),
        ("表冠种类甲", "圆", "表冠种类甲是圆"),
        ("接口类型", "E卡口", "E卡口"),
    ],
)
def test_a_fact_is_said_with_its_own_name_as_one_speaks(name, value, said):
    assert by_name(fact(name, value), "云上咖啡") == said
    assert bare(fact(name, value), "云上咖啡") is (said == f"{name}是{value}" or said.startswith("是一款"))
