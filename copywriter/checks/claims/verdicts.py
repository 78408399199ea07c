"""What is said of one claim: its verdict, the facts it rests on, and the finding a merchant reads.
Knows no text and no product; the judges fill it in."""

from __future__ import annotations

from typing import NamedTuple

from copywriter.checks.claims.facts import Ref, Source
from copywriter.records import Verdict


class Ruling(NamedTuple):
    """One judged claim. `rule` names the class (claim.material); `reason` is empty where nothing needs saying.
    `hard` false: a finding only warns. `note` true: the claim stands, the finding is a reminder."""

    start: int
    end: int
    verdict: Verdict
    rule: str
    facts: tuple[Ref, ...] = ()
    reason: str = ""
    suggestion: str = ""
    settled_by: str = "fact"
    hard: bool = True
    knowledge: str | None = None


def name_of(source: Source) -> str:
    """How a reason names a source: “Material: steel”, the title."""
    value = source.value if len(source.value) <= 60 else source.value[:57] + "…"
    if source.ref in ("title", "category", "brand"):
        return f"the {source.ref} “{value}”"
    if source.ref == "price":
        return f"the price “{value}”"
    if source.variant >= 0:
        return f"one variant (“{source.name}: {value}”)"
    return f"the fact “{source.name}: {value}”"


def refs(*sources: Source) -> tuple[Ref, ...]:
    """Ledger references of sources, variants left out (they have no index)."""
    return tuple(dict.fromkeys(s.ref for s in sources if s.variant < 0))


def answered(source: Source, text: str, start: int, end: int, *, agrees: bool) -> Ruling:
    """What text[start:end] says of a fact that answers yes or no, or is a short statement."""
    if agrees:
        return Ruling(start, end, "supported", "claim.negation", refs(source))
    said = f"What the text says of “{text[start:end]}” is the opposite of {name_of(source)}."
    return Ruling(start, end, "contradicted", "claim.negation", refs(source), said, source.value, "rewrite")


def contradicted(source: Source, text: str, start: int, end: int, rule: str) -> Ruling:
    """What text[start:end] says against what `source` says; the source's value is what to write instead."""
    said = f"The text says “{text[start:end]}”, but {name_of(source)} says otherwise."
    return Ruling(start, end, "contradicted", rule, refs(source), said, source.value, "rewrite")
