"""What is passed over for speed would have found nothing: each short way against the long one, on labelled texts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import regex

from copywriter.checks.alternation import Alternation, alternatives
from copywriter.checks.claims import quantities
from copywriter.checks.claims.reading import fold as fold_claims
from copywriter.checks.literals import Literals
from copywriter.checks.rules.context import fold
from copywriter.checks.rules.library import shipped
from copywriter.knowledge.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]


@cache
def texts() -> tuple[str, ...]:
    rows = [
        json.loads(line)["text"]
        for name in ("en", "zh")
        for line in (ROOT / f"tests/copywriter/labelled/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for path in sorted((ROOT / "benchmarks/claims_texts").glob("*.txt")):
        rows += [line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("> ")]
    pairs = [" ".join(pair) for pair in zip(rows[::7], rows[3::7], strict=False)]
    return (*rows, *pairs)


def test_literals_are_found_wherever_they_stand():
    words = {*load_vocabulary("materials").terms, *load_vocabulary("places").terms, "t恤", "纯棉t恤", "a"}
    literals = Literals({word: word.upper() for word in words})
    for text in map(fold_claims, texts()[::5]):
        plain = {
            (start + len(word), start, word.upper())
            for word in words
            for start in range(len(text))
            if text.startswith(word, start)
        }
        found = literals.found(text)
        assert set(found) == plain and len(found) == len(plain)
        assert [end for end, _, _ in found] == sorted(end for end, _, _ in found)


def test_every_rule_finds_piece_by_piece_what_its_whole_pattern_finds():
    patterns = [rule.pattern for pack in shipped().values() for rule in pack.rules if rule.pattern is not None]
    folded = [fold(text) for text in texts()]
    hits = 0
    for pattern in set(patterns):
        pieces = Alternation(pattern)
        for text in folded:
            whole = [m.span() for m in pattern.finditer(text)]
            assert _spans(pieces, text) == whole, (pattern.pattern[:80], text)
            hits += len(whole)
    assert hits > 1000


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"a|b", ["a", "b"]),
        (r"(?:a|b)|(?:c(?:d|e))", ["a", "b", "c(?:d|e)"]),
        (r"[|(]x|\|y|[^]|]z", ["[|(]x", r"\|y", "[^]|]z"]),
        (r"(?:a|b)(?:c|d)", ["(?:a|b)(?:c|d)"]),
        (r"(?:a|b)+", ["(?:a|b)+"]),
    ],
)
def test_a_pattern_is_parted_at_its_outermost_bars(pattern, parts):
    assert alternatives(pattern) == parts


@pytest.mark.parametrize("pattern", [r"big|big red|red dog|dog", r"(?P<hit>ab)|b", r"(a)b|(?:b)\1", "red|(?i:dog)"])
def test_of_two_that_begin_together_the_first_named_wins(pattern):
    whole = regex.compile(pattern)
    for text in ("a big red dog", "red dog big red", "abab b", "none"):
        assert _spans(Alternation(whole), text) == [m.span() for m in whole.finditer(text)]


def test_numbers_and_codes_are_where_the_long_search_finds_them():
    extra = ("… .5 in. 1-9/16, ½ cup. 4k-ready ip67 no.1 a-b-c3-d 3.5mm. …x2", "v.2-3 .. 1,000.50 ３ 3/4")
    for text in map(fold_claims, (*texts(), *extra)):
        assert [m.span() for m in quantities._numbers(text)] == [m.span() for m in quantities._NUMBER.finditer(text)]
        codes = [m.span() for m in quantities._TOKEN.finditer(text) if quantities.is_code(m[0])]
        assert quantities.find_quantities(text, text, chinese=False)[1] == codes


def _spans(pieces: Alternation, text: str) -> list[tuple[int, int]]:
    standing = {i for i, needs in enumerate(pieces.needs) if needs is None or any(word in text for word in needs)}
    return [m.span() for m in pieces.finditer(text, 0, len(text), standing)]
