"""What the tests of claims ask of a text: which of its words are blocked beside these facts.
Knows no judge; it calls the checks as everybody does."""

from __future__ import annotations

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def blocks(text: str, facts: dict[str, str], *, title: str = "Thing", brand: str = "", category: str = "") -> list[str]:
    """The words that are blocked, in reading order; the language is the text's."""
    language = "zh-Hans" if any(c > "\u3000" for c in text) else "en"
    rows = tuple(Fact(name, value) for name, value in facts.items())
    product = ProductFacts(title=title, brand=brand, category=category, facts=rows, language=language)
    findings, _ = examine(text, product, language=language)
    return [text[f.start : f.end] for f in findings if f.severity == "block"]
