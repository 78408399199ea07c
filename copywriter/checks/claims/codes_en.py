"""Codes of a letter or two, and numbers of standards, in the slot that a fact types: width E, VA panel, EN 1335-2.
Knows no code with a digit in a word of letters (`codes.py`) and no size of clothes."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex, Source, compact
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.reading import fold, stem
from copywriter.checks.claims.verdicts import Ruling, contradicted, refs

_LETTERS = re.compile(r"[A-Z]{1,4}\+{0,3}")
_TOKEN = re.compile(r"(?<![\w&.'’-])[A-Z]{1,4}\+{0,3}(?![\w&'’+-])")
#: What stands between the name of a slot and its letters.
_BETWEEN = re.compile(r"([a-z]+)(?: is| are|:| of| no\.| rated| rating| class| grade| code)? $")
_BESIDE = re.compile(r"[ -]([a-z]+)")
#: Letters that name no code beside most things.
_PLAIN = frozenset(
    """A I AN LED LCD HD UHD TV PC UV USB OK US UK EU UPC SKU EAN NO IN IS IT AC DC FAQ DIY BPA PVC ABS CE
    UL AM PM""".split()  # noqa: SIM905
)
_JOINED = re.compile(r"(?<![\w-])(USB|HDMI|DVI|RJ|CR|LR|GU|PZ|PH|TORX|SATA)[- ]((?:[Tt]ype[- ])?[A-Z])(?![\w-])")
_BODIES = (
    "AS/NZS|ASTM|ANSI|ASME|AATCC|BIFMA|CPSC|DIN|ECE|EN|FMVSS|IEC|IEEE|ISO|JIS|MIL-STD|NFPA|NIJ|NSF|SAE|UL|BS|CFR"
    "|CSA|DOT"
)
#: "The tuning is G, C, E, A": letters in a row are one value.
_ROW = re.compile(r",? [A-Z](?![\w'’])")
_STANDARD = re.compile(rf"(?<![\w-])(?:{_BODIES})(?: (?:EN|ISO|IEC))* ?-?(?:[A-Z] ?)?\d[\w.]*(?:[-/:]\d[\w.]*)*")


def judge_slot_codes(index: FactIndex, text: str, folded: str, taken: set[int]) -> list[Ruling]:
    """Supported where a slot holds the fact's own letters, contradicted where it holds others; else nothing."""
    found = [r for m in _STANDARD.finditer(text) if (r := _standard(index, text, folded, m)) is not None]
    found += [r for m in _JOINED.finditer(text) if (r := _joined(index, text, folded, m)) is not None]
    spoken = {at for r in found for at in range(r.start, r.end)} | taken
    typed = [
        s for s in index.sources
        if s.variant < 0 and isinstance(s.ref, int) and s.role not in ("size", "color", "brand", "origin")
        and _LETTERS.fullmatch(s.value.strip()) and not (s.yes or s.no)
    ]  # fmt: skip
    for match in _TOKEN.finditer(text) if typed else ():
        if match.start() in spoken or match[0] in _PLAIN - {"A", "I"}:
            continue
        if _ROW.match(text, match.end()):
            continue
        source = _slot(typed, folded, match)
        if source is None or is_negated(folded, *match.span()):
            continue
        agrees = match[0] == source.value.strip()
        if not agrees and fold(match[0]) in index.words and len(match[0]) > 1:
            continue
        found.append(_ruling(source, text, *match.span(), agrees=agrees))
    return found


def _slot(typed: list[Source], folded: str, match: re.Match[str]) -> Source | None:
    """The fact whose name stands right before the letters, or right after them."""
    before = _BETWEEN.search(folded, max(0, match.start() - 24), match.start())
    after = _BESIDE.match(folded, match.end())
    article = match[0] in ("A", "I")
    for source in typed:
        names = set(source.name_stems)
        if before and stem(before[1]) in names and not (article and after):
            return source
        if after and stem(after[1]) in names and not article:
            return source
    return None


def _joined(index: FactIndex, text: str, folded: str, match: re.Match[str]) -> Ruling | None:
    """USB-B of a fact's USB-C: one family, another member."""
    key = compact(fold(match[0])).replace("type", "")
    held = compact(index.text).replace("type", "")
    if key in held or is_negated(folded, *match.span()):
        return None
    family = fold(match[1])
    own = re.compile(rf"\b{family}[- ](?:type[- ])?[a-z]\b")
    rival = next((s for s in index.sources if s.variant < 0 and own.search(s.folded)), None)
    return _ruling(rival, text, *match.span(), agrees=False) if rival is not None else None


def _standard(index: FactIndex, text: str, folded: str, match: re.Match[str]) -> Ruling | None:
    """A standard by its number: a part of it, or its year, may stay unsaid, another number may not be said."""
    key = compact(fold(match[0])).rstrip(".")
    holder = next((s for s in index.sources if s.variant < 0 and _holds(compact(s.folded), key)), None)
    if holder is None and (key in compact(index.text)):
        return None
    start, end = match.start(), match.start() + len(match[0].rstrip("."))
    if holder is not None:
        return _ruling(holder, text, start, end, agrees=True)
    if is_negated(folded, start, end):
        return None
    body = re.match(r"[a-z/-]+", fold(match[0]))
    rival = next((s for s in index.sources if body and s.variant < 0 and re.search(rf"\b{body[0]}\b", s.folded)), None)
    if rival is None:
        return None
    return _ruling(rival, text, start, end, agrees=False)


def _holds(value: str, key: str) -> bool:
    at = value.find(key)
    return at >= 0 and not value[at + len(key) : at + len(key) + 1].isdigit()


def _ruling(source: Source, text: str, start: int, end: int, *, agrees: bool) -> Ruling:
    if agrees:
        return Ruling(start, end, "supported", "claim.code", refs(source))
    return contradicted(source, text, start, end, "claim.code")
