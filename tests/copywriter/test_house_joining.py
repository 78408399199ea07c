"""Joining: predicates that fit their values, verbs shared, every value to its letter."""

from random import Random

import pytest

from copywriter.knowledge.english import is_adjective, with_article
from copywriter.knowledge.roles import all_roles
from copywriter.prompts.house.joining import joined
from copywriter.prompts.house.plan import make_plan
from copywriter.prompts.house.saying import Form, forms
from copywriter.records import Brief, Fact, ProductFacts


def said(*facts, language="en", category="Rugs", title="Coastline Rug", seed=0, opens=False):
    facts = tuple(Fact(*f) for f in facts)
    product = ProductFacts(sku="1", title=title, category=category, facts=facts, language=language)
    plan = make_plan(Brief(product, language=language), {})
    sentences = joined(list(plan.facts), plan, Random(seed), opens=opens)
    assert sorted(i for s in sentences for i in s.indices) == list(range(len(facts)))
    return ("" if language.startswith("zh") else " ").join(s.text for s in sentences)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_form_belongs_to_a_role_and_holds_one_value(language):
    for role, found in forms(language).items():
        assert role in all_roles() and found
        assert all(isinstance(f, Form) and not (language == "en" and f.before.startswith("It ")) for f in found)


@pytest.mark.parametrize("seed", range(20))
def test_what_shares_a_verb_says_it_once(seed):
    text = said(("Neckline", "crew neck"), ("Fit", "straight fit"), category="Capes", title="Driftwood", seed=seed)
    assert text.count("has") == 1 and "a crew neck" in text and "a straight fit" in text


@pytest.mark.parametrize("seed", range(20))
def test_sizes_share_their_verb_and_not_another_kinds(seed):
    text = said(("Width", "60 cm"), ("Depth", "45 cm"), ("Material", "oak"), category="Desks", title="Pine", seed=seed)
    assert "60 cm wide and 45 cm deep" in text and "deep and made" not in text


@pytest.mark.parametrize("seed", range(20))
def test_a_parts_measure_is_not_told_as_the_products(seed):
    text = said(("Cable length", "1.8 m"), ("Material", "paper"), category="Screens", title="Lantern", seed=seed)
    assert "cable length is 1.8 m" in text and "1.8 m long" not in text
    zh = said(("线长", "1.8米"), ("材质", "白蜡木"), language="zh-Hans", category="台灯", title="栖木台灯", seed=seed)
    assert "线长1.8米" in zh


@pytest.mark.parametrize("seed", range(10))
def test_more_than_one_thing_takes_its_verbs(seed):
    text = said(("Sole", "rubber"), ("Origin", "Portugal"), category="Sneakers", title="Quayside Sneakers", seed=seed)
    assert text.startswith(("They have", "They are", "They stand", "Made in"))
    assert " has " not in text and " is " not in text


def test_the_first_sentence_may_present_the_product():
    for seed in range(10):
        text = said(("Material", "wool"), ("Origin", "India"), ("Color", "sand"), seed=seed, opens=True)
        assert "Coastline Rug" in text.split(".")[0]


def test_a_name_that_no_form_knows_is_said_as_it_is():
    assert said(("Brew time", "45 hours"), category="Garlands", title="Cedar") == "The brew time is 45 hours."
    assert (
        said(("手柄材质", "胡桃木"), language="zh-Hans", category="刀具", title="锻木菜刀")
        == "胡桃木做手柄，握着温润。"
    )
    assert said(("鞋垫材质", "人造短毛绒"), language="zh-Hans", category="鞋", title="云步") == "鞋垫用人造短毛绒。"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("screw lid", "a screw lid"),
        ("coconut buttons", "coconut buttons"),
        ("double-wall vacuum insulation", "double-wall vacuum insulation"),
        ("carrying case and 3.5 mm cable", "a carrying case and a 3.5 mm cable"),
        ("1 duvet cover and 2 pillowcases", "1 duvet cover and 2 pillowcases"),
        ("umbrella stand", "an umbrella stand"),
        ("USB-C cable", "a USB-C cable"),
        ("two-way zip", "a two-way zip"),
        ("foldable", ""),
        ("wipe with a damp cloth", ""),
        ("45 hours", "45 hours"),
    ],
)
def test_a_noun_phrase_gets_the_article_it_needs(value, said):
    assert with_article(value) == said


@pytest.mark.parametrize(
    "word", ["matte", "powder-coated", "dishwasher safe", "unisex", "foldable", "soft and light-resistant"]
)
def test_adjectives_are_known_by_ending_or_by_list(word):
    assert is_adjective(word)


@pytest.mark.parametrize("word", ["steel", "screw lid", "stripes", "walnut", "Portugal", "metal"])
def test_what_is_no_adjective_is_not_taken_for_one(word):
    assert not is_adjective(word)


def test_a_product_whose_facts_have_no_form_is_named_all_the_same():
    text = said(("Zorble", "QX-9"), ("Chord set", "open Firnan"), opens=True)
    assert text.startswith("The zorble of the Coastline Rug is QX-9")


def test_where_the_model_said_every_fact_itself_nothing_is_joined():
    asked = make_plan(Brief(ProductFacts(title="Harbor Mug", category="Mugs", facts=(Fact("Weight", "310 g"),))), {})
    assert joined([], asked, Random(1)) == []


@pytest.mark.parametrize("seed", range(12))
def test_how_a_thing_is_kept_stands_by_itself_in_chinese(seed):
    facts = (("材质", "榉木"), ("清洁方式", "干布擦拭"), ("脚垫", "野栖-3"), ("榫卯结构", "澄沐榫"))
    text = said(*facts, language="zh-Hans", category="床架", title="云上床架", seed=seed, opens=True)
    assert not any("擦拭" in s and ("脚垫" in s or "榫" in s) for s in text.split("。"))


@pytest.mark.parametrize("seed", range(12))
def test_two_styles_share_their_word_and_no_scent_is_not_named_a_scent(seed):
    facts = (("细分风格", "商务休闲"), ("基础风格", "时尚都市"), ("颜色", "黑色"))
    text = said(*facts, language="zh-Hans", category="休闲裤", title="云上休闲裤", seed=seed, opens=True)
    assert text.count("风格") <= 1
    assert "香味为" not in said(("香型", "无香"), language="zh-Hans", category="浴盐", title="云上浴盐", seed=seed)
