"""Sameness: near copies of siblings, of the catalogue, and openings that many listings share."""

from copywriter.checks import sameness

BASE = (
    "The oak desk takes a screen, a lamp and a cup of coffee, and its drawer runs on steel rails. "
    "It stands on four legs that screw in by hand."
)


def _rules(text, **options):
    return [f.rule for f in sameness.run(text, language="en", **options)]


def test_a_text_with_one_word_changed_is_a_near_copy_and_another_text_is_none():
    assert _rules(BASE.replace("steel", "brass"), others=[BASE]) == ["sameness.near_copy"]
    assert _rules("A walnut shelf for books that you mean to read.", others=[BASE]) == []
    assert _rules(BASE) == []


def test_chinese_near_copies_are_found():
    one = "这只粗陶杯能装三百五十毫升咖啡，读报纸的时候还温着，把手够宽，四根手指都伸得进去。"
    found = sameness.run(one.replace("粗陶", "细瓷"), language="zh-Hans", others=[one])
    assert [f.rule for f in found] == ["sameness.near_copy"]


def test_the_index_finds_copies_in_a_large_catalogue_and_leaves_the_listing_itself_out():
    index = sameness.CopyIndex(
        "en",
        (
            (i, f"Listing {i} speaks of item {i * 7} with part {i * 13} and {i * 17} pieces of {i * 19}.")
            for i in range(2000)
        ),
    )
    index.add("desk", BASE)
    assert [key for key, _ in index.near(BASE.replace("steel", "brass"))] == ["desk"]
    assert index.near(BASE, besides="desk") == []
    index.remove("desk")
    assert index.near(BASE) == [] and len(index) == 2000


def test_a_shared_opening_is_counted():
    index = sameness.CopyIndex(
        "en", ((i, f"Meet your new favorite mug. Number {i} of {i * i}, glazed {i + 3} times.") for i in range(143))
    )
    (finding,) = [
        f
        for f in sameness.run("Meet your new favorite mug. It is blue.", language="en", index=index)
        if f.rule == "sameness.opening"
    ]
    assert "143 listings" in finding.reason
    assert index.opening_count("Meet your new favorite mug. It is blue.", besides=7) == 142
    assert index.opening_count("Another start for this one.") == 0


def test_replacing_a_listing_leaves_no_trace_of_the_old_text():
    index = sameness.CopyIndex("en", [("a", BASE)])
    index.add("a", "A walnut shelf for books that you mean to read.")
    assert index.near(BASE) == [] and len(index) == 1
