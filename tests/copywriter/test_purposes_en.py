"""What things are for: each sentence is held to the checks on a bare product, each class to its titles."""

import re
from collections import Counter
from random import Random

import pytest

from copywriter.checks import check
from copywriter.evaluation.measures import hard_values
from copywriter.knowledge.purposes_en import purpose_of, purposes
from copywriter.prompts.house.complete import complete
from copywriter.prompts.house.plan import make_plan
from copywriter.prompts.house.purposing_en import fact_lines, following, for_audience, presenting, purposes_of
from copywriter.prompts.house.reasoning import read_line
from copywriter.prompts.house.shelf import Shelf
from copywriter.records import Brief, Fact, ProductFacts

#: What a merchant strikes: superlatives, fillers, promises.
FILLER = re.compile(
    r"\b(?:perfect|ideal|best|must-have|elevate|effortless\w*|timeless|stunning|amazing|great|beautiful|stylish|luxur\w+|"
    r"premium|high-quality|quality|durable|comfortable|safe|safely|healthy|health|cheap\w*|easier|better than|"
    r"guarantee\w*|unique|essential|ultimate|everyone will|never|always)\b",
    re.IGNORECASE,
)


def bare(purpose):
    """A product that has only the class's name."""
    category = purpose.id
    needed = [] if not purpose.needs or purpose.needs & set(category.split()) else sorted(purpose.needs)[:1]
    title = " ".join(["Harbor", *needed, category])
    return ProductFacts(sku="1", title=title, category="", language="en")


@pytest.mark.parametrize("purpose", purposes(), ids=lambda p: p.id)
def test_each_sentence_is_clean_on_a_product_of_which_nothing_is_known(purpose):
    product = bare(purpose)
    plan = make_plan(Brief(product, language="en"), {})
    lines = [r.parts[0] for r in map(read_line, purpose.says) if not r.slots]
    assert len(lines) >= 2
    assert sum(line.startswith("{it} ") for line in lines) >= 2, "two can open a text"
    for line in purposes_of(make_plan(Brief(product, language="en"), {}), Random(1)) or lines:
        sentence = following(line, plan)
        assert not hard_values(sentence.text, "en"), sentence.text
        report = check(sentence.text, product=product, language="en")
        assert not [f.reason for f in report.findings if f.severity != "note"], sentence.text


def test_sentences_are_plain_short_and_said_once():
    said = Counter(line for p in purposes() for line in p.says)
    assert not [line for line, n in said.items() if n > 1]
    for purpose in purposes():
        assert len(set(purpose.says)) == len(purpose.says), purpose.id
        for line in purpose.says:
            assert line.endswith(".") and not FILLER.search(line), line
            assert 4 <= len(re.sub(r"\{\w+:[^}]*\}", "x", line).split()) <= 24, line
            assert not re.search(r"[“”;!?—]|\[(?!\w+\])|\((?!it\))", line.replace("; at night", "")), line
            assert re.match(r"\{it\} \[\w+\]", line) or not line.startswith("{it}"), line


def test_there_is_a_class_for_most_things_that_shops_sell():
    assert len({p.id for p in purposes()}) >= 260


KNOWN = {
    ("EKTORP Two-seat sofa", "Two-seat sofas"): "two-seat sofa",
    ("FLOTTEBO Sofa-bed with side table", "Sofa-beds"): "sofa bed",
    ("HAVSTA Storage comb w sliding glass doors", "Cabinets"): "storage combination",
    ("Golmaalshop Showpiece - 12.7 cm", "Home Decor > Showpieces > Religious Idols"): "showpiece",
    ("Metallino Hard Anodised Kadhai 3.5 L", "Cookware > Woks & Kadhais"): "kadhai",
    ("Team Shirt", "T-shirts"): "t-shirt",
    ("Dash Force", "Sneakers"): "sneakers",
    ("CODE by Lifestyle Men Black Slim Fit Striped Peg Trousers", ""): "trousers",
    ("PrettyCat Beige Printed Push-Up Bra PC-BR-5174", ""): "bra",
    ("Set of 6 Printed Table Placemats", ""): "placemat",
    ("Hp Pavilion DV6170EA 12 Cell Laptop Battery", "Computers > Laptop Accessories > Batteries"): "laptop battery",
    ("Steel Watch Strap 22 mm", "Watch Accessories"): "watch strap",
    ("Dog Bed Large", "Pet Supplies > Dog Beds"): "dog bed",
    ("Kids Girls Pink Fit and Flare Dress", ""): "dress",
}
UNKNOWN = (
    ("Cover for 3-seat sofa-bed", "Armchair legs"),
    ("Toy Car Garage with Sofa", "Toys"),
    ("Toy Kettle", "Toys & Games"),
    ("Dollhouse Miniature Sofa", "Dollhouses"),
    ("Leather Watch", "Watch Straps"),
    ("Air Fryer Replacement Basket", "Air Fryers"),
    ("Coffee Machine Cleaning Tablets", "Coffee Machines"),
    ("Phone Case Mold", "Crafts"),
    ("Guitar Shaped Magnet", ""),
    ("Dog Backpack", "Pet Supplies"),
    ("Bed Leg Risers", "Bed Accessories"),
    ("Lamp Shade", "Lighting"),
    ("Cat Face Mug Coaster Sticker", ""),
    ("Hamster Bed", "Small Pets"),
    ("Electric Shaver Replacement Head", "Shavers"),
    ("Vacuum Cleaner Bags", "Vacuum Cleaners"),
    ("Tent Pegs", "Camping"),
    ("Curtain Rings", "Curtains"),
    ("Yoga Mat Strap", "Yoga Mats"),
    ("Knife Sharpener", "Kitchen Knives"),
    ("Rice Cooker Steam Valve", "Rice Cookers"),
    ("Earring Backs", "Earrings"),
    ("Bicycle Chain Oil", "Bicycles"),
)


@pytest.mark.parametrize(("title", "category"), KNOWN)
def test_a_title_or_its_shelf_names_the_class(title, category):
    found = purpose_of(category, title)
    assert found is not None and found.id == KNOWN[title, category]


@pytest.mark.parametrize(("title", "category"), UNKNOWN)
def test_a_part_a_toy_or_a_cover_is_not_the_thing(title, category):
    assert purpose_of(category, title) is None


SOFA = ProductFacts(
    sku="1", title="EKTORP Two-seat sofa", category="Two-seat sofas", brand="EKTORP",
    facts=(Fact("Width", "179 cm"), Fact("Depth", "88 cm"), Fact("Height", "88 cm")),
)  # fmt: skip


def texts(tone="plain", kind="description", n=12):
    plan = make_plan(Brief(SOFA, language="en", kind=kind, tone=tone, length="medium"), {})
    return [" ".join(s.text for s in complete([], plan, Shelf({}), str(i))[0]) for i in range(n)]


@pytest.mark.parametrize("tone", ["plain", "warm", "premium"])
def test_a_sparse_description_says_what_the_thing_is_for_once_and_in_many_ways(tone):
    plan = make_plan(Brief(SOFA, language="en"), {})
    told = [p.replace("{it} ", "") for p in purposes_of(plan, Random(1))]
    found = texts(tone)
    assert all(1 <= sum(p in text for p in told) <= 3 for text in found)
    assert len(set(found)) >= 9
    assert any(re.match(r"The EKTORP Two-seat sofa (?:seats|is for|fits|gives)", text) for text in found)


def test_a_class_that_takes_a_fact_along_says_it_only_within_its_bounds():
    narrow = fact_lines(purpose_of("Two-seat sofas", "EKTORP Two-seat sofa"))
    assert narrow and narrow[0].slots[0].bounds == (("<", 200.0, "cm"),)


def test_many_things_agree():
    product = ProductFacts(sku="1", title="Fausto Brown Sneakers", category="Sneakers")
    plan = make_plan(Brief(product, language="en"), {})
    for line in purposes_of(plan, Random(1)):
        assert not re.search(r"\bThey \w+s\b|\bit\b", following(line, plan).text.replace("They is", "They goes"))
    first = presenting("{it} goes with jeans.".replace("goes", "go"), plan)
    assert first.text.startswith("Fausto Brown Sneakers go")


def test_people_are_told_what_concerns_them():
    product = ProductFacts(sku="1", title="Driven Backpack", category="Bags")
    plan = make_plan(Brief(product, language="en", kind="recommendation", audience="commuters"), {})
    told = for_audience(plan, "commuters", Random(2))
    assert told.text.startswith("For commuters, the Driven Backpack ") and "commute" in told.text
    assert for_audience(plan, "beekeepers", Random(2)) is None
