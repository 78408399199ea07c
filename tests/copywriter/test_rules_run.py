"""Rules in context: evidence, facts, custom packs, markets, folding."""

from datetime import date

import pytest

from copywriter.checks import rules
from copywriter.records import Evidence, Fact, ProductFacts

ZH = {"language": "zh-Hans", "market": "CN", "channel": "web", "kind": "description"}
EN = {"language": "en", "market": "US", "channel": "web", "kind": "description"}


def _ids(text, product=None, **options):
    return [f.rule for f in rules.run(text, product or ProductFacts(), **options)]


def test_a_superlative_blocks_and_names_its_span():
    text = "这是最好的锅。"
    (finding,) = rules.run(text, ProductFacts(), **ZH)
    assert (finding.rule, finding.severity) == ("cn.absolute.superlative", "block")
    assert text[finding.start : finding.end] == "最好"
    assert finding.reason and finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "面料成分：100%棉。",
        "第一步，拧紧螺丝。",
        "最高频率3.4GHz。",
        "最大承重15公斤。",
        "最近三年都在用。",
        "首次使用前最好先冲洗。",
    ],
)
def test_what_only_looks_like_a_superlative_passes(text):
    assert _ids(text, **ZH) == []


@pytest.mark.parametrize(
    "text",
    [
        "A Persian carpet pattern.",
        "Best before date on the lid.",
        "Best for tall frames.",
        "Free size.",
        "Sugar-free syrup.",
        "Hands-free light.",
        "A first aid kit with 42 pieces.",
        "Cure time of the glue is 24 hours.",
        "In sage green.",
        "Natural oak finish.",
        "#1 size hook.",
    ],
)
def test_what_only_looks_like_a_claim_passes(text):
    assert _ids(text, **EN) == []


def test_traditional_and_full_width_forms_are_folded():
    assert "cn.absolute.words" in _ids("頂級羊皮。", **ZH)
    assert "cn.absolute.first" in _ids("ＮＯ．１收纳盒。", **ZH)


def test_a_registered_name_is_no_claim():
    brand = ProductFacts(brand="唯一", language="zh-Hans")
    assert _ids("唯一纽扣，做了二十年。", brand, **ZH) == []
    assert _ids("唯一的选择。", **ZH) != []


def test_evidence_of_the_right_type_settles_until_it_expires():
    text = "Our kettle is award-winning."
    award = Evidence(type="award", valid_until="2026-06-30")
    assert "us.rank" in _ids(text, **EN)
    assert _ids(text, evidence=[award], today=date(2026, 6, 30), **EN) == []
    assert "us.rank" in _ids(text, evidence=[award], today=date(2026, 7, 1), **EN)
    assert "us.rank" in _ids(text, evidence=[Evidence(type="patent")], today=date(2026, 1, 1), **EN)


def test_a_short_scope_counts_where_it_stands_whole():
    """ "Red Dot" has no word long enough to be compared by itself."""
    award = Evidence(type="award", scope="Red Dot")
    text = "Winner of the Red Dot Award 2023."
    assert "us.rank" in _ids(text, **EN)
    assert _ids(text, evidence=(award,), **EN) == []


def test_a_shop_that_speaks_of_itself_compares_nothing_within_its_range():
    assert "cn.absolute.words" in _ids("本店枕头顶级工艺。", **ZH)
    assert _ids("在我们自己的三款里，它是最轻的。", **ZH) == []


@pytest.mark.parametrize("text", ["顶级二字不敢用。", "第一名的话我们不说。", "“独家”这个词我们不用。"])
def test_words_that_the_shop_disclaims_are_no_claim(text):
    assert _ids(text, **ZH) == []


def test_evidence_for_another_thing_settles_nothing():
    text = "A biodegradable sponge."
    assert _ids(text, evidence=[Evidence(type="certificate", scope="biodegradable sponge, EN 13432")], **EN) == []
    assert _ids(text, evidence=[Evidence(type="certificate", scope="oven temperature")], **EN) == ["us.green.specific"]


def test_the_origin_fact_settles_made_in_usa():
    text = "Made in the USA."
    assert _ids(text, ProductFacts(facts=(Fact("Country of Origin", "USA"),)), **EN) == []
    assert _ids(text, ProductFacts(facts=(Fact("Country of Origin", "China"),)), **EN) == ["us.origin.made_in_usa"]


def test_a_law_holds_in_its_market_and_a_platform_on_its_channel():
    text = "A climate neutral phone."
    assert _ids(text, **{**EN, "market": "EU"}) == ["eu.green.offset"]
    assert _ids("Free shipping on Oak Desk", packs=["amazon_listing"], **{**EN, "channel": "web"}) == []
    assert _ids("Free shipping on Oak Desk", packs=["amazon_listing"], **{**EN, "channel": "amazon"}) == [
        "amazon.promo"
    ]


def test_a_health_food_needs_its_sentence():
    product = ProductFacts(category="保健食品", language="zh-Hans")
    assert "cn.health_food.sentence" in _ids("每日两粒。", product, **ZH)
    assert _ids("每日两粒。本品不能代替药物。", product, **ZH) == []


def test_an_admins_own_words_are_found_whole_and_in_any_case():
    pack = {"id": "own", "version": "3", "rules": [{"id": "own.cosy", "terms": ["cosy"], "severity": "block"}]}
    (finding,) = rules.run("So COSY, not cosyness.", ProductFacts(), packs=[pack], **EN)
    assert (finding.rule, finding.severity, finding.start) == ("own.cosy", "block", 3)
    assert rules.pack_versions([pack, "us_ftc"])["own"] == "3"


@pytest.mark.parametrize(
    ("pack", "words"),
    [
        ({"id": "Own", "rules": [{"id": "a", "terms": ["x"]}]}, "small letters"),
        ({"id": "own", "rules": []}, "at least one rule"),
        ({"id": "own", "rules": [{"id": "a"}]}, "needs terms"),
        ({"id": "own", "rules": [{"id": "a", "pattern": "("}]}, "no regular expression"),
        ({"id": "own", "rules": [{"id": "a", "pattern": "x*"}]}, "empty text"),
        ({"id": "own", "rules": [{"id": "a", "terms": ["x"], "severity": "loud"}]}, "must be one of"),
        ({"id": "own", "rules": [{"id": "a", "terms": ["x"], "wrods": 1}]}, "unknown key wrods"),
        ({"id": "own", "rules": [{"id": "a", "terms": ["x"], "exceptions": ["none"]}]}, "not among"),
        ({"id": "own", "rules": [{"id": "a", "terms": ["x"]}, {"id": "a", "terms": ["y"]}]}, "stands twice"),
    ],
)
def test_a_bad_pack_is_refused_by_name(pack, words):
    with pytest.raises(rules.PackInvalid, match=words):
        rules.load_pack(pack)


def test_an_unknown_pack_or_detector_is_refused():
    with pytest.raises(rules.PackInvalid, match="no pack 'nowhere'"):
        _ids("x", packs=["nowhere"], **EN)
    with pytest.raises(rules.PackInvalid, match="no detector"):
        _ids("x", packs=[{"id": "own", "rules": [{"id": "a", "detector": "psychic"}]}], **EN)


def test_a_page_can_ask_for_the_rule_behind_a_finding():
    pack, rule = rules.find_rule("cn.absolute.superlative")
    assert pack.id == "cn_adlaw" and "第九条" in rule.article and rule.exceptions
    assert rules.find_rule("cn.nothing") is None
    assert {p.id for p in rules.available_packs()} >= {
        "cn_adlaw",
        "cn_health",
        "us_ftc",
        "eu_consumer",
        "taobao_listing",
    }
