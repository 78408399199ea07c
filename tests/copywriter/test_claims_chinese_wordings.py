"""Ten and more wordings of each cause for which a Chinese text was misread, none of them from the benchmark."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def blocked(text: str, facts: dict[str, str], category: str = "") -> list[str]:
    product = ProductFacts(
        title="",
        brand="青屿",
        category=category,
        facts=tuple(Fact(n, v) for n, v in facts.items()),
        language="zh-Hans",
    )
    findings, _ = examine(text, product, language="zh-Hans")
    return [f.rule for f in findings if f.severity == "block"]


ORIGIN = {"产地": "四川自贡"}
FALSE_ORIGIN = [
    "佛山的厂子出的货。",
    "扬州的老师傅一针一线缝的。",
    "景德镇那家窑口烧的。",
    "作坊在安徽歙县。",
    "绍兴匠人打的。",
    "酿于贵州仁怀。",
    "原产地是宁夏中宁。",
    "潍坊的车间里装好再寄。",
    "种在甘肃民勤的地里。",
    "韩国原装。",
    "焙于福建政和。",
]
TRUE_ORIGIN = [
    "自贡的老师傅做的。",
    "作坊在四川自贡。",
    "四川产。",
    "甜味来自果子本身。",
    "灵感来自敦煌的壁画。",
    "开封后尽快用完。",
    "配料选自当季的菜园。",
    "适合在北京的冬天穿。",
    "来自妈妈的老手艺。",
    "带它去大理，去丽江。",
]


@pytest.mark.parametrize("text", FALSE_ORIGIN)
def test_another_place_is_blocked(text: str) -> None:
    assert blocked(text, ORIGIN) == ["claim.origin"]


@pytest.mark.parametrize("text", TRUE_ORIGIN)
def test_its_own_place_and_talk_of_places_pass(text: str) -> None:
    assert blocked(text, ORIGIN) == []


#: (false text, true text, facts)
NUMBERS = [
    ("通电三四个小时就满。", "通电七八个小时就满。", {"充电时长": "7-8小时"}),
    ("能跑七八十公里。", "能跑三四十公里。", {"续航": "35km"}),
    ("连箱二十多斤。", "连箱三十多斤。", {"重量": "17kg"}),
    ("两百余道工序。", "一百余道工序。", {"工序": "108道"}),
    ("身高一米五五以内可用。", "身高一米三五以内可用。", {"适用身高": "135cm以内"}),
    ("两米四长的台面。", "一米八长的台面。", {"长度": "180cm"}),
    ("焖两刻钟就烂。", "焖三刻钟就烂。", {"烹饪时间": "45分钟"}),
    ("一次亮三个半小时。", "一次亮两个半小时。", {"续航时间": "2.5小时"}),
    ("蒸上七八分钟出锅。", "蒸上十五分钟出锅。", {"蒸制时间": "15分钟"}),
    ("能存四天。", "能存七天。", {"保鲜时间": "7天"}),
    ("睡得下五个人。", "睡得下两个人。", {"适用人数": "2人"}),
    ("八口人家也够。", "三口人家也够。", {"适用人数": "2-3人"}),
    ("四根灯管一起亮。", "两根灯管一起亮。", {"灯源": "双灯管"}),
    ("五味原料。", "三味原料。", {"配料": "山楂、麦芽、陈皮"}),
    ("每小时最多骑四十公里。", "每小时最多骑二十公里。", {"最高时速": "20km/h"}),
    ("30来斤一袋。", "20来斤一袋。", {"净含量": "10kg"}),
    ("高三尺。", "高两尺。", {"高度": "66cm"}),
    ("尺码从90到120码。", "尺码从100到140码。", {"尺码": "100/110/120/130/140"}),
    ("定时90分钟以内。", "定时60分钟以内。", {"定时": "0-60min"}),
    ("七八层纸。", "三四层纸。", {"层数": "3-4层"}),
    ("两岁以上玩。", "三岁以上玩。", {"适用年龄": "3岁+"}),
    ("俩月保修。", "仨月保修。", {"质保": "3个月"}),
]
SHARES = [
    ("三成五是椰浆。", "四成五是椰浆。", {"椰浆含量": "45%"}),
    ("果肉占了一半。", "果肉占了三成。", {"果肉含量": "30%"}),
    ("四分之一是荞麦。", "四分之三是荞麦。", {"荞麦占比": "75%"}),
    ("百分之八十的光都挡在外面。", "百分之九十的光都挡在外面。", {"遮光率": "90%"}),
    ("羊毛七成、腈纶三成。", "羊毛六成、腈纶四成。", {"成分": "羊毛60% 腈纶40%"}),
    ("三成羊毛配七成棉。", "七成羊毛配三成棉。", {"成分": "羊毛70%，棉30%"}),
    ("其余的五成是水。", "其余的两成是水。", {"水": "20%", "茶": "80%"}),
    ("省下四成电。", "省下三成电。", {"节电率": "30%"}),
    ("三分之二是竹浆。", "三分之一是竹浆。", {"竹浆占比": "33%"}),
    ("含毛三成。", "含毛五成。", {"成分": "羊毛50% 锦纶50%"}),
]
TALK = [
    ("声音轻一点，日子升一升温。", {"容量": "2L"}),
    ("八成是猫碰倒的，别急。", {"羊毛": "70%"}),
    ("等五分钟再出门。", {"保质期": "12个月"}),
    ("两个人窝着看电影。", {"适用人数": "4-6人"}),
    ("三五个朋友，一壶茶。", {"容量": "1.2L"}),
    ("放两天再吃更香。", {"保质期": "12个月"}),
    ("走两三公里就到。", {"重量": "2kg"}),
    ("一家三口的早饭。", {"数量": "2个"}),
    ("灌满1.5升水。", {"容量": "1.5L"}),
    ("一成不变的日子，换个杯子。", {"含棉量": "70%"}),
    ("花一刻钟喝杯茶。", {"容量": "300ml"}),
    ("用软布擦，用海绵蘸水刷。", {"材质": "陶瓷"}),
]


@pytest.mark.parametrize(("false", "true", "facts"), NUMBERS + SHARES)
def test_a_number_told_in_numerals_is_held_against_the_fact(false: str, true: str, facts: dict[str, str]) -> None:
    assert blocked(false, facts)
    assert blocked(true, facts) == []


@pytest.mark.parametrize(("text", "facts"), TALK)
def test_numerals_of_the_scene_claim_nothing(text: str, facts: dict[str, str]) -> None:
    assert blocked(text, facts) == []
