"""Shape: lengths as each channel counts them, remnants of the model, markup, repetition."""

import pytest

from copywriter.checks import shape
from copywriter.checks.counting import count
from copywriter.records import CHANNELS, Fact, ProductFacts


def _rules(text, *, language="en", channel="web", kind="description", product=None, **options):
    found = shape.run(text, product or ProductFacts(), language=language, channel=channel, kind=kind, **options)
    return [f.rule for f in found]


@pytest.mark.parametrize(
    ("text", "channel", "field", "expected"),
    [
        ("夏季T恤", "taobao", "title", (7, 60, "columns")),
        ("naïve", "amazon", "search_terms", (6, 249, "bytes")),
        ("naïve", "ebay", "title", (5, 80, "characters")),
        ("推荐语", "jd", "recommendation", (6, 180, "columns")),
        ("a", "web", "nowhere", (1, 0, "characters")),
    ],
)
def test_each_channel_counts_its_own_way(text, channel, field, expected):
    assert count(text, channel, field) == expected


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_of_the_contract_has_a_title_limit(channel):
    assert count("x", channel, "title")[1] > 0


def test_a_title_at_the_limit_passes_and_one_past_it_marks_what_must_go():
    assert _rules("棉" * 30, language="zh-Hans", channel="taobao", kind="title") == []
    (finding,) = shape.run("棉" * 31, ProductFacts(), language="zh-Hans", channel="taobao", kind="title")
    assert (finding.rule, finding.severity, finding.start, finding.end) == ("shape.limit", "block", 30, 31)


def test_amazon_warns_past_75_and_blocks_past_200():
    words = " ".join(f"word{i}" for i in range(60))
    severities = [
        shape.run(words[:n], ProductFacts(), language="en", channel="amazon", kind="title")[0].severity
        for n in (80, 210)
    ]
    assert severities == ["warn", "block"]


def test_bands_are_asked_only_where_a_length_is_given():
    assert _rules("Short.") == []
    assert _rules("Short.", length="medium") == ["shape.short"]
    assert _rules("很短。", language="zh-Hans", length="medium") == ["shape.short"]
    assert _rules(" ".join(f"w{i}" for i in range(31)), length="short") == ["shape.long"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("As an AI language model, I see.", "shape.refusal"),
        ("I cannot fulfill this request.", "shape.refusal"),
        ("抱歉，我无法提供该文案。", "shape.refusal"),
        ("Sure, here is the copy you want.", "shape.chatter"),
        ("以下是为您撰写的文案：", "shape.chatter"),
        ("Buy [task 1] today.", "shape.placeholder"),
        ("【产品名称】很好用。", "shape.placeholder"),
        ("Lorem ipsum.", "shape.placeholder"),
        ("In {color}.", "shape.slot"),
        ("Nice <|endoftext|> mug.", "shape.slot"),
        ("Write a product description of the mug.", "shape.echo"),
        ("产品事实：棉。", "shape.echo"),
        ("<b>Bold</b> mug.", "shape.markup"),
        ("A **bold** mug.", "shape.markup"),
        ("   ", "shape.empty"),
    ],
)
def test_remnants_are_found(text, rule):
    assert rule in _rules(text, language="zh-Hans" if any(c > "\u3000" for c in text) else "en")


@pytest.mark.parametrize(
    "text",
    [
        "I can't live without my coffee, and neither can you.",
        "Sorry about the old mug; this one bounces.",
        "It holds 5 < 6 cups of tea & more.",
        "Sure footing on wet tiles.",
        "Here is the pocket: left side.",
        "It was very very quiet.",
        "Rows of bye bye cards.",
    ],
)
def test_plain_sentences_are_left_alone(text):
    assert [r for r in _rules(text) if r != "shape.punctuation"] == []


def test_prompt_lines_that_come_back_are_found_but_values_are_not():
    prompt = "Say it warmly and in three sentences.\nSolid oak from managed forests in Slavonia"
    product = ProductFacts(facts=(Fact("material", "Solid oak from managed forests in Slavonia"),))
    assert _rules("Say it warmly and in three sentences. A desk.", prompt=prompt, product=product) == ["shape.echo"]
    assert _rules("Solid oak from managed forests in Slavonia.", prompt=prompt, product=product) == []


def test_links_and_emoji_follow_the_channel():
    text = "See www.shop.com for more 😀"
    assert _rules(text) == []
    assert set(_rules(text, channel="google")) == {"shape.link", "shape.emoji"}


def test_repetition_is_marked_at_its_second_place():
    text = "The mug keeps coffee warm. It is light. The mug keeps coffee warm."
    (finding,) = shape.run(text, ProductFacts(), language="en", channel="web", kind="description")
    assert (finding.rule, finding.start) == ("shape.repeated_sentence", text.rindex("The mug"))
    assert _rules("It has the the lid.") == ["shape.repeated_word"]
    assert "shape.repeated_phrase" in _rules(
        "杯口做到了六厘米宽手伸得进去，所以杯口做到了六厘米宽手伸得进去好洗。", language="zh-Hans"
    )


def test_a_long_name_may_stand_twice():
    name = "Harbor Nord Studio Classic Oak Desk Large"
    assert _rules(f"{name} is here. You wanted {name} all along.", product=ProductFacts(title=name)) == []
