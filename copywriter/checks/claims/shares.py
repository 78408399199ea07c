"""How much of a material a text states: 60% cotton, 棉60%, pure linen, 纯棉.
Knows no fact and no other number."""

from __future__ import annotations

import re

from copywriter.checks.claims.fractions import FRACTIONS

_SHARE_BEFORE = re.compile(
    r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)\s?(?:pure |of |的|以上|extra-fine |fine |soft |real |natural |纯|优质"
    r"|进口)?$"
)
_SHARE_AFTER = re.compile(
    r"^(?: content)?(?:含量|纤维)?\s?[(:：为占达]{0,2}\s?(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)"
)
_TOLD = re.compile(rf"(?<![a-z])({'|'.join(sorted(FRACTIONS, key=len, reverse=True))}) (?:of )?(?:it )?(?:is )?$")
_MOSTLY = re.compile(r"(?<![a-z])(mostly|mainly|chiefly|largely|predominantly|primarily) (?:of |from )?$")
#: Words before a share that make it a bound: "more than half", "nearly two thirds", "at least 60%".
_BOUND = re.compile(
    r"(?:(?P<over>more than|over|above|upwards of|better than)|(?P<min>at least|no less than|a good|a minimum of)"
    r"|(?P<near>nearly|almost|just under|close to|not quite)|(?P<under>less than|under|below|up to|at most"
    r"|no more than)"
    r"|(?P<about>about|around|roughly|some|approximately|just over)) (?:a )?$"
)
_PURE_EN = re.compile(r"\b(?:pure|all|100 percent|entirely|nothing but|only|wholly|full) $")
_PURE_ZH = re.compile(r"(?:纯|全)$")
_PURE_TERMS = re.compile(r"^(?:纯棉|全棉)")


_DIGITS = {c: float(i) for i, c in enumerate("零一二三四五六七八九")} | {"半": 5.0, "十": 10.0, "两": 2.0}
_TENTHS = (
    r"([一二两三四五六七八九])成([一二三四五六七八九半])?|([二三四五六七八九十百])分之([一二三四五六七八九])"
    r"|(一半|半数|对半)"
)
#: 七成羊毛, 三分之一是亚麻, and 羊毛占七成.
_TOLD_ZH = re.compile(rf"(?:{_TENTHS})的?(?:都?是|为|用的是|来自)?$")
_HELD_ZH = re.compile(rf"(?:含量)?(?:占了?|占到|有|各占?|含|达|约|足有)+(?:{_TENTHS})")


def _share_zh(match: re.Match[str]) -> float:
    if match[5]:
        return 50.0
    if match[1]:
        return _DIGITS[match[1]] * 10 + _DIGITS[match[2] or "零"]
    return round(100 * _DIGITS[match[4]] / (100 if match[3] == "百" else _DIGITS[match[3]]), 1)


def share_of(
    folded: str, start: int, end: int, *, after_first: bool
) -> tuple[float | None, bool, tuple[int, int] | None]:
    """(percent, whether only a word like "pure" says it, span of the number) beside the material at [start, end)."""
    before = _SHARE_BEFORE.search(folded[max(0, start - 20) : start])
    if not before and (mostly := _MOSTLY.search(folded[max(0, start - 20) : start])):
        return 50.0, False, (start - len(mostly[0]), start)
    if not before and (told := _TOLD.search(folded[max(0, start - 30) : start])):
        return FRACTIONS[told[1]], False, (start - len(told[0]), start)
    if not before and folded[end - 1] > "\u3000":
        if told := _TOLD_ZH.search(folded, max(0, start - 10), start):
            return _share_zh(told), False, told.span()
        if held := _HELD_ZH.match(folded, end):
            return _share_zh(held), False, held.span()
    after = _SHARE_AFTER.match(folded[end : end + 20])
    if (
        after
        and not after_first
        and before
        and re.match(r"\s?[\u3400-\u9fffa-z]", folded[end + after.end() : end + after.end() + 2])
    ):
        after = None
    chosen = after if (after and (after_first or not before)) else before
    if after and chosen is after:
        rest = folded[end + after.end() :][:3].lstrip()
        if not after_first and folded[end : end + 1] == " " and rest[:1].isalpha():
            return _pure(folded, start)  # "cotton 40% polyester": the share is the next one's
        return float(after[1]), False, (end + after.start(1), end + after.end())
    if before:
        offset = max(0, start - 20)
        return float(before[1]), False, (offset + before.start(1), offset + before.end())
    return _pure(folded, start)


def bound_of(folded: str, start: int) -> str:
    """What a share that begins at `start` is: "over", "min", "near", "under", "about", or "" for exactly so."""
    if folded.startswith(("mostly", "mainly", "chiefly", "largely", "predominantly", "primarily"), start):
        return "over"
    match = _BOUND.search(folded[max(0, start - 18) : start])
    return match.lastgroup or "" if match else ""


def share_agrees(said: float, bound: str, stated: float) -> bool:
    """Whether a fact's percentage carries what the text says of it; a third is 33 or 33.3."""
    if bound == "over":
        return stated > said
    if bound == "min":
        return stated >= said
    if bound == "near":
        return said * 0.85 <= stated < said + 0.05
    if bound == "under":
        return stated <= said
    if bound == "about":
        return abs(stated - said) <= 0.06 * said
    return abs(stated - said) < (0.05 if said == int(said) else 0.7)


def _pure(folded: str, start: int) -> tuple[float | None, bool, None]:
    before = folded[max(0, start - 14) : start]
    pure = bool(_PURE_EN.search(before) or _PURE_ZH.search(before) or _PURE_TERMS.match(folded[start : start + 2]))
    return (100.0 if pure else None), pure, None
