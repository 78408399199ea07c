"""How quantities are read and when two of them agree."""

from __future__ import annotations

import pytest

from copywriter.checks.claims.quantities import find_quantities
from copywriter.checks.claims.reading import fold
from copywriter.knowledge.numbers import read_chinese, read_digits
from copywriter.knowledge.units import UNITS, agree


def read(text: str) -> list[tuple[str, str, list[float]]]:
    chinese = any(c >= "一" for c in text)
    found, _ = find_quantities(fold(text), text, chinese=chinese)
    return [(text[q.start : q.end], q.shape, [p.value for p in q.parts]) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 x 20 x 10 cm", [("30 x 20 x 10 cm", "size", [30, 20, 10])]),
        ("pack of 3 x 250 ml", [("3 x 250 ml", "multiple", [3, 250])]),
        ("18-24 months", [("18-24 months", "range", [18, 24])]),
        ("1-9/16 in", [("1-9/16 in", "single", [1.5625])]),
        ("110/220V", [("110/220V", "either", [110, 220])]),
        ("1,200.5 g", [("1,200.5 g", "single", [1200.5])]),
        ("12½ in", [("12½ in", "single", [12.5])]),
        ("两件套", [("两件套", "single", [2])]),
        ("一升", [("一升", "single", [1])]),
        ("两斤半", [("两斤半", "single", [2.5])]),
        ("200*230cm", [("200*230cm", "size", [200, 230])]),
        ("一起做三明治", []),
        ("12 in stock", [("12", "single", [12])]),
    ],
)
def test_a_quantity_is_read_whole(text: str, expected: list[tuple[str, str, list[float]]]) -> None:
    assert read(text) == expected


def test_tokens_of_letters_and_digits_are_codes_not_numbers() -> None:
    text = "AD1057-Dark, IPX7, 350ml, 4K"
    _, codes = find_quantities(fold(text), text, chinese=False)
    assert [text[a:b] for a, b in codes] == ["AD1057-Dark", "IPX7", "4K"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("一百二十五", 125), ("两", 2), ("三点五", 3.5), ("一万", 10000), ("半", 0.5), ("十", 10), ("斤", None)],
)
def test_chinese_numerals(written: str, value: float | None) -> None:
    assert read_chinese(written) == value


@pytest.mark.parametrize(("written", "value"), [("9/16", 0.5625), ("110/220", None), ("1,5", 1.5), ("1,500", 1500)])
def test_digits(written: str, value: float | None) -> None:
    assert read_digits(written) == value


@pytest.mark.parametrize(
    ("stated", "unit", "places", "fact", "fact_unit", "same"),
    [
        (1000, "g", 0, 1, "kg", True),
        (2.2, "lb", 1, 1, "kg", True),
        (12, "in", 0, 30, "cm", True),
        (2.4, "斤", 1, 1.2, "公斤", True),
        (13, "in", 0, 30, "cm", False),
        (355, "ml", 0, 350, "ml", False),
        (1.5, "kg", 1, 1.45, "kg", False),
        (68, "°f", 0, 20, "℃", True),
        (12, "months", 0, 1, "year", True),
    ],
)
def test_two_quantities_agree_within_honest_rounding(
    stated: float, unit: str, places: int, fact: float, fact_unit: str, same: bool
) -> None:
    assert agree(stated, UNITS[unit], places, fact, UNITS[fact_unit]) is same


def test_about_allows_five_per_cent() -> None:
    assert agree(360, UNITS["ml"], 0, 350, UNITS["ml"], about=True)
    assert not agree(400, UNITS["ml"], 0, 350, UNITS["ml"], about=True)


def test_folding_keeps_every_place() -> None:
    for text in ("Ｆｕｌｌ　width", "İstanbul ß Ǆ", "繁體字“引号”", "½ ㎡ ﬁ"):
        assert len(fold(text)) == len(text)
