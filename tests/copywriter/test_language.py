"""Language: the one asked for, one script, nothing invisible, easy to read."""

import pytest

from copywriter.checks import language
from copywriter.checks.reading import reading_ease, syllables
from copywriter.records import Fact, ProductFacts


def _rules(text, code, product=None):
    return [f.rule for f in language.run(text, product or ProductFacts(), language=code)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dieser Tisch ist aus Eiche und das Holz ist mit Öl behandelt.", "en"),
        ("Cette table est en chêne et le bois est traité pour la cuisine.", "en"),
        ("Esta mesa es de roble y la madera se trata con aceite para la cocina.", "en"),
        ("这张书桌由实木制成，桌面宽敞。", "en"),
        ("This desk is made of solid oak and oil.", "zh-Hans"),
        ("このテーブルはオークでできています。", "zh-Hans"),
        ("Этот стол сделан из дуба.", "en"),
    ],
)
def test_the_wrong_language_blocks(text, code):
    assert "language.wrong" in _rules(text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The desk is made of oak, in the style of a bistro in Lyon.", "en"),
        ("A crème brûlée dish in café au lait.", "en"),
        ("支持Wi-Fi 6和蓝牙5.3，USB-C接口。", "zh-Hans"),
        ("著名的乾隆款纹样，瞭望台造型。", "zh-Hans"),
        ("IPX7", "zh-Hans"),
    ],
)
def test_names_and_loan_words_pass(text, code):
    assert _rules(text, code) == []


def test_foreign_words_pass_only_when_they_are_the_products_own():
    assert _rules("The label reads 会签 in red on the box.", "en") == ["language.mixed"]
    product = ProductFacts(facts=(Fact("print", "会签"),))
    assert _rules("The label reads 会签 in red on the box.", "en", product) == []


def test_traditional_lookalike_and_invisible_characters_are_found():
    assert "language.traditional" in _rules("這件外套用料扎实，適合冬天穿。", "zh-Hans")
    assert _rules("Soft c\u043etton towel for the bath.", "en") == ["language.lookalike"]
    assert _rules("Soft\u200b cotton towel.", "en") == ["language.invisible"]
    (finding,) = language.run("Soft \u202ecotton towel.", ProductFacts(), language="en")
    assert finding.severity == "block"
    assert _rules("A family of mugs 👨\u200d👩\u200d👧 in one box.", "en") == []


def test_reading_ease_falls_with_long_words():
    assert syllables("cup") == 1 and syllables("kitchen") == 2 and syllables("made") == 1
    assert reading_ease("The cup is red. It is small.") > 90
    assert (
        reading_ease("Multifunctional ergonomically optimised accommodation facilitates organisational productivity.")
        < 0
    )


def test_long_sentences_are_noted():
    assert _rules(" ".join(["word"] * 36) + ".", "en") == ["language.long_sentence"]
    assert _rules("棉" * 40 + "。", "zh-Hans") == ["language.long_clause"]
    assert _rules("，".join(["棉麻混纺的面料"] * 13) + "。", "zh-Hans") == ["language.long_sentence"]
