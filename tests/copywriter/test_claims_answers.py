"""Facts that answer yes or no, told in verbs: what agrees with them passes, what says the opposite is blocked."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def contradicted(text: str, facts: dict[str, str], language: str = "en") -> bool:
    product = ProductFacts(title="", brand="", facts=tuple(Fact(n, v) for n, v in facts.items()), language=language)
    findings, _ = examine(text, product, language=language)
    return any(f.severity == "block" for f in findings)


ENGLISH = [  # fact, what is true, what is false
    (("Charger included", "No"), "The charger is not included.", "It comes with a charger included."),
    (("Removable cover", "Yes"), "The cover comes off.", "The cover does not come off."),
    (("Bulb replaceable", "No"), "The bulb cannot be replaced.", "The bulb can be replaced."),
    (("Organic cotton", "Yes"), "The cotton is organic.", "The cotton is not organic."),
    (("Numbered pages", "Yes"), "The pages are numbered.", "The pages are not numbered."),
    (("Underfloor heating", "Suitable"), "Fine with underfloor heating.", "Not suitable for underfloor heating."),
    (("Drinking water safe", "No"), "Not safe for drinking water.", "Safe for drinking water."),
    (("Pen loop", "No"), "It has no pen loop.", "It has a pen loop."),
    (("PVC free", "Yes"), "No PVC.", "Made with PVC."),
    (("Carry strap", "Included"), "A carry strap is included.", "A carry strap is not included."),
]
SILENT = [
    (("Charger included", "No"), "Any USB-C charger will do."),
    (("Microphone", "Yes"), "The microphone does not pick up wind."),
    (("Pen loop", "No"), "If you want a pen loop, clip one on."),
    (("Care", "brush clean, do not wash"), "Brush it; do not wash it."),
]
CHINESE = [
    (("外套可拆", "是"), "外套能拆。", "外套不能拆。"),
    (("灯珠可更换", "否"), "灯珠不能换。", "灯珠可以换。"),
    (("背带", "赠送"), "附送背带。", "不送背带。"),
    (("含被芯", "否"), "不含被芯。", "附赠被芯。"),
    (("地暖", "适用"), "地暖房也能铺，地暖可用。", "地暖不能用。"),
    (("是否需要电池", "否"), "不用装电池。", "需要装电池。"),
    (("加热功能", "无"), "没有加热。", "带加热。"),
    (("作者签名", "无"), "没有签名。", "有签名。"),
    (("防滑底", "有"), "底部防滑。", "底部不防滑。"),
    (("洗涤", "冷水手洗，不可烘干"), "别烘干。", "可以烘干。"),
    (("炸篮", "可进洗碗机"), "炸篮能进洗碗机。", "炸篮不能进洗碗机。"),
    (("USB充电口", "有"), "底座上有USB口。", "底座上没有USB口。"),
    (("闭合方式", "系带"), "系带款。", "免系带。"),
]
SILENT_ZH = [
    (("含被芯", "否"), "换被芯的时候不费劲。"),
    (("背带", "赠送"), "不仅有背带，还有收纳袋。"),
    (("地暖", "适用"), "地暖能不能用，看这里。"),
]


@pytest.mark.parametrize(("fact", "true", "false"), ENGLISH)
def test_an_answer_is_held_against_its_verb(fact, true, false) -> None:
    assert not contradicted(true, dict([fact]))
    assert contradicted(false, dict([fact]))


@pytest.mark.parametrize(("fact", "text"), SILENT)
def test_what_only_names_the_thing_says_nothing_of_it(fact, text) -> None:
    assert not contradicted(text, dict([fact]))


@pytest.mark.parametrize(("fact", "true", "false"), CHINESE)
def test_an_answer_is_held_against_its_verb_in_chinese(fact, true, false) -> None:
    assert not contradicted(true, dict([fact]), "zh-Hans")
    assert contradicted(false, dict([fact]), "zh-Hans")


@pytest.mark.parametrize(("fact", "text"), SILENT_ZH)
def test_what_only_names_the_thing_says_nothing_of_it_in_chinese(fact, text) -> None:
    assert not contradicted(text, dict([fact]), "zh-Hans")
