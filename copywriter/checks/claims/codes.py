"""Judges codes: model numbers, part codes, ratings; said by a fact to the letter, or not said.
Knows no name without a digit in it."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex, compact
from copywriter.checks.claims.verdicts import Ruling, contradicted, name_of, refs

_SCENE_CODES = re.compile(
    r"^(?:24/7|7x24|24x7|\d+(?:st|nd|rd|th)|\d{4}s|\d{2}s|[a-z]?\d:\d+|9-5|1-2-3|2d|h2o|co2|x\d+|\d+x|a-z)$"
)


_AT_A_PLACE = re.compile(
    r"\b(?:gate|room|platform|flight|row|seat|bus|line|table|track|pier|exit|page|route|train|level|floor) $"
)


_CARATS = re.compile(r"(?<![\d.])(\d{1,2})[ -]?(?:kt?|ct|carats?|karats?)(?![a-z])")


def judge_carats(index: FactIndex, folded: str, text: str, start: int, end: int) -> Ruling | None:
    """18K, 18 kt, 18-carat: one fineness of gold however written; None where no fact gives one."""
    said = _CARATS.fullmatch(folded, start, end)
    if said is None or not 8 <= int(said[1]) <= 24:
        return None
    stated = [(s, m[1]) for s in index.sources if s.variant < 0 for m in _CARATS.finditer(s.folded)]
    stated = [(s, value) for s, value in stated if 8 <= int(value) <= 24]
    if not stated:
        return None
    holder = next((s for s, value in stated if value == said[1]), None)
    if holder is not None:
        return Ruling(start, end, "supported", "claim.number", refs(holder))
    source = stated[0][0]
    return contradicted(source, text, start, end, "claim.number")


def judge_code(index: FactIndex, folded: str, text: str, start: int, end: int) -> Ruling | None:
    """A model number, a part code, a rating: said by a fact to the letter, or not said."""
    code = folded[start:end]
    if _SCENE_CODES.match(code) or _AT_A_PLACE.search(folded[max(0, start - 12) : start]):
        return None
    if (carats := judge_carats(index, folded, text, start, end)) is not None:
        return carats
    key = compact(code)
    holder = index.codes.get(key)
    if holder is None:
        holder = next((s for s in index.sources if key in compact(s.folded)), None) if len(key) > 2 else None
    if holder is None and re.fullmatch(r"[\d.]+g", code):  # 5G of a fact's 5 GHz
        holder = next((s for s in index.sources if f"{code}hz" in s.folded), None)
    if holder is None and (tail := re.match(r"([a-z]+\d+|\d+[a-z]+)-([a-z]{3,})$", code)):
        holder = index.codes.get(tail[1])  # "ip67-rated", "4k-ready"
    if holder is not None:
        return Ruling(start, end, "supported", "claim.code", refs(holder))
    letters = re.match(r"[a-z]*", key)
    stem_ = letters[0] if letters else ""
    tail_unit = re.sub(r"^\d+", "", key)
    rival = next(
        (
            s
            for c, s in index.codes.items()
            if (stem_ and re.match(r"[a-z]*", c)[0] == stem_)
            or (tail_unit and c[0].isdigit() and re.sub(r"^\d+", "", c) == tail_unit)
        ),
        None,
    )
    rival = rival or next((s for s in index.sources if s.role in ("model", "identifier") and len(key) > 3), None)
    if rival is not None:
        return contradicted(rival, text, start, end, "claim.code")
    return Ruling(
        start, end, "unsupported", "claim.code", (), f"No fact of this product names “{text[start:end]}”.", "", "fact"
    )


#: 沪G妆网备字2023501187, 冀饲证（2022）05133: a licence begins with the province that gave it.
_LICENCE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]([a-z\u3400-\u9fff]{1,6}[(（]?\d{4}[)）]?\d+)"
)


def judge_licences(index: FactIndex, folded: str, text: str) -> list[Ruling]:
    """Contradicted where a fact holds the same licence number of another province; else nothing."""
    found = []
    for match in _LICENCE.finditer(folded):
        if match[0] in index.text:
            continue
        source = next((s for s in index.sources if s.variant < 0 and match[1] in s.folded), None)
        if source is not None:
            found.append(
                Ruling(
                    *match.span(),
                    "contradicted",
                    "claim.code",
                    refs(source),
                    f"The text says “{text[match.start() : match.end()]}”, but {name_of(source)} says otherwise.",
                    source.value,
                    "rewrite",
                )  # fmt: skip
            )
    return found
