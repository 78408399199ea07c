"""How a text is shown with its proofs: pieces with findings and facts, facts with their use, what sets candidates
apart, and word diffs. Knows nothing of requests and states; a piece is plain text, escaped by the page."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from merchant_portal.catalog.models import Product

#: The verdict that wins where claims overlap: the worse one is shown.
WORSE = ("opinion", "supported", "inferred", "unsupported", "contradicted")
SEVERITY = ("note", "warn", "block")


@dataclass(slots=True)
class Piece:
    """A run of text with one set of marks: numbers into the findings, keys of fact rows."""

    text: str
    findings: list[int] = field(default_factory=list)
    severity: str = ""
    verdict: str = ""
    facts: list[str] = field(default_factory=list)

    @property
    def fact_keys(self) -> str:
        return " ".join(self.facts)

    @property
    def finding_keys(self) -> str:
        return " ".join(str(n) for n in self.findings)


def pieces(text: str, findings: Sequence[dict[str, Any]], ledger: Sequence[dict[str, Any]]) -> list[Piece]:
    """Cuts a text at every mark, so that each piece can be drawn as one element."""
    cuts = {0, len(text)}
    for mark in (*findings, *ledger):
        cuts |= {min(mark["start"], len(text)), min(mark["end"], len(text))}
    edges = sorted(cuts)
    out = [Piece(text[start:end]) for start, end in zip(edges, edges[1:], strict=False)]

    def covered(mark: dict[str, Any]) -> list[Piece]:
        # by search: walking all pieces for all marks took ten seconds for 10,000 characters
        return out[bisect_left(edges, mark["start"]) : bisect_right(edges, mark["end"]) - 1]

    for number, f in enumerate(findings):
        for piece in covered(f) if f["end"] - f["start"] < len(text) else ():
            piece.findings.append(number)
            piece.severity = max(piece.severity or "note", f["severity"], key=SEVERITY.index)
    for entry in ledger:
        for piece in covered(entry):
            piece.verdict = max(piece.verdict or "opinion", entry["verdict"], key=WORSE.index)
            piece.facts += [str(k) for k in entry["facts"] if str(k) not in piece.facts]
    return out


@dataclass(slots=True)
class FactRow:
    """One fact as the desk lists it. `key` is its index, or the field's name."""

    key: str
    name: str
    value: str
    use: str  # used | unused | contradicted


def fact_rows(product: Product, ledger: Sequence[dict[str, Any]], names: dict[str, str]) -> list[FactRow]:
    """The product's facts with what the text does with each. `names` translates title, category, brand and price."""
    use: dict[str, str] = {}
    for entry in ledger:
        verdict = "contradicted" if entry["verdict"] == "contradicted" else "used"
        for key in entry["facts"]:
            use[str(key)] = "contradicted" if "contradicted" in (verdict, use.get(str(key))) else verdict
    rows = [
        FactRow(key, names[key], str(value), use.get(key, "unused"))
        for key in ("title", "category", "brand", "price")
        if (value := getattr(product, key))
    ]
    rows += [FactRow(str(i), f["name"], f["value"], use.get(str(i), "unused")) for i, f in enumerate(product.facts)]
    return rows


def used_facts(ledger: Sequence[dict[str, Any]]) -> set[str]:
    return {str(k) for e in ledger if e["verdict"] in ("supported", "inferred") for k in e["facts"]}


def apart(product: Product, chosen: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """What another candidate says that the chosen one does not, and the other way, by fact name."""

    def named(keys: set[str]) -> list[str]:
        return [f["name"] for i, f in enumerate(product.facts) if str(i) in keys]

    here, there = used_facts(chosen), used_facts(other)
    return {"more": named(there - here), "less": named(here - there)}


_WORDS = re.compile(r"[A-Za-z0-9À-ɏ'’.-]+|\s+|.", re.S)


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """[("same" | "gone" | "new", text), …] by words (single characters in Chinese). Word level: a character diff of
    2,400 letters takes two seconds, words fifty milliseconds."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    out: list[tuple[str, str]] = []
    for op, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(("same", "".join(a[a0:a1])))
            continue
        if a1 > a0:
            out.append(("gone", "".join(a[a0:a1])))
        if b1 > b0:
            out.append(("new", "".join(b[b0:b1])))
    return out
