"""True Chinese sentences that must not be blocked, each cause in three manners and more, and lies told the same way."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def blocked(text: str, facts: dict[str, str], *, brand: str = "青屿", category: str = "") -> list[str]:
    product = ProductFacts(
        title="",
        brand=brand,
        category=category,
        facts=tuple(Fact(n, v) for n, v in facts.items()),
        language="zh-Hans",
    )
    findings, _ = examine(text, product, language="zh-Hans")
    return [f.rule for f in findings if f.severity == "block"]


JUICE = {"果汁含量": "45%", "净含量": "300 毫升", "糖": "无添加", "防腐剂": "不含", "产地": "陕西洛川"}
FAN = {"遥控": "支持", "电池": "无", "蓝牙音箱": "不支持", "高度": "92 厘米", "净重": "4.6 千克", "生产年份": "2023 年"}
BAG = {
    "金属配件": "不含",
    "防水拉链": "有",
    "颜色": "月夜蓝",
    "条码": "6930001122334",
    "肩带": "可拆卸",
    "容量": "18.5 升",
}
CUP = {
    "产地": "湖南浏阳", "茶叶产地": "云南勐海", "格子数": "12 格", "接头材质": "黄铜", "管身材质": "不锈钢",
    "芯片品牌": "全志", "颜色": "橄榄绿", "杯盖颜色": "黑色", "双酚A": "不含", "GPS模块": "有",
    "适用年龄": "3–10 岁", "质保": "2 年", "地钉数": "12 根", "香型": "茉莉", "墨囊": "不附",
}  # fmt: skip

TRUE = [
    ("备案号 苏G妆网备字2024001122，可查。", {"备案编号": "苏G妆网备字2024001122"}),
    ("浏阳的老师傅守着炉子做出来的。", CUP),
    ("茶叶是勐海的，罐子在浏阳做。", CUP),
    ("一格一格数，正好十二格。", CUP),
    ("接头是黄铜的，管身是不锈钢的。", CUP),
    ("芯片来自全志，跑得顺。", CUP),
    ("橄榄绿的杯身，黑杯盖。", CUP),
    ("材料里不含双酚 A。", CUP),
    ("带 GPS 模块，丢不了。", CUP),
    ("小朋友三岁就能用，用到十岁。", CUP),
    ("质保期限两年。", CUP),
    ("北京的朋友问过好几回。", CUP),
    ("意大利面也能盛。", CUP),
    ("从上海飞东京的路上也喝它。", CUP),
    ("品牌故事写得很长。", CUP),
    ("牌子是老牌子，放心。", CUP),
    ("地钉配了一打，够用。", CUP),
    ("每100毫升里有45毫升果汁。", JUICE),
    ("平均每一百克里，果汁就占四十五克。", JUICE),
    ("防腐剂呢，一点没加。", JUICE),
    ("有人问防腐剂，我们的回答是：没有。", JUICE),
    ("控糖人士看过来，糖没有另加。", JUICE),
    ("糖加没加？没加。", JUICE),
    ("条码末四位 2334，入库前核一下。", BAG),
    ("尾号是334的就是这只。", BAG),
    ("这是一只蓝色的包，蓝莹莹的。", BAG),
    ("颜色选了月夜蓝，日常好搭。", BAG),
    ("容量十八升出头，通勤刚好。", BAG),
    ("不追爆款，也不看排名，背得顺手就行。", BAG),
    ("说到金属配件，设计师摇摇头：没有。", BAG),
    ("怕金属配件刮花桌面的请留意，这只不含金属配件。", BAG),
    ("高不足一米，放沙发边正好。", FAN),
    ("九斤多一点，搬得动。", FAN),
    ("二三年的款，遥控能用。", FAN),
    ("想当蓝牙音箱用？不支持。", FAN),
    ("蓝牙音箱党请绕道，这台没有这个功能。", FAN),
    ("能遥控不？能，坐着就调。", FAN),
]
FALSE = [
    ("备案号 京G妆网备字2024001122，可查。", {"备案编号": "苏G妆网备字2024001122"}),
    ("许可证：豫饲证（2023）07781。", {"许可证号": "皖饲证（2023）07781"}),
    ("义乌的老师傅守着炉子做出来的。", CUP),
    ("茶叶是安溪的，罐子在浏阳做。", CUP),
    ("茶叶是勐海的，罐子在醴陵做。", CUP),
    ("茶叶是浏阳的，罐子在浏阳做。", CUP),
    ("一格一格数，正好八格。", CUP),
    ("接头是不锈钢的，管身是黄铜的。", CUP),
    ("芯片来自瑞芯微，跑得顺。", CUP),
    ("橄榄绿的杯身，红杯盖。", CUP),
    ("材料里含双酚 A。", CUP),
    ("没带 GPS 模块，丢了别找我。", CUP),
    ("小朋友一岁就能用，用到十岁。", CUP),
    ("质保期限一年。", CUP),
    ("牌子叫山屿的。", CUP),
    ("山屿的牌子，别记错。", CUP),
    ("荷兰来的货。", CUP),
    ("地钉配了两打，够用。", CUP),
    ("没有茉莉味，闻不出。", CUP),
    ("墨囊已经给您配好了。", CUP),
    ("每100毫升里有80毫升果汁。", JUICE),
    ("防腐剂呢，加了一点。", JUICE),
    ("有人问防腐剂，我们的回答是：有的。", JUICE),
    ("条码末四位 2343，入库前核一下。", BAG),
    ("这是一只红艳艳的包，红通通的。", BAG),
    ("容量二十二升出头，通勤刚好。", BAG),
    ("说到金属配件，设计师点点头：有。", BAG),
    ("高不足半米，放沙发边正好。", FAN),
    ("十三斤多一点，搬得动。", FAN),
    ("二一年的款，遥控能用。", FAN),
    ("想当蓝牙音箱用？支持。", FAN),
    ("能遥控不？不能，得走过去调。", FAN),
]


@pytest.mark.parametrize(("text", "facts"), TRUE)
def test_true_sentence_passes(text: str, facts: dict[str, str]) -> None:
    assert blocked(text, facts) == []


@pytest.mark.parametrize(("text", "facts"), FALSE)
def test_same_sentence_made_false_is_blocked(text: str, facts: dict[str, str]) -> None:
    assert blocked(text, facts)
