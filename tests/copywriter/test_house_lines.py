"""Each Chinese line is held to the checks on values that it admits, and to the values that it must refuse."""

import pytest

from copywriter.checks import check
from copywriter.knowledge.families import family_names
from copywriter.knowledge.roles import role_name
from copywriter.knowledge.sayable import sayable_facts
from copywriter.prompts.house.addressing import people
from copywriter.prompts.house.agreeing import at_odds
from copywriter.prompts.house.lines import classes, classes_for, lines_for, read_line
from copywriter.prompts.house.plan import PlannedFact
from copywriter.records import Fact, ProductFacts

#: Values that any fact of a role may have, where a line asks for no word of its own.
ANY = {
    "material": "竹纤维", "color": "墨绿", "dimensions": "30×20×10厘米", "weight": "400克", "capacity": "500毫升",
    "length": "40厘米", "width": "60厘米", "height": "30厘米", "depth": "35厘米", "diameter": "20厘米", "power": "30瓦",
    "thickness": "6毫米", "battery": "5000mAh", "battery_life": "6小时", "net_content": "100克", "count": "4件",
    "pages": "200页", "size": "M", "origin": "浙江", "model": "HX-20", "warranty": "12个月", "speed": "3档",
    "voltage": "20伏", "load": "40千克", "shelf_life": "12个月", "players": "4人", "screen": "6.7英寸",
    "memory": "8GB", "spf": "SPF50", "author": "林一", "included": "收纳袋", "certification": "B类",
}  # fmt: skip


def value_of(slot):
    if slot.called == "color" and "绿" in slot.none:
        return "雾蓝"
    if slot.some:
        return "一款".join(("", slot.some[0])) if slot.called == "style" else slot.some[0]
    return slot.least or slot.most or ANY.get(slot.called, "浅灰胡桃")


def name_of(slot):
    return role_name(slot.called, "zh-Hans") if slot.called.isascii() else slot.called


OWN = [(name, line) for name, row in classes().items() for line in row.lines]
THEIRS = [(name, line) for group in people() for name, lines in group.lines.items() for line in lines]


def planned(slot):
    return PlannedFact(f"<|{slot.called}|>", (0,), name_of(slot), value_of(slot))


@pytest.mark.parametrize(("name", "line"), [*OWN, *THEIRS])
def test_a_line_passes_the_checks_on_a_value_that_it_admits(name, line):
    row = classes()[name]
    slots = (*line.slots, *line.grounds)
    known = {slot.called: planned(slot) for slot in slots}
    said = line.facts(known)
    assert len(said) == len(line.slots), "the values do not meet the conditions"
    thing = next((family_names(f, "zh-Hans")[0] for f in sorted(row.families)), (row.words or ("物件",))[0])
    product = ProductFacts(
        sku="1", title=f"云上{thing}", category=thing, language="zh-Hans",
        facts=tuple(Fact(name_of(s), value_of(s)) for s in slots),
    )  # fmt: skip
    text = ("云上" + thing + ("" if line.lead == "+" else "，") if line.lead else "") + line.say(said) + "。"
    found = [f for f in check(text, product, language="zh-Hans").findings if f.severity != "note"]
    assert not found, (text, [(f.rule, text[f.start : f.end], f.reason) for f in found], sayable_facts(product))


@pytest.mark.parametrize(
    ("line", "value", "fits"),
    [
        ("重{weight<=500克}，不沉", "480克", True),
        ("重{weight<=500克}，不沉", "0.48kg", True),
        ("重{weight<=500克}，不沉", "2千克", False),
        ("重{weight<=500克}，不沉", "20毫升", False),
        ("重{weight<=500克}，不沉", "480克/500克", False),
        ("装得下{weight>=15升<=45升}", "20升", True),
        ("装得下{weight>=15升<=45升}", "60升", False),
        ("{weight~羊毛}暖和", "100%羊毛", True),
        ("{weight~羊毛}暖和", "仿羊毛", False),
        ("{weight~可机洗}就好", "不可机洗", False),
        ("{weight!色}的", "原木色", False),
        ("[weight~羊毛]摸着{weight}", "棉", False),
    ],
)
def test_a_line_refuses_a_value_that_it_is_not_true_of(line, value, fits):
    fact = PlannedFact("<|weight|>", (0,), "重量", value)
    assert bool(read_line(line).facts({"weight": fact})) is fits


def test_a_line_without_a_fact_is_refused():
    with pytest.raises(ValueError, match="without a fact"):
        read_line("=好看又好用")


def test_a_thing_of_no_family_gets_its_class_by_its_ending():
    assert classes_for("", "衣帽架") == ("furniture", "any")
    assert lines_for("", "筋膜") == classes()["any"].lines


@pytest.mark.parametrize(
    ("family", "thing", "words", "said"),
    [
        ("tshirts", "T恤", "配一条素色裤子", True),
        ("pajamas", "睡衣", "配一条素色裤子", False),
        ("skirts", "A字裙", "配一条素色裤子", False),
        ("underwear", "内衣", "和衣柜里的其他衣服", False),
        ("wallets", "零钱包", "常拿在手里", True),
        ("belts", "皮带", "常拿在手里", False),
        ("sunglasses", "墨镜", "日常戴", True),
        ("umbrellas", "遮阳伞", "日常戴", False),
        ("bowls", "饭碗", "家里来客人", True),
        ("food_storage", "储物罐", "家里来客人", False),
        ("bakeware", "蛋糕模具", "家里来客人", False),
        ("bakeware", "蛋糕模具", "饭菜的颜色", False),
        ("strollers", "婴儿推车", "放在床头", False),
        ("cat_toys", "猫玩具", "趴下来", False),
        ("", "红酒杯", "热茶", False),
    ],
)
def test_a_line_is_only_of_things_that_it_suits(family, thing, words, said):
    assert any(words in line.words for line in lines_for(family, thing)) is said


def test_a_scope_names_families_classes_or_words():
    known = {*classes(), *(f for row in classes().values() for f in row.families)}
    strange = [(name, w) for name, line in OWN for w in line.scope if w.isascii() and w.removeprefix("-") not in known]
    assert not strange


@pytest.mark.parametrize(
    ("season", "material", "text", "odd"),
    [
        ("夏季", "棉", "天凉了套上", True),
        ("夏季", "羊毛", "单穿一件就够", True),
        ("冬季", "棉", "天热了换上", True),
        ("四季", "棉", "天凉了套上", False),
        ("春夏", "棉", "天一热就轮到它", False),
    ],
)
def test_no_words_contradict_the_season_or_the_warmth(season, material, text, odd):
    facts = (PlannedFact("<|season|>", (0,), "季节", season), PlannedFact("<|material|>", (1,), "材质", material))
    assert at_odds(text, facts) is odd
