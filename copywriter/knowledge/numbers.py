"""How numbers are written: digits, fractions, English words, Chinese numerals; one reading for each.
Knows no unit and no product: `units.py` gives a number its meaning, the claim checks its truth."""

from __future__ import annotations

import re

VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
VULGAR_MARKS = "".join(VULGAR)

#: Denominators that make `a/b` a fraction (inches, cups). Any other slash stands between alternatives: 110/220 V.
DENOMINATORS = frozenset({2, 3, 4, 5, 8, 10, 16, 32, 64})

#: One number as written in digits. Order matters: the mixed fraction first, or 1-9/16 would be read as 1.
DIGITS = (
    rf"(?:\d{{1,3}}[ -]\d{{1,2}}/\d{{1,2}}(?![\d/])|\d{{1,2}}/\d{{1,2}}(?![\d/])|\d*[{VULGAR_MARKS}]"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+|\d+,\d{1,2}(?![\d,])|\d+|\.\d+)"
)

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()  # noqa: SIM905
ENGLISH: dict[str, float] = {word: float(i) for i, word in enumerate(_UNITS)}
ENGLISH |= {"seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "dozen": 12.0}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
ENGLISH |= {word: 10.0 * (i + 2) for i, word in enumerate(_TENS)}
ENGLISH |= {
    f"{ten}{sep}{one}": ENGLISH[ten] + ENGLISH[one] for ten in _TENS for one in _UNITS[1:10] for sep in ("-", " ")
}
ENGLISH |= {"a dozen": 12.0, "half a dozen": 6.0, "two dozen": 24.0, "three dozen": 36.0, "a score": 20.0}
ENGLISH |= {"half a": 0.5, "half an": 0.5, "a quarter": 0.25, "hundred": 100.0, "thousand": 1000.0}
ENGLISH |= {  # "two thirds of a kilo", "three quarters of an hour"
    f"{part} of {article}": value
    for part, value in (
        ("half", 0.5), ("a third", 1 / 3), ("two thirds", 2 / 3), ("a quarter", 0.25), ("three quarters", 0.75),
        ("a fifth", 0.2), ("two fifths", 0.4), ("three fifths", 0.6), ("four fifths", 0.8), ("a tenth", 0.1),
    )
    for article in ("a", "an")
}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "three quarters": 0.75, "two thirds": 2 / 3}
_SIMPLE = r"(?:" + "|".join(sorted(map(re.escape, ENGLISH), key=len, reverse=True)) + r")"
_LARGE = {"hundred": 100.0, "thousand": 1000.0}
#: A number in words: fourteen, two hundred and forty, a thousand five hundred, three and a half, two point five.
WORDS = (
    rf"(?:(?:a|{_SIMPLE}) thousand(?:(?:,| and|, and)? (?:a|{_SIMPLE}) hundred)?(?:(?: and)? {_SIMPLE})?"
    rf"|(?:a|{_SIMPLE}) hundred(?: and {_SIMPLE}| {_SIMPLE})?|{_SIMPLE}(?: point {_SIMPLE})?)"
    r"(?![a-z])(?: and (?:an? )?(?:half|quarter|third|three quarters|two thirds)(?! (?:of|dozen)))?"
)
_NUMBER_WORD = re.compile(rf"(?:{_SIMPLE}|a)(?![a-z])")


def read_english(written: str) -> float:
    """The value of one match of WORDS."""
    whole, _, part = written.partition(" and a ")
    if part not in _PARTS:
        whole, _, part = written.partition(" and ")
    if part not in _PARTS:
        whole, part = written, ""
    whole, point, tenth = whole.partition(" point ")
    total, last = 0.0, 0.0
    for match in _NUMBER_WORD.finditer(whole):
        word = match[0]
        if word in _LARGE:
            total, last = (
                (total + (last or 1.0)) * _LARGE[word] if word == "thousand" else total + (last or 1.0) * 100,
                0.0,
            )
        else:
            total, last = total + last, 1.0 if word == "a" else ENGLISH[word]
    return (
        total + last + (ENGLISH[tenth] / 10 if point and ENGLISH.get(tenth, 10) < 10 else 0.0) + _PARTS.get(part, 0.0)
    )


CHINESE = "零〇一二两俩三仨四五六七八九十百千万半点"
_CN_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_CN_PLACE = {"十": 10, "百": 100, "千": 1000}


def read_digits(written: str) -> float | None:
    """The value of one match of DIGITS. `a/b` with a denominator that no fraction uses is None: two numbers, not
    one."""
    if written and written[-1] in VULGAR:
        return (float(written[:-1]) if written[:-1] else 0.0) + VULGAR[written[-1]]
    if "/" in written:
        whole, _, rest = written.replace("-", " ").rpartition(" ")
        top, bottom = (int(part) for part in rest.split("/"))
        if bottom not in DENOMINATORS or top >= bottom:
            return None
        return (int(whole) if whole else 0) + top / bottom
    head, comma, tail = written.rpartition(",")
    if comma and len(tail) < 3 and "." not in written:  # 1,5 as continental Europe writes it
        return float(f"{head.replace(',', '')}.{tail}")
    return float(written.replace(",", ""))


def decimals(written: str) -> int:
    """How many digits stand after the decimal point: the precision that a stated number claims."""
    _, point, tail = written.rpartition(".")
    return len(tail) if point and tail.isdigit() else 0


def read_chinese(written: str) -> float | None:
    """一百二十 → 120, 两 → 2, 三点五 → 3.5, 半 → 0.5, 一万 → 10000. None where the characters make no number."""
    if written == "半":
        return 0.5
    half = 0.5 if written.endswith("半") else 0.0
    written = written.removesuffix("半")
    whole, point, tail = written.partition("点")
    if point and not (tail and all(c in _CN_DIGIT for c in tail)):
        return None
    value = _read_chinese_whole(whole)
    if value is None:
        return None
    return value + half + (float("0." + "".join(str(_CN_DIGIT[c]) for c in tail)) if point else 0.0)


def _read_chinese_whole(written: str) -> float | None:
    if not written or any(c not in _CN_DIGIT and c not in _CN_PLACE and c != "万" for c in written):
        return None
    if len(written) > 1 and all(c in _CN_DIGIT for c in written):  # 二〇二六: digits read out
        return float("".join(str(_CN_DIGIT[c]) for c in written))
    high, wan, low = written.rpartition("万")
    if wan:
        upper = _read_chinese_whole(high) if high else 1.0
        lower = _read_chinese_whole(low) if low else 0.0
        return None if upper is None or lower is None else upper * 10000 + lower
    total, digit = 0.0, None
    for char in written:
        if char in _CN_PLACE:
            total += (1 if digit is None else digit) * _CN_PLACE[char]
            digit = None
        else:
            digit = _CN_DIGIT[char]
    return total + (digit or 0)
