"""Chinese copy as shops print it: what is no claim, or says a fact in another manner, is not blocked; its lies are."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def _blocked(text: str, title: str, brand: str, *facts: tuple[str, str]) -> set[str]:
    product = ProductFacts(title=title, brand=brand, facts=tuple(Fact(n, v) for n, v in facts))
    findings, _ = examine(text, product, language="zh-CN")
    return {f.rule for f in findings if f.severity == "block"}


@pytest.mark.parametrize(
    "text",
    [
        "犯困的时候，来一杯正好。",
        "爱咖啡的人都懂这一口。",
        "配料以燕麦为主，没有多余的甜。",
        "颜色有鼠尾草绿、奶白可以挑。",
        "和原木色餐桌很搭。",
        "鞋底是橡胶底，走起来稳。",
        "尺码覆盖36到44码。",
        "一共24个孔，通风不闷。",
        "芯片选用瑞昱的方案。",
        "适用于本田，下单请备注。",
        "提醒习惯用左手的朋友，这款左手不适用。",
    ],
)
def test_what_shops_print_truly_is_not_blocked(text: str) -> None:
    facts = (
        ("颜色", "鼠尾草绿/奶白"), ("鞋底材质", "橡胶"), ("尺码范围", "36-44"), ("透气孔", "24孔"),
        ("芯片品牌", "瑞昱"),
        ("适用品牌", "本田"), ("左手适用", "否"), ("主要原料", "燕麦"),
    )  # fmt: skip
    assert _blocked(text, "南渡 日用品", "南渡", *facts) == set()


@pytest.mark.parametrize(
    "text",
    [
        "颜色有酒红、奶白可以挑。",
        "鞋底是牛皮底，走起来稳。",
        "尺码覆盖35到44码。",
        "一共30个孔，通风不闷。",
        "提醒各位，这款左手也适用。",
    ],
)
def test_the_same_manner_with_a_false_value_is_blocked(text: str) -> None:
    facts = (
        ("颜色", "鼠尾草绿/奶白"), ("鞋底材质", "橡胶"), ("尺码范围", "36-44"), ("透气孔", "24孔"), ("左手适用", "否"),
    )  # fmt: skip
    assert _blocked(text, "南渡 日用品", "南渡", *facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("骁途，浙江宁波制造。", ()),
        ("笔芯由骁途供应。", ()),
        ("这是骁途一贯的样子。", ()),
        ("骁途提供两年质保。", ()),
        ("桌上放一盒骁途牌。", ()),
        ("表内搭载骁途6602机芯。", (("机芯型号", "青屿6602"),)),
        ("这款可以充电使用。", (("是否可充电", "否"),)),
        ("瓶身上了漆。", (("是否上漆", "否"),)),
        ("底下没有出水口。", (("底部出水口", "有"),)),
        ("它内置NFC。", (("内置NFC", "无"),)),
        ("火焰红的灯身很亮眼。", (("灯身颜色", "雾霾蓝"),)),
        ("杯身是晚霞粉，很衬手。", (("杯身颜色", "松针绿"),)),
    ],
)
def test_a_false_maker_answer_or_colour_of_a_part_is_blocked(text: str, facts: tuple[tuple[str, str], ...]) -> None:
    origin = (("产地", "浙江宁波"), ("质保", "两年"))
    assert _blocked(text, "南渡 日用品", "南渡", *origin, *facts)


@pytest.mark.parametrize(
    "text",
    [
        "南渡，浙江宁波制造。",
        "这是南渡一贯的样子。",
        "商家提供两年质保。",
        "这款不能充电使用。",
        "它没有内置NFC。",
        "雾霾蓝的灯身很耐看。",
        "松绿色的底子像一片林。",
    ],
)
def test_true_makers_answers_and_colours_pass(text: str) -> None:
    facts = (
        ("产地", "浙江宁波"), ("质保", "两年"), ("是否可充电", "否"), ("内置NFC", "无"), ("灯身颜色", "雾霾蓝"),
        ("底色", "松绿色"),
    )  # fmt: skip
    assert _blocked(text, "南渡 日用品", "南渡", *facts) == set()
