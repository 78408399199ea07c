"""Families of words: written out in patterns and triggers, refused when nobody wrote them."""

import pytest

from copywriter.checks import rules
from copywriter.checks.rules.library import shipped
from copywriter.checks.rules.vocabulary import families, spelled_out
from copywriter.records import ProductFacts


def test_a_family_is_joined_in_a_pattern_and_listed_among_triggers():
    rule = spelled_out({"triggers": ["than", "<<germ>>", ["mould", "damp"]], "pattern": [r"\b(?:<<germ>>)\b"]})
    assert rule["triggers"] == ["than", *families()["germ"], "mould", "damp"]
    assert r"e\.\ coli" in rule["pattern"][0] and rule["pattern"][0].startswith(r"\b(?:")
    assert "<<" not in str(rule)


def test_a_family_that_nobody_wrote_is_refused():
    with pytest.raises(rules.PackInvalid, match="no family 'ghost'"):
        spelled_out({"pattern": "<<ghost>>"})


def test_words_are_plain_and_stand_once_in_their_family():
    for name, words in families().items():
        assert len(words) == len(set(words)), name
        assert all(word == word.strip().lower() and not set(word) & set("()[]|?*\\") for word in words), name


def test_every_word_of_a_family_is_found_by_the_rules_that_ask_for_it():
    pack = [shipped()["us_ftc"]]
    product = ProductFacts.from_dict({"language": "en", "category": "Home"})
    for word in families()["condition"]:
        text = f"A pillow that relieves {word}."
        found = rules.run(text, product, language="en", market="US", channel="web", kind="description", packs=pack)
        assert any(f.rule == "us.health.disease" for f in found), word
