"""A length's floor is what the facts carry; its ceiling stays."""

import pytest

from copywriter.knowledge.lengths import length_band
from copywriter.ranking import in_band
from copywriter.records import LANGUAGES, LENGTH_BANDS, Brief, Fact, ProductFacts


def product(count, language="en"):
    facts = tuple(Fact(f"Quality {i}", f"value {i}") for i in range(count))
    return ProductFacts(title="Harbor", language=language, facts=facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", ["short", "medium", "long"])
def test_the_floor_grows_with_the_facts_up_to_the_lengths_own(language, length):
    floors = [length_band(product(n, "en"), language, length)[0] for n in range(40)]
    low, high = LENGTH_BANDS[language][length]
    assert floors == sorted(floors) and floors[0] == 1 and max(floors) <= low
    assert length_band(product(3), language, length)[1] == high


def test_what_copy_leaves_out_carries_nothing():
    noisy = ProductFacts(title="Harbor", facts=(Fact("SKU", "A1"), Fact("Shipping", "free"), Fact("Color", "red")))
    assert length_band(noisy, "en", "medium")[0] == 4


def test_features_that_only_say_yes_are_carried_as_one():
    watch = ProductFacts(title="W", facts=(Fact("Chronograph", "Yes"), Fact("Alarm", "Yes"), Fact("Radio", "Yes")))
    assert length_band(watch, "en", "medium")[0] == 4


def test_a_short_text_of_few_facts_is_in_its_band():
    brief = Brief(product(2), language="en", length="medium")
    assert in_band("Harbor has value 0 and value 1, in its way, today.", brief)
    assert not in_band("Harbor is here.", brief)
