"""Chinese makers, places, counts, shares and parts: what a text says of them against what the facts say."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def blocked(text: str, facts: dict[str, str], title: str = "") -> set[str]:
    product = ProductFacts(
        title=title, brand="青屿", facts=tuple(Fact(n, v) for n, v in facts.items()), language="zh-Hans"
    )
    findings, _ = examine(text, product, language="zh-Hans")
    return {f.rule for f in findings if f.severity == "block"}


FALSE = [
    ("松果家QY-30，保修一年。", {"型号": "QY-30", "质保": "1年"}, "claim.brand"),
    ("听雪，货号QY-30。", {"货号": "QY-30"}, "claim.brand"),
    ("云岸编号QY-30。", {"编号": "QY-30"}, "claim.brand"),
    ("山月在苏州做的。", {"产地": "江苏苏州"}, "claim.brand"),
    ("竹里出品。", {"产地": "江苏苏州"}, "claim.brand"),
    ("凌渡也能装。", {"适用车型": "本田飞度"}, "claim.brand"),
    ("宁波造，放心。", {"产地": "浙江台州"}, "claim.origin"),
    ("德国烘的豆子。", {"产地": "云南"}, "claim.origin"),
    ("佛山出厂。", {"产地": "浙江台州"}, "claim.origin"),
    ("希腊的树上摘的。", {"产地": "西班牙"}, "claim.origin"),
    ("羊毛占五成。", {"成分": "羊毛70%，腈纶30%"}, "claim.share"),
    ("七成的料是再生的。", {"再生料占比": "50%"}, "claim.share"),
    ("30%糙米、70%燕麦。", {"配比": "糙米70%／燕麦30%"}, "claim.share"),
    ("五种水型。", {"喷头": "8种水型"}, "claim.number"),
    ("一包三支。", {"数量": "2支"}, "claim.number"),
    ("六十片，够用。", {"数量": "40片"}, "claim.number"),
    ("放两年。", {"保质期": "5年"}, "claim.number"),
    ("晾足十五天才装盒。", {"熟成时间": "45天"}, "claim.number"),
    ("木芯剪短一点。", {"烛芯": "棉芯", "盖子": "木盖"}, "claim.material"),
    ("配金属盖。", {"盖子": "木盖"}, "claim.material"),
    ("大理石底座，黄铜灯臂。", {"底座": "大理石", "灯臂": "铝合金", "颜色": "黄铜色"}, "claim.material"),
    ("红黄相间。", {"颜色": "绿黑"}, "claim.color"),
    ("岩灰配橙红。", {"颜色": "岩灰/荧光绿"}, "claim.color"),
]
TRUE = [
    ("补货认准QY-30。", {"货号": "QY-30"}),
    ("质保十年，型号QY-30。", {"质保": "10年", "型号": "QY-30"}),
    ("这款编号QY-30，新款黑色QY-30也有。", {"编号": "QY-30", "颜色": "黑色"}),
    ("青屿出品，在苏州做的。", {"产地": "江苏苏州"}),
    ("飞度也能装。", {"适用车型": "本田飞度"}),
    ("台州造，浙江做的。", {"产地": "浙江台州"}),
    ("日式茶室里喝，意大利面也做得好。", {"产地": "浙江台州"}),
    ("八成是你多心，九成新也好看。", {"羊毛含量": "70%"}),
    ("羊毛占七成。", {"成分": "羊毛70%，腈纶30%"}),
    ("糙米70%、燕麦30%。", {"配比": "糙米70%／燕麦30%"}),
    ("八种水型，两支一包。", {"喷头": "8种水型", "数量": "2支"}),
    ("放两天再吃。", {"保质期": "5年"}),
    ("两个人，三双筷子。", {"数量": "2支"}),
    ("棉芯，木盖。", {"烛芯": "棉芯", "盖子": "木盖"}),
    ("配牛仔裤穿。", {"材质": "棉", "颜色": "白色"}),
    ("绿黑相间。", {"颜色": "绿黑"}),
]


@pytest.mark.parametrize(("text", "facts", "rule"), FALSE)
def test_a_lie_is_blocked_under_its_class(text, facts, rule) -> None:
    assert rule in blocked(text, facts)


@pytest.mark.parametrize(("text", "facts"), TRUE)
def test_a_true_text_and_talk_pass(text, facts) -> None:
    assert blocked(text, facts) == set()
