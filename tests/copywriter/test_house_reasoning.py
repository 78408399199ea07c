"""Facts with their reason: each line is held to the checks, used only where its conditions are met, and agrees."""

from random import Random

import pytest

from copywriter.checks import check
from copywriter.knowledge.families import all_families, family_names
from copywriter.knowledge.kinds import all_kinds
from copywriter.knowledge.roles import all_roles
from copywriter.prompts.house.joining import joined
from copywriter.prompts.house.plan import PlannedFact, make_plan
from copywriter.prompts.house.reasoning import (
    Slot,
    _table,
    _told,
    lead_roles,
    read_reason,
    reasons_for,
    words_to_audience,
)
from copywriter.records import Brief, Fact, ProductFacts

#: Values that meet a slot's words and shape where the word alone does not.
VALUES = {
    "vacuum": "vacuum insulation",
    "induction": "gas and induction",
    "water column": "10 000 mm water column",
    "merino": "merino wool",
    "pillowcase": "1 duvet cover and 2 pillowcases",
    "removable": "removable cork",
    "water-repellent": "water-repellent",
    "pocket": "4 zip pocket",
    "in and out": "USB-C in and out",
    "relaxed": "relaxed fit",
    "regular": "regular fit",
    "crew": "crew neck",
    "adjustable": "adjustable strap",
    "automatic": "automatic movement",
    "resealable": "resealable bag",
}
PLAIN = {
    "author": "Ada Reed", "gemstone": "garnet", "metal": "sterling silver", "scent": "cedar", "upper": "cotton canvas",
    "net_content": "50 ml", "dimensions": "60 x 40 cm", "feature": "soft lid",
}  # fmt: skip


def value_for(slot: Slot) -> str:
    number = next((f"{n:g} {unit}".strip() for sign, n, unit in slot.bounds), "")
    word = slot.some[0] if slot.some else ""
    if word in VALUES and not (slot.shape == "adj" and word in ("adjustable", "resealable")):
        return VALUES[word]
    if number:
        return number if word.replace(" ", "") in number.casefold() else f"{number} {word}"
    return word if slot.some else PLAIN.get(slot.role, "12 cm")


def lines():
    for name, reasons in _table()["sentences"].items():
        for reason in reasons:
            yield pytest.param(
                name, reason, id=f"{name}: {''.join(p for p in reason.parts if isinstance(p, str))[:60]}"
            )


def family_of_class(name):
    table = _table()["class_of"]
    return name if name in all_families() else next((f for f, c in table.items() if c == name), "mugs")


@pytest.mark.parametrize(("name", "reason"), lines())
def test_every_line_can_be_said_and_claims_nothing_that_its_facts_do_not_carry(name, reason):
    family = family_of_class(name)
    names = [s.role if s.by_name else s.role.replace("_", " ") for s in reason.slots]
    facts = tuple(Fact(n, value_for(s)) for n, s in zip(names, reason.slots, strict=True))
    category = family_names(family, "en")[0]
    product = ProductFacts(sku="1", title=f"Harbor {category}", category=category, facts=facts)
    plan = make_plan(Brief(product, language="en"), {})
    by_role = {}
    for slot, fact, i in zip(reason.slots, facts, range(len(facts)), strict=True):
        key = "<|o1|>" if slot.by_name else f"<|{slot.role}|>"
        planned = PlannedFact(key, (i,), fact.name, fact.value)
        by_role.setdefault(("=" if slot.by_name else "") + slot.role, []).append(planned)
    told = _told(reason, by_role, plan)
    assert told is not None, [f.value for f in facts]
    text = told.text.replace("{aud}", "new parents").replace("{it}", "It" if told.text.startswith("{it}") else "it")
    text = text[0].upper() + text[1:]
    found = check(text, product, language="en").findings
    assert [(f.rule, text[f.start : f.end]) for f in found if f.severity != "note"] == []


def test_roles_and_families_of_the_file_exist():
    table = _table()
    assert set(table["class_of"]) <= set(all_families())
    assert set(table["lead"]) <= set(table["class_of"].values())
    for name, reasons in table["sentences"].items():
        assert name in ("any", *all_kinds()) or name in all_families() or name in table["class_of"].values()
        assert all(s.by_name or s.role in all_roles() for r in reasons for s in r.slots)
    assert all(role in all_roles() for roles in table["lead"].values() for role in roles)


def reasons(*facts, category="Headphones", title="Stillwater Headphones", most=9, seed=0):
    product = ProductFacts(sku="1", title=title, category=category, facts=tuple(Fact(*f) for f in facts))
    plan = make_plan(Brief(product, language="en"), {})
    return " ".join(t.text for t in reasons_for(plan.facts, plan, Random(seed), most))


def test_a_value_out_of_its_bounds_gets_no_reason():
    assert "week of listening" in reasons(("Battery life", "38 hours"))
    assert reasons(("Battery life", "5 hours")) == ""
    assert reasons(("Weight", "5 g per earbud")) == ""


def test_what_is_denied_or_imitated_gets_no_reason():
    assert "softens" in reasons(("Material", "leather"), category="Handbags", title="Pine Handbag")
    assert "softens" not in reasons(("Material", "faux leather"), category="Handbags", title="Pine Handbag")


@pytest.mark.parametrize("seed", range(6))
def test_no_fact_is_said_twice_and_many_agree(seed):
    text = reasons(("Feature", "active noise cancelling"), ("Battery life", "38 hours"), ("Weight", "248 g"), seed=seed)
    assert all(text.count(value) == 1 for value in ("noise cancelling", "38 hours", "248 g"))
    assert " sits " not in text and " runs " not in text and "[" not in text


def test_an_audience_hears_of_its_own_day_with_a_fact():
    facts = (Fact("Battery life", "38 hours"), Fact("Color", "red"))
    product = ProductFacts(sku="1", title="Still Headphones", category="Headphones", facts=facts)
    told = {}
    for audience in ("people who walk to work", "students", "beekeepers"):
        brief = Brief(product, kind="recommendation", language="en", length="short", audience=audience)
        told[audience] = words_to_audience(make_plan(brief, {}), Random(1))
    assert "38 hours" in told["students"].text and "library" in told["students"].text
    assert "rides there and back" in told["people who walk to work"].text
    assert told["beekeepers"] is None


def test_a_class_leads_with_what_matters_for_it():
    facts = tuple(Fact(n, v) for n, v in (("Color", "red"), ("Warranty", "2 years"), ("Battery life", "38 hours")))
    product = ProductFacts(sku="1", title="Still Headphones", category="Headphones", facts=facts)
    plan = make_plan(Brief(product, language="en"), {})
    first = [joined(list(plan.facts), plan, Random(s), opens=True)[0].text for s in range(20)]
    assert lead_roles("headphones")[:2] == ("feature", "battery_life")
    assert sum("38 hours" in text for text in first) >= 12


def test_a_line_without_a_fact_is_refused():
    with pytest.raises(ValueError, match="without a fact"):
        read_reason("{it} [is] nice.")
