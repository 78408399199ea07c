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
