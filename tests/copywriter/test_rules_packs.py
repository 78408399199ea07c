"""Every shipped pack and rule: read, complete, and true to its own examples."""

import pytest

from copywriter.checks import rules
from copywriter.checks.rules.goods import all_classes
from copywriter.checks.rules.library import shipped
from copywriter.checks.rules.matching import compile_packs
from copywriter.records import LANGUAGES, ProductFacts

RULES = [(pack, rule) for pack in shipped().values() for rule in pack.rules]
EXAMPLES = [(pack, rule, example) for pack, rule in RULES for example in rule.examples]


def _found(pack, rule, example):
    language = example.language or rule.languages[0]
    channel = pack.channel or (rule.channels[0] if rule.channels else example.channel)
    kind = example.kind if not rule.kinds or example.kind in rule.kinds else rule.kinds[0]
    product = ProductFacts.from_dict({"language": language, **example.product})
    findings = rules.run(
        example.text, product, language=language, market=pack.market or "US", channel=channel, kind=kind, packs=[pack]
    )
    return [f for f in findings if f.rule == rule.id]


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_rule_names_its_article_and_source_and_has_a_hit_and_an_exception(pack, rule):
    assert rule.article and rule.source and rule.authority and rule.penalty
    assert rule.exceptions
    assert all(e.words[language].strip() for e in rule.exceptions for language in rule.languages)
    assert any(e.hit for e in rule.examples)
    assert any(not e.hit and e.exception for e in rule.examples)
    assert all(rule.reason[language].strip() and rule.suggestion[language].strip() for language in LANGUAGES)
    assert set(rule.goods) | set(rule.not_goods) <= set(all_classes())


@pytest.mark.parametrize(("pack", "rule", "example"), EXAMPLES, ids=[f"{r.id}-{e.text[:24]}" for _, r, e in EXAMPLES])
def test_rule_says_what_its_example_says(pack, rule, example):
    assert bool(_found(pack, rule, example)) is example.hit


@pytest.mark.parametrize(
    ("pack", "rule", "example"),
    [row for row in EXAMPLES if row[2].exception],
    ids=[f"{r.id}-{e.exception}" for _, r, e in EXAMPLES if e.exception],
)
def test_without_its_exceptions_the_rule_would_hit_the_passing_example(pack, rule, example):
    """An exception example proves something only where the bare rule fires."""
    data = {"id": "bare", "rules": [_bare(rule)], "languages": list(rule.languages)}
    bare = rules.load_pack(data)
    language = example.language or rule.languages[0]
    product = ProductFacts.from_dict({"language": language, **example.product})
    kind = example.kind if not rule.kinds or example.kind in rule.kinds else rule.kinds[0]
    channel = pack.channel or (rule.channels[0] if rule.channels else example.channel)
    assert rules.run(example.text, product, language=language, market="CN", channel=channel, kind=kind, packs=[bare])


def _bare(rule):
    row = {
        "id": rule.id,
        "terms": list(rule.terms),
        "triggers": list(rule.triggers),
        "goods": list(rule.goods),
        "not_goods": list(rule.not_goods),
        "kinds": list(rule.kinds),
        "channels": list(rule.channels),
        "detector": rule.detector,
        "options": dict(rule.options),
    }
    if rule.pattern is not None:
        row["pattern"] = rule.pattern.pattern
    return {key: value for key, value in row.items() if value}


def test_rule_ids_are_unique_over_all_packs():
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_packs_together_compile(language):
    assert compile_packs(tuple(shipped().values()), language).rules


def test_a_trigger_stands_in_every_hit_example_of_its_rule():
    """A pattern whose triggers are too few never runs: each hit example must carry one of them."""
    from copywriter.checks.rules.context import fold

    for _, rule, example in EXAMPLES:
        if rule.triggers and example.hit:
            assert any(fold(t) in fold(example.text) for t in rule.triggers), (rule.id, example.text)
