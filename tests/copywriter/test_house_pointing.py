"""Benefits by kinds of things, what "It" points to, and the words of sizes, sets, flavors, ages and places."""

from random import Random

import pytest

from copywriter.knowledge.benefits import benefit_kinds, benefit_lines
from copywriter.knowledge.families import all_families
from copywriter.knowledge.kinds import _rows, all_kinds, kinds_of
from copywriter.prompts.house.following import benefit_sentences
from copywriter.prompts.house.joining import joined
from copywriter.prompts.house.plan import make_plan
from copywriter.prompts.house.pointing import jokes, pointing
from copywriter.prompts.house.referring import Sentence
from copywriter.records import Brief, Fact, ProductFacts


def _plan(title, category="", tone="plain", **facts):
    product = ProductFacts(
        title=title, facts=tuple(Fact(k.replace("_", " "), v) for k, v in facts.items()), category=category
    )
    return make_plan(Brief(product, kind="description", language="en", length="medium", tone=tone), {})


def _told(plan, seeds=12):
    return " ".join(s.text for seed in range(seeds) for s in joined(list(plan.facts), plan, Random(seed), opens=True))


def test_kinds_name_families_that_are_there_and_benefits_kinds_that_are_there():
    assert all(set(families) <= set(all_families()) for families, _ in _rows().values())
    assert all(kinds <= set(all_kinds()) for kinds in benefit_kinds().values())
    assert set(benefit_kinds()) <= set(benefit_lines()["en"])


@pytest.mark.parametrize(
    ("title", "material", "said"),
    [
        ("Lenlel Paperweight", "Glass", False),
        ("Lenlel Glass Jar", "Glass", True),
        ("Denrun Table Lamp", "Glass", False),
        ("Pirder Bird Feeder", "Cotton", False),
        ("Pirder Fish Tank", "Linen", False),
        ("Robir Kurta", "Linen", True),
        ("Robir Bow Tie", "Linen", False),
        ("Robir Bath Towel Set", "Cotton", True),
    ],
)
def test_a_material_is_good_for_what_is_worn_or_poured_from(title, material, said):
    plan = _plan(title, title.split(" ", 1)[1], Material=material)
    assert bool(benefit_sentences(plan, Random(1))) is said
    softly = "soft" in _told(plan) or "breathes" in _told(plan)
    assert softly <= said


def test_a_set_is_named_by_what_it_is_a_set_of():
    assert "towels" in kinds_of("", "Robir Bath Towel Set")
    assert kinds_of("", "metronome") == ()


def test_it_after_a_material_or_a_part_is_the_thing_again():
    plan = _plan("Robir Bow Tie", "Bow Tie", Material="Cotton")
    before = [Sentence("The Robir Bow Tie is made of cotton.", (0,)), Sentence("Cotton lets air through.", (), (0,))]
    told = pointing([*before, Sentence("It finishes a suit.", ())], plan)
    assert told[-1].text == "The bow tie finishes a suit."
    part = [Sentence("The cable length is 1.2 m.", (0,)), Sentence("It lies over the sofa.", ())]
    assert pointing(part, plan)[-1].text == "The bow tie lies over the sofa."
    order = [Sentence("Hand wash only.", (0,)), Sentence("It finishes a suit.", ())]
    assert pointing(order, plan)[-1].text == "It finishes a suit."


def test_a_joke_behind_a_fact_is_none_of_it():
    plan = _plan("Mentel Storage Jar", "Storage Jar", "urgent", Care="Hand wash only")
    assert jokes(Sentence("Hand wash only, when you have got away.", (0,)), plan)
    assert not jokes(Sentence("Hand wash only.", (0,)), plan)
    assert jokes(Sentence("For school and yoga, and the detour on the way back.", (0,)), plan)
    assert not jokes(Sentence("For lunch, the Mentel Storage Jar is small.", (0,)), plan)


def test_a_predicate_of_no_known_role_is_said_too():
    facts = {"Power": "1780 W", "Motor type": "DC", "Voltage": "120 V", "Bearing type": "ceramic"}
    told = _told(_plan("Fisel Label Printer", "Label Printer", **{k.replace(" ", "_"): v for k, v in facts.items()}), 1)
    assert "has a DC motor" in told
    assert "ceramic bearings" in told


def test_a_part_is_named_once():
    told = _told(_plan("Zing Smart Watch", "Smart Watch", Case_Color="Black", Case_Material="Plastic"))
    assert "The case of the Zing Smart Watch is black and made of plastic." in told


@pytest.mark.parametrize(
    ("title", "facts", "said", "unsaid"),
    [
        ("Derzil Down Jacket", {"Size": "36-44"}, "comes in sizes 36-44", "in size 36"),
        ("Derzil Down Jacket", {"Size": "S-XL"}, "comes in sizes S-XL", "in size S"),
        ("Gorgen Tea Set", {"Number of pieces": "8"}, "has 8 pieces", "set of 8"),
        ("Pintin Chocolate Box", {"Flavor": "smoked"}, "has a smoked flavor", "in smoked"),
        (
            "Parser Metronome",
            {"Material": "Recycled paper", "Origin": "Portugal"},
            "made in Portugal from",
            "made from",
        ),
        ("Nail Oil", {"Key ingredients": "Squalane", "Origin": "France"}, "made in France with squalane", "made with"),
        ("Laber Keypad", {"Connectivity": "2.4 GHz"}, "connects over 2.4 GHz", "connects by"),
        ("Laber Backpack", {"Pockets": "7"}, "has 7 pockets", "has 7."),
        ("Sirful Kite", {"Age": "7+ years"}, "recommended age of the Sirful Kite is 7+ years", "the age "),
        ("Robir Waistcoat", {"Care": "Machine wash 30°C"}, "achine wash at 30°C", "wash 30"),
    ],
)
def test_the_words_of_a_fact(title, facts, said, unsaid):
    text = _told(_plan(title, title.split(" ", 1)[1], **facts))
    assert said in text
    assert unsaid not in text
