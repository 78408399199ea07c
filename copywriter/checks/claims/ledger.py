"""The fact ledger of one text: every hard claim ruled on, every sentence tied to the facts it rests on.
Knows no law and no platform, only whether what is said is so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copywriter.checks.claims.answers import judge_answers
from copywriter.checks.claims.codes import judge_code, judge_licences
from copywriter.checks.claims.codes_en import judge_slot_codes
from copywriter.checks.claims.commerce import judge_cues, judge_price
from copywriter.checks.claims.facts import FactIndex, Ref, Source, index_facts
from copywriter.checks.claims.inference import judge_benefits
from copywriter.checks.claims.kinds import judge_kinds
from copywriter.checks.claims.measures import judge_quantity
from copywriter.checks.claims.named_beside import spare_conditions
from copywriter.checks.claims.names import judge_names
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.origins import judge_origins
from copywriter.checks.claims.polarity_zh import says_so
from copywriter.checks.claims.quantities import find_quantities
from copywriter.checks.claims.reading import CHINESE, STOP, all_words, fold, occurrences, words
from copywriter.checks.claims.slots_en import judge_slots
from copywriter.checks.claims.spelled import find_counts
from copywriter.checks.claims.statements import label_denies
from copywriter.checks.claims.substances import judge_substances
from copywriter.checks.claims.suitability import judge_suitability
from copywriter.checks.claims.terms import find_terms
from copywriter.checks.claims.things import judge_term
from copywriter.checks.claims.verdicts import Ruling, name_of
from copywriter.checks.sentences import split_sentences
from copywriter.knowledge.sayable import sayable
from copywriter.records import Evidence, Finding, LedgerEntry, ProductFacts


def examine(
    text: str,
    product: ProductFacts,
    *,
    language: str,
    evidence: Sequence[Evidence] = (),
    today: str | None = None,
) -> tuple[list[Finding], list[LedgerEntry]]:
    """(findings, ledger) of one text, both in reading order. `today` is an ISO date; without it nothing has expired."""
    folded = fold(text)
    index = index_facts(product)
    chinese = language.startswith("zh")
    rulings = _hard_claims(index, folded, text, chinese, evidence, today)
    rulings += judge_answers(index, folded, text, _positions(rulings), chinese=chinese)
    rulings += judge_kinds(index, folded, text, _positions(rulings))
    rulings += _said_outright(index, folded, text, rulings, chinese)
    rulings += judge_benefits(index, folded, text, _positions(rulings), chinese=chinese)
    sentences = split_sentences(text)
    rulings = spare_conditions(index, folded, text, rulings, sentences)
    rulings.sort(key=lambda r: (r.start, r.end))
    findings = [_finding(r, language) for r in rulings if r.reason]
    ledger = [LedgerEntry(r.start, r.end, r.verdict, r.facts, r.knowledge) for r in rulings]
    spoken = _positions(rulings)
    for start, end in sentences:
        if spoken.isdisjoint(range(start, end)):
            ledger.append(LedgerEntry(start, end, "opinion"))
    ledger.sort(key=lambda e: (e.start, e.end))
    return findings, ledger


def _hard_claims(
    index: FactIndex, folded: str, text: str, chinese: bool, evidence: Sequence[Evidence], today: str | None
) -> list[Ruling]:
    quantities, codes = find_quantities(folded, text, chinese=chinese or bool(CHINESE.search(folded)))
    rulings: list[Ruling] = judge_cues(index, folded, text, evidence, today)
    taken = _positions(rulings)
    spoken_for: set[int] = set()
    named = _brand_spans(index, folded)
    asked = [span for name in index.asked for span in occurrences(name, folded)]
    for term in find_terms(folded, nouns=index.nouns):
        if term.start in taken or term.start in named:
            continue
        if any(a <= term.start and term.end <= b and b - a > term.end - term.start for a, b in asked):
            continue  # 羊毛 of the fact 羊毛真丝: 不适用, which answers.py asks
        ruling = judge_term(index, folded, text, term)
        if ruling is not None:
            rulings.append(ruling)
            spoken_for.update(range(ruling.start, ruling.end))
            if term.share_span is not None:
                spoken_for.update(range(*term.share_span))
    if not chinese:
        for judge in (judge_substances, judge_slots):
            for ruling in judge(index, folded, text, taken | spoken_for | named):
                rulings.append(ruling)
                spoken_for.update(range(ruling.start, ruling.end))
    for ruling in judge_origins(index, folded, text, chinese=chinese):
        if ruling.start not in taken:
            rulings.append(ruling)
            spoken_for.update(range(ruling.start, ruling.end))
    if not chinese and index.counted:
        counted = {at for q in quantities for at in range(q.start, q.end)}
        quantities = [*quantities, *find_counts(folded, index.counted, counted | spoken_for | taken)]
    for quantity in quantities:
        if quantity.start in spoken_for or quantity.start in taken:
            continue
        ruling = judge_price(index, folded, text, quantity) or judge_quantity(index, folded, text, quantity)
        if ruling is not None:
            rulings.append(ruling)
    for start, end in codes:
        whole = end - 1 in taken or not any(c.isdigit() for c in folded[start:end])
        if start in spoken_for or (start in taken and whole):  # of "FSC-C119834" the cue takes only FSC
            continue
        ruling = judge_code(index, folded, text, start, end)
        if ruling is not None:
            rulings.append(ruling)
            spoken_for.update(range(start, end))
    if chinese:
        rulings += judge_licences(index, folded, text)
    else:
        for ruling in judge_slot_codes(index, text, folded, taken | spoken_for):
            rulings = [r for r in rulings if r.end <= ruling.start or ruling.end <= r.start]
            rulings.append(ruling)
            spoken_for.update(range(ruling.start, ruling.end))
    rulings += judge_suitability(index, folded, text, chinese=chinese)
    occupied = (
        spoken_for
        | taken
        | {at for a, b in codes for at in range(a, b)}
        | {at for q in quantities for at in range(q.start, q.end)}
    )
    rulings += judge_names(index, folded, text, chinese=chinese, taken=occupied)
    return rulings


def _brand_spans(index: FactIndex, folded: str) -> set[int]:
    """Where the maker's own name stands: "Lumen & Oak" says nothing of oak."""
    brand = fold(index.product.brand).strip()
    return {at for span in occurrences(brand, folded) for at in range(*span)} if len(brand) > 2 else set()


def _positions(rulings: list[Ruling]) -> set[int]:
    taken: set[int] = set()
    for ruling in rulings:
        taken.update(range(ruling.start, ruling.end))
    return taken


def _said_outright(index: FactIndex, folded: str, text: str, rulings: list[Ruling], chinese: bool) -> list[Ruling]:
    """Fact values that the text repeats without a hard claim in them: crew neck, 拉链, dishwasher-proof cup."""
    taken = _positions(rulings)
    spans: list[tuple[int, int, Source]] = []
    if chinese or CHINESE.search(folded):
        for phrase, source in index.chinese_phrases:
            at = folded.find(phrase)
            while at >= 0:
                spans.append((at, at + len(phrase), source))
                at = folded.find(phrase, at + 1)
    if not chinese or index.phrases:
        tokens = [w for w in all_words(folded) if w[2] not in STOP]
        for i, (start, _, first) in enumerate(tokens):
            for stems, source in index.phrases.get(first, ()):
                if len(stems) <= len(tokens) - i and all(tokens[i + k][2] == s for k, s in enumerate(stems)):
                    spans.append((start, tokens[i + len(stems) - 1][1], source))
    spans = [s for s in spans if s[2].role not in ("title", "category", "brand", "price") and s[2].variant < 0]
    spans.sort(key=lambda s: (-(s[1] - s[0]), s[0]))
    found: list[Ruling] = []
    seen: set[tuple[int, Ref]] = set()
    for start, end, source in spans:
        if (start, source.ref) in seen or not taken.isdisjoint(range(start, end)):
            continue
        if _is_the_product(index, folded[start:end]):
            continue
        denied = is_negated(folded, start, end) or bool(_INNER_NOT.search(folded, start, end))
        denied = denied or label_denies(folded, end)
        if source.no and not denied and _WONDERED.match(folded, end):
            continue
        if source.no and not denied and _given(source) and not _GIVES.search(folded, max(0, start - 40), end + 20):
            continue  # "both ends of the leash" does not say that one comes with it
        if source.no and not denied and folded[start] > "\u3000" and not says_so(folded, start, end):
            continue
        if source.no and not denied and _SUPPOSED.search(folded, max(0, start - 28), start):
            continue
        if source.no != denied and (
            source.yes
            or source.no
            or (_flatly_denied(folded, start) and not _DENIER.search(source.folded))
            or (source.role == "included" and folded[start] > "\u3000" and not folded[:start].endswith("没有"))
        ):
            seen.add((start, source.ref))
            taken.update(range(start, end))
            found.append(
                Ruling(
                    start,
                    end,
                    "contradicted",
                    "claim.negation",
                    (source.ref,),
                    f"The text {'denies' if denied else 'says'} “{text[start:end]}”, but {name_of(source)} says "
                    f"otherwise.",
                    source.value,
                    "rewrite",
                )  # fmt: skip
            )
            continue
        seen.add((start, source.ref))
        taken.update(range(start, end))
        found.append(Ruling(start, end, "supported", "claim.stated", (source.ref,)))
    return found


_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|any|other|another|your own)\b[^.;!?]*$|(?:如果|若|万一|要是|换)[^。；！？]*$"
)
_WONDERED = re.compile(r"[^，。；！？]{0,6}[吗呢么]?[？?]")  # 要囤电池吗？
#: What says that a thing comes with the product.
_GIVES = re.compile(
    r"\b(?:includ\w+|comes?|supplied|provided|in the (?:box|pack|set)|ships?|with|bundled|thrown in|free|you get"
    r"|there(?:'s| is| are))\b"
)
_INNER_NOT = re.compile(r"\b(?:not|never|isn't|aren't|doesn't|cannot)\b")
_FLATLY = re.compile(r"(?:\b(?:not|isn't|aren't|never) |免|并非|不是)$")


_DENIER = re.compile(r"\b(?:no|not|never|non|un\w+)\b|[不无免非]")


def _given(source: Source) -> bool:
    """Whether a fact asks for what comes with the product: Bulb included."""
    return source.name_folded.endswith(("included", "supplied", "in the box"))


def _flatly_denied(folded: str, start: int) -> bool:
    """Whether the very word before denies it: "not acid-free", 免系带."""
    return bool(_FLATLY.search(folded, max(0, start - 7), start))


def _is_the_product(index: FactIndex, said: str) -> bool:
    """Whether a phrase is only the word for the product ("basket" of a proofing basket), which ties nothing."""
    stems = [s for _, _, s in words(said)]
    return len(stems) == 1 and any(stems[0] in s.stems for s in index.sources if s.role in ("title", "category"))


#: Classes whose true value can stand in the lie's place, and the role that says how it is written.
_REPLACED = {
    "claim.number": "dimensions",
    "claim.unit": "dimensions",
    "claim.color": "color",
    "claim.material": "material",
    "claim.origin": "origin",
    "claim.code": "model",
}
_MEASURE = re.compile(r"[\d.,/ x*×~-]+\s?[a-zA-Z\u3400-\u9fff°%\"²³]{0,10}")


def _replacement(ruling: Ruling, language: str) -> str:
    role = _REPLACED.get(ruling.rule)
    if role is None or ruling.verdict != "contradicted" or not 0 < len(ruling.suggestion) <= 32:
        return ""
    if role == "dimensions" and not _MEASURE.fullmatch(ruling.suggestion):
        return ""
    return sayable(ruling.suggestion, role, language)


def _finding(ruling: Ruling, language: str) -> Finding:
    severity = "block" if ruling.hard and ruling.verdict in ("contradicted", "unsupported") else "warn"
    return Finding(
        ruling.rule,
        severity,
        ruling.start,
        ruling.end,
        ruling.reason,
        ruling.suggestion,
        ruling.settled_by,
        _replacement(ruling, language),
    )
