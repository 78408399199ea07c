"""Judges benefits: what follows from the facts by the knowledge table, and what nothing in them carries.
Knows no hard claim; the table is knowledge/benefits.yaml, here only asked fast."""

from __future__ import annotations

import re
from functools import cache

from copywriter.checks.claims.facts import FactIndex, Ref
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.triggers import Triggers
from copywriter.checks.claims.verdicts import Ruling
from copywriter.knowledge.benefits import Benefit, all_benefits, holds_any
from copywriter.knowledge.roles import name_role
from copywriter.knowledge.sayable import split_blob


@cache
def _patterns(chinese: bool) -> Triggers[tuple[str, ...]]:
    """Each claim's pattern with the entries that would carry it."""
    table: dict[str, list[str]] = {}
    for benefit in all_benefits():
        for pattern in benefit.zh if chinese else benefit.en:
            table.setdefault(pattern.lower(), []).append(benefit.id)
    edge = "" if chinese else r"\b"
    return Triggers([(f"{edge}(?:{pattern}){edge}", tuple(ids)) for pattern, ids in table.items()])


#: Unsupported benefits that a buyer would rely on, and so warn; "a place for everything" or 细节 is opinion.
_LOUD_EN = re.compile(
    r"keeps? .*(?:warm|hot|cold|cool|dry)|stays? (?:warm|cool|cold|hot|dry|sharp|fresh)|breath|dr(?:y|ies) (?:fast"
    r"|quick)|quick[- ]dry|stretch|light ?weight|durab|hard[- ]wearing|sturdy|long[- ]lasting|"
    r"easy to clean|easy to wash|easy[- ]care|wipes? clean|non[- ]slip|anti[- ]slip|resist|insulat|shock|absorb|wick"
    r"|moistur|hydrat|ergonomic|lumbar|soundproof|noise|protects|supple|soft (?:against|to|on)|holds? its|"
    r"ventilat|heat[- ]|even heat|evenly|energy|saves|sweat|odou?r|stain|scratch|rust|wrinkle|crease|shrink|fade|leak"
)
_LOUD_ZH = re.compile(
    r"透气|保暖|吸汗|速干|快干|易干|耐磨|耐用|耐穿|抗皱|不易皱|弹力|回弹|防滑|轻便|轻盈|亲肤|柔软|保温|保冷|锁温"
    r"|易清洗|好清洗|降噪|静音|缓震|减震|吸湿|排汗|不起球|不褪色|不变形|耐热|耐高温|耐刮"
    r"|耐锈|防锈|护眼|护腰|护颈|省电|节能|补水|保湿|滋润|控油|去污|除味|不粘|受热均匀|抗菌|防潮|隔热|隔音|遮光"
)


@cache
def _by_id() -> dict[str, Benefit]:
    return {benefit.id: benefit for benefit in all_benefits()}


def judge_benefits(index: FactIndex, folded: str, text: str, taken: set[int], *, chinese: bool) -> list[Ruling]:
    """Inferred where the table carries the claim from these facts; unsupported, and only a warning, where nothing
    does."""
    loud = _LOUD_ZH if chinese else _LOUD_EN
    spans: dict[tuple[int, int], list[str]] = {}
    for match, ids in _patterns(chinese).matches(folded):
        spans.setdefault(match.span(), []).extend(ids)
    found: list[Ruling] = []
    reach = 0
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start < reach or any(at in taken for at in range(start, end)):
            continue
        ruling = _judge(index, text, start, end, spans[start, end])
        if ruling.verdict == "unsupported" and (not loud.search(folded[start:end]) or is_negated(folded, start, end)):
            continue
        reach = end
        found.append(ruling)
    return found


def _judge(index: FactIndex, text: str, start: int, end: int, ids: list[str]) -> Ruling:
    for id_ in ids:
        facts = carriers(index, id_)
        if facts is not None:
            return Ruling(start, end, "inferred", "claim.benefit", facts, knowledge=id_)
    return Ruling(
        start, end, "unsupported", "claim.benefit", (), f"Nothing in the facts lets one say "
            f"“{text[start:end]}”.", "", "fact",
        hard=False,
    )  # fmt: skip


def carriers(index: FactIndex, benefit: str) -> tuple[Ref, ...] | None:
    """The facts that carry a benefit, one for each condition; None where one condition has none. Kept in the index."""
    if benefit in index.inferences:
        return index.inferences[benefit]
    found: list[Ref] = []
    pairs = _pairs(index)
    for role, words in _by_id()[benefit].when:
        holder = next(
            (
                ref
                for ref, r, value in pairs
                if (r == role or (role == "any" and r != "category")) and (not words or holds_any(value, words))
            ),
            None,
        )
        if holder is None:
            break
        found.append(holder)
    else:
        index.inferences[benefit] = tuple(dict.fromkeys(found))
        return index.inferences[benefit]
    index.inferences[benefit] = None
    return None


def _pairs(index: FactIndex) -> list[tuple[Ref, str, str]]:
    if not index.pairs:
        product = index.product
        for i, fact in enumerate(product.facts):
            index.pairs += [(i, name_role(part.name), part.value) for part in split_blob(fact)]
        index.pairs += [("category", "category", product.category)] if product.category else []
        index.pairs += [("title", "category", product.title)] if product.title else []
    return index.pairs
