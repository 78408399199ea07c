"""How English facts are said whose values are lists of sorts, or whose names no form knows."""

from random import Random

import pytest

from copywriter.knowledge.sayable import sayable, sayable_facts, sayable_name
from copywriter.prompts.house.naming_en import say, tellable
from copywriter.prompts.house.plan import make_plan, say_category
from copywriter.records import Brief, Fact, ProductFacts


def plan_of(name, value, title="Trail Backpack", category="Bags > Backpacks", tone="plain"):
    product = ProductFacts(
        sku="1", title=title, category=category, language="en", facts=(Fact(name, value), Fact("Origin", "Portugal"))
    )
    return make_plan(Brief(product, kind="description", language="en", length="medium", tone=tone), {})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Strap", "Adjustable, Double, Padded", "has adjustable, padded double straps"),
        ("Strap", "Adjustable, Double, Telescoping", "has adjustable double straps and a telescoping handle"),
        ("Strap", "Cross Body, Single, Shoulder", "has a single strap for cross body and shoulder wear"),
        ("Features", "Waterproof, Laptop Sleeve", "{it} is waterproof, and has a laptop sleeve."),
        ("Lid included", "Yes", "comes with a lid"),
        ("Activity", "Gym, School, Urban", "suits the gym, school and urban use"),
        ("Occasion", "Party-Wedding", "suits a party and a wedding"),
        ("Pattern", "Solid", "comes in a solid color"),
        ("Theme", "EGYPTIAN", "has an Egyptian theme"),
        ("Care", "Machine wash, do not dry clean", "Machine wash; do not dry clean."),
        ("Collection", "Houndstooth", "belongs to the Houndstooth collection"),
        ("Dial color", "Off White", "the dial is off white"),
        ("Case / Bezel Material", "Brass Case", "has a brass case"),
        ("Power Source", "Battery powered", "is battery powered"),
        ("Joint type", "mortise and tenon", "has mortise and tenon joints"),
        ("Number of bulbs", "80", "has 80 bulbs"),
        ("Closure", "Drawstring", "closes with a drawstring"),
        ("Closure", "Lace-up", "has a lace-up closure"),
        ("Connectivity", "Wired USB", "has a wired USB connection"),
        ("Season", "All", "suits all seasons"),
        ("Max. load/shelf", "12 kg", "the maximum load per shelf is 12 kg"),
    ],
)  # fmt: skip
def test_a_fact_is_said_as_one_speaks(name, value, words):
    plan = plan_of(name, value)
    assert say(plan.facts[0], plan, Random(0)).text == words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Pattern", "Cartton Character"),
        ("Power supply", "12 V DC, 0.8 A"),
        ("Handle features", "Double Sided Handle"),
        ("Combo set contents", "Lavender, Rose, Jasmine"),
        ("In the box", "5 Rose Soap"),
        ("Height without legs", "60 cm"),
    ],
)
def test_what_no_natural_sentence_says_is_left_aside(name, value):
    plan = plan_of(name, value)
    plan = make_plan(
        Brief(
            ProductFacts(
                sku="1",
                title="Trail Backpack",
                category="Bags",
                language="en",
                facts=(Fact(name, value), Fact("Origin", "Portugal"), Fact("Weight", "780 g")),
            )
        ),
        {},
    )
    assert [f.name for f in tellable(plan).facts] == ["origin", "weight"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Style", "Exercise, Tote"),
        ("Type", "Tools"),
        ("Model ID", "Mink"),
        ("Model Name", "Mink"),
        ("Collection", "Baby Care"),
        ("Size", "View Image"),
        ("Size", "Wooden Sudoku Game"),
        ("Color", "Assorted muti colors"),
        ("Stok diskon", "205"),
        ("Weight", "500"),
        ("Sales package", "1 Backpack"),
    ],
)
def test_what_strayed_into_its_field_is_no_fact_worth_saying(name, value):
    product = ProductFacts(sku="1", title="Trail Backpack", category="Bags", language="en", facts=(Fact(name, value),))
    assert sayable_facts(product) == ()


@pytest.mark.parametrize(
    ("value", "role", "said"),
    [
        ("60.0 cm", "height", "60 cm"),
        ("15x275cm", "size", "15 x 275 cm"),
        ("59 inch / 150 cm", "length", "59 inches (150 cm)"),
        ("20 OZ", "capacity", "20 oz"),
        ("Cotton rib 200gsm", "material", "200 gsm cotton rib"),
        ("Bluetooth 5.0", "connectivity", "Bluetooth 5.0"),
        ("RusticBrown", "color", "rustic brown"),
    ],
)
def test_measures_stand_as_one_writes_them(value, role, said):
    assert sayable(value, role) == said


def test_a_model_number_has_no_place_in_a_warm_text():
    plan = plan_of("Model", "PK-70", tone="warm")
    assert "model" not in [f.name for f in tellable(plan).facts]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Unravel India Showpiece - 16 cm", "Unravel India Showpiece"),
        ("HAVSTEN 3-seat sofa, in/outdoor", "HAVSTEN 3-seat sofa"),
        ("METOD High cabinet f oven+door/2 drawers", ""),
        ("Bigkik Flexible Lamp Mini Portable Designer USB Led Light", ""),
        ("1pc Unisex Mini Guitar Keychain", "Unisex Mini Guitar Keychain"),
    ],
)
def test_a_title_is_a_name_only_as_far_as_it_reads_as_one(title, name):
    assert sayable_name(ProductFacts(sku="1", title=title, language="en")) == name


def test_a_shelf_without_its_brand_says_what_the_thing_is():
    assert say_category("Showpieces > Unravel India Showpieces", "Unravel India Showpiece - 16 cm", "en") == "showpiece"
    title = "ROYLE KATOCH Showpiece - 24 cm"
    assert say_category(f"Showpieces > {title} (Crystal, Wooden, Multicolor)", title, "en") == ""
    assert say_category("Showpieces > Lal Haveli Ethnic", "Lal Haveli Statues", "en") == ""
