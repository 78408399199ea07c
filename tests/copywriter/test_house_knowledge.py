"""The tables: what a fact is about, which family a category names, what facts honestly allow."""

import re
from random import Random

import pytest

from copywriter.checks import check
from copywriter.knowledge.benefits import (
    all_benefits,
    benefit_lines,
    holds,
)
from copywriter.knowledge.families import all_families, family_names, family_of
from copywriter.knowledge.roles import all_roles, name_role, role_of, shape_of
from copywriter.prompts.house.following import benefit_sentences
from copywriter.prompts.house.plan import make_plan
from copywriter.records import Brief, Fact, ProductFacts


@pytest.mark.parametrize(
    ("name", "value", "role"),
    [
        ("Materials", "oak", "material"),
        ("材质成分", "棉", "material"),
        ("Weight (kg)", "1.2", "weight"),
        ("Capacity", "large", "other"),
        ("Waterproof", "Yes", "other"),
        ("Bearing type", "sealed", "other"),
        ("货号", "123", "identifier"),
    ],
)
def test_a_name_finds_its_role(name, value, role):
    assert role_of(name, value) == role


def test_no_name_stands_for_two_roles():
    from copywriter.knowledge.roles import _rows, fold

    seen: dict[str, str] = {}
    for role, row in _rows().items():
        for name in (*row["en"], *row["zh"]):
            assert seen.setdefault(fold(name), role) == role, name


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("350 ml", "measure"),
        ("10 x 20 x 30 cm", "measure"),
        ("Black|White", "list"),
        ("PS192", "code"),
        ("是", "yes"),
        ("否", "no"),
        ("如图", "empty"),
        ("navy blue", "word"),
    ],
)
def test_a_value_has_a_shape(value, shape):
    assert shape_of(value) == shape


@pytest.mark.parametrize(
    ("category", "title", "family"),
    [
        ("Home > Kitchen > Coffee Mugs", "", "mugs"),
        ("", "Sona Striped Dress for Women", "dresses"),
        ("笔记本", "小米 Book Pro 14 轻薄笔记本电脑", "laptops_tablets"),
        ("居家", "可水洗舒柔丝羽绒枕", "pillows"),
        ("massage gun", "", ""),
        ("Placemats", "", ""),
    ],
)
def test_a_category_finds_its_family_or_none(category, title, family):
    assert family_of(category, title) == family


def test_every_family_has_names_in_both_languages():
    assert len(all_families()) >= 80
    for family in all_families():
        assert family_names(family, "en") and family_names(family, "zh-Hans"), family


def test_a_denied_or_imitated_thing_is_not_held():
    assert holds("Stoneware, glazed", "stoneware")
    for value, word in [
        ("faux leather", "leather"),
        ("not dishwasher safe", "dishwasher"),
        ("不可机洗", "机洗"),
        ("仿羊毛", "羊毛"),
        ("oak effect", "oak"),
        ("胡桃木色", "胡桃木"),
    ]:
        assert not holds(value, word), value


def test_the_table_is_whole():
    benefits = all_benefits()
    assert len({b.id for b in benefits}) == len(benefits)
    assert sum(bool(b.en) for b in benefits) >= 150 and sum(bool(b.zh) for b in benefits) >= 150
    forbidden = re.compile(r"\bcures?\b|heal|best|guarantee|治疗|疗效|最|第一|保证|抗菌|杀菌|永久")
    for benefit in benefits:
        assert benefit.why.endswith(".") and benefit.when
        for role, _ in benefit.when:
            assert role in (*all_roles(), "any", "category")
        for words in (*benefit.en, *benefit.zh):
            assert not forbidden.search(words), (benefit.id, words)
            re.compile(words)


def test_unit_in_parentheses_does_not_hide_a_name():
    assert name_role("尺寸（厘米）") == "dimensions"


@pytest.mark.parametrize(("language", "benefit"), [(lang, i) for lang, rows in benefit_lines().items() for i in rows])
def test_what_a_benefit_lets_one_say_passes_the_checks(language, benefit):
    entry = next(b for b in all_benefits() if b.id == benefit)
    chinese = language.startswith("zh")
    facts = []
    for role, words in entry.when:
        word = next((w for w in words if bool(re.search(r"[\u3400-\u9fff]", w)) == chinese), words[0])
        facts.append(Fact("Material" if role == "material" else "Feature", word))
    product = ProductFacts(sku="1", title="Harbor", facts=tuple(facts), language=language)
    found = check(benefit_lines()[language][benefit], product, language=language).findings
    assert [f for f in found if f.rule.startswith("claim.") or f.severity == "block"] == []


def test_what_goes_with_a_thing_is_not_the_thing():
    from copywriter.knowledge.families import family_of

    assert (
        family_of("手机支架/手机座") == family_of("", "原素系列实木床头柜") == family_of("", "手机唱歌专用声卡") == ""
    )
    assert family_of("手机壳") == "phone_cases" and family_of("", "实木床 1.8米") == "bed_frames"


@pytest.mark.parametrize(
    ("category", "fact", "line", "said"),
    [
        ("马克杯", ("材质", "陶瓷"), "陶瓷厚实", True),
        ("香插", ("材质", "陶瓷"), "陶瓷厚实", False),
        ("打蛋器", ("材质", "陶瓷"), "陶瓷厚实", False),
        ("蛋糕模具", ("材质", "陶瓷"), "陶瓷厚实", False),
        ("木屐", ("鞋底材质", "EVA"), "橡胶有弹性", False),
        ("木屐", ("鞋底材质", "橡胶"), "橡胶有弹性", True),
        ("记忆枕", ("材质", "记忆棉"), "棉料柔软", False),
        ("围巾", ("材质", "羊绒"), "羊毛保暖", False),
    ],
)
def test_a_chinese_benefit_is_only_of_things_and_values_that_it_is_true_of(category, fact, line, said):
    product = ProductFacts(
        sku="1", title=f"云上{category}", category=category, language="zh-Hans", facts=(Fact(*fact),)
    )
    found = benefit_sentences(make_plan(Brief(product, language="zh-Hans"), {}), Random(1))
    assert any(line in kept.body for kept in found) is said
